package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

class EmotionsTest {
    private static final StudyResult RESULT =
            new Emotions().measure(new Emotions().defaults().with("updates", 10).with("worlds", 4), 1);

    /** Closed form: s² logit(p)(2p − 1)/(2v²ρ²). */
    @Test
    void timeGrowsWithTheInverseSquareOfTheSignal() {
        StudyTable table = RESULT.tables().get(0);
        double p = 0.9;
        double v = 0.5;
        for (int i = 0; i < table.rows().size(); i++) {
            double quality = table.numbers("signalQuality")[i];
            double expected = Math.log(p / (1 - p)) * (2 * p - 1) / (2 * v * v * quality * quality);
            assertThat(table.numbers("time")[i]).isCloseTo(expected, within(1e-12 * expected));
            assertThat(table.numbers("slowdown")[i])
                    .isCloseTo(1 / (quality * quality), within(1e-9 / quality / quality));
        }
    }

    /** 32 comparisons at 5 standard errors, which fail by chance once in 50,000 seeds; the seed is fixed. */
    @Test
    void simulationAgreesAtEveryQuality() {
        StudyTable table = RESULT.tables().get(0);
        for (int i = 0; i < table.rows().size(); i++) {
            check(table, i, "timeSimulated", table.numbers("time")[i], "timeStandardError");
            check(table, i, "accuracySimulated", 0.9, "accuracyStandardError");
            check(table, i, "hastyTimeSimulated", table.numbers("hastyTime")[i], "hastyTimeStandardError");
            check(table, i, "hastyAccuracySimulated", table.numbers("hastyAccuracy")[i], "hastyAccuracyStandardError");
        }
    }

    private static void check(StudyTable table, int row, String column, double expected, String error) {
        double difference = Math.abs(table.numbers(column)[row] - expected);
        assertThat(difference / table.numbers(error)[row]).as(column).isLessThan(5);
    }

    /** A critic that judges each decision (ρ = 1) makes the gradient q(1 − q) whatever the horizon. */
    @Test
    void intactCriticLearnsDecisionsTheSameAtEveryHorizon() {
        StudyTable table = RESULT.tables().get(1);
        double first = Double.NaN;
        for (int i = 0; i < table.rows().size(); i++) {
            if (table.numbers("critic")[i] == 1) {
                double decisions = table.numbers("decisions")[i];
                first = Double.isNaN(first) ? decisions : first;
                // Two integrations, each with an error below 1e-7.
                assertThat(decisions).isCloseTo(first, within(2e-7));
            }
        }
        assertThat(first).isGreaterThan(0.9);
    }

    /** For single decisions the critic changes nothing; for long jobs impact rises with it. */
    @Test
    void criticMattersForLongJobsOnly() {
        StudyTable table = RESULT.tables().get(1);
        double[] horizon = table.numbers("horizon");
        double[] impact = table.numbers("impact");
        for (int i = 1; i < horizon.length; i++) {
            if (horizon[i] == horizon[i - 1] && horizon[i] == 1) {
                assertThat(impact[i]).isCloseTo(impact[i - 1], within(2e-7));
            } else if (horizon[i] == horizon[i - 1]) {
                assertThat(impact[i]).isGreaterThan(impact[i - 1]);
            }
        }
    }
}
