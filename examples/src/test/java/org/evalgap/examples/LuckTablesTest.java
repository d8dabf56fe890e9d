package org.evalgap.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prints the tables of docs/luck.md: what part of a mean's variance is left once luck is taken out of it, and that times the
 * processor time that a run takes with luck over without. Everywhere 64 replicates a set.
 */
@Tag("long")
class LuckTablesTest {
    private static final long SEED = 20261130;
    private static final int REPLICATES = 64;

    /** Points of a plan that are looked at, as far apart as they lie. */
    private static final int POINTS = 6;

    private enum Mean {
        PUBLIC_GAIN((s, error) -> gain(s, Score.PUBLIC, error)),
        WORK_GAIN((s, error) -> gain(s, Score.WORK, error)),
        INFLATION((s, error) -> measure(s, Measure.INFLATION, error)),
        TRANSFER((s, error) -> s.determinesTransfer() ? measure(s, Measure.TRANSFER, error) : Double.NaN),
        FRESH_GAIN((s, error) -> gain(s, Score.FRESH, error)),
        IMPACT_GAIN((s, error) -> gain(s, Score.IMPACT, error)),
        DISTRIBUTION_GAP((s, error) -> measure(s, Measure.DISTRIBUTION_GAP, error)),
        RELIABILITY_GAP((s, error) -> measure(s, Measure.RELIABILITY_GAP, error)),
        INFLATION_LOGITS((s, error) -> measure(s, Measure.INFLATION_LOGITS, error)),
        PUBLIC_SCORE((s, error) -> measure(s, Measure.PUBLIC_SCORE, error));

        final BiFunction<Summary, Boolean, Double> of;

        Mean(BiFunction<Summary, Boolean, Double> of) {
            this.of = of;
        }

        /** Those of the tables over scenarios. */
        static final List<Mean> FOUR = List.of(PUBLIC_GAIN, INFLATION, WORK_GAIN, TRANSFER);
    }

    private static double gain(Summary summary, Score score, boolean error) {
        return error ? summary.gainStandardError(score).orElse(Double.NaN) : summary.gain(score);
    }

    private static double measure(Summary summary, Measure measure, boolean error) {
        return error ? summary.standardError(measure).orElse(Double.NaN) : summary.mean(measure);
    }

    /** Sets of replicates of one scenario, and the processor time of a run with luck over that of one without. */
    private record Sets(List<Summary> all, double time) {
        /** Adjusted variances over plain ones, the mean over sets; NaN where one of them is not determined. */
        double share(Mean mean) {
            return all.stream()
                    .mapToDouble(s -> square(mean.of.apply(s.adjusted(), true) / mean.of.apply(s, true)))
                    .average()
                    .orElseThrow();
        }

        /** The variance of adjusted means over sets, over that of plain ones. */
        double seen(Mean mean) {
            return variance(all.stream().mapToDouble(s -> mean.of.apply(s.adjusted(), false)))
                    / variance(all.stream().mapToDouble(s -> mean.of.apply(s, false)));
        }
    }

