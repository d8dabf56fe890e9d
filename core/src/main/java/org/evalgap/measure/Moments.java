package org.evalgap.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts, means and second moments of all measures over replicates: what a mean and its Monte Carlo standard error need.
 *
 * <p>Replicates are added one by one (Welford) into blocks of {@value #BLOCK}, and blocks are merged in order (Chan, Golub,
 * LeVeque 1979, STAN-CS-79-773): the result depends on nothing but the replicates. Mutable; confined to a thread.
 *
 * <p>Where replicates come with their {@link Luck}, means can be adjusted for it: with c̄ the mean luck of a measure, whose expectation
 * is 0, and β the slope of the measure's regression on it, x̄ − βc̄ estimates the same as x̄. Its variance is what regression leaves
 * (Lavenberg, Welch 1981, doi:10.1287/mnsc.27.3.322); its bias is O(1/replicates), for β comes from the same replicates.
 */
public final class Moments {
    /** Replicates a block. */
    public static final int BLOCK = 16;

    /** Slots beyond the measures: gains, of which Δpublic and Δwork make the ratio {@code transfer}. Stores know this order. */
    private static final Score[] GAINS = {Score.PUBLIC, Score.WORK, Score.FRESH, Score.IMPACT};

    private static final Measure[] MEASURES = Measure.values();
    private static final int PUBLIC_GAIN = MEASURES.length;
    private static final int WORK_GAIN = PUBLIC_GAIN + 1;
    private static final int SLOTS = PUBLIC_GAIN + GAINS.length;

    /** Fewer replicates are not adjusted: the slope would cost more than they gain. {@link #leastAdjusted} may be more. */
    public static final int LEAST_ADJUSTED = 32;

    private long count;
    private final double[] mean = new double[SLOTS];
    private final double[] square = new double[SLOTS];
    private double product;

    /** Null where the luck of some replicate is not known. */
    private @Nullable LuckMoments luck;

    /** No replicates yet. */
    public Moments() {}

    /**
     * Restores moments that were taken apart by {@link #state()}, without their luck.
     *
     * @param count number of replicates
     * @param state as {@link #state()} gave it
     * @return the moments
     * @throws IllegalArgumentException if the state has another length
     */
    public static Moments restore(long count, double[] state) {
        return restore(count, state, new double[0]);
    }

    /**
     * Restores moments with their luck.
     *
     * @param count number of replicates
     * @param state as {@link #state()} gave it
     * @param luck as {@link #luckState()} gave it; empty where it is not known
     * @return the moments
     * @throws IllegalArgumentException if one of them has another length
     */
    public static Moments restore(long count, double[] state, double[] luck) {
        if (state.length != 2 * SLOTS + 1) {
            throw new IllegalArgumentException("state must have " + (2 * SLOTS + 1) + " numbers: " + state.length);
        }
        Moments moments = new Moments();
        moments.count = count;
        System.arraycopy(state, 0, moments.mean, 0, SLOTS);
        System.arraycopy(state, SLOTS, moments.square, 0, SLOTS);
        moments.product = state[2 * SLOTS];
        moments.luck = luck.length == 0 ? null : LuckMoments.restore(SLOTS, luck);
        return moments;
    }

    /**
     * What the numbers of {@link #state()} are called: each measure and gain, as its mean; each of them with {@code Squares} behind it,
     * as its sum of squared deviations; and {@code gainProduct}, the sum of the products of the deviations of public and work gain.
     *
     * @return the names in order
     */
    public static List<String> names() {
        List<String> names = slots();
        List<String> squares = names.stream().map(name -> name + "Squares").toList();
        names.addAll(squares);
        names.add("gainProduct");
        return List.copyOf(names);
    }

