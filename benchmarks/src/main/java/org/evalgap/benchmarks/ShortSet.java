package org.evalgap.benchmarks;

import java.io.File;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The short set: a few minutes of JMH with its garbage profiler, JSON of all of it, and rows for {@code RESULTS.md}: how costs
 * grow, what a run allocates, what sharing saves, what a second thread brings. {@code benchmarks/run.sh} calls it.
 */
public final class ShortSet {
    private static final int PAIRS = 9;

    /** Nanoseconds of sweeps before threads are compared: a runner's loops are compiled again when a second thread joins. */
    private static final long WARM_UP = 15_000_000_000L;

    private ShortSet() {}

    /**
     * Measures and prints rows of two cells: what, result.
     *
     * @param args the file for the JSON
     * @throws RunnerException if a benchmark fails
     */
    public static void main(String[] args) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("GainsBenchmark|GramBenchmark|DrawBenchmark|RunBenchmark|SweepBenchmark")
                        .param("n", "200", "1000", "4000")
                        .param("environments", "128", "256", "512", "1024")
                        .param("sides", "1")
                        .param("memorizationScale", "0.25")
                        .forks(1)
                        .warmupIterations(2)
                        .warmupTime(TimeValue.milliseconds(700))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.milliseconds(700))
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(new File(args[0]).getPath())
                        .build())
                .run();
        row("gains, exponent in points", "%.2f", exponent(results, "Gains", "n", only("environments", "256")));
        row("gains, exponent in M", "%.2f", exponent(results, "Gains", "environments", only("n", "1000")));
        row("Gram matrix, exponent in M", "%.2f", exponent(results, "Gram", "environments", r -> true));
        row("runs, exponent in replicates", "%.2f", replicates());
        row("bytes allocated a run, outcome included", "%.0f", bytes(results, "RunBenchmark.fourScores"));
        row("shared sweep: runs alone over runs shared", "%.1f", alone(results));
        row("two threads over one, difference of two lengths", "%.2f", threads());
        row("63 models estimated under three assumptions in a fresh JVM, seconds", "%.2f", firstEstimate());
    }

    /** The mean over JVMs; what it is to be is in {@link EstimateBenchmark}. */
    private static double firstEstimate() throws RunnerException {
        return score(new Runner(new OptionsBuilder()
                                .include("EstimateBenchmark.cold")
                                .build())
                        .run()
                        .iterator()
                        .next())
                / 1000;
    }

    private static void row(String what, String format, double value) {
        System.out.printf(Locale.ROOT, "ROW | %s | " + format + " |%n", what, value);
    }

    private static Predicate<RunResult> only(String parameter, String value) {
        return r -> value.equals(r.getParams().getParam(parameter));
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static RunResult find(Collection<RunResult> results, String name) {
        return results.stream()
                .filter(r -> r.getParams().getBenchmark().endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static double bytes(Collection<RunResult> results, String name) {
        return find(results, name).getSecondaryResults().entrySet().stream()
                .filter(e -> e.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(e -> e.getValue().getScore())
                .sum();
    }

    private static double alone(Collection<RunResult> results) {
        return score(find(results, "SweepBenchmark.alone")) / score(find(results, "SweepBenchmark.shared"));
    }

    /** The slope of log time in log size. */
    private static double exponent(
            Collection<RunResult> results, String benchmark, String parameter, Predicate<RunResult> which) {
        Map<Double, Double> times = new TreeMap<>();
        results.stream()
                .filter(r -> r.getParams().getBenchmark().contains(benchmark + "Benchmark") && which.test(r))
                .forEach(r -> times.put(Double.parseDouble(r.getParams().getParam(parameter)), score(r)));
        return slope(times);
    }

    private static double slope(Map<Double, Double> times) {
        SimpleRegression line = new SimpleRegression();
        times.forEach((size, time) -> line.addData(Math.log(size), Math.log(time)));
        return line.getSlope();
    }

    private static double replicates() {
        Map<Double, Double> times = new TreeMap<>();
        for (int replicates : new int[] {64, 128, 256, 512}) {
            SweepPlan plan = SweepPlan.builder()
                    .scenario(Scenario.withDefaults())
                    .replicates(replicates)
                    .build();
            times.put((double) replicates, fastest(plan, 1));
        }
        return slope(times);
    }

    /** Two lengths, so that whatever a sweep costs once cancels; medians of pairs, threads in turn. */
    private static double threads() {
        double[] ratios = new double[PAIRS];
        for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP; ) {
            seconds(plan(20), 1);
            seconds(plan(20), 2);
        }
        for (int k = 0; k < PAIRS; k++) {
            double one = seconds(plan(160), 1) - seconds(plan(40), 1);
            double two = seconds(plan(160), 2) - seconds(plan(40), 2);
            ratios[k] = one / two;
        }
        Arrays.sort(ratios);
        return ratios[PAIRS / 2];
    }

    private static SweepPlan plan(int replicates) {
        return SweepPlan.builder()
                .scenario(Scenario.withDefaults())
                .vary(Parameter.INSPIRATION, 0, 0.2, 0.4, 0.6, 0.8, 1)
                .vary(Parameter.BREADTH, 0.5, 1, 2)
                .replicates(replicates)
                .build();
    }

    private static double fastest(SweepPlan plan, int threads) {
        double best = Double.POSITIVE_INFINITY;
        for (int k = 0; k < PAIRS; k++) {
            best = Math.min(best, seconds(plan, threads));
        }
        return best;
    }

    private static double seconds(SweepPlan plan, int threads) {
        long start = System.nanoTime();
        SweepRunner.withDefaults().withThreads(threads).run(plan, new SweepListener() {
            @Override
            public void row(SweepRow row) {
                if (row.blocks().isEmpty()) {
                    throw new IllegalStateException("a point failed");
                }
            }
        });
        return (System.nanoTime() - start) / 1e9;
    }
}
