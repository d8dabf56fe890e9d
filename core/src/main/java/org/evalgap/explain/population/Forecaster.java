package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Simulator;
import org.evalgap.explain.Observation;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.internal.Arguments;
import org.evalgap.internal.sampling.AdaptiveSampler;
import org.evalgap.internal.sampling.Cholesky;
import org.evalgap.internal.sampling.Sample;
import org.evalgap.internal.sampling.Target;
import org.evalgap.internal.sampling.Weights;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * Forecasts one model's other score: by the posterior of its parameters in the population of a published table, given the score and
 * simulated in worlds of its own sizes, and by what the table's rows make of the model's word. Immutable.
 */
public final class Forecaster {
    private static final int MOST = 20_000;
    private static final int GOAL = 400;
    private static final int DRAWS = 2000;

    /** Below as many effective points nothing is told. */
    private static final double FLOOR = 100;

    /** Of a score that fewer models than that share would have nothing is told, and nothing simulated. */
    private static final double RAREST = 1e-6;

    private final PublishedTable table;
    private final FittedTable fitted;
    private final long seed;
    private final int goal;
    private final int threads;

    private Forecaster(PublishedTable table, FittedTable fitted, long seed, int goal, int threads) {
        this.table = table;
        this.fitted = fitted;
        this.seed = seed;
        this.goal = goal;
        this.threads = threads;
    }

    /**
     * A forecaster, at seed 1, with 400 effective points as its goal and a thread for each processor.
     *
     * @param table what models are like
     * @return the forecaster
     */
    public static Forecaster of(PublishedTable table) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new Forecaster(table, FittedTable.of(table), 1, GOAL, processors);
    }

    /**
     * The same with another seed.
     *
     * @param other any number
     * @return the copy
     */
    public Forecaster withSeed(long other) {
        return new Forecaster(table, fitted, other, goal, threads);
    }

    /**
     * The same with another precision.
     *
     * @param points effective points at which it stops, in [100, 10,000]; as many are simulated first
     * @return the copy
     * @throws IllegalArgumentException if it is out of range
     */
    public Forecaster withGoal(int points) {
        if (points < FLOOR || points > MOST / 2) {
            throw new IllegalArgumentException("the goal must be in [100, 10000]: " + points);
        }
        return new Forecaster(table, fitted, seed, points, threads);
    }

    /**
     * The same with another number of threads, which changes nothing but the time.
     *
     * @param count from 1 to 10,000
     * @return the copy
     */
    public Forecaster withThreads(int count) {
        Arguments.threads(count);
        return new Forecaster(table, fitted, seed, goal, count);
    }

    /**
     * Forecasts.
     *
     * @param given the score that is known
     * @param items items of the other score
     * @return what the other score will be
     * @throws IllegalArgumentException if what is given is not what the table's rows were given
     * @throws ArithmeticException if the score is so far from the table's that nothing can be told
     */
    public ScoreForecast forecast(Observation given, int items) {
        if (!given.quantity().equals(table.given())) {
            throw new IllegalArgumentException(table.label() + " is given " + table.given() + ": " + given.quantity());
        }
        if (fitted.spread().tail(weighed(given)) < RAREST) {
            throw new ArithmeticException("not one in a million models like those of " + table.label()
                    + " would have it; nothing can be told from it");
        }
        Model model = new Model(weighed(given), table.run(items));
        RandomStream stream = RandomStream.of(seed, 5, Purpose.EXPLAIN);
        AdaptiveSampler.Effort effort = new AdaptiveSampler.Effort(goal, goal / 2, MOST, goal, threads);
        Sample sample = AdaptiveSampler.sample(model, effort, stream, (n, worth) -> {});
        double effective = Weights.effective(sample.weights());
        if (sample.heat() < 1 || effective < FLOOR) {
            throw new ArithmeticException(
                    "no row of " + table.label() + " is like this score; nothing can be told from it");
        }
        double[] known =
                Arrays.stream(sample.traces()).mapToDouble(trace -> trace[0]).toArray();
        double[] asked =
                Arrays.stream(sample.traces()).mapToDouble(trace -> trace[1]).toArray();
        Word word = Word.of(sample.weights(), known, asked, fitted.spread(), given, items);
        double[] draws = fitted.correction().forecast(word, seed, DRAWS);
        return told(draws, given.share(), word, effective, sample.size());
    }

    /** The set that was trained near is the table's: counts of more items say no more of the lab, and fewer items say less. */
    private Observation weighed(Observation given) {
        double items = Math.min(given.items(), table.givenItems());
        return new Observation(given.quantity(), given.share() * items, items);
    }

    private static ScoreForecast told(double[] draws, double given, Word word, double effective, long simulations) {
        int n = draws.length;
        double below = 0;
        for (double draw : draws) {
            below += draw < given ? 1.0 / n : 0;
        }
        return new ScoreForecast(
                Arrays.stream(draws).sum() / n,
                quantile(draws, 0.05),
                quantile(draws, 0.5),
                quantile(draws, 0.95),
                below,
                word.known(),
                word.mean(),
                effective,
                simulations);
    }

    private static double quantile(double[] sorted, double p) {
        return sorted[(int) (p * (sorted.length - 1) + 0.5)];
    }

    /** The population with one model's score: coordinates are standard normal for its mean and covariance. */
    private final class Model implements Target {
        private final Observation given;
        private final TrainingRun run;
        private final List<Unknown> unknown = table.unknown();
        private final double[] mean = fitted.mean();
        private final Cholesky root = new Cholesky(fitted.covariance());
        private final ThreadLocal<Simulator.Session> sessions;

        Model(Observation given, TrainingRun run) {
            this.given = given;
            this.run = run;
            Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
            this.sessions = ThreadLocal.withInitial(simulator::session);
        }

        @Override
        public int dimension() {
            return mean.length;
        }

        @Override
        public int width() {
            return 2;
        }

        private Outcome outcome(double[] z, long index) {
            double[] scaled = root.spread(mean, 1, z);
            double[] values = new double[scaled.length];
            for (int k = 0; k < values.length; k++) {
                boolean ratio = unknown.get(k).prior().isEvenInRatios();
                values[k] = legal(unknown.get(k).parameter(), ratio ? StrictMath.exp(scaled[k]) : scaled[k]);
            }
            return sessions.get()
                    .simulate(List.of(run.at(unknown, values)), seed, index)
                    .get(0);
        }

        private double legal(Parameter parameter, double value) {
            return Math.min(parameter.range().most(), Math.max(parameter.range().least(), value));
        }

        @Override
        public double logLikelihood(double[] z, long index, double[] trace) {
            Outcome world = outcome(z, index);
            trace[0] = table.given().of(world);
            trace[1] = table.asked().of(world);
            return given.logLikelihood(world);
        }
    }
}
