package org.evalgap.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;

/**
 * How exactly means are wanted: a standard error for some gains and measures, which each point of a plan is to reach with as many
 * replicates as it takes. Immutable.
 *
 * <p>Errors are those of means that are {@linkplain Summary#adjusted() adjusted} for luck, as far as they can be. Replicates come in
 * stages of whole blocks: after each, a point whose errors are too large gets as many as its errors so far ask for, but at least a
 * quarter more and at most four times as many as it has; and not more than it takes to {@linkplain Summary#leastAdjusted() adjust} its
 * means, as long as they are not. What a point gets depends on its own replicates alone. A transfer that is
 * {@linkplain Summary#determinesTransfer not determined} asks for none: its public gain may be 0, and no number of replicates be enough.
 *
 * <p>Who stops when an estimated error is small stops a little too often while it is too small. The mean itself hardly suffers, since
 * for what is symmetric around its mean error and mean are independent; the error that is told is too small by about (κ − 1)/2N of it, with κ the kurtosis of
 * what is left and N the replicates.
 */
public final class Precision {
    /** Replicates that a point has at most, where nothing is said. */
    public static final int MOST_BY_DEFAULT = 4096;

    /** More than asked for, so that one stage usually is enough. */
    private static final double RESERVE = 1.05;

    private static final double LEAST_GROWTH = 1.25;
    private static final int MOST_GROWTH = 4;

    private final Map<String, Double> errors;
    private final int most;

    private Precision(Map<String, Double> errors, int most) {
        this.errors = errors;
        this.most = most;
    }

    /**
     * Standard errors to be reached.
     *
     * @param errors by the name of a gain or a measure, as {@code inflation} or {@code workGain}; each above 0 and finite
     * @param most replicates that a point has at most, at least {@value Moments#LEAST_ADJUSTED}
     * @return the precision
     * @throws IllegalArgumentException if nothing is asked for, a name is unknown, or a number is out of its range
     */
    public static Precision of(Map<String, Double> errors, int most) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("precision needs a measure and its standard error, as inflation: 0.001");
        }
        errors.forEach((name, error) -> {
            if (Score.gaining(name).isEmpty() && Measure.labelled(name).isEmpty()) {
                throw new IllegalArgumentException("precision of \"" + name
                        + "\" is unknown; name a gain such as workGain, or a measure such as inflation");
            }
            if (!(error > 0 && error < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "precision of " + name + " must be a standard error above 0: " + error);
            }
        });
        if (most < Moments.LEAST_ADJUSTED) {
            throw new IllegalArgumentException(
                    "mostReplicates must be at least " + Moments.LEAST_ADJUSTED + ": " + most);
        }
        return new Precision(new LinkedHashMap<>(errors), most);
    }

    /**
     * The standard errors to be reached.
     *
     * @return by the name of a gain or a measure, in the order given; a copy
     */
    public Map<String, Double> errors() {
        return new LinkedHashMap<>(errors);
    }

    /**
     * How many replicates a point has at most.
     *
     * @return at least {@value Moments#LEAST_ADJUSTED}
     */
    public int most() {
        return most;
    }

    /** Measures of which an error is asked for. */
    List<Measure> measures() {
        return errors.keySet().stream()
                .flatMap(name -> Measure.labelled(name).stream())
                .toList();
    }

    /**
     * By how much the worst of the errors misses what is asked for. What is {@linkplain #undetermined not determined} is left out.
     *
     * @param summary what a point has
     * @return the largest ratio of an adjusted standard error to the one asked for: at most 1 if all are reached; infinite for a single
     *     replicate
     */
    public double miss(Summary summary) {
        double worst = 0;
        for (Map.Entry<String, Double> wanted : errors.entrySet()) {
            double error = error(wanted.getKey(), summary.adjusted());
            worst = Double.isNaN(error) ? worst : Math.max(worst, error / wanted.getValue());
        }
        return worst;
    }

    /**
     * Of what is asked for, that of which a point has no mean: transfer where the public gain is not told from 0, and what is no number
     * in some replicate. Nothing more is simulated for it.
     *
     * @param summary what a point has
     * @return names of gains and measures, in the order given; empty if all are determined
     */
    public List<String> undetermined(Summary summary) {
        Summary adjusted = summary.adjusted();
        return errors.keySet().stream()
                .filter(name -> Double.isNaN(error(name, adjusted)))
                .toList();
    }

    /** The standard error that a point has; NaN where the mean is not determined, and infinite where it is not known yet. */
    private static double error(String name, Summary adjusted) {
        Optional<Score> gain = Score.gaining(name);
        Measure measure = Measure.labelled(name).orElse(Measure.TRANSFER);
        if (adjusted.replicates() < 2) {
            return Double.POSITIVE_INFINITY;
        }
        if (gain.isPresent()) {
            return adjusted.gainStandardError(gain.get()).orElse(Double.NaN);
        }
        boolean determined = measure != Measure.TRANSFER || adjusted.determinesTransfer();
        return determined ? adjusted.standardError(measure).orElse(Double.NaN) : Double.NaN;
    }

    /**
     * How many replicates a point starts with.
     *
     * @param replicates what its plan says
     * @return as many, but at least {@value Moments#LEAST_ADJUSTED} and in whole blocks, and not more than the most
     */
    public int first(int replicates) {
        return inBlocks(Math.max(replicates, Moments.LEAST_ADJUSTED));
    }

    /**
     * How many replicates a point is to have next.
     *
     * @param summary what it has
     * @return as many as it has if that is enough, or the most there may be; else more
     */
    public int next(Summary summary) {
        long has = summary.replicates();
        double miss = miss(summary);
        if (miss <= 1) {
            return (int) has;
        }
        double wanted = Math.min(has * miss * miss * RESERVE, (double) MOST_GROWTH * has);
        wanted = Math.max(wanted, LEAST_GROWTH * has);
        // Plain errors ask for more than those of adjusted means will.
        return inBlocks(has < summary.leastAdjusted() ? Math.min(wanted, summary.leastAdjusted()) : wanted);
    }

    private int inBlocks(double replicates) {
        return (int) Math.min(most, Math.ceil(replicates / Moments.BLOCK) * Moments.BLOCK);
    }

    /**
     * As people write it.
     *
     * @return such as {@code inflation ±0.001, at most 4096 replicates}
     */
    @Override
    public String toString() {
        return errors.entrySet().stream()
                        .map(wanted -> wanted.getKey() + " ±" + wanted.getValue())
                        .collect(Collectors.joining(", "))
                + ", at most " + most + " replicates";
    }
}