    private static List<String> slots() {
        List<String> names = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            names.add(measure.label());
        }
        for (Score gain : GAINS) {
            names.add(gain.gainLabel());
        }
        return names;
    }

    /**
     * What the numbers of {@link #luckState()} are called: each measure and gain with {@code Luck} behind it, as the mean of its luck;
     * with {@code LuckSquares} and {@code LuckProduct}, as the sums of its squared deviations and of their products with those of the
     * measure; and three products of public with work gains and lucks.
     *
     * @return the names in order
     */
    public static List<String> luckNames() {
        return LuckMoments.names(slots());
    }

    /**
     * What is known of luck, to be kept and {@linkplain #restore(long, double[], double[]) restored}.
     *
     * @return its moments; empty where they are not known
     */
    public double[] luckState() {
        return luck == null ? new double[0] : luck.state();
    }

    /**
     * Everything but the count, to be kept and {@linkplain #restore restored}.
     *
     * @return means, second moments and one cross moment
     */
    public double[] state() {
        double[] state = Arrays.copyOf(mean, 2 * SLOTS + 1);
        System.arraycopy(square, 0, state, SLOTS, SLOTS);
        state[2 * SLOTS] = product;
        return state;
    }

    /**
     * Adds a replicate.
     *
     * @param values one value a measure, by ordinal, NaN where it was not computed; behind them perhaps its {@link Luck}
     */
    public void add(double[] values) {
        count++;
        if (count == 1 && values.length == Luck.recordLength()) {
            luck = LuckMoments.ofNone(SLOTS);
        } else if (values.length != Luck.recordLength()) {
            luck = null;
        }
        double oldWork = mean[WORK_GAIN];
        double oldPublicLuck = luck == null ? 0 : luck.mean(PUBLIC_GAIN);
        double oldWorkLuck = luck == null ? 0 : luck.mean(WORK_GAIN);
        for (int i = 0; i < PUBLIC_GAIN; i++) {
            add(i, values[i], luck == null ? 0 : Luck.of(MEASURES[i], values));
        }
        for (int g = 0; g < GAINS.length; g++) {
            add(PUBLIC_GAIN + g, GAINS[g].gain(values), luck == null ? 0 : values[Luck.gain(GAINS[g])]);
        }
        double publicGain = Score.PUBLIC.gain(values) - mean[PUBLIC_GAIN];
        product += publicGain * (Score.WORK.gain(values) - oldWork);
        if (luck != null) {
            luck.needs(values[Luck.least()]);
            luck.addAcross(
                    publicGain,
                    Score.WORK.gain(values) - mean[WORK_GAIN],
                    values[Luck.gain(Score.PUBLIC)] - oldPublicLuck,
                    values[Luck.gain(Score.WORK)] - oldWorkLuck,
                    values[Luck.gain(Score.WORK)] - luck.mean(WORK_GAIN));
        }
    }

    private void add(int slot, double value, double fortune) {
        double delta = value - mean[slot];
        mean[slot] += delta / count;
        square[slot] += delta * (value - mean[slot]);
        if (luck != null) {
            luck.add(slot, count, value - mean[slot], fortune);
        }
    }

    /**
     * Adds the replicates of another set, which come after these.
     *
     * @param later the other set; unchanged
     */
    public void merge(Moments later) {
        if (later.count == 0) {
            return;
        }
        long total = count + later.count;
        double share = (double) later.count / total;
        double between = count * share;
        mergeLuck(later, share, between);
        product += later.product
                + between * (later.mean[PUBLIC_GAIN] - mean[PUBLIC_GAIN]) * (later.mean[WORK_GAIN] - mean[WORK_GAIN]);
        for (int i = 0; i < SLOTS; i++) {
            double delta = later.mean[i] - mean[i];
            mean[i] += delta * share;
            square[i] += later.square[i] + delta * delta * between;
        }
        count = total;
    }

    /** Comes before all else is merged: it needs the means as they were. */
    private void mergeLuck(Moments later, double share, double between) {
        if (count == 0) {
            luck = LuckMoments.ofNone(SLOTS);
        }
        if (luck == null || later.luck == null) {
            luck = null;
            return;
        }
        double[] apart = later.mean.clone();
        Arrays.setAll(apart, i -> apart[i] - mean[i]);
        luck.merge(later.luck, apart, PUBLIC_GAIN, WORK_GAIN, share, between);
    }

    /**
     * How many replicates there are.
     *
     * @return the count
     */
    public long count() {
        return count;
    }

    /**
     * The mean of a measure; of {@code transfer} the ratio of the mean gains.
     *
     * @param measure which
     * @return the mean; NaN where the measure was not computed, or for {@code transfer} where the mean public gain is 0
     */
    public double mean(Measure measure) {
        if (measure == Measure.TRANSFER) {
            return mean[PUBLIC_GAIN] == 0 ? Double.NaN : mean[WORK_GAIN] / mean[PUBLIC_GAIN];
        }
        return mean[measure.ordinal()];
    }

    /**
     * The Monte Carlo standard error of the mean; of {@code transfer} by the delta method.
     *
     * @param measure which
     * @return the standard error; NaN for fewer than two replicates
     */
    public double standardError(Measure measure) {
        if (measure != Measure.TRANSFER) {
            return rootMean(square[measure.ordinal()]);
        }
        double ratio = mean(Measure.TRANSFER);
        return rootMean(Math.max(0, squareOfRatio(ratio))) / Math.abs(mean[PUBLIC_GAIN]);
    }

    /** The sum of squared deviations of work gains less {@code ratio} times public ones. */
    private double squareOfRatio(double ratio) {
        return square[WORK_GAIN] - 2 * ratio * product + ratio * ratio * square[PUBLIC_GAIN];
    }

    /**
     * The mean gain of a score: after minus before training.
     *
     * @param score which
     * @return the mean; NaN where the score was not computed
     */
    public double gain(Score score) {
        return mean[slot(score)];
    }

    /**
     * The Monte Carlo standard error of the mean gain of a score.
     *
     * @param score which
     * @return the standard error; NaN for fewer than two replicates
     */
    public double gainStandardError(Score score) {
        return rootMean(square[slot(score)]);
    }

    private static int slot(Score score) {
        return PUBLIC_GAIN + Arrays.asList(GAINS).indexOf(score);
    }

    private double rootMean(double squares) {
        return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1) / count);
    }

    /** {@return how many replicates it takes until means can be adjusted for luck: 32, or with few environments more} */
    public long leastAdjusted() {
        return luck == null ? LEAST_ADJUSTED : Math.max(LEAST_ADJUSTED, (long) luck.least());
    }

    /**
     * Whether the mean of a measure can be adjusted for luck.
     *
     * @param measure which
     * @return true if there are {@linkplain #leastAdjusted() enough} replicates, the luck of all of them is known, and is as it may be
     */
    public boolean isAdjusted(Measure measure) {
        return measure == Measure.TRANSFER
                ? isAdjusted(PUBLIC_GAIN) && isAdjusted(WORK_GAIN)
                : isAdjusted(measure.ordinal());
    }

    /**
     * Whether the mean gain of a score can be adjusted for luck.
     *
     * @param score which
     * @return as {@link #isAdjusted(Measure)}
     */
    public boolean isAdjusted(Score score) {
        return isAdjusted(slot(score));
    }

    private boolean isAdjusted(int slot) {
        return knowsLuck(slot) && known().isCredible(slot, count);
    }

    private boolean knowsLuck(int slot) {
        return luck != null && count >= leastAdjusted() && !Double.isNaN(mean[slot]);
    }

    /**
     * Whether a mean is not adjusted because its luck is not credible: more than six standard errors from what is to be expected.
     *
     * @param measure which; of {@code transfer} the luck of public and work gains counts
     * @return true if luck is known, varies, and is too far off; never where the measure {@linkplain #isAdjusted(Measure) is adjusted}
     */
    public boolean doubtsLuck(Measure measure) {
        return measure == Measure.TRANSFER
                ? doubtsLuck(PUBLIC_GAIN) || doubtsLuck(WORK_GAIN)
                : doubtsLuck(measure.ordinal());
    }

    private boolean doubtsLuck(int slot) {
        return knowsLuck(slot) && known().isIncredible(slot, count);
    }

    private double adjusted(int slot) {
        return isAdjusted(slot) ? known().adjusted(slot, mean[slot]) : mean[slot];
    }

    private double adjustedError(int slot) {
        return isAdjusted(slot) ? known().error(slot, square[slot], count) : rootMean(square[slot]);
    }

    private LuckMoments known() {
        return Objects.requireNonNull(luck);
    }

    /**
     * The mean of a measure, adjusted for luck; {@code transfer}, a ratio r of mean gains, for the luck of work gains less r times public
     * ones.
     *
     * @param measure which
     * @return x̄ − βc̄; the plain mean where it cannot be {@linkplain #isAdjusted(Measure) adjusted}
     */
    public double adjustedMean(Measure measure) {
        double plain = mean(measure);
        if (measure != Measure.TRANSFER || !isAdjusted(measure)) {
            return measure == Measure.TRANSFER ? plain : adjusted(measure.ordinal());
        }
        return plain - known().partOfRatio(PUBLIC_GAIN, WORK_GAIN, plain) / mean[PUBLIC_GAIN];
    }

    /**
     * The Monte Carlo standard error of an adjusted mean: of what is left by regression on luck, the error of its slope included; of
     * {@code transfer} by the delta method.
     *
     * @param measure which
     * @return the standard error; NaN for fewer than two replicates
     */
    public double adjustedStandardError(Measure measure) {
        if (measure != Measure.TRANSFER) {
            return adjustedError(measure.ordinal());
        }
        double ratio = mean(measure);
        double variance = isAdjusted(measure)
                ? known().varianceOfRatio(PUBLIC_GAIN, WORK_GAIN, ratio, squareOfRatio(ratio), count)
                : Double.NaN;
        return Double.isNaN(variance) ? standardError(measure) : Math.sqrt(variance) / Math.abs(mean[PUBLIC_GAIN]);
    }

    /**
     * The mean gain of a score, adjusted for luck.
     *
     * @param score which
     * @return the adjusted mean; the plain one where it cannot be {@linkplain #isAdjusted(Score) adjusted}
     */
    public double adjustedGain(Score score) {
        return adjusted(slot(score));
    }

    /**
     * The Monte Carlo standard error of the adjusted mean gain of a score.
     *
     * @param score which
     * @return the standard error; NaN for fewer than two replicates
     */
    public double adjustedGainStandardError(Score score) {
        return adjustedError(slot(score));
    }
}
