package org.evalgap.measure;

import java.util.Locale;
import java.util.Optional;

/**
 * What is measured of an outcome; names are those of result columns. Δ is after minus before training. Gains, not scores, are
 * compared, so that to first order the luck of the item draw cancels.
 */
public enum Measure {
    /** Public score before training. */
    PUBLIC_SCORE_BEFORE(MeasureGroup.SCORES, Unit.SHARE, "public score before training"),
    /** Public score after training. */
    PUBLIC_SCORE(MeasureGroup.SCORES, Unit.SHARE, "public score after training"),
    /** Fresh score before training. */
    FRESH_SCORE_BEFORE(MeasureGroup.SCORES, Unit.SHARE, "fresh score before training"),
    /** Fresh score after training. */
    FRESH_SCORE(MeasureGroup.SCORES, Unit.SHARE, "score on fresh items of the eval after training"),
    /** Work score before training. */
    WORK_SCORE_BEFORE(MeasureGroup.SCORES, Unit.SHARE, "work score before training"),
    /** Work score after training. */
    WORK_SCORE(MeasureGroup.SCORES, Unit.SHARE, "score on work tasks at the eval's horizon after training"),
    /** Impact before training. */
    IMPACT_SCORE_BEFORE(MeasureGroup.SCORES, Unit.SHARE, "impact before training"),
    /** Impact after training. */
    IMPACT_SCORE(MeasureGroup.SCORES, Unit.SHARE, "score on work tasks at the horizon of jobs after training"),
    /** Δpublic − Δfresh. */
    INFLATION(MeasureGroup.SCORES, Unit.SHARE, "Δpublic − Δfresh: learned about these very items"),
    /** Δfresh − Δwork. */
    DISTRIBUTION_GAP(MeasureGroup.SCORES, Unit.SHARE, "Δfresh − Δwork: learned about this eval's kind of item"),
    /** The part of the distribution gap that is due to format learning. */
    FORMAT_GAP(MeasureGroup.SCORES, Unit.SHARE, "the part of the distribution gap due to the eval's format"),
    /** Δwork − Δimpact. */
    RELIABILITY_GAP(MeasureGroup.SCORES, Unit.SHARE, "Δwork − Δimpact: lost because jobs are chains of decisions"),
    /** Δpublic − Δimpact. */
    DISCONNECT(MeasureGroup.SCORES, Unit.SHARE, "Δpublic − Δimpact, the sum of the three gaps"),
    /** Uniform gain that would give the public score. */
    PUBLIC_ABILITY(MeasureGroup.SCORES, Unit.LOGITS, "uniform gain that would give the public score"),
    /** Uniform gain that would give the fresh score. */
    FRESH_ABILITY(MeasureGroup.SCORES, Unit.LOGITS, "uniform gain that would give the fresh score"),
    /** Uniform gain that would give the work score. */
    WORK_ABILITY(MeasureGroup.SCORES, Unit.LOGITS, "uniform gain that would give the work score"),
    /** Uniform gain that would give the impact. */
    IMPACT_ABILITY(MeasureGroup.SCORES, Unit.LOGITS, "uniform gain that would give the impact"),
    /** Inflation on the scale of abilities. */
    INFLATION_LOGITS(MeasureGroup.SCORES, Unit.LOGITS, "public − fresh ability"),
    /** Distribution gap on the scale of abilities. */
    DISTRIBUTION_GAP_LOGITS(MeasureGroup.SCORES, Unit.LOGITS, "fresh − work ability"),
    /** Reliability gap on the scale of abilities. */
    RELIABILITY_GAP_LOGITS(MeasureGroup.SCORES, Unit.LOGITS, "work − impact ability"),
    /** Disconnect on the scale of abilities. */
    DISCONNECT_LOGITS(MeasureGroup.SCORES, Unit.LOGITS, "public − impact ability, the sum of the three gaps"),
    /** Δwork / Δpublic. */
    TRANSFER(MeasureGroup.SCORES, Unit.RATIO, "Δwork / Δpublic: real points bought by a public point"),
    /** Mean divergence of the policy on its environments. */
    POLICY_DIVERGENCE(MeasureGroup.SCORES, Unit.NATS, "mean KL divergence of the policy on its environments"),
    /** The public score that the lab reports. */
    REPORTED_SCORE(MeasureGroup.SCORES, Unit.SHARE, "public score with response noise, of the candidate that was kept"),
    /** Success on the training environments. */
    ENVIRONMENT_SUCCESS(MeasureGroup.GENERALIZATION, Unit.SHARE, "success on the training environments"),
    /** Success on fresh environments. */
    FRESH_ENVIRONMENT_SUCCESS(
            MeasureGroup.GENERALIZATION, Unit.SHARE, "success on 500 fresh environments of the last round's design"),
    /** Difference of the gains on training and fresh environments. */
    GENERALIZATION_GAP(
            MeasureGroup.GENERALIZATION, Unit.SHARE, "gain on the training environments minus gain on fresh ones"),
    /** When the work score peaks. */
    PEAK_TIME(
            MeasureGroup.TRAJECTORY,
            Unit.SHARE,
            "fraction of the training, budget or updates, at which the work score peaks"),
    /** How far the work score falls from its peak. */
    OVEROPTIMIZATION(MeasureGroup.TRAJECTORY, Unit.SHARE, "fall of the work score from its peak to the end");

    private static final Measure[] ALL = values();

    private final MeasureGroup group;
    private final Unit unit;
    private final String meaning;
    private final String label;

    Measure(MeasureGroup group, Unit unit, String meaning) {
        this.group = group;
        this.unit = unit;
        this.meaning = meaning;
        this.label = camelCase(name());
    }

    /** In what a measure is counted. */
    public enum Unit {
        /** A share of tasks, in [0, 1], or a difference of shares. */
        SHARE,
        /** Logits. */
        LOGITS,
        /** Nats. */
        NATS,
        /** A pure number. */
        RATIO
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    /**
     * The name in result columns.
     *
     * @return camel case, as in {@code publicScore}
     */
    public String label() {
        return label;
    }

    /**
     * What people read it called, everywhere: in terminals, on pages and in figures.
     *
     * @return lower case, as in {@code distribution gap}; without its unit
     */
    public String words() {
        String words = name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return unit == Unit.LOGITS ? words.replace(" logits", "") : words;
    }

    /**
     * With which others it is computed.
     *
     * @return the group
     */
    public MeasureGroup group() {
        return group;
    }

    /**
     * In what it is counted.
     *
     * @return the unit
     */
    public Unit unit() {
        return unit;
    }

    /**
     * What it means.
     *
     * @return one line
     */
    public String meaning() {
        return meaning;
    }

    /**
     * How many measures there are, without making an array as {@code values()} does.
     *
     * @return the count
     */
    public static int count() {
        return ALL.length;
    }

    /**
     * Finds a measure by the name of its column.
     *
     * @param label as {@link #label()}
     * @return the measure, if there is one
     */
    public static Optional<Measure> labelled(String label) {
        for (Measure measure : ALL) {
            if (measure.label.equals(label)) {
                return Optional.of(measure);
            }
        }
        return Optional.empty();
    }
}
