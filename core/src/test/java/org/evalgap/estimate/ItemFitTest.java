package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.report.InflationTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Answers drawn with shared difficulties: model i is right where its ability exceeds difficulty and luck. */
class ItemFitTest {
    private static final InflationEstimator ESTIMATOR = new InflationEstimator(InflationSpec.withDefaults());
    private static final int MODELS = 16;
    private static final int ITEMS = 600;
    private static ItemScores whole = ItemScores.builder().build();
    private static InflationFit.@Nullable Eval alone;

    /** Model 0 has 12 points more in public. Every third answer of the last model to fresh items is missing where told. */
    private static ItemScores draw(boolean missing, int attempts, int clusterSize) {
        RandomStream stream = RandomStream.of(7, 0, Purpose.ESTIMATE);
        ItemScores.Builder out = ItemScores.builder();
        for (ItemRole role : ItemRole.values()) {
            for (int j = 0; j < ITEMS; j++) {
                long at = (role.ordinal() * 1_000_000L) + (long) j / clusterSize * clusterSize;
                double difficulty = stream.substream(1).normal(at);
                for (int i = 0; i < MODELS; i++) {
                    // The hardest third is what the last model skips: its raw mean is then too high.
                    if (missing && i == MODELS - 1 && role == ItemRole.FRESH && difficulty > 0.43) {
                        continue;
                    }
                    double ability = -1 + 2.0 * i / MODELS;
                    boolean known = i == 0
                            && role == ItemRole.PUBLIC
                            && stream.substream(2).uniform(at + j) < 0.16;
                    for (int k = 1; k <= attempts; k++) {
                        double luck = stream.substream(100L + i).normal((role.ordinal() * ITEMS + j) * 8L + k);
                        boolean right = known || ability * Math.sqrt(2) - difficulty + luck > 0;
                        String cluster = clusterSize > 1 ? role + "-" + j / clusterSize : null;
                        out.add(new ItemScore("m" + i, "e", role, "item" + j, k, right ? 1 : 0, cluster));
                    }
                }
            }
        }
        return out.build();
    }

    @BeforeAll
    static void drawn() {
        whole = draw(false, 1, 1);
        alone = fit(whole);
    }

    private static InflationFit.Eval whole() {
        return Objects.requireNonNull(alone);
    }

    private static InflationFit.Eval fit(ItemScores scores) {
        return ESTIMATOR
                .fit(scores, ItemFacts.none(), ShiftAssumption.ROBUST)
                .evals()
                .get(0);
    }

    /**
     * Difficulty has half of the latent variance: answers of two models with success ½ have correlation (2/π)·asin(½) = ⅓, others less.
     * Its estimate from 600 items has a standard error of about 0.02; the window is four of them around 0.28 to 0.34.
     */
    @Test
    void theCorrelationOfItemsIsFoundAndNotAskedFor() {
        InflationFit.Eval fit = whole();
        assertThat(fit.publicCorrelation()).isBetween(0.2, 0.42);
        assertThat(fit.freshCorrelation()).isBetween(0.2, 0.42);
        ModelScores middle = fit.scores().get(8);
        // All items were met: the score is that of the totals, its items those of a model's own noise.
        assertThat(middle.freshScore().score()).isCloseTo(mean(whole, 8, ItemRole.FRESH), within(0.002));
        assertThat(middle.freshScore().items()).isCloseTo(ITEMS / (1 - fit.freshCorrelation()), within(0.15 * ITEMS));
    }

    private static double mean(ItemScores scores, int model, ItemRole role) {
        double sum = 0;
        int n = 0;
        for (int r = 0; r < scores.size(); r++) {
            ItemScore row = scores.row(r);
            if (row.model().equals("m" + model) && row.role() == role) {
                sum += row.score();
                n++;
            }
        }
        return sum / n;
    }

    @Test
    void aModelThatKnowsItemsIsFoundAndItsIntervalIsNarrowerThanThatOfTotals() {
        InflationFit.Eval fit = whole();
        ModelInflation known = fit.result().models().get(0);
        assertThat(known.found()).isTrue();
        assertThat(known.inflation().contains(0.16 * (1 - Normal.cdf(-1)))).isTrue();
        assertThat(fit.result().models().stream().filter(ModelInflation::found)).hasSize(1);
        List<ModelScores> totals = fit.scores().stream()
                .map(m -> ModelScores.of(
                        m.model(),
                        ScoreSet.of(Math.rint(m.publicScore().score() * ITEMS), ITEMS),
                        ScoreSet.of(Math.rint(m.freshScore().score() * ITEMS), ITEMS)))
                .toList();
        Interval of = ESTIMATOR
                .estimate(totals, ShiftAssumption.ROBUST)
                .models()
                .get(0)
                .gap();
        Interval gap = known.gap();
        assertThat(gap.upper() - gap.lower()).isLessThan(0.95 * (of.upper() - of.lower()));
        Table table = InflationTable.of(new InflationFit(List.of(fit)));
        assertThat(table.rowCount()).isEqualTo(MODELS);
        assertThat(table.doubleColumn("inflation").get(0))
                .isEqualTo(known.inflation().mean());
        assertThat(table.booleanColumn("found").get(0)).isTrue();
        assertThat(table.doubleColumn("public").get(8)).isCloseTo(mean(whole, 8, ItemRole.PUBLIC), within(1e-12));
        assertThat(table.doubleColumn("fresh").get(8)).isCloseTo(mean(whole, 8, ItemRole.FRESH), within(1e-12));
    }

