package org.evalgap.study.frame;

import java.util.OptionalDouble;

/**
 * How far the assumption that decides a finding may move before its sentence turns, found by the study itself: from the value in
 * question outwards in steps, and then by bisection between the last value at which the sentence is as it is here and the first
 * at which it is not. A sentence that turns and turns back between two steps is not seen.
 *
 * @param claim what is said
 * @param value the deciding parameter's value in question
 * @param holds whether the sentence holds there
 * @param below the farthest value below it up to which nothing turns, to half a percent; empty if nothing does
 * @param above the same above it
 */
public record Turning(Claim claim, double value, boolean holds, OptionalDouble below, OptionalDouble above) {
    /** Steps from the value to either end. */
    private static final int STEPS = 8;

    private static final double PRECISION = 5e-3;
    private static final double TINY = 1e-3;

    /** Ends further apart than this are walked in equal ratios. */
    private static final double WIDE = 8;

    /**
     * Looks for both turning points.
     *
     * @param claim what is said
     * @param settings values of the study's parameters
     * @return where the sentence turns
     */
    public static Turning of(Claim claim, StudySettings settings) {
        double value = settings.get(claim.deciding());
        boolean holds = claim.holds(settings, value);
        return new Turning(
                claim,
                value,
                holds,
                claim.from() < value ? towards(claim, settings, holds, claim.from()) : OptionalDouble.empty(),
                claim.to() > value ? towards(claim, settings, holds, claim.to()) : OptionalDouble.empty());
    }

    private static OptionalDouble towards(Claim claim, StudySettings settings, boolean holds, double end) {
        double value = settings.get(claim.deciding());
        double low = Math.min(value, end);
        double high = Math.max(value, end);
        boolean ratios = low > 0 && high > WIDE * low;
        double same = value;
        for (int i = 1; i <= STEPS; i++) {
            double share = (double) i / STEPS;
            double next = i == STEPS
                    ? end
                    : ratios ? value * StrictMath.pow(end / value, share) : value + share * (end - value);
            next = claim.deciding().range().whole() ? Math.rint(next) : next;
            if (claim.holds(settings, next) != holds) {
                return OptionalDouble.of(between(claim, settings, holds, same, next));
            }
            same = next;
        }
        return OptionalDouble.empty();
    }

    /** Bisection, to the last value at which the sentence is as it was. */
    private static double between(Claim claim, StudySettings settings, boolean holds, double same, double other) {
        boolean whole = claim.deciding().range().whole();
        double near = same;
        double far = other;
        while (whole ? Math.abs(far - near) > 1 : Math.abs(far - near) > PRECISION * Math.max(Math.abs(far), TINY)) {
            double middle = whole ? Math.floor(0.5 * (near + far)) : 0.5 * (near + far);
            if (claim.holds(settings, middle) == holds) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return near;
    }

    /**
     * What the finding ends with.
     *
     * @return a clause without a full stop
     */
    public String text() {
        String name = claim.deciding().name();
        String here = " (" + Words.number(value) + " here)";
        boolean down = below.isPresent();
        boolean up = above.isPresent();
        String far = down ? Words.number(below.orElse(0)) : "";
        String high = up ? Words.number(above.orElse(0)) : "";
        String end = " from " + Words.number(claim.from()) + " to " + Words.number(claim.to());
        String range;
        if (down && up) {
            range = " from " + far + " to " + high;
        } else if (down) {
            range = " from " + far + " on";
        } else {
            range = up ? " up to " + high : ", wherever it is" + end;
        }
        String verb = holds ? " holds" : " does not hold";
        return "that " + claim.sentence() + verb + " for " + name + range + here;
    }

    /**
     * The same as a table of one row, whose last cells are empty where nothing turns.
     *
     * @return the table {@code turning}
     */
    public StudyTable table() {
        return StudyTable.named(
                        "turning", "The assumption that decides, and how far it may move before the sentence turns")
                .columns("sentence", "assumption", "value", "holds", "downTo", "upTo")
                .row(claim.sentence(), claim.deciding().name(), value, holds ? "yes" : "no", cell(below), cell(above))
                .build();
    }

    private static Object cell(OptionalDouble turn) {
        return turn.isPresent() ? (Object) turn.getAsDouble() : "";
    }
}
