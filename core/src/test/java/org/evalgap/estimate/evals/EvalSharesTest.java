package org.evalgap.estimate.evals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.estimate.AssumptionCheck;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.ShiftFit;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.report.InflationTable;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Shares of gaps that are drawn as the model says: what is told holds the truth as often as it says. */
class EvalSharesTest {
    private static final double LEVEL = 0.95;
    private static final double WIDTH = 1.959963984540054;
    private static final int MODELS = 12;
    private static final int EVALS = 4;
    private static final double SHIFT = 0.03;

    /** Estimates of all evals, and the true shares. */
    private record Drawn(Map<String, InflationResult> byEval, double[] models, double[] evals, double[][] cells) {}

    /** Gaps of spreads A, B and G around a mean of 2 points, seen with an error of 2 points of their own and one of the eval's shift. */
    private static Drawn draw(int table, double a, double b, double g, ShiftAssumption assumption, double pValue) {
        RandomStream stream = RandomStream.of(17, table, Purpose.ESTIMATE);
        double[] models = new double[MODELS];
        double[] evals = new double[EVALS];
        double[][] cells = new double[EVALS][MODELS];
        double mean = 0;
        for (int e = 0; e < EVALS; e++) {
            evals[e] = 0.02 + b * stream.substream(1).normal(e);
            mean += evals[e] / EVALS;
        }
        for (int m = 0; m < MODELS; m++) {
            models[m] = mean + a * stream.substream(2).normal(m);
        }
        Map<String, InflationResult> byEval = new LinkedHashMap<>();
        for (int e = 0; e < EVALS; e++) {
            double shift = SHIFT * stream.substream(3).normal(e);
            List<ModelInflation> rows = new ArrayList<>();
            for (int m = 0; m < MODELS; m++) {
                int at = e * MODELS + m;
                cells[e][m] =
                        models[m] - mean + evals[e] + g * stream.substream(4).normal(at);
                double clean = 0.3 + 0.05 * m;
                double load = Normal.density(org.evalgap.random.NormalQuantile.of(clean));
                double error = 0.02 * stream.substream(5).normal(at) + shift * load;
                double deviation = Math.sqrt(0.02 * 0.02 + SHIFT * SHIFT * load * load);
                double gap = cells[e][m] + error;
                rows.add(row("m" + m, interval(gap, deviation), clean, Normal.cdf(-gap / deviation), false));
            }
            byEval.put("e" + e, result(assumption, rows, pValue));
        }
        return new Drawn(byEval, models, evals, cells);
    }

    private static Interval interval(double mean, double deviation) {
        return new Interval(mean, mean - WIDTH * deviation, mean + WIDTH * deviation);
    }

    private static ModelInflation row(String name, Interval gap, double clean, double pValue, boolean reference) {
        Interval honest = new Interval(clean, clean, clean);
        return new ModelInflation(name, reference, gap, 0, 0, 0, pValue, pValue, false, gap, honest, 1, 1, 1, 1);
    }

    private static InflationResult result(ShiftAssumption assumption, List<ModelInflation> rows, double pValue) {
        Interval one = interval(0, SHIFT);
        return new InflationResult(
                assumption, new ShiftFit(one, one, one, 1, 1), new AssumptionCheck(1, 1, 1, pValue), rows);
    }

