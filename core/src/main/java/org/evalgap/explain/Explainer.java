package org.evalgap.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.sampling.AdaptiveSampler;
import org.evalgap.internal.sampling.Sample;
import org.evalgap.internal.sampling.Target;
import org.evalgap.internal.sampling.Weights;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would have to be true for measurements to come out as they did. Immutable; the answer has the same bits for any
 * number of threads.
 *
 * <p>Every simulated replicate is a point: values of the unknown parameters and one world. Points are drawn from a mixture that
 * adapts to the measurements, and weigh prior × binomial likelihood/density of the mixture. Nothing is approximated by a surrogate:
 * what remains is Monte Carlo error, stated as an effective sample size.
 */
public final class Explainer {
    /** Points of the prior; generations after them have half as many, or more. */
    private static final int FIRST = 1000;

    /** Draws of the posterior from which everything is told. */
    private static final int DRAWS = 4000;

    /** Below as many effective points nothing is told. */
    static final double FLOOR = 100;

    /** Of a network, which costs more, one so many times fewer points are simulated. */
    private static final int NETWORK_SHARE = 15;

    /** Points that differ in this probability by chance, for all checks together, contradict. */
    private static final double CONTRADICTION = 0.001;

    /** How worlds are simulated: their seed, by how many threads or by whom, and where they are kept. */
    record Way(
            long seed,
            int threads,
            PointStore store,
            @Nullable Workers<Worlds.Piece, Worlds.Values> workers) {
        Way by(@Nullable Workers<Worlds.Piece, Worlds.Values> others) {
            return new Way(seed, threads, store, others);
        }
    }

    /** Told how far the work is. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Some more points were simulated.
         *
         * @param learner whose points they are
         * @param points how many so far
         * @param effective what they are worth, while the measurements count in full
         */
        void simulated(LearnerKind learner, int points, double effective);

