package org.evalgap.estimate.honesty;

import java.util.Objects;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.internal.Arguments;

/**
 * A world to be simulated for the estimator: tables of models drawn from its own prior, or from one of another prevalence.
 *
 * @param assumption the assumption of the shift that holds, and that the estimator makes
 * @param prevalenceLogit centre of the logit of the share of inflated models, in {@code [-20, 20]}; the estimator takes it to be
 *     {@link ShiftAssumption#prevalenceLogit()}
 * @param tables tables, at least 2
 * @param models models a table that are no references, at least 2
 * @param references further models a table that are clean; used where the assumption is {@code reference}, at least 3 there
 * @param familySize models a family, at least 1
 * @param publicItems items of the public eval, at least 10
 * @param freshItems fresh items, at least 10
 * @param guess chance level of both, in {@code [0, 1)}
 * @param itemCorrelation correlation between two models' answers to the same item, in {@code [0, 1)}; the estimator knows it
 * @param level level of intervals, one-sided bounds and, as one minus it, of false discoveries, in {@code (0, 1)}
 * @param seed seed of the tables
 */
public record IntervalCheckSpec(
        ShiftAssumption assumption,
        double prevalenceLogit,
        int tables,
        int models,
        int references,
        int familySize,
        int publicItems,
        int freshItems,
        double guess,
        double itemCorrelation,
        double level,
        long seed) {
    /**
     * Checks the ranges.
     *
     * @param assumption as the component
     * @param prevalenceLogit as the component
     * @param tables as the component
     * @param models as the component
     * @param references as the component
     * @param familySize as the component
     * @param publicItems as the component
     * @param freshItems as the component
     * @param guess as the component
     * @param itemCorrelation as the component
     * @param level as the component
     * @param seed as the component
     * @throws IllegalArgumentException if a component is outside its range
     */
    public IntervalCheckSpec {
        Objects.requireNonNull(assumption, "assumption");
        Arguments.inRange("prevalenceLogit", prevalenceLogit, -20, 20);
        Arguments.atLeast("tables", tables, 2);
        Arguments.atLeast("models", models, 2);
        Arguments.atLeast(
                "references",
                references,
                assumption == ShiftAssumption.REFERENCE ? InflationEstimator.LEAST_REFERENCES : 0);
        Arguments.atLeast("familySize", familySize, 1);
        Arguments.atLeast("publicItems", publicItems, 10);
        Arguments.atLeast("freshItems", freshItems, 10);
        Arguments.inHalfOpen("guess", guess, 0, 1);
        Arguments.inHalfOpen("itemCorrelation", itemCorrelation, 0, 1);
        Arguments.inOpen("level", level, 0, 1);
    }

    /**
     * A world of 30 models in families of 5, 10 references, 1,000 items each, no guessing, independent items, level 0.95.
     *
     * @param assumption the assumption of the shift
     * @param tables tables, at least 2
     * @param seed seed of the tables
     * @return the world
     */
    public static IntervalCheckSpec of(ShiftAssumption assumption, int tables, long seed) {
        return new IntervalCheckSpec(
                assumption, assumption.prevalenceLogit(), tables, 30, 10, 5, 1000, 1000, 0, 0, 0.95, seed);
    }

    /**
     * A changed copy.
     *
     * @param value correlation between two models' answers to the same item, in {@code [0, 1)}
     * @return the same with shared items
     */
    public IntervalCheckSpec withItemCorrelation(double value) {
        return with(prevalenceLogit, models, references, familySize, publicItems, freshItems, guess, value);
    }

    /**
     * A changed copy.
     *
     * @param value centre of the logit of the share of inflated models, in {@code [-20, 20]}
     * @return the same with another prevalence than the estimator takes for granted
     */
    public IntervalCheckSpec withPrevalenceLogit(double value) {
        return with(value, models, references, familySize, publicItems, freshItems, guess, itemCorrelation);
    }

    /**
     * A changed copy.
     *
     * @param value chance level of both item sets, in {@code [0, 1)}
     * @return the same with guessing
     */
    public IntervalCheckSpec withGuess(double value) {
        return with(prevalenceLogit, models, references, familySize, publicItems, freshItems, value, itemCorrelation);
    }

    /**
     * A changed copy.
     *
     * @param publicValue items of the public eval, at least 10
     * @param freshValue fresh items, at least 10
     * @return the same with other numbers of items
     */
    public IntervalCheckSpec withItems(int publicValue, int freshValue) {
        return with(prevalenceLogit, models, references, familySize, publicValue, freshValue, guess, itemCorrelation);
    }

    /**
     * A changed copy.
     *
     * @param modelsValue models that are no references, at least 2
     * @param referencesValue references
     * @param familyValue models a family, at least 1
     * @return the same with tables of another size
     */
    public IntervalCheckSpec withTableSize(int modelsValue, int referencesValue, int familyValue) {
        return with(
                prevalenceLogit,
                modelsValue,
                referencesValue,
                familyValue,
                publicItems,
                freshItems,
                guess,
                itemCorrelation);
    }

    private IntervalCheckSpec with(
            double prevalence,
            int other,
            int marked,
            int family,
            int pub,
            int fresh,
            double chance,
            double correlation) {
        return new IntervalCheckSpec(
                assumption, prevalence, tables, other, marked, family, pub, fresh, chance, correlation, level, seed);
    }
}
