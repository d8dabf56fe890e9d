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
        boolean down = below.isPresent();
        boolean up = above.isPresent();
        String range;
        if (down && up) {
            range = " while " + name + " is between " + digits(below) + " and " + digits(above);
        } else if (down) {
            range = " while " + name + " is at least " + digits(below);
        } else if (up) {
            range = " while " + name + " is at most " + digits(above);
        } else {
            range = " wherever " + name + " is from " + Words.number(claim.from()) + " to " + Words.number(claim.to());
        }
        return "the claim that " + claim.sentence() + (holds ? " stays true" : " stays false") + range + " (it is "
                + Words.number(value) + " here" + tried(down, up) + replicates() + ")";
    }

    /** How many simulated worlds were behind each answer: few of them make an uncertain turn. */
    private String replicates() {
        return claim.replicates() == 0 ? "" : "; found with " + Words.count(claim.replicates(), "replicate");
    }

    /** To which end the search went without a turn, where it found one on the other side. */
    private String tried(boolean down, boolean up) {
        if (down && !up && value < claim.to()) {
            return ", and was tried up to " + Words.number(claim.to());
        }
        return up && !down && value > claim.from() ? ", and was tried down to " + Words.number(claim.from()) : "";
    }

    /** Two digits are what half a percent allows, unless they lie beyond the value in question; whole numbers are exact. */
    private String digits(OptionalDouble turn) {
        double found = turn.orElse(0);
        double rounded = Words.twoDigits(found);
        boolean crossed = (rounded - value) * (found - value) <= 0;
        return Words.number(claim.deciding().range().whole() || crossed ? found : rounded);
    }

    /**
     * The same as a table of one row: {@code downTo} and {@code upTo} are empty where nothing turns as far as was tried,
     * {@code replicates} is 0 where the margin is a formula.
     *
     * @return the table {@code turning}
     */
    public StudyTable table() {
        return StudyTable.named(
                        "turning", "The assumption that decides, and how far it may move before the sentence turns")
                .columns("sentence", "assumption", "value", "holds", "downTo", "upTo")
                .columns("triedFrom", "triedTo", "replicates")
                .row(
                        claim.sentence(),
                        claim.deciding().name(),
                        value,
                        holds ? "yes" : "no",
                        cell(below),
                        cell(above),
                        claim.from(),
                        claim.to(),
                        claim.replicates())
                .build();
    }

    private static Object cell(OptionalDouble turn) {
        return turn.isPresent() ? (Object) turn.getAsDouble() : "";
    }
}
