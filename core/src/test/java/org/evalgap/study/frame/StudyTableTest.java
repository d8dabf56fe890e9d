package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.junit.jupiter.api.Test;

class StudyTableTest {
    @Test
    void csvQuotesWordsAndKeepsNumbers() {
        StudyTable table = StudyTable.named("t", "Title")
                .columns("word")
                .column("share", "per round")
                .row("plain", 0.1)
                .row("with, comma", 3)
                .row("with \"quotes\"", "")
                .build();
        assertThat(table.toCsv()).isEqualTo("word,share\nplain,0.1\n\"with, comma\",3\n\"with \"\"quotes\"\"\",\n");
        assertThat(table.column("word")).containsExactly("plain", "with, comma", "with \"quotes\"");
    }

    @Test
    void estimatesAreMeansWithTheirErrors() {
        StudyTable table = StudyTable.named("t", "Title")
                .estimates("gain")
                .row(new Estimate(1, 0.5))
                .row(new Estimate(2, 0.25))
                .build();
        assertThat(table.estimate("gain", 1)).isEqualTo(new Estimate(2, 0.25));
    }

    @Test
    void cellsThatAreNoNumbersAreRefused() {
        StudyTable.Builder table = StudyTable.named("t", "Title").columns("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row(Double.NaN).build())
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        StudyTable.named("t", "Title").columns("a").row(1, 2).build())
                .withMessageContaining("1 cells")
                .withMessageContaining(": 2");
    }

    @Test
    void unknownColumnsAreRefusedWithTheNearest() {
        StudyTable table =
                StudyTable.named("t", "Title").columns("price").row("high").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.column("prices"))
                .withMessageContaining("did you mean \"price\"");
        assertThatIllegalArgumentException().isThrownBy(() -> table.numbers("price"));
    }

    /** Round trip of 5,000 doubles of every size, and known texts. */
    @Test
    void exactTextReadsBackAsTheSameDouble() {
        RandomStream stream = RandomStream.of(1, 0, Purpose.STUDY);
        for (int i = 0; i < 5000; i++) {
            double value = Double.longBitsToDouble(stream.bits(i));
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Words.exact(value))).isEqualTo(value);
            }
        }
        assertThat(Words.exact(0.1)).isEqualTo("0.1");
        assertThat(Words.exact(2e-3)).isEqualTo("0.002");
        assertThat(Words.exact(-0.0)).isEqualTo("0");
        // Double.toString of JDK 17 has a digit too many here.
        assertThat(Words.exact(2e23)).isEqualTo("2E+23");
    }

    @Test
    void sentencesReadWell() {
        assertThat(Words.number(1234567)).isEqualTo("1,234,567");
        assertThat(Words.number(23.4449)).isEqualTo("23.4");
        assertThat(Words.number(1999.6)).isEqualTo("2,000");
        assertThat(Words.number(1.0 / 0)).isEqualTo("∞");
        assertThat(Words.percent(0.5)).isEqualTo("50 %");
        assertThat(Words.percent(0.02)).isEqualTo("2 %");
        assertThat(Words.percent(0.959)).isEqualTo("95.9 %");
        assertThat(Words.percent(0.00023)).isEqualTo("0.023 %");
        assertThat(Words.percent(0.99999)).isEqualTo("over 99.9 %");
        assertThat(Words.percent(1)).isEqualTo("100 %");
        assertThat(Words.percent(0)).isEqualTo("0 %");
        assertThat(Words.duration(3.515)).isEqualTo("3.52 s");
        assertThat(Words.duration(8789)).isEqualTo("2.44 h");
        assertThat(Words.count(1, "idea")).isEqualTo("1 idea");
        assertThat(Words.count(2000, "idea")).isEqualTo("2,000 ideas");
    }

    /** By hand, at and beside the limits between two ways of writing a number. */
    @Test
    void wordsForNumbersChangeAtTheirLimits() {
        assertThat(Words.exact(Double.NaN)).isEqualTo("NaN");
        assertThat(Words.exact(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Words.exact(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
        assertThat(Words.exact(Double.MAX_VALUE)).isEqualTo("1.7976931348623157E+308");
        assertThat(Words.exact(1e-5)).isEqualTo("0.00001");
        assertThat(Words.number(-1.0 / 0)).isEqualTo("−∞");
        assertThat(Words.number(999_999_999)).isEqualTo("999,999,999");
        assertThat(Words.number(1e9)).isEqualTo("1000000000");
        assertThat(Words.number(999.5)).isEqualTo("1,000");
        assertThat(Words.number(123_456_789_012.5)).isEqualTo("123000000000");
        assertThat(Words.number(-1234.5)).isEqualTo("-1,230");
        assertThat(Words.twoDigits(0.02349)).isEqualTo(0.023);
        assertThat(Words.percent(-0.5)).isEqualTo("-50 %");
        assertThat(Words.percent(0.0994)).isEqualTo("9.9 %");
        assertThat(Words.percent(0.1005)).isEqualTo("10 %");
        assertThat(Words.percent(0.896)).isEqualTo("90 %");
        assertThat(Words.percent(0.906)).isEqualTo("90.6 %");
        assertThat(Words.percent(0.99949)).isEqualTo("99.9 %");
        assertThat(Words.percent(0.0009)).isEqualTo("0.09 %");
        assertThat(Words.percent(0.00096)).isEqualTo("0.1 %");
        assertThat(Words.duration(59)).isEqualTo("59 s");
        assertThat(Words.duration(60)).isEqualTo("1 min");
        assertThat(Words.duration(90)).isEqualTo("1.5 min");
        assertThat(Words.duration(3600)).isEqualTo("1 h");
        assertThat(Words.duration(86_400)).isEqualTo("1 days");
        assertThat(Words.duration(216_000)).isEqualTo("2.5 days");
        assertThat(Words.whiskers(1200, "worlds")).isEqualTo(" Whiskers: 95 % intervals of 1,200 worlds.");
    }

    /** Rows 1 and 2 of 0 to 3; 1.96 standard errors are half of a 95 % interval. */
    @Test
    void rowsAreTakenByPlaceOrValueAndSimulatedPointsGetIntervals() {
        StudyTable.Builder builder = StudyTable.named("t", "T").columns("i", "square");
        for (int i = 0; i < 4; i++) {
            builder.row(i, (double) (i * i));
        }
        StudyTable table = builder.build();
        assertThat(table.part(1, 2).numbers("square")).containsExactly(1, 4);
        assertThat(table.where("i", 3).numbers("square")).containsExactly(9);
        Series series = Series.simulated("s", new double[] {1, 2}, new double[] {5, 6}, new double[] {0.5, 0});
        assertThat(series.mark()).isEqualTo(Mark.POINTS);
        assertThat(series.halfWidths()).containsExactly(1.96 * 0.5, 0.0);
    }

    @Test
    void figuresRefuseWhatCannotBeDrawn() {
        double[] two = {1, 2};
        assertThatIllegalArgumentException().isThrownBy(() -> Series.of("s", Mark.LINE, two, new double[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of("s", Mark.LINE, two, new double[] {1, Double.NaN}));
        Series zero = Series.of("s", Mark.LINE, two, new double[] {0, 1});
        Axis linear = Axis.linear("x", "s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.Lines("f", "t", "c", linear, Axis.logarithmic("y", ""), List.of(zero)));
        assertThat(linear.text()).isEqualTo("x (s)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.HeatMap(
                        "f", "t", "c", linear, linear, linear, List.of(1.0, 2.0), List.of(1.0), List.of(List.of(1.0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Figure.Bars("f", "t", "c", linear, linear, List.of("a"), List.of(zero)));
    }
}
