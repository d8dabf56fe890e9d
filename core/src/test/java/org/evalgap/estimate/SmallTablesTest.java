package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.evalgap.internal.items.ItemMatrix;
import org.evalgap.internal.items.ItemReduction;
import org.evalgap.internal.likelihood.Counts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of a few models: what is reported follows from their posterior, and answers to items become their scores. */
class SmallTablesTest {
    private static final InflationEstimator ESTIMATOR =
            new InflationEstimator(InflationSpec.withDefaults().withLevel(0.8));

    /** Six models of forty items, the first of which has as many more in public; the last three are marked. */
    private static List<ModelScores> table(int more) {
        List<ModelScores> out = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int right = i == 0 ? 15 : 9 + 4 * i;
            out.add(ModelScores.of("m" + i, ScoreSet.of(i == 0 ? right + more : right, 40), ScoreSet.of(right, 40))
                    .withReference(i >= 3));
        }
        return out;
    }

    /** Benjamini and Hochberg by hand: p·m/rank, and none above that of a greater p. */
    private static double[] qValues(double[] p) {
        int m = p.length;
        Integer[] order = IntStream.range(0, m).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(p[b], p[a]));
        double[] out = new double[m];
        double least = 1;
        for (int i = 0; i < m; i++) {
            least = Math.min(least, p[order[i]] * m / (m - i));
            out[order[i]] = least;
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(ShiftAssumption.class)
    void whatIsReportedFollowsFromThePosterior(ShiftAssumption assumption) {
        for (int more : new int[] {2, 20}) {
            InflationPosterior posterior = ESTIMATOR.posterior(table(more), assumption);
            InflationResult result = posterior.result();
            assertThat(result.assumption()).isEqualTo(assumption);
            assertThat(posterior.check()).isEqualTo(result.check());
            int tested = assumption == ShiftAssumption.ROBUST ? 6 : 3;
            double[] q = qValues(Arrays.copyOf(posterior.pValues(), tested));
            for (int i = 0; i < 6; i++) {
                ModelInflation m = result.models().get(i);
                assertThat(m.model()).isEqualTo("m" + i);
                assertThat(m.reference()).isEqualTo(i >= tested);
                assertThat(m.pValue()).isEqualTo(posterior.pValues()[i]);
                assertThat(Double.compare(m.qValue(), posterior.qValues()[i])).isZero();
                if (i < tested) {
                    assertThat(m.qValue()).isCloseTo(q[i], within(1e-15));
                } else {
                    assertThat(m.qValue()).isNaN();
                }
                assertThat(m.found())
                        .isEqualTo(m.qValue() <= 0.2 && !result.check().refuted());
                assertThat(posterior.found(i)).isEqualTo(m.found());
                assertThat(m.probability()).isEqualTo(posterior.probability(i)).isEqualTo(posterior.above(i, 0));
                assertThat(m.probabilityAbove()).isEqualTo(posterior.above(i, 0.02));
                assertThat(m.atLeast()).isEqualTo(posterior.exceededWith(i, 0.8));
                assertThat(m.gap()).isEqualTo(posterior.gap(i, 0.8));
                assertThat(m.inflation()).isEqualTo(posterior.inflation(i, 0.8));
                checkInterval(posterior, i, m, assumption);
                assertThat(m.honest().contains(m.honest().mean())).isTrue();
                assertThat(m.rank()).isBetween(m.rankLower(), m.rankUpper());
                assertThat(m.rank())
                        .isEqualTo(1
                                + (int) result.models().stream()
                                        .filter(o ->
                                                o.honest().mean() > m.honest().mean())
                                        .count());
                assertThat(m.publicRank())
                        .isEqualTo(1
                                + (int) table(more).stream()
                                        .filter(o -> o.publicScore().score()
                                                > table(more)
                                                        .get(m.model().charAt(1) - '0')
                                                        .publicScore()
                                                        .score())
                                        .count());
            }
            assertThat(result.models().get(0).found()).isEqualTo(more == 20);
            assertThat(result.models().get(0).probability())
                    .isGreaterThan(result.models().get(1).probability());
        }
    }

    /** If there is any inflation, a tenth of it lies beyond either end; the gap's end may be farther out. */
    private static void checkInterval(
            InflationPosterior posterior, int i, ModelInflation m, ShiftAssumption assumption) {
        double lower = m.inflation().lower();
        double upper = m.inflation().upper();
        if (m.found()) {
            assertThat(posterior.above(i, lower)).isCloseTo(0.9 * m.probability(), within(1e-4));
        } else {
            assertThat(lower).isZero();
        }
        double tail = posterior.exceededWith(i, 0.1 * m.probability());
        double ofGap = posterior.row(i).gapQuantile(assumption != ShiftAssumption.REFERENCE ? 0.9 : 0.8);
        boolean gapCounts = assumption != ShiftAssumption.REFERENCE || !m.found();
        assertThat(upper).isCloseTo(gapCounts ? Math.max(tail, ofGap) : tail, within(1e-7));
        assertThat(posterior.gap(i, 0.8).upper()).isCloseTo(posterior.row(i).gapQuantile(0.9), within(1e-12));
    }

    /** Three questions to a text that hang together entirely tell as much as one; half as many if half of the noise is common to all. */
    @Test
    void clustersAndCommonNoiseChangeHowManyItemsCount() {
        List<ModelScores> clustered = table(8).stream()
                .map(m -> ModelScores.of(m.model(), tripled(m.publicScore()), tripled(m.freshScore())))
                .toList();
        List<ModelScores> plain =
                table(8).stream().map(m -> m.withReference(false)).toList();
        assertSame(ESTIMATOR.estimate(clustered, ShiftAssumption.ROBUST), plain);
        InflationEstimator half = new InflationEstimator(
                InflationSpec.withDefaults().withLevel(0.8).withClusterCorrelation(0.5));
        List<ModelScores> doubled = plain.stream()
                .map(m -> ModelScores.of(m.model(), twice(m.publicScore()), twice(m.freshScore())))
                .toList();
        assertSame(half.estimate(doubled, ShiftAssumption.ROBUST), plain);
        assertThat(ESTIMATOR
                        .estimate(doubled, ShiftAssumption.ROBUST)
                        .models()
                        .get(0)
                        .gap())
                .isNotEqualTo(ESTIMATOR
                        .estimate(plain, ShiftAssumption.ROBUST)
                        .models()
                        .get(0)
                        .gap());
    }

    private static ScoreSet tripled(ScoreSet set) {
        return ScoreSet.of(3 * set.right(), 3 * set.items()).withClusterSize(3);
    }

    /** 1 + 2·½ = 2 of a cluster of three. */
    private static ScoreSet twice(ScoreSet set) {
        return ScoreSet.of(2 * set.right(), 2 * set.items()).withClusterSize(3);
    }

    private static void assertSame(InflationResult found, List<ModelScores> plain) {
        InflationResult expected = ESTIMATOR.estimate(plain, ShiftAssumption.ROBUST);
        for (int i = 0; i < 6; i++) {
            assertThat(found.models().get(i).gap().mean())
                    .isCloseTo(expected.models().get(i).gap().mean(), within(1e-9));
            assertThat(found.models().get(i).probability())
                    .isCloseTo(expected.models().get(i).probability(), within(1e-9));
        }
    }

    /** Public scores that do not rise with ability at all speak against every line of slope 1 ± 0.1: nobody is found, however far above. */
    @Test
    void aTableThatRefutesItsAssumptionHasNoFindings() {
        List<ModelScores> rows = IntStream.range(0, 8)
                .mapToObj(i ->
                        ModelScores.of("m" + i, ScoreSet.of(i == 0 ? 950 : 500, 1000), ScoreSet.of(150 + 90 * i, 1000)))
                .toList();
        InflationResult result = ESTIMATOR.estimate(rows, ShiftAssumption.SAME_RECIPE);
        assertThat(result.check().pValue()).isLessThan(0.02);
        assertThat(result.check().refuted()).isTrue();
        assertThat(result.models()).noneMatch(ModelInflation::found);
        assertThat(result.models().get(0).qValue()).isLessThan(0.2);
    }

    @Test
    void anAssumptionIsRefutedBelowTwoAndDoubtfulBelowTenPercent() {
        assertThat(new AssumptionCheck(1, 1, 1, 0.0199).word()).isEqualTo("refuted");
        assertThat(new AssumptionCheck(1, 1, 1, 0.02).word()).isEqualTo("doubtful");
        assertThat(new AssumptionCheck(1, 1, 1, 0.0999).word()).isEqualTo("doubtful");
        assertThat(new AssumptionCheck(1, 1, 1, 0.1).word()).isEqualTo("holds");
        assertThat(new AssumptionCheck(0.1, 0.2, 0.3, 1).reason()).isEqualTo("line");
        assertThat(new AssumptionCheck(0.3, 0.2, 0.3, 1).reason()).isEqualTo("scatter");
        assertThat(new AssumptionCheck(0.3, 0.3, 0.2, 1).reason()).isEqualTo("noise");
        assertThat(new Interval(0, -1, 1).contains(1)).isTrue();
        assertThat(new Interval(0, -1, 1).contains(-1)).isTrue();
        assertThat(new Interval(0, -1, 1).contains(1.001)).isFalse();
        assertThat(new Interval(0, -1, 1).contains(-1.001)).isFalse();
    }

    @Test
    void threeReferencesAreEnoughAndUnderRobustThereAreNone() {
        List<ModelScores> two = new ArrayList<>(table(2));
        two.set(5, two.get(5).withReference(false));
        assertThatThrownBy(() -> ESTIMATOR.posterior(two, ShiftAssumption.REFERENCE))
                .hasMessageContaining("reference models must be at least 3: 2");
        assertThat(new ScoreTable(table(2), ShiftAssumption.REFERENCE, InflationSpec.withDefaults()).reference(5))
                .isTrue();
        assertThat(new ScoreTable(table(2), ShiftAssumption.ROBUST, InflationSpec.withDefaults()).reference(5))
                .isFalse();
        assertThatThrownBy(() -> ESTIMATOR.posterior(two.subList(0, 1), ShiftAssumption.ROBUST))
                .hasMessageContaining("number of models must be finite and at least 2");
        InflationPosterior posterior = ESTIMATOR.posterior(table(2).subList(0, 2), ShiftAssumption.ROBUST);
        for (int model : new int[] {-1, 2}) {
            assertThatThrownBy(() -> posterior.found(model)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> posterior.probability(model)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void numbersOfSetsAndOptionsAreChecked() {
        ScoreSet set = ScoreSet.of(5, 10).withGuess(0.25).withClusterSize(10);
        assertThat(set).isEqualTo(new ScoreSet(5, 10, 0.25, 10));
        assertThat(set.score()).isEqualTo(0.5);
        assertThatThrownBy(() -> ScoreSet.of(0, 0.5)).hasMessageContaining("items");
        assertThatThrownBy(() -> ScoreSet.of(11, 10)).hasMessageContaining("right");
        assertThatThrownBy(() -> set.withGuess(1)).hasMessageContaining("guess");
        assertThatThrownBy(() -> set.withClusterSize(11)).hasMessageContaining("clusterSize");
        InflationSpec spec = InflationSpec.withDefaults();
        assertThat(spec.withThreshold(0.1)
                        .withLevel(0.5)
                        .withItemCorrelation(0.3)
                        .withClusterCorrelation(0.4)
                        .withSeed(7))
                .isEqualTo(new InflationSpec(0.1, 0.5, 0.3, 0.4, 1000, 7));
        assertThatThrownBy(() -> spec.withThreshold(1)).hasMessageContaining("threshold");
        assertThatThrownBy(() -> spec.withLevel(0)).hasMessageContaining("level");
        assertThatThrownBy(() -> spec.withItemCorrelation(1)).hasMessageContaining("itemCorrelation");
        assertThatThrownBy(() -> spec.withClusterCorrelation(1.1)).hasMessageContaining("clusterCorrelation");
        assertThatThrownBy(() -> new InflationSpec(0, 0.5, 0, 0, 99, 1)).hasMessageContaining("rankDraws");
        ModelScores row = ModelScores.of("a", set, set).withFamily("f").withSecondFresh(set);
        assertThat(row).isEqualTo(new ModelScores("a", "f", false, set, set, Optional.of(set)));
        ItemFacts facts = ItemFacts.none()
                .withFamilies(Map.of("a", "f"))
                .withReferences(Set.of("a"))
                .withGuess(0.1, 0.2)
                .withPassAt(3);
        assertThat(facts).isEqualTo(new ItemFacts(Map.of("a", "f"), Set.of("a"), 0.1, 0.2, 3, Map.of()));
        assertThatThrownBy(() -> facts.withGuess(1, 0)).hasMessageContaining("publicGuess");
        assertThatThrownBy(() -> facts.withGuess(0, 1)).hasMessageContaining("freshGuess");
        assertThatThrownBy(() -> facts.withPassAt(-1)).hasMessageContaining("passAt");
        assertThatThrownBy(() -> facts.withReleased(Map.of("i", LocalDate.EPOCH)))
                .hasMessageContaining("0.1 and 0.2");
    }

    private static double answer(int model, int item, int role) {
        double difficulty = 1.6 * Math.sin(2.3 * (item / (role == 0 ? 3 : 1)) + role);
        double luck = 0.8 * Math.sin(7.1 * model + 3.7 * item + model * item + role);
        return 0.4 * model - 0.4 + luck > difficulty ? 1 : 0;
    }

    /**
     * Four models meet public items in clusters of three and fresh ones apart, every tenth not at all, every seventh twice, the second time
     * wrongly. The table is that of the matrices written by hand.
     */
    @Test
    void answersBecomeTheScoresOfTheirMatrices() {
        int items = 45;
        ItemScores.Builder builder = ItemScores.builder();
        double[][][] matrix = new double[2][4][items];
        int[][] clusters = new int[2][items];
        for (int role = 0; role < 2; role++) {
            ItemRole of = ItemRole.values()[role];
            for (int j = 0; j < items; j++) {
                clusters[role][j] = role == 0 ? j / 3 : j;
                String cluster = role == 0 ? "text" + j / 3 : null;
                for (int i = 0; i < 4; i++) {
                    matrix[role][i][j] = Double.NaN;
                    if ((3 * i + j) % 10 != 0) {
                        double y = answer(i, j, role);
                        boolean twice = (i + j) % 7 == 0;
                        matrix[role][i][j] = twice ? y / 2 : y;
                        builder.add(new ItemScore("m" + i, "e", of, "i" + j, 1, y, cluster));
                        if (twice) {
                            builder.add(new ItemScore("m" + i, "e", of, "i" + j, 2, 0, cluster));
                        }
                    }
                }
                if (role == 0) {
                    builder.add(new ItemScore("half", "e", of, "i" + j, 1, 1, cluster));
                }
                builder.add(ItemScore.of("elsewhere", "other", of, "i" + j, 1));
            }
        }
        ItemFacts facts = ItemFacts.none()
                .withGuess(0, 0.1)
                .withFamilies(Map.of("m1", "f"))
                .withReferences(Set.of("m2"));
        ItemScores scores = builder.build();
        ItemTable table = new ItemTable(scores, facts, "e");
        assertThat(table.eval()).isEqualTo("e");
        assertThat(table.leftOut()).containsExactly("half");
        ItemReduction onPublic = new ItemReduction(new ItemMatrix(matrix[0], clusters[0], 0));
        ItemReduction onFresh = new ItemReduction(new ItemMatrix(matrix[1], clusters[1], 0.1));
        assertThat(table.correlation(ItemRole.PUBLIC)).isCloseTo(onPublic.correlation(), within(1e-9));
        assertThat(table.correlation(ItemRole.FRESH)).isCloseTo(onFresh.correlation(), within(1e-9));
        assertThat(onPublic.correlation()).isNotEqualTo(onFresh.correlation());
        double shared = onPublic.sharedVariance() + onFresh.sharedVariance();
        assertThat(table.sharedVariance()).isPositive().isCloseTo(shared, within(1e-9));
        assertThat(table.rows()).hasSize(4);
        // The first model did not meet the first item: it comes last.
        assertThat(table.rows()).extracting(ModelScores::model).containsExactly("m1", "m2", "m3", "m0");
        for (int i = 0; i < 4; i++) {
            ModelScores row = table.rows().get((i + 3) % 4);
            assertThat(row.family()).isEqualTo(i == 1 ? "f" : " m" + i);
            assertThat(row.reference()).isEqualTo(i == 2);
            same(row.publicScore(), onPublic.counts()[i]);
            same(row.freshScore(), onFresh.counts()[i]);
            ModelScores observed = table.observed().get((i + 3) % 4);
            for (int role = 0; role < 2; role++) {
                double[] met =
                        Arrays.stream(matrix[role][i]).filter(y -> y >= 0).toArray();
                ScoreSet set = role == 0 ? observed.publicScore() : observed.freshScore();
                assertThat(set.right()).isEqualTo(Arrays.stream(met).sum());
                assertThat(set.items()).isEqualTo(met.length);
                assertThat(set.guess()).isEqualTo(role == 0 ? 0 : 0.1);
            }
        }
        assertThatThrownBy(() -> new ItemTable(scores, facts, "other"))
                .isInstanceOf(UnsuitableItemsException.class)
                .hasMessageContainingAll("\"other\"", "at least 2: 1");
    }

    private static void same(ScoreSet set, Counts counts) {
        assertThat(set.right()).isCloseTo(counts.right(), within(1e-9));
        assertThat(set.items()).isCloseTo(counts.items(), within(1e-9));
        assertThat(set.guess()).isEqualTo(counts.guess());
    }
}
