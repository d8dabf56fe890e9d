package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.honesty.IntervalCheckResult.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A small run of {@code evalgap check-intervals}; docs/estimate.md has the one of 2,000 tables a world. Each measured number may
 * leave its window by four Monte Carlo standard errors: with six numbers in nine worlds a run fails by chance less than once
 * in 500 seeds, and the seed is fixed.
 */
class IntervalCheckTest {
    private static final double ERRORS = 4;
    private static final int TABLES = 30;

    @ParameterizedTest
    @CsvSource({
        "SAME_RECIPE, 0, 0",
        "REFERENCE, 0, 0",
        "ROBUST, 0, 0",
        "SAME_RECIPE, 0.3, 0",
        "REFERENCE, 0.3, 0",
        "ROBUST, 0.3, 0",
        "SAME_RECIPE, 0, 0.25",
        "REFERENCE, 0, 0.25",
        "ROBUST, 0, 0.25"
    })
    void promisesAreKeptInWorldsDrawnFromThePrior(ShiftAssumption assumption, double correlation, double guess) {
        IntervalCheckSpec spec = IntervalCheckSpec.of(assumption, TABLES, 11)
                .withItemCorrelation(correlation)
                .withGuess(guess)
                .withTableSize(20, 8, 4);
        IntervalCheckResult result = IntervalCheck.run(spec, t -> {});
        atLeast(result.coverage(), 0.94);
        atMost(result.coverage(), 0.98);
        atLeast(result.coverageInflated(), 0.85);
        atLeast(result.boundCoverage(), 0.94);
        atMost(result.falseDiscovery(), 0.05);
        assertThat(Math.abs(result.bias().value()))
                .isLessThan(ERRORS * result.bias().error() + 0.002);
        assertThat(result.rankPValue()).isGreaterThan(1e-4);
    }

    /** Under references most others are taken to be inflated: where few are, means are too high, discoveries as good as ever. */
    @Test
    void expectingInflationWhereThereIsLittleCostsLittle() {
        IntervalCheckSpec spec = IntervalCheckSpec.of(ShiftAssumption.REFERENCE, 60, 11)
                .withPrevalenceLogit(ShiftAssumption.ROBUST.prevalenceLogit())
                .withTableSize(20, 8, 4);
        IntervalCheckResult result = IntervalCheck.run(spec, t -> {});
        atLeast(result.coverage(), 0.94);
        atMost(result.falseDiscovery(), 0.05);
        assertThat(result.bias().value()).isBetween(0.0, 0.02);
    }

    private static void atLeast(Measured measured, double low) {
        assertThat(measured.value() + ERRORS * measured.error()).isGreaterThan(low);
    }

    private static void atMost(Measured measured, double high) {
        assertThat(measured.value() - ERRORS * measured.error()).isLessThan(high);
    }

    /** The engine is not the estimator's model; bounds and false discoveries hold all the same. */
    @Test
    void promisesHoldForLabsOfTheSimulationEngine() {
        IntervalCheckSpec spec = IntervalCheckSpec.of(ShiftAssumption.REFERENCE, 8, 3)
                .withItems(200, 1000)
                .withTableSize(15, 6, 5);
        IntervalCheckResult result = IntervalCheck.runEngine(spec, t -> {});
        atLeast(result.coverage(), 0.90);
        atLeast(result.boundCoverage(), 0.94);
        atMost(result.falseDiscovery(), 0.05);
    }

    @Test
    void theNumberOfThreadsDoesNotMatterAndTheSeedDoes() throws ExecutionException, InterruptedException {
        IntervalCheckSpec spec =
                IntervalCheckSpec.of(ShiftAssumption.ROBUST, 6, 5).withTableSize(8, 3, 2);
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool three = new ForkJoinPool(3);
        try {
            IntervalCheckResult alone =
                    one.submit(() -> IntervalCheck.run(spec, t -> {})).get();
            assertThat(three.submit(() -> IntervalCheck.run(spec, t -> {})).get())
                    .isEqualTo(alone);
            IntervalCheckSpec other =
                    IntervalCheckSpec.of(ShiftAssumption.ROBUST, 6, 6).withTableSize(8, 3, 2);
            assertThat(IntervalCheck.run(other, t -> {}).bias()).isNotEqualTo(alone.bias());
        } finally {
            one.shutdown();
            three.shutdown();
        }
    }
}
