package org.evalgap.estimate.honesty;

import java.util.List;

/**
 * How the estimator did in a simulated world. Shares and errors are means over rows that are no references; each has a Monte
 * Carlo standard error that takes the table for the unit, since rows of one table share a shift.
 *
 * @param spec the world
 * @param coverage share of intervals that hold the true inflation
 * @param coverageInflated the same among rows that are inflated
 * @param boundCoverage share of one-sided bounds that are at most the true inflation
 * @param bias mean error of the posterior mean
 * @param error root mean square error of the posterior mean, with a standard error by the delta method
 * @param falseDiscovery mean share of clean models among the discoveries of a table, 0 where there are none
 * @param power share of models inflated by more than 5 points that are discovered
 * @param gapCoverage share of the gap's intervals that hold the true inflation
 * @param refused share of tables in which the scores refute the assumption; nobody is found inflated there, and the coverage of
 *     inflation does not count them
 * @param rankPValue p-value of the chi-squared test that posterior ranks of the truth, one row a table, are uniform over 20
 *     bins; ranks are randomised where the truth is exactly 0
 */
public record IntervalCheckResult(
        IntervalCheckSpec spec,
        Measured coverage,
        Measured coverageInflated,
        Measured boundCoverage,
        Measured bias,
        Measured error,
        Measured falseDiscovery,
        Measured power,
        Measured gapCoverage,
        Measured refused,
        double rankPValue) {
    /**
     * A simulated number.
     *
     * @param value the mean
     * @param error its Monte Carlo standard error
     */
    public record Measured(double value, double error) {}

    /**
     * The names of the measured numbers, in the order of {@link #numbers()}.
     *
     * @return nine names
     */
    public static List<String> names() {
        return List.of(
                "coverage",
                "coverageInflated",
                "boundCoverage",
                "bias",
                "rootMeanSquareError",
                "falseDiscovery",
                "power",
                "gapCoverage",
                "refused");
    }

    /**
     * The measured numbers.
     *
     * @return nine numbers with their errors
     */
    public List<Measured> numbers() {
        return List.of(
                coverage, coverageInflated, boundCoverage, bias, error, falseDiscovery, power, gapCoverage, refused);
    }
}
