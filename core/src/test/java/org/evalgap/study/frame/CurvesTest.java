package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.junit.jupiter.api.Test;

/** From tables to what is drawn, and the points of axes. */
class CurvesTest {
    private static final StudyTable TABLE = StudyTable.named("t", "T")
            .columns("x", "plain", "word")
            .estimates("gain")
            .row(1, 0.5, "a", new Estimate(0.25, 0.0625))
            .row(2, "", "b", Optional.empty())
            .row(4, -0.5, "c", new Estimate(0.125, 0.125))
            .row(8, 0.0, "d", new Estimate(-1.0, 0.5))
            .build();

    /** Half of a 95 % interval is 1.959964 standard errors. */
    @Test
    void seriesHoldTheRowsThatHaveNumbers() {
        Curves curves = Curves.plain()
                .add("gain, here", Mark.POINTS, TABLE, "x", "gain")
                .add("plain", Mark.LINE, TABLE, "x", "plain")
                .add("words", Mark.LINE, TABLE, "x", "word");
        assertThat(curves.isEmpty()).isFalse();
        assertThat(curves.series()).hasSize(2);
        Series gain = curves.series().get(0);
        assertThat(gain.name()).isEqualTo("gain, here");
        assertThat(gain.mark()).isEqualTo(Mark.POINTS);
        assertThat(gain.x()).containsExactly(1.0, 4.0, 8.0);
        assertThat(gain.y()).containsExactly(0.25, 0.125, -1.0);
        assertThat(gain.halfWidths()).containsExactly(1.959964 * 0.0625, 1.959964 * 0.125, 1.959964 * 0.5);
        Series plain = curves.series().get(1);
        assertThat(plain.y()).containsExactly(0.5, -0.5, 0.0);
        assertThat(plain.halfWidths()).isEmpty();
        assertThat(Curves.plain().add("words", Mark.LINE, TABLE, "x", "word").isEmpty())
                .isTrue();
    }

    @Test
    void sharesBecomePercentAndLogarithmicAxesHaveOnlyWhatIsAboveZero() {
        Series percent = Curves.percent()
                .add("gain", Mark.LINE, TABLE, "x", "gain")
                .series()
                .get(0);
        assertThat(percent.y()).containsExactly(25.0, 12.5, -100.0);
        assertThat(percent.halfWidths().get(0)).isCloseTo(1.959964 * 6.25, within(1e-12));
        List<Series> logarithmic = Curves.logarithmic()
                .add("gain", Mark.LINE, TABLE, "x", "gain")
                .add("plain", Mark.LINE, TABLE, "x", "plain")
                .series();
        // An interval that reaches 0 is not drawn.
        assertThat(logarithmic.get(0).y()).containsExactly(0.25, 0.125);
        assertThat(logarithmic.get(0).halfWidths()).containsExactly(1.959964 * 0.0625, 0.0);
        assertThat(logarithmic.get(1).y()).containsExactly(0.5);
        Series level = Curves.percent().level("chance", 0.25, 1, 8).series().get(0);
        assertThat(level).isEqualTo(Series.of("chance", Mark.DASHES, new double[] {1, 8}, new double[] {25, 25}));
    }

    @Test
    void barsHaveIntervalsUnlessAllAreExact() {
        Series bars = Curves.bars("b", 100, List.of(new Estimate(0.5, 0), new Estimate(0.25, 0.125)));
        assertThat(bars.x()).containsExactly(0.0, 1.0);
        assertThat(bars.y()).containsExactly(50.0, 25.0);
        assertThat(bars.halfWidths()).containsExactly(0.0, 100 * 1.959964 * 0.125);
        assertThat(Curves.bars("b", 2, List.of(new Estimate(3, 0))))
                .isEqualTo(new Series("b", Mark.POINTS, List.of(0.0), List.of(6.0), List.of()));
    }

    @Test
    void whatIsWholeIsDrawn() {
        Axis axis = new Axis("x", "", false);
        assertThat(axis.text()).isEqualTo("x");
        Series line = Series.of("s", Mark.LINE, new double[] {1, 2}, new double[] {Double.MAX_VALUE, 1});
        Series zero = Series.of("z", Mark.LINE, new double[] {0, 1}, new double[] {1, 1});
        assertThat(new Figure.Lines("f", "t", "c", axis, Axis.logarithmic("y", ""), List.of(line, zero)).series())
                .containsExactly(line, zero);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.Lines("f", "t", "c", axis, axis, List.of()))
                .withMessageContaining("figure f");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Figure.Lines("f", "t", "c", Axis.logarithmic("x", ""), axis, List.of(line, zero)));
        List<List<Double>> values = List.of(List.of(1.0, 2.0), List.of(3.0, 4.0));
        assertThat(map(List.of(5.0, 6.0), List.of(7.0, 8.0), values).values()).isEqualTo(values);
        assertThatIllegalArgumentException().isThrownBy(() -> map(List.of(5.0, 6.0), List.of(7.0), values));
        assertThatIllegalArgumentException().isThrownBy(() -> map(List.of(5.0), List.of(7.0, 8.0), values));
        assertThatIllegalArgumentException().isThrownBy(() -> map(List.of(), List.of(7.0), List.of(List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> map(List.of(5.0), List.of(), List.of()));
        assertThat(new Figure.Bars("f", "t", "c", axis, axis, List.of("a", "b"), List.of(line)).groups())
                .containsExactly("a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.Bars("f", "t", "c", axis, axis, List.of("a"), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.Bars("f", "t", "c", axis, axis, List.of(), List.of()));
    }

    private static Figure.HeatMap map(List<Double> columns, List<Double> rows, List<List<Double>> values) {
        Axis axis = Axis.linear("x", "");
        return new Figure.HeatMap("f", "t", "c", axis, axis, axis, columns, rows, values);
    }

    @Test
    void gridsHaveBothEndsAndEqualStepsOrRatios() {
        assertThat(Grid.linear(-1, 2, 4)).containsExactly(-1, 0, 1, 2);
        assertThat(Grid.linear(0.1, 0.7, 2)).containsExactly(0.1, 0.7);
        double[] ratios = Grid.geometric(0.5, 13.5, 4);
        assertThat(ratios).containsExactly(new double[] {0.5, 1.5, 4.5, 13.5}, within(1e-12));
        assertThat(ratios[3]).isEqualTo(13.5);
        assertThat(Grid.geometric(0.1, 0.3, 2)).containsExactly(0.1, 0.3);
    }
}
