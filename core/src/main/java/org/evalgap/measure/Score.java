package org.evalgap.measure;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The four scores, each with what it was before training, what it is after, the gain between the two, and the ability that the
 * gain stands for. Whatever treats the four alike asks here, from the moments of replicates to the pages of reports.
 *
 * <p>In order: from the public eval to jobs.
 */
public enum Score {
    /** On the public items. */
    PUBLIC(Measure.PUBLIC_SCORE_BEFORE, Measure.PUBLIC_SCORE, Measure.PUBLIC_ABILITY),
    /** On items of the same eval that nobody has seen. */
    FRESH(Measure.FRESH_SCORE_BEFORE, Measure.FRESH_SCORE, Measure.FRESH_ABILITY),
    /** On work, at the eval's horizon. */
    WORK(Measure.WORK_SCORE_BEFORE, Measure.WORK_SCORE, Measure.WORK_ABILITY),
    /** On jobs: work at its own horizon. */
    IMPACT(Measure.IMPACT_SCORE_BEFORE, Measure.IMPACT_SCORE, Measure.IMPACT_ABILITY);

    private static final Score[] ALL = values();

    private final Measure before;
    private final Measure after;
    private final Measure ability;
    private final String label;

    Score(Measure before, Measure after, Measure ability) {
        this.before = before;
        this.after = after;
        this.ability = ability;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    /**
     * The score before training.
     *
     * @return the measure, a share of tasks
     */
    public Measure before() {
        return before;
    }

    /**
     * The score after training.
     *
     * @return the measure, a share of tasks
     */
    public Measure after() {
        return after;
    }

    /**
     * The uniform gain in logits that would give the score after training.
     *
     * @return the measure, in logits
     */
    public Measure ability() {
        return ability;
    }

    /**
     * The word for it.
     *
     * @return lower case, as in {@code public}
     */
    public String label() {
        return label;
    }

    /**
     * What people read its gain called, everywhere: in terminals, on pages and in figures.
     *
     * @return {@code public gain}, {@code fresh gain}, {@code work gain} or {@code impact}
     */
    public String gainWords() {
        return this == IMPACT ? label : label + " gain";
    }

    /**
     * What the column of its gain is called.
     *
     * @return camel case, as in {@code publicGain}
     */
    public String gainLabel() {
        return label + "Gain";
    }

    /**
     * The gain: after minus before training.
     *
     * @param values a value a measure
     * @return their difference, a share of tasks in [−1, 1]; NaN where either is
     */
    public double gain(ToDoubleFunction<Measure> values) {
        return values.applyAsDouble(after) - values.applyAsDouble(before);
    }

    /**
     * The gain: after minus before training.
     *
     * @param values one value a measure, by ordinal
     * @return their difference, a share of tasks in [−1, 1]; NaN where either is
     */
    public double gain(double[] values) {
        return values[after.ordinal()] - values[before.ordinal()];
    }

    /**
     * Finds a score by the column of its gain.
     *
     * @param gainLabel as {@link #gainLabel()}
     * @return the score, if there is one
     */
    public static Optional<Score> gaining(String gainLabel) {
        for (Score score : ALL) {
            if (score.gainLabel().equals(gainLabel)) {
                return Optional.of(score);
            }
        }
        return Optional.empty();
    }

    /**
     * What people read a column called.
     *
     * @param label of a gain or a measure, such as {@code workGain}
     * @return its words, such as {@code work gain}; the label itself if it is neither
     */
    public static String words(String label) {
        return gaining(label)
                .map(Score::gainWords)
                .or(() -> Measure.labelled(label).map(Measure::words))
                .orElse(label);
    }

    /**
     * Whether people read a column in points, hundredths of what files hold.
     *
     * @param label of a gain or a measure, such as {@code workGain}
     * @return true for gains and for measures that are shares of tasks; false for logits, ratios and unknown labels
     */
    public static boolean inPoints(String label) {
        return gaining(label).isPresent()
                || Measure.labelled(label)
                        .map(measure -> measure.unit() == Measure.Unit.SHARE)
                        .orElse(false);
    }

    /**
     * How many there are, without making an array as {@code values()} does.
     *
     * @return four
     */
    public static int count() {
        return ALL.length;
    }
}
