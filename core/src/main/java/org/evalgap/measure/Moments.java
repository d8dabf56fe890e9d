package org.evalgap.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts, means and second moments of all measures over replicates: what a mean and its Monte Carlo standard error need.
 *
 * <p>Replicates are added one by one (Welford) into blocks of {@value #BLOCK}, and blocks are merged in order (Chan, Golub,
 * LeVeque 1979, STAN-CS-79-773): the result depends on nothing but the replicates. Mutable; confined to a thread.
 */
public final class Moments {
    /** Replicates a block. */
    public static final int BLOCK = 16;

    /** Slots beyond the measures: gains, of which Δpublic and Δwork make the ratio {@code transfer}. Stores know this order. */
    private static final Score[] GAINS = {Score.PUBLIC, Score.WORK, Score.FRESH, Score.IMPACT};

    private static final int PUBLIC_GAIN = Measure.count();
    private static final int WORK_GAIN = PUBLIC_GAIN + 1;
    private static final int SLOTS = PUBLIC_GAIN + GAINS.length;

    private long count;
    private final double[] mean = new double[SLOTS];
    private final double[] square = new double[SLOTS];
    private double product;

    /** No replicates yet. */
    public Moments() {}

    /**
     * Restores moments that were taken apart by {@link #state()}.
     *
     * @param count number of replicates
     * @param state as {@link #state()} gave it
     * @return the moments
     * @throws IllegalArgumentException if the state has another length
     */
    public static Moments restore(long count, double[] state) {
        if (state.length != 2 * SLOTS + 1) {
            throw new IllegalArgumentException("state must have " + (2 * SLOTS + 1) + " numbers: " + state.length);
        }
        Moments moments = new Moments();
        moments.count = count;
        System.arraycopy(state, 0, moments.mean, 0, SLOTS);
        System.arraycopy(state, SLOTS, moments.square, 0, SLOTS);
        moments.product = state[2 * SLOTS];
        return moments;
    }

    /**
     * What the numbers of {@link #state()} are called: each measure and gain, as its mean; each of them with {@code Squares}
     * behind it, as its sum of squared deviations from the mean; and {@code gainProduct}, the sum of the products of the
     * deviations of public and work gain.
     *
     * @return the names in order
     */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            names.add(measure.label());
        }
        for (Score gain : GAINS) {
            names.add(gain.gainLabel());
        }
        List<String> squares = names.stream().map(name -> name + "Squares").toList();
        names.addAll(squares);
        names.add("gainProduct");
        return List.copyOf(names);
    }

    /**
     * Everything but the count, to be kept and {@linkplain #restore restored}.
     *
     * @return means, second moments and one cross moment
     */
    public double[] state() {
        double[] state = new double[2 * SLOTS + 1];
        System.arraycopy(mean, 0, state, 0, SLOTS);
        System.arraycopy(square, 0, state, SLOTS, SLOTS);
        state[2 * SLOTS] = product;
        return state;
    }

    /**
     * Adds a replicate.
     *
     * @param values one value a measure, by ordinal; NaN where it was not computed
     */
    public void add(double[] values) {
        count++;
        double oldWork = mean[WORK_GAIN];
        for (int i = 0; i < PUBLIC_GAIN; i++) {
            add(i, values[i]);
        }
        for (int g = 0; g < GAINS.length; g++) {
            add(PUBLIC_GAIN + g, GAINS[g].gain(values));
        }
        product += (Score.PUBLIC.gain(values) - mean[PUBLIC_GAIN]) * (Score.WORK.gain(values) - oldWork);
    }

    private void add(int slot, double value) {
        double delta = value - mean[slot];
        mean[slot] += delta / count;
        square[slot] += delta * (value - mean[slot]);
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
        product += later.product
                + between * (later.mean[PUBLIC_GAIN] - mean[PUBLIC_GAIN]) * (later.mean[WORK_GAIN] - mean[WORK_GAIN]);
        for (int i = 0; i < SLOTS; i++) {
            double delta = later.mean[i] - mean[i];
            mean[i] += delta * share;
            square[i] += later.square[i] + delta * delta * between;
        }
        count = total;
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
        if (count < 2) {
            return Double.NaN;
        }
        if (measure != Measure.TRANSFER) {
            return rootMean(square[measure.ordinal()]);
        }
        double ratio = mean(Measure.TRANSFER);
        double residual = square[WORK_GAIN] - 2 * ratio * product + ratio * ratio * square[PUBLIC_GAIN];
        return rootMean(Math.max(0, residual)) / Math.abs(mean[PUBLIC_GAIN]);
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
        return count < 2 ? Double.NaN : rootMean(square[slot(score)]);
    }

    private static int slot(Score score) {
        return PUBLIC_GAIN
                + switch (score) {
                    case PUBLIC -> 0;
                    case WORK -> 1;
                    case FRESH -> 2;
                    case IMPACT -> 3;
                };
    }

    private double rootMean(double squares) {
        return Math.sqrt(squares / (count - 1) / count);
    }
}
