package org.evalgap.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.honesty.IntervalCheckSpec;
import org.evalgap.estimate.honesty.SimulatedTable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does whoever has the scores of 63 models wait for an estimate? A table of the size of GSM1k's, drawn from the prior, under
 * all three assumptions: in a JVM that has done nothing else, which is what a command does and is to take less than two seconds
 * with the start of the JVM, and warm.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar EstimateBenchmark}
 */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EstimateBenchmark extends AbstractBenchmark {
    private static final int MODELS = 51;
    private static final int REFERENCES = 12;

    private List<ModelScores> scores = List.of();
    private List<InflationResult> results = List.of();

    /** Draws the table; estimates nothing, so that the first one is the first. */
    @Setup
    public void setUp() {
        IntervalCheckSpec world = IntervalCheckSpec.of(ShiftAssumption.REFERENCE, 2, SEED)
                .withTableSize(MODELS, REFERENCES, 5)
                .withItems(1319, 1205);
        scores = SimulatedTable.draw(world, 0).scores();
    }

    /** Every model must have an inflation. */
    @TearDown
    public void check() {
        for (InflationResult result : results) {
            if (result.models().size() != MODELS + REFERENCES
                    || !result.models().stream()
                            .allMatch(m ->
                                    m.inflation().mean() >= 0 && m.inflation().mean() < 1)) {
                throw new IllegalStateException("no estimate under " + result.assumption());
            }
        }
    }

    /**
     * In a fresh JVM, once.
     *
     * @return the estimates
     */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(9)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public List<InflationResult> cold() {
        return estimate();
    }

    /**
     * In a JVM that knows the code.
     *
     * @return the estimates
     */
    @Benchmark
    public List<InflationResult> warm() {
        return estimate();
    }

    private List<InflationResult> estimate() {
        InflationEstimator estimator = new InflationEstimator(InflationSpec.withDefaults());
        results = Arrays.stream(ShiftAssumption.values())
                .map(assumption -> estimator.estimate(scores, assumption))
                .toList();
        return results;
    }
}
