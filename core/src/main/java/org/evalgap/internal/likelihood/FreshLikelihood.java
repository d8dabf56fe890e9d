package org.evalgap.internal.likelihood;

import java.util.Optional;
import org.evalgap.internal.kernel.Normal;

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
public record FreshLikelihood(
        double right,
        double wrong,
        double guess,
        double secondRight,
        double secondWrong,
        double secondGuess,
        double secondShift) {
    /**
     * The likelihood of one or two scores.
     *
     * @param first score on the first set
     * @param second score on the second set, if there is one
     * @param secondShift probit by which the second set is easier for everybody
     * @return the likelihood
     */
    public static FreshLikelihood of(Counts first, Optional<Counts> second, double secondShift) {
        Counts more = second.orElse(new Counts(0, 0, 0));
        return new FreshLikelihood(
                first.right(),
                first.items() - first.right(),
                first.guess(),
                more.right(),
                more.items() - more.right(),
                more.guess(),
                secondShift);
    }

    /**
     * The logarithm of the posterior density, up to a constant.
     *
     * @param eta ability η
     * @return the logarithm
     */
    public double logPosterior(double eta) {
        return term(right, wrong, guess, eta)
                + (secondRight + secondWrong == 0 ? 0 : term(secondRight, secondWrong, secondGuess, eta + secondShift))
                - 0.5 * eta * eta;
    }

    private static double term(double right, double wrong, double guess, double eta) {
        double failure = (1 - guess) * Normal.cdf(-eta);
        double success = guess + (1 - guess) * Normal.cdf(eta);
        return (right == 0 ? 0 : right * StrictMath.log(success)) + (wrong == 0 ? 0 : wrong * StrictMath.log(failure));
    }

    /**
     * The first score.
     *
     * @return right and all items, with the chance level
     */
    public Counts first() {
        return new Counts(right, right + wrong, guess);
    }
}
