package org.evalgap.estimate.power;

import org.evalgap.internal.Arguments;

/**
 * A comparison of a public with a fresh score, to be planned.
 *
 * @param cleanScore success without inflation, in {@code (0, 1)}
 * @param publicItems items of the public eval, at least 1
 * @param falseAlarm chance of an alarm if nobody is inflated, in {@code (0, 0.5)}
 * @param models models that are looked at, at least 1: the false alarm is shared among them (Bonferroni)
 * @param pairing correlation between a model's answers to a fresh item and to the public item it is a twin of, in
 *     {@code [0, 1)}; 0 where fresh items are no twins
 * @param publicDesign factor by which clusters raise the variance of the public score, at least 1
 * @param freshDesign factor by which clusters raise the variance of the fresh score, at least 1
 * @param shiftDeviation standard deviation of the common shift, in probit, at least 0: 0.03 for a fresh set of the same
 *     recipe, 0 where both sets are known to be equally hard
 */
public record DetectionSpec(
        double cleanScore,
        double publicItems,
        double falseAlarm,
        int models,
        double pairing,
        double publicDesign,
        double freshDesign,
        double shiftDeviation) {
    /**
     * Checks the ranges.
     *
     * @param cleanScore as the component
     * @param publicItems as the component
     * @param falseAlarm as the component
     * @param models as the component
     * @param pairing as the component
     * @param publicDesign as the component
     * @param freshDesign as the component
     * @param shiftDeviation as the component
     * @throws IllegalArgumentException if a component is outside its range
     */
    public DetectionSpec {
        Arguments.inOpen("cleanScore", cleanScore, 0, 1);
        Arguments.atLeast("publicItems", publicItems, 1);
        Arguments.inOpen("falseAlarm", falseAlarm, 0, 0.5);
        Arguments.atLeast("models", models, 1);
        Arguments.inHalfOpen("pairing", pairing, 0, 1);
        Arguments.atLeast("publicDesign", publicDesign, 1);
        Arguments.atLeast("freshDesign", freshDesign, 1);
        Arguments.atLeast("shiftDeviation", shiftDeviation, 0);
    }

    /**
     * One model, false alarms 5 %, no twins, no clusters, no shift.
     *
     * @param cleanScore success without inflation, in {@code (0, 1)}
     * @param publicItems items of the public eval, at least 1
     * @return the comparison
     */
    public static DetectionSpec of(double cleanScore, double publicItems) {
        return new DetectionSpec(cleanScore, publicItems, 0.05, 1, 0, 1, 1, 0);
    }

    /**
     * A changed copy.
     *
     * @param value models that are looked at, at least 1
     * @return the same for the worst of so many
     */
    public DetectionSpec withModels(int value) {
        return new DetectionSpec(
                cleanScore, publicItems, falseAlarm, value, pairing, publicDesign, freshDesign, shiftDeviation);
    }

    /**
     * A changed copy.
     *
     * @param value chance of a false alarm, in {@code (0, 0.5)}
     * @return the same with another level
     */
    public DetectionSpec withFalseAlarm(double value) {
        return new DetectionSpec(
                cleanScore, publicItems, value, models, pairing, publicDesign, freshDesign, shiftDeviation);
    }

    /**
     * A changed copy.
     *
     * @param value correlation between twins, in {@code [0, 1)}
     * @return the same with twins
     */
    public DetectionSpec withPairing(double value) {
        return new DetectionSpec(
                cleanScore, publicItems, falseAlarm, models, value, publicDesign, freshDesign, shiftDeviation);
    }

    /**
     * A changed copy.
     *
     * @param publicValue variance factor of the public score, at least 1
     * @param freshValue variance factor of the fresh score, at least 1
     * @return the same with clusters
     */
    public DetectionSpec withDesign(double publicValue, double freshValue) {
        return new DetectionSpec(
                cleanScore, publicItems, falseAlarm, models, pairing, publicValue, freshValue, shiftDeviation);
    }

    /**
     * A changed copy.
     *
     * @param value standard deviation of the common shift, in probit, at least 0
     * @return the same with an uncertain shift
     */
    public DetectionSpec withShiftDeviation(double value) {
        return new DetectionSpec(
                cleanScore, publicItems, falseAlarm, models, pairing, publicDesign, freshDesign, value);
    }
}