    /** The last model skips the hardest third: its mean is 6 points too high or more, its fitted score by less than 0.4 of that. */
    @Test
    void itemsThatAreMissingAreAllowedForByTheirDifficulty() {
        ItemScores holes = draw(true, 1, 1);
        double all = mean(whole, MODELS - 1, ItemRole.FRESH);
        double raw = mean(holes, MODELS - 1, ItemRole.FRESH);
        assertThat(raw).isGreaterThan(all + 0.06);
        ScoreSet fitted = fit(holes).scores().get(MODELS - 1).freshScore();
        assertThat(Math.abs(fitted.score() - all)).isLessThan(0.4 * (raw - all));
        assertThat(fitted.items())
                .isLessThan(whole().scores().get(MODELS - 1).freshScore().items());
    }

    /** Items of a cluster share their difficulty: the noise that models have in common has the variance of a third of the items. */
    @Test
    void clustersRaiseTheNoiseThatModelsHaveInCommonAndAttemptsLowerTheirOwn() {
        InflationFit.Eval alone = whole();
        InflationFit.Eval clustered = fit(draw(false, 1, 3));
        assertThat(clustered.freshCorrelation()).isGreaterThan(alone.freshCorrelation() + 0.1);
        InflationFit.Eval four = fit(draw(false, 4, 1));
        assertThat(four.scores().get(8).freshScore().items())
                .isGreaterThan(1.5 * alone.scores().get(8).freshScore().items());
        assertThat(four.freshCorrelation()).isGreaterThan(alone.freshCorrelation() + 0.1);
    }

    /** By hand: with 2 right of 4 attempts pass@2 is 1 − C(2, 2)/C(4, 2) = 5/6. */
    @Test
    void passAtKIsTheUnbiasedEstimate() {
        ItemScores.Builder out = ItemScores.builder();
        for (ItemRole role : ItemRole.values()) {
            for (int j = 0; j < 30; j++) {
                for (int i = 0; i < 3; i++) {
                    for (int k = 1; k <= 4; k++) {
                        boolean right = i == 0 ? k <= 2 : (j + k) % (i + 2) == 0;
                        out.add(new ItemScore("m" + i, "e", role, "item" + j, k, right ? 1 : 0, null));
                    }
                }
            }
        }
        ItemScores scores = out.build();
        InflationFit fit = ESTIMATOR.fit(scores, ItemFacts.none().withPassAt(2), ShiftAssumption.ROBUST);
        assertThat(fit.evals().get(0).scores().get(0).freshScore().score()).isCloseTo(5.0 / 6, within(0.01));
        assertThatThrownBy(() -> ESTIMATOR.fit(scores, ItemFacts.none().withPassAt(5), ShiftAssumption.ROBUST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("pass@5", "at least 5", "\"m0\"", "\"item0\"");
    }

    /** From one cluster nothing is known of how much clusters scatter. */
    @Test
    void fewerThanTenClustersAreRefused() {
        for (int clusters : new int[] {1, 9, 10}) {
            ItemScores.Builder out = ItemScores.builder();
            for (int j = 0; j < 40; j++) {
                for (int i = 0; i < 3; i++) {
                    String text = "text" + j % clusters;
                    out.add(new ItemScore("m" + i, "read", ItemRole.FRESH, "f" + j, 1, (i + j) % 3 > 0 ? 1 : 0, text));
                    out.add(ItemScore.of("m" + i, "read", ItemRole.PUBLIC, "p" + j, (i + j) % 3 > 0 ? 1 : 0));
                }
                // What nobody met on both sides does not count.
                out.add(new ItemScore("half", "read", ItemRole.FRESH, "h" + j, 1, 1, "other" + j));
            }
            ItemScores scores = out.build();
            if (clusters == 10) {
                assertThat(fit(scores).result().models())
                        .allMatch(m -> Double.isFinite(m.inflation().mean()));
            } else {
                assertThatThrownBy(() -> fit(scores))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll("\"read\"", "fresh", "at least 10 clusters: " + clusters, "totals");
            }
        }
    }

    @Test
    void modelsWithOneHalfAreNamedAndTooLittleIsRefused() {
        ItemScores.Builder out = ItemScores.builder();
        for (int i = 0; i < 40; i++) {
            for (String model : List.of("a", "b")) {
                out.add(ItemScore.of(model, "e", ItemRole.PUBLIC, "p" + i, i % 2));
                out.add(ItemScore.of(model, "e", ItemRole.FRESH, "f" + i, i % 2));
            }
            out.add(ItemScore.of("half", "e", ItemRole.PUBLIC, "p" + i, i % 2));
        }
        InflationFit.Eval fit = fit(out.build());
        assertThat(fit.leftOut()).containsExactly("half");
        assertThat(fit.result().models()).hasSize(2);
        ItemScores few = ItemScores.builder()
                .add(ItemScore.of("a", "tiny", ItemRole.PUBLIC, "1", 1))
                .add(ItemScore.of("a", "tiny", ItemRole.FRESH, "1", 1))
                .build();
        assertThatThrownBy(() -> fit(few)).hasMessageContainingAll("\"tiny\"", "public", "at least 10", "1");
        assertThatThrownBy(() -> ESTIMATOR.fit(
                        out.build(), ItemFacts.none().withReferences(Set.of("a")), ShiftAssumption.REFERENCE))
                .hasMessageContaining("at least 3");
    }
}