        /**
         * Another point was simulated. Does nothing, unless overridden.
         *
         * @param learner whose point it is
         * @param points how many so far
         * @param most after how many the sampler gives up
         */
        default void working(LearnerKind learner, int points, int most) {}
    }

    private final Evidence evidence;
    private final Way way;
    private final int simulations;
    private final int goal;
    private final Listener listener;

    private Explainer(Evidence evidence, Way way, int simulations, int goal, Listener listener) {
        this.evidence = evidence;
        this.way = way;
        this.simulations = simulations;
        this.goal = goal;
        this.listener = listener;
    }

    /**
     * An explainer with 60,000 simulations of a kernel and 4,000 of a network at most, 500 effective points as its goal, and as many threads as
     * there are processors.
     *
     * @param evidence what is to be explained
     * @return the explainer
     */
    public static Explainer of(Evidence evidence) {
        int processors = Runtime.getRuntime().availableProcessors();
        Way way = new Way(1, processors, PointStore.NONE, null);
        return new Explainer(Objects.requireNonNull(evidence), way, 60_000, 500, (learner, points, effective) -> {});
    }

    /**
     * The same with another seed.
     *
     * @param other any number
     * @return the copy
     */
    public Explainer withSeed(long other) {
        return new Explainer(
                evidence, new Way(other, way.threads(), way.store(), way.workers()), simulations, goal, listener);
    }

    /**
     * The same with another limit to the work.
     *
     * @param most points simulated of a kernel before the sampler gives up, at least 200; of a network a fifteenth of them, but
     *     no fewer than 200
     * @return the copy
     */
    public Explainer withSimulations(int most) {
        Arguments.inRange("simulations", most, 200, 100_000_000);
        return new Explainer(evidence, way, most, goal, listener);
    }

    /**
     * The same with another precision.
     *
     * @param points effective points at which the sampler stops, at least 100
     * @return the copy
     */
    public Explainer withGoal(int points) {
        Arguments.inRange("the goal", points, FLOOR, 1_000_000);
        return new Explainer(evidence, way, simulations, points, listener);
    }

    /**
     * The same with another number of threads, which changes nothing but the time.
     *
     * @param count from 1 to 10,000
     * @return the copy
     */
    public Explainer withThreads(int count) {
        Arguments.threads(count);
        return new Explainer(
                evidence, new Way(way.seed(), count, way.store(), way.workers()), simulations, goal, listener);
    }

    /**
     * The same with somebody to tell.
     *
     * @param other called now and then, by one thread at a time
     * @return the copy
     */
    public Explainer withListener(Listener other) {
        return new Explainer(evidence, way, simulations, goal, Objects.requireNonNull(other));
    }

    /**
     * The same with a store of what was simulated, which changes nothing but the time.
     *
     * @param store keeps worlds
     * @return the copy
     */
    public Explainer withStore(PointStore store) {
        Way kept = new Way(way.seed(), way.threads(), Objects.requireNonNull(store), way.workers());
        return new Explainer(evidence, kept, simulations, goal, listener);
    }

    /**
     * The same with others who simulate the worlds of the evidence's runs, in place of threads of this process; the answer is the
     * same. What an {@linkplain Explanation explanation} is asked later, threads of this process find out.
     *
     * @param others who simulate, by {@link Worlds} of the same evidence and seed; stay with whoever hired them
     * @return the copy
     */
    public Explainer withWorkers(Workers<Worlds.Piece, Worlds.Values> others) {
        return new Explainer(evidence, way.by(Objects.requireNonNull(others)), simulations, goal, listener);
    }

    /** Tells how many points were simulated, one thread at a time. */
    private static final class Counted implements Target {
        private final Simulation simulation;
        private final IntConsumer told;
        private int points;

        Counted(Simulation simulation, IntConsumer told) {
            this.simulation = simulation;
            this.told = told;
        }

        @Override
        public int dimension() {
            return simulation.dimension();
        }

        @Override
        public int width() {
            return simulation.width();
        }

        @Override
        public double logLikelihood(double[] z, long index, double[] trace) {
            return simulation.logLikelihood(z, index, trace);
        }

        @Override
        public void logLikelihoods(int threads, double[][] z, int first, double[][] traces, double[] likelihoods) {
            simulation.logLikelihoods(z, first, traces, likelihoods, () -> told.accept(++points));
        }
    }

    private record Sampled(Simulation simulation, Sample sample) {}

    /**
     * Explains.
     *
     * @return what follows, or why nothing can be told
     * @throws ArithmeticException if no values of the unknown parameters go together
     */
    public Explanation explain() {
        Map<LearnerKind, Sampled> samples = new EnumMap<>(LearnerKind.class);
        for (LearnerKind learner : evidence.learners()) {
            samples.put(learner, sampled(learner));
        }
        double heat = 1;
        long points = 0;
        double[] evidences = new double[samples.size()];
        int k = 0;
        for (Sampled each : samples.values()) {
            evidences[k++] = each.sample().logEvidence();
            heat = Math.min(heat, each.sample().heat());
            points += each.sample().size();
        }
        double[] probabilities = Weights.normalized(evidences);
        Draws draws = draws(samples, probabilities, heat);
        double effective = effective(samples, probabilities);
        List<Check> checks = new Checker(evidence, draws, way.seed()).checks();
        Map<LearnerKind, Double> learners = new EnumMap<>(LearnerKind.class);
        k = 0;
        for (LearnerKind learner : samples.keySet()) {
            learners.put(learner, probabilities[k++]);
        }
        String refusal = refusal(heat, effective, checks);
        return new Explanation(evidence, way.by(null), learners, draws, effective, points, checks, refusal);
    }

    private Sampled sampled(LearnerKind learner) {
        List<TrainingRun> observed = evidence.runs().stream()
                .filter(run -> !run.observed().isEmpty())
                .toList();
        Simulation simulation = new Simulation(evidence, learner, observed, way);
        int most = learner == LearnerKind.NETWORK ? Math.max(200, simulations / NETWORK_SHARE) : simulations;
        int first = Math.min(FIRST, Math.max(2, most / 10));
        RandomStream stream = RandomStream.of(way.seed(), 0, Purpose.EXPLAIN).substream(learner.ordinal());
        AdaptiveSampler.Effort effort = new AdaptiveSampler.Effort(first, first / 2, most, goal, way.threads());
        Target target = new Counted(simulation, points -> listener.working(learner, points, most));
        try {
            Sample sample =
                    AdaptiveSampler.sample(target, effort, stream, (n, worth) -> listener.simulated(learner, n, worth));
            return new Sampled(simulation, sample);
        } catch (ArithmeticException e) {
            String why = simulation.misfit();
            boolean told = why.isEmpty() || !AdaptiveSampler.IMPOSSIBLE.equals(e.getMessage());
            throw told ? e : new ArithmeticException(e.getMessage() + " to a " + learner.label() + ": " + why);
        }
    }

    /** As many draws of each learner as it is probable. */
    private Draws draws(Map<LearnerKind, Sampled> samples, double[] probabilities, double heat) {
        List<Draws> parts = new ArrayList<>();
        int k = 0;
        double before = 0;
        for (Map.Entry<LearnerKind, Sampled> each : samples.entrySet()) {
            double after = before + probabilities[k++];
            int count = (int) (Math.rint(after * DRAWS) - Math.rint(before * DRAWS));
            before = after;
            if (count > 0) {
                parts.add(draws(each.getKey(), each.getValue(), count, heat));
            }
        }
        Draws all = parts.get(0);
        for (Draws part : parts.subList(1, parts.size())) {
            all = all.and(part);
        }
        return all;
    }

    private Draws draws(LearnerKind learner, Sampled sampled, int count, double heat) {
        Sample sample = sampled.sample();
        int[] chosen = Weights.resample(sample.weights(heat), count);
        LearnerKind[] learners = new LearnerKind[count];
        Arrays.fill(learners, learner);
        Draws draws = new Draws(
                learners,
                Arrays.stream(chosen)
                        .mapToObj(i -> sampled.simulation().values(sample.points()[i]))
                        .toArray(double[][]::new),
                Arrays.stream(chosen).mapToLong(i -> i).toArray(),
                Arrays.stream(chosen).mapToObj(i -> sample.traces()[i]).toArray(double[][]::new));
        List<TrainingRun> others =
                evidence.runs().stream().filter(run -> run.observed().isEmpty()).toList();
        double[][] more = others.isEmpty()
                ? new double[0][]
                : draws.simulated(sampled.simulation().of(others));
        double[][] traces = others.isEmpty() ? draws.traces() : Draws.woven(evidence.runs(), draws.traces(), more);
        return new Draws(learners, draws.values(), draws.indices(), traces);
    }

    /** Of the mixture over learners: 1/Σ p²/ESS. */
    private static double effective(Map<LearnerKind, Sampled> samples, double[] probabilities) {
        double sum = 0;
        int k = 0;
        for (Sampled each : samples.values()) {
            double own = Weights.effective(each.sample().weights());
            sum += probabilities[k] * probabilities[k] / own;
            k++;
        }
        return 1 / sum;
    }

    private String refusal(double heat, double effective, List<Check> checks) {
        Check worst = checks.get(0);
        for (Check check : checks) {
            worst = check.pValue() < worst.pValue() ? check : worst;
        }
        boolean contradicted = worst.pValue() < CONTRADICTION / checks.size();
        if (contradicted) {
            return String.format(
                    java.util.Locale.ROOT,
                    "no parameters of the prior explain these measurements: %s of %s was %.3f, and what fits the others best"
                            + " gives %.3f to %.3f; check the number, widen a prior, or let one more parameter be unknown",
                    worst.observation().quantity().label(),
                    worst.run(),
                    worst.observation().share(),
                    worst.q05(),
                    worst.q95());
        }
        if (heat < 1 || effective < FLOOR) {
            return String.format(
                    java.util.Locale.ROOT,
                    "only %.0f effective points of %d simulations, and nothing is told from fewer than %.0f; simulate more,"
                            + " narrow a prior, or leave out measurements that hang on the luck of few items",
                    heat < 1 ? 1 : effective,
                    simulations,
                    FLOOR);
        }
        return "";
    }
}