    private static double variance(DoubleStream values) {
        double[] x = values.toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> square(v - mean)).sum() / (x.length - 1);
    }

    private static double square(double x) {
        return x * x;
    }

    private static long clock() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Runs with and without luck alternate in the first {@code timed} sets. */
    private static Sets simulate(Scenario scenario, long seed, int sets, int timed) {
        Simulator.Session plain = Simulator.ofScores().session();
        Simulator.Session lucky = Simulator.ofScores().withLuck().session();
        List<Scenario> one = List.of(scenario);
        List<Summary> all = new ArrayList<>();
        long without = 0;
        long with = 0;
        for (int set = 0; set < sets; set++) {
            Moments moments = new Moments();
            for (int block = 0; block < REPLICATES / Moments.BLOCK; block++) {
                Moments some = new Moments();
                for (int i = 0; i < Moments.BLOCK; i++) {
                    long replicate = (long) REPLICATES * set + block * Moments.BLOCK + i;
                    long start = clock();
                    if (set < timed) {
                        plain.simulate(one, seed, replicate);
                    }
                    long middle = clock();
                    some.add(lucky.simulate(one, seed, replicate).get(0).record());
                    if (set < timed && replicate > 0) {
                        without += middle - start;
                        with += clock() - middle;
                    }
                }
                moments.merge(some);
            }
            all.add(new Summary(moments));
        }
        return new Sets(all, (double) with / without);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** The bounds that were asked for, of variance times time. */
    @Test
    void atTheDefaults() {
        Sets sets = simulate(Scenario.withDefaults(), SEED, 400, 40);
        print(
                "| at the defaults, 400 sets | told by errors | seen between sets | variance × time |%n|---|---|---|---|%n");
        for (Mean mean : Mean.values()) {
            print(
                    "| %s | %.4f | %.4f | %.4f |%n",
                    mean, sets.share(mean), sets.seen(mean), sets.share(mean) * sets.time);
        }
        print("A run takes %.3f times as long%n", sets.time);
        assertThat(sets.share(Mean.INFLATION) * sets.time).isLessThan(0.3);
        assertThat(sets.share(Mean.WORK_GAIN) * sets.time).isLessThan(0.3);
        assertThat(sets.share(Mean.PUBLIC_GAIN) * sets.time).isLessThan(0.35);
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double scaled(Random random, double low, double high) {
        return StrictMath.exp(between(random, StrictMath.log(low), StrictMath.log(high)));
    }

    private static double one(Random random, double... values) {
        return values[random.nextInt(values.length)];
    }

    /** Wide ranges of everything, with what luck does not know of in a sixth of the cases each. */
    private static Scenario any(Random random) {
        int horizon = (int) one(random, 1, 1, 1, 4);
        return Scenario.withDefaults()
                .withFreshItems(200)
                .withWorkTasks(200)
                .withDimension(1 + random.nextInt(16))
                .withShift(between(random, 0, 4))
                .withEvalSpread(between(random, 0.2, 1.5))
                .withDifficultySpread(between(random, 0.5, 3))
                .withDifficultyMean(between(random, -1, 1))
                .withPublicItems((int) scaled(random, 20, 300))
                .withEnvironments((int) scaled(random, 32, 256))
                .withDesignerBias(between(random, 0, 3))
                .withInspiration(random.nextDouble())
                .withDeparture(scaled(random, 0.02, 1))
                .withBreadth(scaled(random, 0.5, 3))
                .withMemorization(random.nextDouble())
                .withMemorizationScale(scaled(random, 0.1, 0.6))
                .withFormatLearning(one(random, 0, 0, 0.05, 0.2))
                .withCompetence(random.nextGaussian())
                .withGuessRate(one(random, 0, 0, 0.25))
                .withEvalHorizon((int) one(random, 1, 1, 3))
                .withWorkHorizon((int) one(random, 1, 10, 30))
                .withEnvironmentHorizon(horizon)
                .withCritic(horizon > 1 ? one(random, 0, 0.5, 1) : 0)
                .withAdvantageNormalization(one(random, 0, 0, 1))
                .withBudget(scaled(random, 50, 20_000))
                .withKlPenalty(one(random, 0, 0, 0.1))
                .withNarrowing(one(random, 0, 0, 0, 0.5))
                .withRounds((int) one(random, 1, 1, 1, 3))
                .withCandidates((int) one(random, 1, 1, 1, 1, 1, 2))
                .withErrorFocus(one(random, 0, 0, 0, 0, 0, 1));
    }

    /**
     * Five sets of 64 replicates each. A useless luck costs 1/61 on average, and within 5 % in the mean of five sets unless their luck is
     * large: c̄²/Σ(c − c̄)² has mean 1/64 and, over five, a standard deviation of 0.6 of it, so that 5 % is four of these away.
     */
    @Test
    void noRandomScenarioIsWorseThanPlainByMoreThanFivePercent() {
        Random random = new Random(SEED);
        Map<Mean, List<Double>> all = new EnumMap<>(Mean.class);
        Map<Mean, List<Double>> foreseen = new EnumMap<>(Mean.class);
        Mean.FOUR.forEach(mean -> all.put(mean, new ArrayList<>()));
        Mean.FOUR.forEach(mean -> foreseen.put(mean, new ArrayList<>()));
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Scenario scenario = any(random);
            Sets sets = simulate(scenario, SEED + i, 5, 1);
            times.add(sets.time);
            for (Mean mean : Mean.FOUR) {
                double share = sets.share(mean);
                if (!Double.isNaN(share)) {
                    all.get(mean).add(share);
                    if (scenario.candidates() == 1 && scenario.errorFocus() == 0) {
                        foreseen.get(mean).add(share);
                    }
                }
            }
        }
        print("| 100 random scenarios | cases | median | worst | where gains are foreseen | median | worst |%n");
        print("|---|---|---|---|---|---|---|%n");
        for (Mean mean : Mean.FOUR) {
            print("| %s | %s | %s |%n", mean, words(all.get(mean)), words(foreseen.get(mean)));
        }
        print("A run takes %.3f times as long in the median%n", median(times));
        for (Mean mean : Mean.FOUR) {
            assertThat(all.get(mean)).as("%s", mean).hasSizeGreaterThan(50).allMatch(share -> share <= 1.05);
        }
        assertThat(median(all.get(Mean.INFLATION))).isLessThan(0.1);
    }

    private static String words(List<Double> shares) {
        double worst = shares.stream().mapToDouble(x -> x).max().orElse(Double.NaN);
        return String.format(Locale.ROOT, "%d | %.3f | %.3f", shares.size(), median(shares), worst);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
    }

    /**
     * The mean over a few points of each plan, each with a seed of its own. A useless luck costs 1/61 ± 0.023 at a point, so that 5 % are
     * 3.5 standard errors away over six.
     */
    @Test
    void noPlanIsWorseThanPlainByMoreThanFivePercent() throws IOException {
        print(
                "| plan | points | public gain | inflation | work gain | transfer | time | variance × time of inflation |%n");
        print("|---|---|---|---|---|---|---|---|%n");
        try (Stream<Path> files = Files.list(Path.of("plans"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                SweepPlan plan = PlanFile.read(file).plan(Map.of(), null);
                List<Sets> points = new ArrayList<>();
                for (int p = 0; p < POINTS; p++) {
                    long point = (plan.size() - 1) * p / (POINTS - 1);
                    points.add(simulate(plan.point(point).scenario(), SEED + p, 1, 1));
                }
                StringBuilder row = new StringBuilder("| " + plan.name() + " | " + points.size());
                for (Mean mean : Mean.FOUR) {
                    row.append(String.format(Locale.ROOT, " | %.3f", over(points, mean)));
                }
                double time = points.stream().mapToDouble(Sets::time).average().orElseThrow();
                print("%s | %.3f | %.3f |%n", row, time, over(points, Mean.INFLATION) * time);
                for (Mean mean : Mean.FOUR) {
                    assertThat(over(points, mean))
                            .as("%s of %s", mean, plan.name())
                            .isLessThanOrEqualTo(1.05);
                }
            }
        }
    }

    /** The mean share over points where it is determined. */
    private static double over(List<Sets> points, Mean mean) {
        return points.stream()
                .mapToDouble(p -> p.share(mean))
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElseThrow();
    }
}
