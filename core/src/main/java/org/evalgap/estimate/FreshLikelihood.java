package org.evalgap.estimate;

/**
 * The likelihood of a model's fresh scores as a function of its ability η, with the prior N(0, 1) of η, under which the
 * success above chance is uniform.
 *
 * @param right items got right on the first set
 * @param wrong items got wrong
 * @param guess chance level
 * @param secondRight items got right on the second set; 0 with {@code secondWrong} 0 where there is none
 * @param secondWrong items got wrong on the second set
 * @param secondGuess chance level of the second set
 * @param secondShift probit by which the second set is easier for everybody
 */
record FreshLikelihood(
        double right,
        double wrong,
        double guess,
        double secondRight,
        double secondWrong,
        double secondGuess,
        double secondShift) {

    double logPosterior(double eta) {
        return term(right, wrong, guess, eta)
                + (secondRight + secondWrong == 0 ? 0 : term(secondRight, secondWrong, secondGuess, eta + secondShift))
                - 0.5 * eta * eta;
    }

    private static double term(double right, double wrong, double guess, double eta) {
        double failure = (1 - guess) * Normal.cdf(-eta);
        double success = guess + (1 - guess) * Normal.cdf(eta);
        return (right == 0 ? 0 : right * StrictMath.log(success)) + (wrong == 0 ? 0 : wrong * StrictMath.log(failure));
    }

    double items() {
        return right + wrong;
    }

    /** Share right on the first set, half an item away from both ends. */
    double score() {
        return (right + 0.5) / (right + wrong + 1);
    }
}
