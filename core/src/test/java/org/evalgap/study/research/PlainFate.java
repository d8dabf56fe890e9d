package org.evalgap.study.research;

/**
 * Oracle for {@link Sprt}: the tree of results, branch by branch, with log-odds from Bayes' rule. Slow beyond some twenty experiments.
 *
 * @param kept probability that the direction is kept
 * @param abandoned probability that it is abandoned
 * @param experiments expected number of experiments
 */
record PlainFate(double kept, double abandoned, double experiments) {
    static PlainFate of(Sprt test, double prior, boolean right) {
        return of(test, prior, right, 0, 0);
    }

    private static PlainFate of(Sprt test, double odds, boolean right, int made, int failed) {
        if (odds >= test.bound()) {
            return new PlainFate(1, 0, 0);
        }
        if (odds <= -test.bound()) {
            return new PlainFate(0, 1, 0);
        }
        if (made == test.limit()) {
            return new PlainFate(0, 0, 0);
        }
        double bugs = test.bugRate();
        for (int k = 0; k < failed; k++) {
            bugs *= 1 - test.debugging();
        }
        double ifRight = test.power() * (1 - bugs);
        double ifWrong = test.luck() * (1 - bugs);
        double p = right ? ifRight : ifWrong;
        double gain = Math.log(ifRight / ifWrong);
        double loss = test.bugsKnown()
                ? Math.log((1 - ifRight) / (1 - ifWrong))
                : Math.log((1 - test.power()) / (1 - test.luck()));
        PlainFate success = of(test, odds + gain, right, made + 1, failed);
        PlainFate failure = of(test, odds + loss, right, made + 1, failed + 1);
        return new PlainFate(
                p * success.kept + (1 - p) * failure.kept,
                p * success.abandoned + (1 - p) * failure.abandoned,
                1 + p * success.experiments + (1 - p) * failure.experiments);
    }
}
