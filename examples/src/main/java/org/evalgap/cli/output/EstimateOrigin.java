package org.evalgap.cli.output;

import java.util.List;
import java.util.Optional;

/**
 * Where the scores of an estimate are from.
 *
 * @param account what was taken from logs and what was left out, a line each; none where the scores are from a table
 * @param sources the files of logs that each model's scores are from; none where they are from a table
 * @param items what items tell that totals do not; empty where the estimate is one of totals
 */
public record EstimateOrigin(List<String> account, List<String> sources, Optional<Items> items) {
    /**
     * What models have in common on the same items.
     *
     * @param publicCorrelation share of a public score's noise that all models have in common
     * @param freshCorrelation the same of fresh scores
     */
    public record Items(double publicCorrelation, double freshCorrelation) {}

    /**
     * Copies the lists.
     *
     * @param account as the component
     * @param sources as the component
     * @param items as the component
     */
    public EstimateOrigin {
        account = List.copyOf(account);
        sources = List.copyOf(sources);
    }

    /**
     * A table of scores.
     *
     * @return no account and no sources
     */
    public static EstimateOrigin table() {
        return new EstimateOrigin(List.of(), List.of(), Optional.empty());
    }
}
