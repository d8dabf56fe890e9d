package org.evalgap.sensitivity;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.Names;
import org.evalgap.measure.Measure;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.work.Crew;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Sobol' indices: which share of an output's variance each input makes, alone (first-order) and with others (total). With
 * independent inputs X, of which X_~i are all but the i-th,
 *
 * <p>S_i = Var E[Y | X_i] / Var Y, and T_i = E Var[Y | X_~i] / Var Y.
 *
 * <p>A base point of the design is a star: points A and B, and d points AB_i, which are A with the i-th coordinate of B. T_i is
 * estimated by the mean of (A − AB_i)²/2 (Jansen 1999). For S_i the product of B and AB_i is used, as in Saltelli et al. (2010).
 * These take off the product of B and A, whose mean is 0 but for chance; here as much of it is taken off as the repetitions below
 * say (a control variate with a fitted coefficient), which has less variance: how much of that chance is also in the product of
 * B and AB_i depends on the input.
 *
 * <p><b>Intervals.</b> The base points are dealt to 16 repetitions, each the sequence of Sobol' in 2d dimensions under a
 * digital shift of its own. Points of one repetition depend on each other, which is what makes them accurate; resampling them one
 * by one, as is common, gives intervals several times too wide. Repetitions are independent, and the bootstrap resamples them
 * as a whole: 1000 resamples give a standard error, and Student's quantile with 15 degrees of freedom (14 where a coefficient is
 * fitted) the 95 % interval.
 *
 * <p><b>Noise.</b> The points of a repetition share their replicates (common random numbers), so that luck which is common to
 * all points cancels; each repetition has replicates of its own, so that the intervals know of luck. What luck differs between
 * points would still count as variance, and in the total index of every input. It is estimated from the differences between
 * replicates and taken out, free of bias whatever the luck of different points has in common. This needs two replicates or more.
 *
 * <p>Doubling the samples, or adding replicates, keeps all points and replicates of before. The same arguments give the same
 * bits for any number of threads. Immutable.
 *
 * <p>Sources: Sobol' (2001), doi:10.1016/S0378-4754(00)00270-6; Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018; Jansen
 * (1999), doi:10.1016/S0010-4655(98)00154-4; errors from independent randomisations: Owen (2025), "Error estimation for
 * quasi-Monte Carlo", arXiv 2501.00150.
 */
public final class SobolAnalysis {
    /** The least number of samples: four base points a repetition. */
    public static final int LEAST_SAMPLES = 4 * Repetition.COUNT;

    private static final int MOST_SAMPLES = 1 << 24;
    private static final int MOST_INPUTS = 500;

    private final Response response;
    private final int samples;
    private final long seed;
    private final int threads;
    private final @Nullable Supplier<Workers<StarPiece, StarValues>> workforce;
    private final Map<Integer, Repetition> repetitions = new ConcurrentHashMap<>();

    private SobolAnalysis(
            Response response,
            int samples,
            long seed,
            int threads,
            @Nullable Supplier<Workers<StarPiece, StarValues>> workforce) {
        this.response = response;
        this.samples = samples;
        this.seed = seed;
        this.threads = threads;
        this.workforce = workforce;
        int inputs = response.inputs().size();
        if (inputs < 1 || inputs > MOST_INPUTS) {
            throw new IllegalArgumentException("inputs must be 1 to " + MOST_INPUTS + ": " + inputs);
        }
        if (new HashSet<>(response.inputs()).size() < inputs) {
            throw new IllegalArgumentException("inputs must have different names: " + response.inputs());
        }
    }

    private static SobolAnalysis of(Response response) {
        return new SobolAnalysis(response, 1024, 1, Runtime.getRuntime().availableProcessors(), null);
    }

    /**
     * An analysis of a function without noise.
     *
     * @param inputs 1 to 500, with different names
     * @param function of the inputs' values in their order; pure, finite everywhere, not changing or keeping the array
     * @return the analysis, with 1024 samples, seed 1 and a thread for each processor; its only output is {@code value}
     * @throws IllegalArgumentException if there is no input, or there are too many, or two of one name
     */
    public static SobolAnalysis of(List<Input> inputs, ToDoubleFunction<double[]> function) {
        return of(new FunctionResponse(
                List.copyOf(inputs), 1, (values, seed, replicate) -> function.applyAsDouble(values)));
    }

