package org.evalgap.audit;

import java.util.List;

/**
 * Whether environments were made from the public items, by no more than where they lie.
 *
 * @param pValue one-sided p-value of exchangeable public and fresh items, in (0, 1]
 * @param inspiredShare λ̂ = (T − π)/(1 − π): estimated share of environments made from public items; may be below 0
 * @param bounds interval of the inspired share; where departures are not small the upper end is 1, as only a lower bound is known
 * @param permutations how many permutations the p-value is of
 * @param statistic T: share of environments whose nearest item of either set is a public one, ties shared
 * @param expected π: share of public items among public and fresh ones
 * @param departure median distance from the environments nearer to an item than half its spacing to that item, over the
 *     median spacing of items; NaN if there is none
 * @param warnings what a reader has to know; unmodifiable
 */
public record SuiteTestResult(
        double pValue,
        double inspiredShare,
        Bounds bounds,
        int permutations,
        double statistic,
        double expected,
        double departure,
        List<String> warnings) {
    /**
     * Takes a copy of the warnings.
     *
     * @param pValue one-sided p-value of exchangeable public and fresh items, in (0, 1]
     * @param inspiredShare λ̂ = (T − π)/(1 − π)
     * @param bounds interval of the inspired share
     * @param permutations how many permutations the p-value is of
     * @param statistic T
     * @param expected π
     * @param departure median departure over the median spacing of items; NaN if there is none
     * @param warnings what a reader has to know
     */
    public SuiteTestResult {
        warnings = List.copyOf(warnings);
    }
}