    /**
     * Intervals of 0.95 over 24 draws of twelve models and four evals. Shares of models in a draw hang together: with a design effect of six
     * the 288 of them have a standard error of 0.03, the 96 of evals one of 0.03; the windows reach 3.5 of them down and as far up as a
     * mistake would show, so that each of the three fails by chance in less than one of 2,000 seeds, and the seed is fixed.
     */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        int models = 0;
        int evals = 0;
        int cells = 0;
        int narrower = 0;
        int draws = 24;
        for (int t = 0; t < draws; t++) {
            Drawn drawn = draw(t, 0.03, 0.03, 0.015, ShiftAssumption.REFERENCE, 1);
            EvalShares shares = EvalShares.of(drawn.byEval(), LEVEL);
            for (int m = 0; m < MODELS; m++) {
                models += shares.models().get(m).share().contains(drawn.models()[m]) ? 1 : 0;
            }
            for (int e = 0; e < EVALS; e++) {
                evals += shares.evals().get(e).share().contains(drawn.evals()[e]) ? 1 : 0;
            }
            for (int i = 0; i < shares.cells().size(); i++) {
                EvalShares.Cell cell = shares.cells().get(i);
                cells += cell.gap().contains(drawn.cells()[i / MODELS][i % MODELS]) ? 1 : 0;
                double alone = cell.alone().upper() - cell.alone().lower();
                narrower += cell.gap().upper() - cell.gap().lower() < alone ? 1 : 0;
            }
        }
        assertThat(models / (double) (draws * MODELS)).isBetween(0.84, 0.999);
        assertThat(evals / (double) (draws * EVALS)).isGreaterThan(0.84);
        assertThat(cells / (double) (draws * MODELS * EVALS)).isBetween(0.88, 0.995);
        assertThat(narrower).isEqualTo(draws * MODELS * EVALS);
    }

    /** Where nothing scatters, spreads are found small; where models differ by 6 points, that is what is found. */
    @Test
    void spreadsAreToldApart() {
        Drawn apart = draw(1, 0.06, 0, 0, ShiftAssumption.REFERENCE, 1);
        EvalShares.Spread spread = EvalShares.of(apart.byEval(), LEVEL).spread();
        assertThat(spread.models()).isBetween(0.035, 0.1);
        assertThat(spread.models()).isGreaterThan(3 * spread.own());
        EvalShares.Spread none = EvalShares.of(
                        draw(1, 0, 0, 0, ShiftAssumption.REFERENCE, 1).byEval(), LEVEL)
                .spread();
        assertThat(none.models()).isLessThan(0.02);
    }

    /** By hand: p-values of 0.1 and 0.2 on two evals have normal scores 1.2816 and 0.8416, together 2.1232/√2 = 1.5013, and p = 0.0666. */
    @Test
    void aModelIsTestedOnAllItsEvalsTogether() {
        Interval gap = interval(0.02, 0.02);
        Map<String, InflationResult> byEval = new LinkedHashMap<>();
        List<ModelInflation> first = List.of(row("a", gap, 0.5, 0.1, false), row("b", gap, 0.5, 0.5, false));
        List<ModelInflation> second =
                List.of(row("b", gap, 0.5, 0.5, false), row("a", gap, 0.5, 0.2, false), row("r", gap, 0.5, 1e-9, true));
        byEval.put("one", result(ShiftAssumption.REFERENCE, first, 1));
        byEval.put("two", result(ShiftAssumption.REFERENCE, second, 1));
        byEval.put("bad", result(ShiftAssumption.REFERENCE, first, 0.001));
        EvalShares shares = EvalShares.of(byEval, LEVEL);
        assertThat(shares.models()).extracting(EvalShares.ModelShare::model).containsExactly("a", "b");
        assertThat(shares.models().get(0).pValue()).isBetween(0.06659, 0.06667);
        assertThat(shares.models().get(0).qValue())
                .isEqualTo(2 * shares.models().get(0).pValue());
        assertThat(shares.models().get(0).evals()).isEqualTo(2);
        assertThat(shares.evals()).extracting(EvalShares.EvalShare::models).containsExactly(2, 2);
        assertThat(shares.refuted()).containsExactly("bad");
        Table table = InflationTable.of(shares);
        assertThat(table.stringColumn("model").asList()).containsExactly("a", "b");
        assertThat(table.doubleColumn("gap").get(1))
                .isEqualTo(shares.models().get(1).share().mean());
        assertThat(table.doubleColumn("pValue").get(0))
                .isEqualTo(shares.models().get(0).pValue());
    }

    @Test
    void robustHasNoSharesOfEvalsAndTooLittleIsRefused() {
        Drawn drawn = draw(0, 0.03, 0.03, 0.01, ShiftAssumption.ROBUST, 1);
        assertThat(EvalShares.of(drawn.byEval(), LEVEL).evals()).isEmpty();
        Map<String, InflationResult> refuted =
                draw(0, 0.03, 0.03, 0.01, ShiftAssumption.ROBUST, 0.01).byEval();
        assertThatThrownBy(() -> EvalShares.of(refuted, LEVEL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("at least 2", "0 and 0", "refuted: e0, e1, e2, e3");
        Map<String, InflationResult> mixed = new LinkedHashMap<>(drawn.byEval());
        mixed.put(
                "other",
                draw(0, 0, 0, 0, ShiftAssumption.SAME_RECIPE, 1).byEval().get("e0"));
        assertThatThrownBy(() -> EvalShares.of(mixed, LEVEL)).hasMessageContaining("same assumption");
        assertThatThrownBy(() -> EvalShares.of(drawn.byEval(), 1)).hasMessageContaining("level");
    }
}