    /**
     * An analysis of a function with noise.
     *
     * @param inputs 1 to 500, with different names
     * @param replicates how often the function is evaluated at each point, at least 2
     * @param function of the inputs' values, a seed and a replicate
     * @return the analysis, with 1024 samples, seed 1 and a thread for each processor; its only output is {@code value}
     * @throws IllegalArgumentException if there is no input, or there are too many, or two of one name, or fewer than two
     *     replicates
     */
    public static SobolAnalysis ofNoisy(List<Input> inputs, int replicates, NoisyFunction function) {
        return of(new FunctionResponse(List.copyOf(inputs), checkReplicates(replicates), function));
    }

    /**
     * An analysis of the model over the axes of a plan. Each axis is uniform over its values, over its choices, or over its range
     * on its scale; the plan's design and number of points do not matter.
     *
     * @param plan with an axis, and two replicates or more
     * @return the analysis, with 1024 samples, the plan's seed and a thread for each processor; its outputs are the four gains
     *     and the measures of the plan but for {@code transfer}, which is no mean but a ratio of means
     * @throws IllegalArgumentException if the plan has no axis, or fewer than two replicates
     */
    public static SobolAnalysis of(SweepPlan plan) {
        checkReplicates(plan.replicates());
        if (plan.precision().isPresent()) {
            throw new IllegalArgumentException(
                    "a precision has no meaning here: every sample has the plan's replicates;"
                            + " take it out of the plan");
        }
        return of(new PlanResponse(plan, PlanResponse.outputs(plan))).withSeed(plan.seed());
    }

    private static int checkReplicates(int replicates) {
        if (replicates < 2) {
            throw new IllegalArgumentException(
                    "replicates must be at least 2 to tell noise from effects: " + replicates);
        }
        return replicates;
    }

    /**
     * The outputs of {@link #of(SweepPlan)}.
     *
     * @param plan the plan
     * @return their names, as in result columns
     */
    public static List<String> outputs(SweepPlan plan) {
        return PlanResponse.outputs(plan);
    }

    /**
     * An analysis of some outputs of a plan, which saves memory but no time.
     *
     * @param plan with an axis, and two replicates or more
     * @param outputs names of some of {@link #outputs(SweepPlan)}, at least one
     * @return the analysis, as {@link #of(SweepPlan)}
     * @throws IllegalArgumentException as there, or if there is no output or an unknown one, naming the nearest
     */
    public static SobolAnalysis of(SweepPlan plan, List<String> outputs) {
        checkReplicates(plan.replicates());
        List<String> known = PlanResponse.outputs(plan);
        List<String> chosen = new ArrayList<>();
        for (String output : outputs) {
            if (output.equals(Measure.TRANSFER.label())) {
                throw new IllegalArgumentException(
                        "transfer is a ratio of means, whose variance has no shares; ask for workGain and publicGain");
            }
            if (!known.contains(output)) {
                throw new IllegalArgumentException(
                        "unknown measure \"" + output + "\"" + Names.suggestionOrAll(output, known));
            }
            if (!chosen.contains(output)) {
                chosen.add(output);
            }
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("outputs must name at least one measure");
        }
        return of(new PlanResponse(plan, chosen)).withSeed(plan.seed());
    }

    /**
     * A copy with another number of base points. A base point costs d + 2 points with d inputs.
     *
     * @param count a power of two from 64 to 2²⁴
     * @return the copy
     * @throws IllegalArgumentException if it is another number
     */
    public SobolAnalysis withSamples(int count) {
        if (count < LEAST_SAMPLES || count > MOST_SAMPLES || Integer.bitCount(count) != 1) {
            int near = Math.max(LEAST_SAMPLES, Integer.highestOneBit(Math.max(1, Math.min(MOST_SAMPLES, count))));
            throw new IllegalArgumentException("samples must be a power of two from " + LEAST_SAMPLES + " to "
                    + MOST_SAMPLES + ": " + count + "; " + near + " would do");
        }
        return new SobolAnalysis(response, count, seed, threads, workforce);
    }

