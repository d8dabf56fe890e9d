package org.evalgap.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Moments of luck, beside those of what it is the luck of: for each slot of {@link Moments} its mean, its second moment and its
 * product with the slot; the products across that a ratio of gains needs; and how many replicates it takes to adjust a mean.
 */
final class LuckMoments {
    private static final int MEAN = 0;
    private static final int SQUARE = 1;
    private static final int PRODUCT = 2;

    /** Of public gain and luck at work, of luck in public and work gain, and of both lucks. */
    private static final String[] ACROSS = {"publicGainWorkLuckProduct", "publicLuckWorkGainProduct", "gainLuckProduct"
    };

    /** The most that some replicate says. */
    private static final String LEAST = "leastAdjusted";

    /** Where luck is so many standard errors from its expectation, the expectation is not believed. */
    private static final double INCREDIBLE = 6;

    private final int slots;

    /** Means, second moments and products by slot; behind them the products across, and last the least number of replicates. */
    private final double[] state;

    private LuckMoments(int slots, double[] state) {
        this.slots = slots;
        this.state = state;
    }

    /** Of no replicates yet. */
    static LuckMoments ofNone(int slots) {
        return new LuckMoments(slots, new double[length(slots)]);
    }

    /** As {@link #state} gave them. */
    static LuckMoments restore(int slots, double[] state) {
        if (state.length != length(slots)) {
            throw new IllegalArgumentException(
                    "luck must have " + length(slots) + " numbers, or none: " + state.length);
        }
        return new LuckMoments(slots, state.clone());
    }

    private static int length(int slots) {
        return 3 * slots + ACROSS.length + 1;
    }

    double[] state() {
        return state.clone();
    }

    /** What the numbers are called, given what slots are. */
    static List<String> names(List<String> slots) {
        List<String> names = new ArrayList<>();
        for (String ending : List.of("Luck", "LuckSquares", "LuckProduct")) {
            slots.forEach(slot -> names.add(slot + ending));
        }
        names.addAll(List.of(ACROSS));
        names.add(LEAST);
        return List.copyOf(names);
    }

    /** How many replicates it takes to adjust a mean; NaN where some replicate has no luck. */
    double least() {
        return state[state.length - 1];
    }

    /** Notes how many replicates it takes. */
    void needs(double least) {
        state[state.length - 1] = Math.max(least(), least);
    }

    private double get(int what, int slot) {
        return state[what * slots + slot];
    }

    double mean(int slot) {
        return get(MEAN, slot);
    }

    /** Whether luck varies, and its mean is as near to its expectation, 0, as it may be. */
    boolean isCredible(int slot, long count) {
        return get(SQUARE, slot) > 0 && isNear(slot, count);
    }

    /** Whether luck varies, but its mean is farther from its expectation, 0, than it may be. */
    boolean isIncredible(int slot, long count) {
        return get(SQUARE, slot) > 0 && !isNear(slot, count);
    }

    private boolean isNear(int slot, long count) {
        return Math.abs(mean(slot)) <= INCREDIBLE * Math.sqrt(get(SQUARE, slot) / (count - 1) / count);
    }

    private double slope(int slot) {
        return get(PRODUCT, slot) / get(SQUARE, slot);
    }

    /** The mean of a slot without the part that regression lays to luck. */
    double adjusted(int slot, double mean) {
        return mean - slope(slot) * mean(slot);
    }

    /**
     * The standard error of that: of what regression leaves of the squared deviations, times 1/n and c̄²/Σ(c − c̄)² for the slope.
     */
    double error(int slot, double square, long count) {
        double left = Math.max(0, square - slope(slot) * get(PRODUCT, slot));
        double spread = 1.0 / count + mean(slot) * mean(slot) / get(SQUARE, slot);
        return Math.sqrt(left / (count - 2) * spread);
    }

    /** The part of the mean of work gains less {@code ratio} times public ones that regression lays to their luck. */
    double partOfRatio(int publicGain, int workGain, double ratio) {
        double squares = squareOfRatio(publicGain, workGain, ratio);
        double slope = productOfRatio(publicGain, workGain, ratio) / squares;
        return squares > 0 ? slope * meanOfRatio(publicGain, workGain, ratio) : 0;
    }

    /** The variance of that mean without the part, given the sum of squared deviations; NaN where their luck does not vary. */
    double varianceOfRatio(int publicGain, int workGain, double ratio, double square, long count) {
        double squares = squareOfRatio(publicGain, workGain, ratio);
        double together = productOfRatio(publicGain, workGain, ratio);
        double luck = meanOfRatio(publicGain, workGain, ratio);
        double left = Math.max(0, square - together * together / squares);
        double spread = 1.0 / count + luck * luck / squares;
        return squares > 0 ? left / (count - 2) * spread : Double.NaN;
    }

    private double meanOfRatio(int publicGain, int workGain, double ratio) {
        return mean(workGain) - ratio * mean(publicGain);
    }

    private double squareOfRatio(int publicGain, int workGain, double ratio) {
        return get(SQUARE, workGain) - 2 * ratio * across(2) + ratio * ratio * get(SQUARE, publicGain);
    }

    /** The sum of products of deviations of luck and of gains. */
    private double productOfRatio(int publicGain, int workGain, double ratio) {
        return get(PRODUCT, workGain) - ratio * (across(0) + across(1)) + ratio * ratio * get(PRODUCT, publicGain);
    }

    private double across(int which) {
        return state[3 * slots + which];
    }

    /** Adds a replicate to a slot: how far its value is from the slot's mean now, and its luck. */
    void add(int slot, long count, double deviation, double luck) {
        double delta = luck - state[slot];
        state[slot] += delta / count;
        state[SQUARE * slots + slot] += delta * (luck - state[slot]);
        state[PRODUCT * slots + slot] += deviation * delta;
    }

    /**
     * Adds a replicate to the products across; after the slots.
     *
     * @param publicGain how far the gain is from the mean now, and at work
     * @param publicLuck how far luck is from the mean before
     */
    void addAcross(double publicGain, double workGain, double publicLuck, double workLuck, double workLuckNow) {
        state[3 * slots] += publicGain * workLuck;
        state[3 * slots + 1] += publicLuck * workGain;
        state[3 * slots + 2] += publicLuck * workLuckNow;
    }

    /**
     * Adds replicates that come after these; before the moments of what it is the luck of are merged.
     *
     * @param apart how much farther the later means of slots are
     * @param share the later part of all replicates
     * @param between the count before times that part
     */
    void merge(LuckMoments later, double[] apart, int publicGain, int workGain, double share, double between) {
        double publicLuck = later.mean(publicGain) - mean(publicGain);
        double workLuck = later.mean(workGain) - mean(workGain);
        int across = 3 * slots;
        needs(later.least());
        state[across] += later.state[across] + between * apart[publicGain] * workLuck;
        state[across + 1] += later.state[across + 1] + between * publicLuck * apart[workGain];
        state[across + 2] += later.state[across + 2] + between * publicLuck * workLuck;
        for (int i = 0; i < slots; i++) {
            double luck = later.state[i] - state[i];
            state[i] += luck * share;
            state[SQUARE * slots + i] += later.get(SQUARE, i) + between * luck * luck;
            state[PRODUCT * slots + i] += later.get(PRODUCT, i) + between * luck * apart[i];
        }
    }
}
