package org.evalgap.protocol;

import java.util.function.Supplier;
import org.evalgap.internal.Arguments;

/**
 * A way of telling scores. Tellings are put one behind the other, each taking what the one before said for the score.
 *
 * <p>Sources: Blum, Hardt (2015), "The Ladder: a reliable leaderboard for machine learning competitions", ICML; Dwork,
 * Feldman, Hardt, Pitassi, Reingold, Roth (2015), "The reusable holdout", Science 349, doi:10.1126/science.aaa9375.
 *
 * @param name tells this way, settings included, from any other; one line
 * @param kind what it does, which says where it stands in line and what it contradicts
 * @param announcers makes an announcer for each lab
 */
public record Telling(String name, Kind kind, Supplier<Announcer> announcers) {
    /** Most digits that a score is rounded to: more than a double can tell apart have no meaning. */
    static final int MOST_DIGITS = 15;

    /** What a telling does, in the order in which tellings stand in line. */
    public enum Kind {
        /** Adds noise. */
        NOISE,
        /** Answers from what it told before, or from what labs see. */
        MEMORY,
        /** Makes scores coarse. */
        ROUNDING,
        /** Whatever a user's own does, last of all. */
        OWN
    }

    /**
     * Rounds scores to decimal digits.
     *
     * @param digits d, in {@code [0, 15]}; a half goes to the even neighbour
     * @return the telling
     * @throws IllegalArgumentException if digits are out of range
     */
    public static Telling rounded(int digits) {
        if (!(digits >= 0 && digits <= MOST_DIGITS)) {
            throw new IllegalArgumentException("rounded must be in [0, " + MOST_DIGITS + "] digits: " + digits);
        }
        double scale = 1;
        for (int d = 0; d < digits; d++) {
            scale *= 10;
        }
        double unit = scale;
        return new Telling("rounded " + digits, Kind.ROUNDING, () -> s -> Math.rint(s.score() * unit) / unit);
    }

    /**
     * Adds Laplace noise, fresh for every submission.
     *
     * @param scale b, above 0: noise of density exp(−|x|/b)/2b, standard deviation √2·b
     * @return the telling
     * @throws IllegalArgumentException if the scale is out of range
     */
    public static Telling noisy(double scale) {
        Arguments.inOpen("noisy", scale, 0, Double.POSITIVE_INFINITY);
        return new Telling("noisy " + text(scale), Kind.NOISE, () -> s -> s.score() + scale * Laplace.at(s.noise(), 0));
    }

    /**
     * The Ladder: the first score, and then a new one only where it is better than the best told by more than a step; told are
     * multiples of the step, and the old best to all others.
     *
     * @param step η in {@code (0, 1]}
     * @return the telling
     * @throws IllegalArgumentException if the step is out of range
     */
    public static Telling ladder(double step) {
        if (!(step > 0 && step <= 1)) {
            throw new IllegalArgumentException(
                    "ladder must be above 0 and at most 1 (a share of items), or free: " + text(step));
        }
        return new Telling("ladder " + text(step), Kind.MEMORY, () -> new Ladder(step));
    }

    /**
     * The parameter-free Ladder: a new score only where it is better than the best by s/√n, s the standard deviation of the
     * differences to the best over n items; told are multiples of 1/n.
     *
     * @return the telling
     */
    public static Telling ladder() {
        return new Telling("ladder free", Kind.MEMORY, FreeLadder::new);
    }

    /**
     * Thresholdout: the score on what labs see, and that on the scored items, with noise, only where the two differ. Noise is
     * Laplace's, as in algorithm 1: σ in an answer, 2σ in the threshold (anew after each answer), 4σ in a difference.
     *
     * @param threshold T, at least 0: by how much they have to differ
     * @param noise σ, above 0
     * @param budget how many answers may come from the scored items, at least 1; afterwards all come from what labs see
     * @return the telling
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static Telling thresholdout(double threshold, double noise, int budget) {
        return thresholdout("thresholdout", threshold, noise, budget, false);
    }

    /**
     * The same with normal noise of standard deviation σ in each threshold and answer, as in the experiments of Dwork et al.
     *
     * @param threshold T, at least 0
     * @param noise σ, above 0
     * @param budget at least 1
     * @return the telling
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static Telling gaussianThresholdout(double threshold, double noise, int budget) {
        return thresholdout("thresholdout gaussian", threshold, noise, budget, true);
    }

    private static Telling thresholdout(String name, double threshold, double noise, int budget, boolean gaussian) {
        Arguments.atLeast("threshold", threshold, 0);
        Arguments.inOpen("noise", noise, 0, Double.POSITIVE_INFINITY);
        if (budget < 1) {
            throw new IllegalArgumentException("budget must be at least 1: " + budget);
        }
        String whole = name + " " + text(threshold) + " " + text(noise) + " " + budget;
        return new Telling(whole, Kind.MEMORY, () -> new Thresholdout(threshold, noise, budget, gaussian));
    }

    /** The shortest decimal that means this number, whole numbers without a point. */
    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e7
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