    /**
     * A copy with another seed of the design, of the replicates and of resampling.
     *
     * @param number any number
     * @return the copy
     */
    public SobolAnalysis withSeed(long number) {
        return new SobolAnalysis(response, samples, number, threads, workforce);
    }

    /**
     * A copy with another number of threads; the result is the same for any number.
     *
     * @param count from 1 to 10,000
     * @return the copy
     * @throws IllegalArgumentException if it is not
     */
    public SobolAnalysis withThreads(int count) {
        Arguments.threads(count);
        return new SobolAnalysis(response, samples, seed, count, workforce);
    }

    /**
     * A copy whose work others do, in place of threads of this process; the result is the same.
     *
     * @param others hires them for one run; they {@link #evaluate} pieces by an analysis that is made as this one is
     * @return the copy
     */
    public SobolAnalysis withWorkforce(Supplier<Workers<StarPiece, StarValues>> others) {
        return new SobolAnalysis(response, samples, seed, threads, others);
    }

    /**
     * Evaluates a piece of the analysis, for whoever runs it. Safe for use by many threads.
     *
     * @param piece of an analysis with these samples and this seed
     * @return what came of it
     * @throws IllegalArgumentException if it is no piece of this analysis, if a scenario of the design is not consistent, or if a
     *     function is not finite somewhere
     */
    public StarValues evaluate(StarPiece piece) {
        int stars = samples / Repetition.COUNT;
        boolean inside = piece.repetition() >= 0
                && piece.repetition() < Repetition.COUNT
                && piece.first() >= 0
                && piece.count() > 0
                && piece.first() + piece.count() <= stars;
        if (!inside) {
            throw new IllegalArgumentException("no piece of an analysis with " + samples + " samples: " + piece);
        }
        Repetition repetition = repetitions.computeIfAbsent(
                piece.repetition(), index -> new Repetition(response.inputs().size(), stars, seed, index));
        double[][] points = repetition.stars(piece.first(), piece.count());
        return new StarValues(piece, response.evaluate(points, repetition.seed));
    }

    private Workers<StarPiece, StarValues> workers() {
        return workforce == null
                ? new Crew<>("evalgap-sensitivity", threads, () -> (piece, stopped) -> evaluate(piece))
                : workforce.get();
    }

    /**
     * The number of base points.
     *
     * @return a power of two, at least {@value #LEAST_SAMPLES}
     */
    public int samples() {
        return samples;
    }

    /**
     * How many points are evaluated, and how often.
     *
     * @return samples × (inputs + 2) × replicates
     */
    public long evaluations() {
        return (long) samples * (response.inputs().size() + 2) * response.replicates();
    }

    /**
     * Evaluates and estimates.
     *
     * @return the result
     * @throws IllegalArgumentException if a scenario of the design is not consistent, or a function is not finite somewhere
     */
    public SensitivityResult run() {
        return run(progress -> {});
    }

    /**
     * Evaluates and estimates, and tells how far it is.
     *
     * @param listener hears of progress, in the calling thread
     * @return the result
     * @throws IllegalArgumentException if a scenario of the design is not consistent, or a function is not finite somewhere
     * @throws IllegalStateException if the calling thread is interrupted, whose status stays set
     */
    public SensitivityResult run(Consumer<SweepProgress> listener) {
        List<String> inputs = response.inputs();
        List<List<Products>> products;
        try (Workers<StarPiece, StarValues> workers = workers()) {
            products = new Evaluation(response, samples / Repetition.COUNT, workers, listener).run();
        }
        List<OutputSensitivity> outputs = new ArrayList<>();
        for (int o = 0; o < products.size(); o++) {
            outputs.add(new Indices(products.get(o), inputs.size(), seed)
                    .of(response.outputs().get(o), inputs));
        }
        return new SensitivityResult(samples, response.replicates(), evaluations(), seed, outputs);
    }
}
