package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Means with errors: as text, as cells, and where their curve meets a level. */
class EstimateTest {
    /** ± is half of a 95 % interval, 1.95996 standard errors of a normal mean. */
    @Test
    void textHasHalfOfAnIntervalAndTheDigitsThatItLeaves() {
        assertThat(new Estimate(12.3456, 1.234).text()).isEqualTo("12.3 ± 2.4");
        assertThat(new Estimate(-0.93456, 0.0456).text()).isEqualTo("−0.93 ± 0.09");
        assertThat(new Estimate(2.52249, 0.001688).text()).isEqualTo("2.522 ± 0.003");
        assertThat(new Estimate(10_011.3, 608.1).text()).isEqualTo("10,011 ± 1,192");
        assertThat(new Estimate(0.25, 0.0123).points()).isEqualTo("25.0 ± 2.4");
        assertThat(new Estimate(0.25678, 1).point()).isEqualTo("25.7");
        assertThat(new Estimate(0.00001, 1).point()).isEqualTo("0.0");
        assertThat(new Estimate(-1, 2).times(-3)).isEqualTo(new Estimate(3, 6));
    }

    @Test
    void textHasNoErrorWhereThereIsNoneOrNobodyKnowsIt() {
        assertThat(new Estimate(100, 0).text()).isEqualTo("100");
        assertThat(new Estimate(-2, Double.NaN).text()).isEqualTo("−2");
        assertThat(new Estimate(0.5, 1e-5).text()).isEqualTo("0.5");
        assertThat(new Estimate(-2, Double.NaN).halfWidth()).isZero();
    }

    @Test
    void tablesHoldAnEstimateInTwoCells() {
        StudyTable table = StudyTable.named("t", "t")
                .columns("a")
                .estimates("b", "c")
                .estimate("d", "s")
                .row(1, new Estimate(2.0, 0.5), Optional.empty(), new Estimate(3.0, Double.NaN))
                .build();
        assertThat(table.columns())
                .extracting(StudyTable.Column::name)
                .containsExactly("a", "b", "bStandardError", "c", "cStandardError", "d", "dStandardError");
        assertThat(table.rows().get(0)).containsExactly(1, 2.0, 0.5, "", "", 3.0, "");
    }

    /** Closed form: y = a + b·log x meets the level at x = e^{(level − a)/b}; an error e of y is one of x·e/b there. */
    @Test
    void crossingOfALogarithmIsExact() {
        double[] x = {0.5, 1, 2, 8, 32};
        Estimate[] y = new Estimate[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = new Estimate(0.2 + 0.3 * Math.log(x[i]), 0.01);
        }
        Estimate at = Crossing.inRatios(x, y, 0.9).orElseThrow();
        double expected = Math.exp(0.7 / 0.3);
        assertThat(at.value()).isCloseTo(expected, within(1e-12 * expected));
        assertThat(at.error()).isCloseTo(expected * 0.01 / 0.3, within(1e-12 * expected));
        assertThat(Crossing.inRatios(x, y, 5)).isEmpty();
        Estimate begun = Crossing.inRatios(x, y, -3).orElseThrow();
        assertThat(begun.value()).isEqualTo(0.5);
        assertThat(begun.error()).isNaN();
    }

    /** By hand: 1, 2 and 6 have mean 3 and variance 7. */
    @Test
    void anEstimateIsTheMeanOfATallyWithItsError() {
        Tally tally = new Tally();
        for (double value : new double[] {1, 2, 6}) {
            tally.add(value);
        }
        assertThat(Estimate.of(tally).value()).isCloseTo(3, within(1e-14));
        assertThat(Estimate.of(tally).error()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-14));
    }

    /** The straight line from (log 1, 0) to (log 4, 1) meets ½ at 2; where the first mean is the level, it is met there. */
    @Test
    void theErrorOfACrossingIsThatOfTheMeanAboveIt() {
        double[] x = {1, 4, 16};
        Estimate[] y = {new Estimate(0, 9), new Estimate(1, 0.1), new Estimate(0.2, 7)};
        Estimate at = Crossing.inRatios(x, y, 0.5).orElseThrow();
        assertThat(at.value()).isCloseTo(2, within(1e-14));
        assertThat(at.error()).isCloseTo(2 * 0.1 * Math.log(4), within(1e-14));
        assertThat(Crossing.inRatios(x, y, 0).orElseThrow().value()).isEqualTo(1);
        assertThat(Crossing.inRatios(x, y, 1).orElseThrow().value()).isCloseTo(4, within(1e-14));
    }

    @Test
    void crossingIsTheFirstOfSeveral() {
        double[] x = {0, 1, 2, 3};
        assertThat(Crossing.first(x, new double[] {0, 2, 0, 2}, 1)).hasValue(0.5);
        assertThat(Crossing.first(x, new double[] {0, 1, 0, 2}, 1)).hasValue(1);
        assertThat(Crossing.first(x, new double[] {1, 0, 0, 0}, 1)).hasValue(0);
        assertThat(Crossing.first(x, new double[] {0, 0, 0, 0.99}, 1)).isEmpty();
    }
}
