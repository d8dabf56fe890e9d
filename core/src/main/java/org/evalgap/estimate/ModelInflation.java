package org.evalgap.estimate;

/**
 * What the scores say about one model, under one assumption of the shift. Success and inflation are shares of items, in
 * {@code [0, 1]}.
 *
 * @param model name of the model
 * @param reference whether it was taken for clean
 * @param inflation inflation I = (1 − C)·v: the share of items that are right only because of the eval's exposure; posterior
 *     mean, and an interval that holds 0 unless the model is found inflated
 * @param atLeast one-sided bound: inflation is at least this with the level's probability
 * @param probability posterior probability that there is any inflation
 * @param probabilityAbove posterior probability that inflation exceeds the threshold
 * @param pValue chance that a clean model with these fresh scores has a public score as high, under the shift that the other
 *     rows show; under {@link ShiftAssumption#REFERENCE} at the level of the references alone, with slope and item-set noise of
 *     all rows, the model's own included (a reference's own p-value is under the shift that all other rows show)
 * @param qValue Benjamini–Hochberg q-value among all models that are no references; NaN for references
 * @param found whether it is found inflated: its q-value is at most one minus the level, and the scores do not refute the
 *     assumption
 * @param gap public success less the clean one predicted from the fresh score, unconstrained: negative where the public
 *     score is too low
 * @param honest clean public success C: what the public score would be without inflation
 * @param publicRank rank by public score, 1 the best; ties share the better rank
 * @param rank rank by the mean of C, 1 the best
 * @param rankLower lower end of the interval of the rank
 * @param rankUpper upper end of the interval of the rank
 */
public record ModelInflation(
        String model,
        boolean reference,
        Interval inflation,
        double atLeast,
        double probability,
        double probabilityAbove,
        double pValue,
        double qValue,
        boolean found,
        Interval gap,
        Interval honest,
        int publicRank,
        int rank,
        int rankLower,
        int rankUpper) {}
