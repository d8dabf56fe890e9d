package org.evalgap.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evalgap.Outcome;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;

/**
 * What may be observed or predicted of a run: a measure, or the gain of a score. Immutable.
 */
public final class Quantity {
    private final String label;
    private final Measure after;

    /** For gains: what is taken off. */
    private final Optional<Measure> before;

    private Quantity(String label, Measure after, Optional<Measure> before) {
        this.label = label;
        this.after = after;
        this.before = before;
    }

    /**
     * A measure.
     *
     * @param measure which
     * @return the quantity
     */
    public static Quantity of(Measure measure) {
        return new Quantity(measure.label(), measure, Optional.empty());
    }

    /**
     * The gain of a score.
     *
     * @param score which
     * @return the quantity
     */
    public static Quantity gain(Score score) {
        return new Quantity(score.gainLabel(), score.after(), Optional.of(score.before()));
    }

    /**
     * Every quantity.
     *
     * @return gains first
     */
    public static List<Quantity> all() {
        List<Quantity> all = new ArrayList<>();
        for (Score score : Score.values()) {
            all.add(gain(score));
        }
        for (Measure measure : Measure.values()) {
            all.add(of(measure));
        }
        return List.copyOf(all);
    }

    /**
     * Finds a quantity by its name.
     *
     * @param label as {@code publicScore} or {@code publicGain}
     * @return the quantity, if there is one
     */
    public static Optional<Quantity> labelled(String label) {
        return all().stream().filter(q -> q.label.equals(label)).findFirst();
    }

    /**
     * The name.
     *
     * @return camel case
     */
    public String label() {
        return label;
    }

    /**
     * Whether it is a difference of two scores.
     *
     * @return true for gains
     */
    public boolean isGain() {
        return before.isPresent();
    }

    /**
     * Whether it is a share of items that somebody can count, or the gain of one.
     *
     * @return true for the four scores before and after, their gains, and success on environments
     */
    public boolean isCounted() {
        boolean score = false;
        for (Score each : Score.values()) {
            score |= each.after() == after || each.before() == after;
        }
        return score || after == Measure.ENVIRONMENT_SUCCESS || after == Measure.FRESH_ENVIRONMENT_SUCCESS;
    }

    /**
     * The value in an outcome.
     *
     * @param outcome of a simulator that computes what is asked for
     * @return its value
     */
    public double of(Outcome outcome) {
        return of(outcome.values(), 0);
    }

    /** The groups that a simulator must compute. */
    Optional<MeasureGroup> group() {
        boolean logits = after.unit() == Measure.Unit.LOGITS;
        return logits || after.group() != MeasureGroup.SCORES ? Optional.of(after.group()) : Optional.empty();
    }

    /** The value in a trace, in which measures stand by ordinal from an offset. */
    double of(double[] trace, int offset) {
        double value = trace[offset + after.ordinal()];
        return before.isPresent() ? value - trace[offset + before.get().ordinal()] : value;
    }

    /** The variance of one item's answer, for a gain of two independent answers. */
    double variance(double[] trace, int offset) {
        double s = trace[offset + after.ordinal()];
        double own = s * (1 - s);
        if (before.isEmpty()) {
            return own;
        }
        double t = trace[offset + before.get().ordinal()];
        return own + t * (1 - t);
    }

    /** Which of a scenario's item sets it is counted on. */
    Optional<Score> score() {
        for (Score each : Score.values()) {
            if (each.after() == after || each.before() == after) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The measures that are counted for it. */
    List<Measure> measures() {
        return before.isPresent() ? List.of(before.get(), after) : List.of(after);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity that && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
