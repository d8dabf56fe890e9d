package org.evalgap.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SobolAnalysisTest {
    private static List<IndexEstimate> indices(OutputSensitivity output) {
        List<IndexEstimate> all = new ArrayList<>();
        output.inputs().forEach(input -> all.add(input.first()));
        output.inputs().forEach(input -> all.add(input.total()));
        return all;
    }

    /** Published to four digits: Saltelli et al. (2010) and many others; the errors of 20 seeds have root mean squares below .0015. */
    @Test
    void ishigamiHasItsIndicesWithinTwoThousandths() {
        List<IndexEstimate> found = indices(
                Known.ishigami().analysis().withSamples(16384).run().outputs().get(0));
        double[] published = {.3139, .4424, 0, .5576, .4424, .2437};
        for (int i = 0; i < published.length; i++) {
            assertThat(found.get(i).value()).as("index %d", i).isCloseTo(published[i], within(.002));
        }
    }

    /** Root mean squares of errors over 20 seeds; those of plain Monte Carlo would be .004 to .009. */
    @Test
    void errorsAreSmallWhateverTheSeed() {
        for (Known known : List.of(Known.ishigami(), Known.product(0, 1, 4.5, 9, 99, 99))) {
            int indices = 2 * known.first().length;
            double[] square = new double[indices];
            for (int seed = 1; seed <= 20; seed++) {
                List<IndexEstimate> found = indices(known.analysis()
                        .withSamples(16384)
                        .withSeed(seed)
                        .run()
                        .outputs()
                        .get(0));
                for (int i = 0; i < indices; i++) {
                    double error = found.get(i).value() - known.truth(i);
                    square[i] += error * error / 20;
                }
            }
            assertThat(Arrays.stream(square).map(Math::sqrt).boxed()).allMatch(rms -> rms < .002);
        }
    }

    /** What the intervals of 300 randomised designs did. */
    private static final class Coverage {
        private static final int DESIGNS = 300;

        final double[] covered;
        final double[] ratio;

        Coverage(double[] truth, LongFunction<OutputSensitivity> design) {
            int indices = truth.length;
            covered = new double[indices];
            ratio = new double[indices];
            double[] sum = new double[indices];
            double[] square = new double[indices];
            for (int s = 0; s < DESIGNS; s++) {
                List<IndexEstimate> found = indices(design.apply(7000 + s));
                for (int i = 0; i < indices; i++) {
                    IndexEstimate e = found.get(i);
                    covered[i] += e.low() <= truth[i] && truth[i] <= e.high() ? 1.0 / DESIGNS : 0;
                    ratio[i] += (e.high() - e.low()) / 2 / DESIGNS;
                    double error = e.value() - truth[i];
                    sum[i] += error;
                    square[i] += error * error;
                }
            }
            for (int i = 0; i < indices; i++) {
                double variance = (square[i] - sum[i] * sum[i] / DESIGNS) / (DESIGNS - 1);
                ratio[i] /= 1.96 * Math.sqrt(variance);
            }
        }

        /**
         * Of 300 intervals with 95 % coverage fewer than 267 (.89) hold the truth with probability 1e-5, and 298 or more (.993)
         * with 3e-5: with the 20 indices tested here, one false alarm in a thousand. Half-widths are in units of 1.96 empirical
         * standard deviations, each known to 4 %; Student's quantile alone makes 1.09.
         */
        void assertNominal() {
            assertThat(Arrays.stream(covered).boxed()).allMatch(share -> share > .889 && share < .993);
            assertThat(Arrays.stream(ratio).boxed()).allMatch(width -> width > .9 && width < 1.25);
        }
    }

    private static double[] truths(Known known) {
        return IntStream.range(0, 2 * known.first().length)
                .mapToDouble(known::truth)
                .toArray();
    }

    @Tag("long")
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySayAndAreNoWider() {
        for (Known known : List.of(Known.ishigami(), Known.product(0, 1, 4.5, 9))) {
            new Coverage(
                            truths(known),
                            seed -> known.analysis()
                                    .withSamples(512)
                                    .withSeed(seed)
                                    .run()
                                    .outputs()
                                    .get(0))
                    .assertNominal();
        }
    }

    /**
     * The product with noise of three kinds, all normal with deviation 1 but for a factor: common to all points (2), different
     * along x0 (3 times x0 − ½), and the point's own (0.4).
     */
    private static double noisy(double[] x, long seed, long replicate, Known clean) {
        RandomStream luck = RandomStream.of(seed, replicate, Purpose.STUDY);
        long own = 0;
        for (double coordinate : x) {
            own = own * 31 + Double.doubleToRawLongBits(coordinate);
        }
        return clean.function().applyAsDouble(x)
                + 2 * luck.normal(0)
                + 3 * (x[0] - 0.5) * luck.normal(1)
                + 0.4 * luck.substream(own).normal(0);
    }

    /**
     * Noise of a mean of 4 replicates that differs between points has the variance (9/12 + .16)/4; what is common has no part in
     * it. Shares that forgot the noise would be off by half of themselves. Means over 200 designs lie within 4 of their standard
     * errors of the truth; two numbers: a false alarm in 8000.
     */
    @Tag("long")
    @Test
    void noiseIsTakenOutWhateverItHasInCommon() {
        Known clean = Known.product(0, 1, 4.5);
        SobolAnalysis analysis = SobolAnalysis.ofNoisy(
                        clean.inputs(), 4, (x, seed, replicate) -> noisy(x, seed, replicate, clean))
                .withThreads(1)
                .withSamples(512);
        double variance = 4.0 / 3 * (1 + 1.0 / 12) * (1 + 1 / (3 * 5.5 * 5.5)) - 1;
        double noise = (9.0 / 12 + .16) / 4;
        double[] truth = {variance, noise / (variance + noise)};
        double[] sum = new double[2];
        double[] square = new double[2];
        for (int seed = 0; seed < 200; seed++) {
            OutputSensitivity found = analysis.withSeed(seed).run().outputs().get(0);
            double[] now = {found.variance().value(), found.noise().value()};
            for (int i = 0; i < 2; i++) {
                sum[i] += now[i] / 200;
                square[i] += (now[i] - truth[i]) * (now[i] - truth[i]) / 200;
            }
        }
        for (int i = 0; i < 2; i++) {
            assertThat(sum[i]).isCloseTo(truth[i], within(4 * Math.sqrt(square[i] / 200)));
        }
        assertThat(truth[1]).isBetween(.3, .4);
        new Coverage(
                        truths(clean),
                        seed -> analysis.withSeed(seed).run().outputs().get(0))
                .assertNominal();
    }

    /** All 3 × 4 × 2 combinations of a choice, a number of four levels and a switch are enumerated. */
    @Test
    void choicesAndLevelsHaveTheIndicesOfTheirEnumeration() {
        double[] levels = {1, 2, 5, 10};
        double[] offset = {0, 3, -1};
        ToDoubleFunction<double[]> function = x -> offset[(int) x[0]] + x[1] * (x[2] == 1 ? 1 : 0.2 * x[0]);
        double[][] values = {{0, 1, 2}, levels, {0, 1}};
        double[] exactFirst = new double[3];
        double[] exactTotal = new double[3];
        enumerate(function, values, exactFirst, exactTotal);
        OutputSensitivity found = SobolAnalysis.of(
                        List.of(
                                Input.choices("lab", "a", "b", "c"),
                                Input.levels("size", levels),
                                Input.levels("switch", 0, 1)),
                        function)
                .withSamples(4096)
                .run()
                .outputs()
                .get(0);
        for (int i = 0; i < 3; i++) {
            InputSensitivity input = found.inputs().get(i);
            assertThat(input.first().value())
                    .isCloseTo(exactFirst[i], within(4 * input.first().standardError()));
            assertThat(input.total().value())
                    .isCloseTo(exactTotal[i], within(4 * input.total().standardError()));
            assertThat(input.total().standardError()).isLessThan(.01);
        }
    }

    private static void enumerate(
            ToDoubleFunction<double[]> function, double[][] values, double[] first, double[] total) {
        List<double[]> cells = new ArrayList<>();
        for (double a : values[0]) {
            for (double b : values[1]) {
                for (double c : values[2]) {
                    cells.add(new double[] {a, b, c});
                }
            }
        }
        double all = variance(cells, function, x -> 0);
        for (int i = 0; i < 3; i++) {
            int input = i;
            first[i] = 1 - variance(cells, function, x -> x[input]) / all;
            total[i] = variance(
                            cells,
                            function,
                            x -> Arrays.hashCode(
                                    new double[] {input == 0 ? -1 : x[0], input == 1 ? -1 : x[1], input == 2 ? -1 : x[2]
                                    }))
                    / all;
        }
    }

    /** The mean variance within cells that share a key. */
    private static double variance(
            List<double[]> cells, ToDoubleFunction<double[]> function, ToDoubleFunction<double[]> key) {
        return cells.stream().collect(Collectors.groupingBy(key::applyAsDouble)).values().stream()
                        .mapToDouble(group -> {
                            double mean = group.stream()
                                    .mapToDouble(function)
                                    .average()
                                    .orElseThrow();
                            return group.stream()
                                    .mapToDouble(function)
                                    .map(y -> (y - mean) * (y - mean))
                                    .sum();
                        })
                        .sum()
                / cells.size();
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBitsAndAnotherSeedOthers() {
        Known clean = Known.product(0, 1, 4.5);
        SobolAnalysis analysis = SobolAnalysis.ofNoisy(
                        clean.inputs(), 3, (x, seed, replicate) -> noisy(x, seed, replicate, clean))
                .withSamples(256);
        SensitivityResult one = analysis.withThreads(1).run();
        assertThat(analysis.withThreads(7).run()).isEqualTo(one);
        assertThat(analysis.withSeed(2).run()).isNotEqualTo(one);
        assertThat(one.evaluations()).isEqualTo(256 * 5 * 3);
    }

    @Test
    void moreSamplesAndMoreReplicatesKeepWhatWasEvaluated() {
        Set<List<Object>> few = evaluated(128, 2);
        assertThat(few).hasSize(128 * 4 * 2);
        assertThat(evaluated(256, 2)).containsAll(few).hasSize(256 * 4 * 2);
        assertThat(evaluated(128, 3)).containsAll(few).hasSize(128 * 4 * 3);
    }

    private static Set<List<Object>> evaluated(int samples, int replicates) {
        Set<List<Object>> seen = new HashSet<>();
        SobolAnalysis.ofNoisy(List.of(Input.unit("a"), Input.unit("b")), replicates, (x, seed, replicate) -> {
                    seen.add(List.of(x[0], x[1], seed, replicate));
                    return x[0];
                })
                .withThreads(1)
                .withSamples(samples)
                .run();
        return seen;
    }

    @Test
    void whatDoesNotVaryOrIsAllNoiseHasNoIndices() {
        OutputSensitivity constant = SobolAnalysis.of(List.of(Input.unit("x")), x -> 0.1)
                .run()
                .outputs()
                .get(0);
        assertThat(constant.constant()).isTrue();
        assertThat(constant.told()).isFalse();
        assertThat(constant.mean()).isCloseTo(0.1, within(1e-15));
        OutputSensitivity common = SobolAnalysis.ofNoisy(
                        List.of(Input.unit("x")),
                        2,
                        (x, seed, r) -> RandomStream.of(seed, r, Purpose.STUDY).normal(0))
                .run()
                .outputs()
                .get(0);
        assertThat(common.constant()).isTrue();
        OutputSensitivity noise = SobolAnalysis.ofNoisy(
                        List.of(Input.unit("x")),
                        2,
                        (x, seed, r) -> RandomStream.of(seed, r, Purpose.STUDY)
                                .substream(Double.doubleToRawLongBits(x[0]))
                                .normal(0))
                .run()
                .outputs()
                .get(0);
        assertThat(noise.constant()).isFalse();
        assertThat(noise.told()).isFalse();
        assertThat(noise.inputs().get(0).total().value()).isNaN();
        assertThat(noise.noise().value()).isCloseTo(1, within(.3));
    }

    /** A large offset costs digits but no meaning: the same indices to six digits. */
    @Test
    void anOffsetChangesNothing() {
        Known known = Known.ishigami();
        SobolAnalysis far =
                SobolAnalysis.of(known.inputs(), x -> 1e6 + known.function().applyAsDouble(x));
        List<IndexEstimate> near = indices(known.analysis().run().outputs().get(0));
        List<IndexEstimate> found = indices(far.run().outputs().get(0));
        for (int i = 0; i < near.size(); i++) {
            assertThat(found.get(i).value()).isCloseTo(near.get(i).value(), within(1e-6));
        }
    }

    @Test
    void whatCannotBeAnalysedIsRefused() {
        List<Input> x = List.of(Input.unit("x"));
        assertThatThrownBy(() -> SobolAnalysis.of(List.of(), v -> 0)).hasMessage("inputs must be 1 to 500: 0");
        assertThatThrownBy(() -> SobolAnalysis.of(List.of(x.get(0), x.get(0)), v -> 0))
                .hasMessage("inputs must have different names: [x, x]");
        assertThatThrownBy(() -> SobolAnalysis.of(x, v -> 0).withSamples(1000))
                .hasMessage("samples must be a power of two from 64 to 16777216: 1000; 512 would do");
        assertThatThrownBy(() -> SobolAnalysis.of(x, v -> 0).withSamples(32)).hasMessageContaining("; 64 would do");
        assertThatThrownBy(() -> SobolAnalysis.of(x, v -> 0).withThreads(0))
                .hasMessage("threads must be at least 1: 0");
        assertThatThrownBy(() -> SobolAnalysis.ofNoisy(x, 1, (v, seed, r) -> 0))
                .hasMessage("replicates must be at least 2 to tell noise from effects: 1");
        assertThatThrownBy(() ->
                        SobolAnalysis.of(x, v -> v[0] > .5 ? 1 : Double.NaN).run())
                .hasMessageStartingWith("the function must be finite everywhere; it is NaN at [0.");
        assertThatThrownBy(() -> Input.uniform("x", 1, Double.NaN)).hasMessageContaining("must be finite and go up");
        assertThatThrownBy(() -> Input.levels("x")).hasMessage("input \"x\" needs a level");
        assertThatThrownBy(() -> Input.choices("x", "a", "a")).hasMessageContaining("a choice twice");
        assertThatThrownBy(() -> Input.unit(" ")).hasMessageContaining("needs a name");
        assertThatThrownBy(() ->
                        SobolAnalysis.of(x, v -> v[0]).withSamples(64).run().output("y"))
                .hasMessage("output y was not analysed; there are [value]");
    }
}
