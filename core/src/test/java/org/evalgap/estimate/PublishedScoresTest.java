package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedScoresTest {
    private static final InflationEstimator ESTIMATOR = new InflationEstimator(InflationSpec.withDefaults());

    /** Zhang et al. (2024), appendix F: before any model, 2.1 points on average, 29 % beyond 1.96 standard errors. */
    @Test
    void gsm1kHasThePublishedGaps() throws IOException {
        List<ModelScores> rows = ScoreTables.gsm1k();
        assertThat(rows).hasSize(63);
        double mean = rows.stream()
                .mapToDouble(r -> r.publicScore().score() - r.freshScore().score())
                .average()
                .orElseThrow();
        assertThat(100 * mean).isCloseTo(2.1, within(0.05));
        long beyond = rows.stream().filter(PublishedScoresTest::beyond).count();
        assertThat(beyond / 63.0).isCloseTo(0.29, within(0.005));
    }

    private static boolean beyond(ModelScores row) {
        double p = row.publicScore().score();
        double f = row.freshScore().score();
        double error = Math.sqrt(p * (1 - p) / row.publicScore().items()
                + f * (1 - f) / row.freshScore().items());
        return Math.abs(p - f) > 1.96 * error;
    }

    /** Zhang et al. (2024) find Yi, Xwin and Phi above the frontier models. */
    @Test
    void withTheFrontierAsReferenceYiXwinAndPhiAreAboveIt() throws IOException {
        InflationResult result = ESTIMATOR.estimate(ScoreTables.gsm1k(), ShiftAssumption.REFERENCE);
        for (String name : List.of("Yi-6B-Chat", "Xwin-Math-13B-V1.0", "Xwin-Math-7B-V1.0", "phi-2", "phi-1.5")) {
            ModelInflation model = model(result, name);
            assertThat(model.qValue()).as(name).isLessThan(0.05);
            assertThat(model.inflation().mean()).as(name).isGreaterThan(0.03);
            assertThat(model.probabilityAbove()).as(name).isGreaterThan(0.65);
        }
        for (String name : List.of("Yi-6B-Chat", "Xwin-Math-13B-V1.0", "Xwin-Math-7B-V1.0", "phi-2")) {
            assertThat(model(result, name).gap().lower()).as(name).isPositive();
        }
        // About 5 points [1, 9] was expected of this table.
        Interval yi = model(result, "Yi-6B-Chat").inflation();
        assertThat(yi.mean()).isCloseTo(0.05, within(0.005));
        assertThat(yi.lower()).isCloseTo(0.01, within(0.0075)).isPositive();
        assertThat(yi.upper()).isCloseTo(0.09, within(0.0125));
        // Left out in turn, the references are hardly further off than the model expects.
        assertThat(result.shift().observedDeviation())
                .isLessThan(1.1 * result.shift().predictedDeviation());
        // No frontier model is found inflated.
        assertThat(result.models().stream().filter(ModelInflation::reference))
                .hasSize(12)
                .allMatch(m -> m.probability() < 0.2 && Double.isNaN(m.qValue()));
    }

    @Test
    void withTheBulkForCleanNobodyIsFlaggedOnGsm1k() throws IOException {
        InflationResult result = ESTIMATOR.estimate(ScoreTables.gsm1k(), ShiftAssumption.ROBUST);
        assertThat(result.models())
                .allMatch(m -> m.qValue() > 0.1 && m.inflation().lower() == 0);
    }

    private static ModelInflation model(InflationResult result, String name) {
        return result.models().stream()
                .filter(m -> m.model().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Recht et al. (2019), Taori et al. (2020): one shift for all models, of another size for each way of sampling. */
    @ParameterizedTest
    @CsvSource({"matchedFrequency, -0.33", "threshold07, -0.12", "topImages, 0.08"})
    void imageNetV2IsShiftedAndNobodyIsInflated(String column, double shift) throws IOException {
        List<ModelScores> rows = new ArrayList<>();
        for (Map<String, String> row : ScoreTables.example("imagenet-v2.csv")) {
            rows.add(ModelScores.of(
                    row.get("model"),
                    ScoreTables.rounded(ScoreTables.number(row, "public") / 100, 50_000),
                    ScoreTables.rounded(ScoreTables.number(row, column) / 100, 10_000)));
        }
        InflationResult result = ESTIMATOR.estimate(rows, ShiftAssumption.ROBUST);
        // The published regression is of fresh on public probits: its intercept is −a/b.
        double intercept =
                -result.shift().intercept().mean() / result.shift().slope().mean();
        assertThat(intercept).isCloseTo(shift, within(0.015));
        assertThat(result.shift().slope().mean()).isCloseTo(1, within(0.05));
        assertThat(result.models())
                .allMatch(m -> m.qValue() > 0.05 && m.inflation().lower() == 0);
    }

    /**
     * Recht et al. (2019): all of 30 classifiers lose on CIFAR-10.1, and nobody thinks them inflated. {@code same-recipe} is refuted by
     * version 4 and doubtful by version 6, where it may flag and must not: at a level of 0.05 each column would be a false alarm.
     */
    @ParameterizedTest
    @CsvSource({
        "v4, SAME_RECIPE, refuted",
        "v4, ROBUST, holds",
        "v6, SAME_RECIPE, doubtful",
        "v6, ROBUST, holds",
    })
    void nobodyIsInflatedOnCifar(String version, ShiftAssumption assumption, String word) throws IOException {
        List<ModelScores> rows = new ArrayList<>();
        for (Map<String, String> row : ScoreTables.example("cifar10-1.csv")) {
            rows.add(ModelScores.of(row.get("model"), counted(row, "public"), counted(row, version)));
        }
        InflationResult result = ESTIMATOR.estimate(rows, assumption);
        assertThat(result.models()).hasSize(30);
        assertThat(result.check().word()).isEqualTo(word);
        assertThat(result.models()).noneMatch(ModelInflation::found);
        if (!result.check().refuted()) {
            assertThat(result.models())
                    .allMatch(m -> m.qValue() > 0.05 && m.inflation().lower() == 0);
        }
    }

    private static ScoreSet counted(Map<String, String> row, String column) {
        return ScoreSet.of(ScoreTables.number(row, column + "Right"), ScoreTables.number(row, column + "Items"));
    }

    /** A null pair: two samples of one eval (Zhao et al. 2024). Of 44 models at 0.05, more than none would be a false alarm. */
    @ParameterizedTest
    @EnumSource(
            value = ShiftAssumption.class,
            names = {"ROBUST", "SAME_RECIPE"})
    void nobodyIsInflatedBetweenValidationAndTestOfMmluCf(ShiftAssumption assumption) throws IOException {
        nobodyIsInflated(ScoreTables.example("mmlu-cf.csv"), "validation", "test", assumption);
    }

    /** The same without examples in the prompt, which {@code examples/data} does not have. */
    @ParameterizedTest
    @EnumSource(
            value = ShiftAssumption.class,
            names = {"ROBUST", "SAME_RECIPE"})
    void nobodyIsInflatedThereWithoutExamplesEither(ShiftAssumption assumption) throws IOException {
        nobodyIsInflated(ScoreTables.shared("mmlu_cf.csv"), "mmlu_cf_val_0shot", "mmlu_cf_test_0shot", assumption);
    }

    private static void nobodyIsInflated(
            List<Map<String, String>> table, String validation, String test, ShiftAssumption assumption) {
        List<ModelScores> rows = new ArrayList<>();
        for (Map<String, String> row : table) {
            rows.add(ModelScores.of(
                    row.get("model"),
                    ScoreTables.rounded(ScoreTables.number(row, validation) / 100, 10_000)
                            .withGuess(0.25),
                    ScoreTables.rounded(ScoreTables.number(row, test) / 100, 10_000)
                            .withGuess(0.25)));
        }
        InflationResult result = ESTIMATOR.estimate(rows, assumption);
        assertThat(result.models())
                .allMatch(m -> m.qValue() > 0.05 && m.inflation().lower() == 0);
    }

    /**
     * Dekoninck et al. (2024) trained models on half of an eval: the other half tells the truth. References are the models
     * they left alone, with the unseen half as public; the chance level, the only choice of the link, is that of the eval's
     * format. Intervals are widened by the truth's own sampling error.
     */
    @Test
    void deliberateLeaksAreMeasuredToThreeAndAHalfPoints() throws IOException {
        List<double[]> errors = new ArrayList<>();
        errors.addAll(leaks("gsm8k", 0));
        errors.addAll(leaks("mmlu", 0.25));
        assertThat(errors).hasSize(35);
        double square = errors.stream().mapToDouble(e -> e[0] * e[0]).average().orElseThrow();
        assertThat(Math.sqrt(square)).isLessThan(0.036);
        assertThat(bias(errors)).isLessThan(0.010);
        assertThat(errors.stream().filter(e -> e[1] == 1).count()).isGreaterThanOrEqualTo(31);
        // Some rows are the same model under several names.
        Set<Double> distinct = new HashSet<>();
        List<double[]> once = errors.stream().filter(e -> distinct.add(e[2])).toList();
        assertThat(once).hasSize(31);
        assertThat(once.stream().filter(e -> e[1] == 1).count()).isGreaterThanOrEqualTo(27);
    }

    private static double bias(List<double[]> errors) {
        return Math.abs(errors.stream().mapToDouble(e -> e[0]).average().orElseThrow());
    }

    /** Error, whether the truth is covered, and an identity of the row's scores, for every contaminated model. */
    private static List<double[]> leaks(String eval, double guess) throws IOException {
        List<ModelScores> rows = new ArrayList<>();
        List<Map<String, String>> sources = ScoreTables.example("constat-" + eval + ".csv");
        for (Map<String, String> row : sources) {
            rows.add(ModelScores.of(row.get("model"), score(row, "public", guess), score(row, "fresh", guess))
                    .withFamily(row.get("family"))
                    .withReference(row.get("reference").equals("yes")));
        }
        InflationResult result = ESTIMATOR.estimate(rows, ShiftAssumption.REFERENCE);
        // The clean models' public half is the one that nobody has seen.
        double unseen = ScoreTables.number(sources.get(0), "publicItems");
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).reference()) {
                out.add(compare(result.models().get(i), sources.get(i), unseen));
            }
        }
        assertThat(bias(out)).as(eval).isLessThan(0.020);
        return out;
    }

    private static double[] compare(ModelInflation model, Map<String, String> row, double unseen) {
        double truth = ScoreTables.number(row, "truth");
        double clean = ScoreTables.number(row, "public") - truth;
        double own = 1.96 * Math.sqrt(clean * (1 - clean) / (unseen - 1));
        Interval i = model.inflation();
        boolean covered = truth >= i.mean() - Math.hypot(i.mean() - i.lower(), own)
                && truth <= i.mean() + Math.hypot(i.upper() - i.mean(), own);
        if (truth > 0.10) {
            assertThat(model.qValue()).as(model.model()).isLessThan(0.05);
            assertThat(model.probabilityAbove()).as(model.model()).isGreaterThan(0.95);
        }
        return new double[] {i.mean() - truth, covered ? 1 : 0, truth + 1000 * ScoreTables.number(row, "fresh")};
    }

    private static ScoreSet score(Map<String, String> row, String column, double guess) {
        return ScoreTables.rounded(ScoreTables.number(row, column), ScoreTables.number(row, column + "Items"))
                .withGuess(guess);
    }
}
