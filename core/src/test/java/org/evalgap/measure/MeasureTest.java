package org.evalgap.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What measures and scores are called, and of what their luck is made. */
class MeasureTest {
    @Test
    void namesAreThoseOfColumnsAndWordsThoseOfPeople() {
        assertThat(Measure.DISTRIBUTION_GAP_LOGITS.label()).isEqualTo("distributionGapLogits");
        assertThat(Measure.DISTRIBUTION_GAP_LOGITS.words()).isEqualTo("distribution gap");
        assertThat(Measure.DISTRIBUTION_GAP.words()).isEqualTo("distribution gap");
        assertThat(Measure.DISTRIBUTION_GAP_LOGITS.unit()).isEqualTo(Measure.Unit.LOGITS);
        assertThat(Measure.PUBLIC_SCORE.group()).isEqualTo(MeasureGroup.SCORES);
        assertThat(Measure.PEAK_TIME.group()).isEqualTo(MeasureGroup.TRAJECTORY);
        assertThat(MeasureGroup.TRAJECTORY.label()).isEqualTo("trajectory");
        for (Measure measure : Measure.values()) {
            assertThat(Measure.labelled(measure.label())).contains(measure);
            assertThat(measure.meaning()).isNotBlank();
        }
        assertThat(Measure.labelled("publicGain")).isEmpty();
        assertThat(Score.PUBLIC.label()).isEqualTo("public");
        assertThat(Score.PUBLIC.gainLabel()).isEqualTo("publicGain");
        assertThat(Score.PUBLIC.gainWords()).isEqualTo("public gain");
        assertThat(Score.IMPACT.gainWords()).isEqualTo("impact");
        assertThat(Score.gaining("workGain")).contains(Score.WORK);
        assertThat(Score.gaining("workScore")).isEmpty();
        assertThat(List.of(Score.words("workGain"), Score.words("inflationLogits"), Score.words("budget")))
                .containsExactly("work gain", "inflation", "budget");
        assertThat(Score.count()).isEqualTo(4);
    }

    @Test
    void aGainIsAfterMinusBefore() {
        Map<Measure, Double> values = new EnumMap<>(Map.of(Measure.WORK_SCORE, 0.75, Measure.WORK_SCORE_BEFORE, 0.5));
        assertThat(Score.WORK.gain(values::get)).isEqualTo(0.25);
    }

    /** Twelve numbers of luck that are powers of two, so that a sum or difference tells what it is made of. */
    @Test
    void theLuckOfAMeasureIsMadeOfThatOfItsScores() {
        double[] record = new double[Luck.recordLength()];
        for (int i = 0; i < 12; i++) {
            record[Measure.count() + i] = 1 << i;
        }
        // Before: 1, 2, 4, 8; gains: 16, 32, 64, 128; abilities: 256, 512, 1024, 2048; of public, fresh, work and
        // impact.
        assertThat(luck(record, "PUBLIC_SCORE_BEFORE FRESH_SCORE_BEFORE WORK_SCORE_BEFORE IMPACT_SCORE_BEFORE"))
                .containsExactly(1, 2, 4, 8);
        assertThat(luck(record, "PUBLIC_SCORE FRESH_SCORE WORK_SCORE IMPACT_SCORE REPORTED_SCORE"))
                .containsExactly(17, 34, 68, 136, 17);
        assertThat(luck(record, "INFLATION DISTRIBUTION_GAP RELIABILITY_GAP DISCONNECT POLICY_DIVERGENCE"))
                .containsExactly(-16, -32, -64, -112, 16);
        assertThat(luck(record, "PUBLIC_ABILITY FRESH_ABILITY WORK_ABILITY IMPACT_ABILITY"))
                .containsExactly(256, 512, 1024, 2048);
        assertThat(luck(
                        record,
                        "INFLATION_LOGITS DISTRIBUTION_GAP_LOGITS RELIABILITY_GAP_LOGITS DISCONNECT_LOGITS TRANSFER"))
                .containsExactly(-256, -512, -1024, -1792, Double.NaN);
        record[Luck.gain(Score.FRESH)] = Double.NaN;
        assertThat(luck(record, "FRESH_SCORE"))
                .as("whose gain's luck is not known")
                .containsExactly(2);
    }

    private static double[] luck(double[] record, String measures) {
        return Arrays.stream(measures.split(" "))
                .mapToDouble(name -> Luck.of(Measure.valueOf(name), record))
                .toArray();
    }

    /** By the error where there is one, by a tenth of a point where there is none; the limit itself does not do. */
    @Test
    void transferIsDeterminedWhereTheGainIsLargeEnough() {
        double limit = Transfer.STANDARD_ERRORS * 0.25;
        assertThat(Transfer.determined(limit, 0.25)).isFalse();
        assertThat(Transfer.determined(-Math.nextUp(limit), 0.25)).isTrue();
        assertThat(Transfer.determined(Transfer.LEAST_GAIN, Double.NaN)).isFalse();
        assertThat(Transfer.determined(-0.0011, Double.NaN)).isTrue();
        assertThat(Transfer.determined(Double.NaN, Double.NaN)).isFalse();
    }

    @Test
    void eachNumberOfAStateHasAName() {
        List<String> names = Moments.names();
        assertThat(names).hasSize(new Moments().state().length);
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        assertThat(names).startsWith(Measure.values()[0].label()).contains("workGain", "workGainSquares");
        assertThat(names.get(names.size() - 1)).isEqualTo("gainProduct");
        int wrong = names.size() - 1;
        assertThatThrownBy(() -> Moments.restore(1, new double[wrong], new double[0]))
                .hasMessage("state must have " + names.size() + " numbers: " + wrong);
    }
}
