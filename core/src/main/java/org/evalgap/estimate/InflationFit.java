package org.evalgap.estimate;

import java.util.List;

/**
 * An estimate from answers to items: one entry an eval.
 *
 * @param evals the evals, in the order in which they first came
 */
public record InflationFit(List<Eval> evals) {
    /**
     * Copies the list.
     *
     * @param evals as the component
     */
    public InflationFit {
        evals = List.copyOf(evals);
    }

    /**
     * The estimate of one eval.
     *
     * @param name name of the eval
     * @param scores what stands for the items: a score of as many items as would tell as much of the model, were its own noise all
     *     there is; missing items are allowed for by the difficulty of those that were met
     * @param observed what was scored: the mean over items that were met, of as many items, with the same names and marks as
     *     {@code scores}
     * @param result the estimate, its models in the order of the scores
     * @param publicCorrelation the share of a public score's noise that all models have in common, as the items show it; where items
     *     have dates, of the noise of the difference between public and fresh
     * @param freshCorrelation the same of fresh scores
     * @param leftOut models that met one half only
     */
    public record Eval(
            String name,
            List<ModelScores> scores,
            List<ModelScores> observed,
            InflationResult result,
            double publicCorrelation,
            double freshCorrelation,
            List<String> leftOut) {
        /**
         * Copies the lists.
         *
         * @param name as the component
         * @param scores as the component
         * @param observed as the component
         * @param result as the component
         * @param publicCorrelation as the component
         * @param freshCorrelation as the component
         * @param leftOut as the component
         */
        public Eval {
            scores = List.copyOf(scores);
            observed = List.copyOf(observed);
            leftOut = List.copyOf(leftOut);
        }
    }
}
