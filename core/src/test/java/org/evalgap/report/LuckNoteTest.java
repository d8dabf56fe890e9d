package org.evalgap.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Luck;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;

/** A note says of how many cells means are adjusted, and why they are not elsewhere. */
class LuckNoteTest {
    private static final Scenario SMALL = Scenario.withDefaults()
            .withPublicItems(12)
            .withFreshItems(20)
            .withWorkTasks(20)
            .withEnvironments(48)
            .withDimension(2);

    private static Summary summary(Scenario scenario, double fortune) {
        Simulator simulator = Simulator.ofScores().withLuck();
        Moments moments = new Moments();
        for (int r = 0; r < Moments.LEAST_ADJUSTED; r++) {
            double[] record = simulator.simulate(scenario, 7, r).record();
            record[Luck.gain(Score.PUBLIC)] += fortune;
            moments.add(record);
        }
        return new Summary(moments);
    }

    private static String note(Summary... cells) {
        LuckNote note = new LuckNote();
        for (Summary cell : cells) {
            note.add(cell);
        }
        return note.text();
    }

    @Test
    void cellsAreCountedByWhatIsKnownOfTheirLuck() {
        Summary known = summary(SMALL, 0).adjusted();
        Summary incredible = summary(SMALL, 1).adjusted();
        Summary before = summary(SMALL.withErrorFocus(1), 0).adjusted();
        Summary few = summary(SMALL.withEnvironments(8), 0).adjusted();
        Summary none = summary(SMALL.withDifficultySpread(100), 0).adjusted();
        assertThat(incredible.isAdjusted(Measure.INFLATION)).isFalse();
        assertThat(incredible.mean(Measure.INFLATION))
                .isEqualTo(summary(SMALL, 1).mean(Measure.INFLATION));
        assertThat(few.lacksReplicates()).isTrue();
        assertThat(few.isAdjusted(Measure.PUBLIC_SCORE)).isFalse();
        assertThat(few.leastAdjusted()).isEqualTo(96);
        assertThat(known.lacksReplicates() || none.lacksReplicates()).isFalse();
        assertThat(note(known, known)).isEqualTo("Means are adjusted for the luck of the draws\n");
        assertThat(note(known, incredible, before, none, known, few, none)).isEqualTo("""
                        Means are adjusted for the luck of the draws in 2 of 7 cells. Of the others
                          1 is plain, since luck is not credible: more than six standard errors from what is to be expected
                          1 is plain, since environments are few: with fewer than 48, up to 96 replicates are needed
                          1 is adjusted for the luck of scores before training alone: that of gains is not known
                          2 are plain, since luck is not known, or there is none
                        """);
        assertThat(note(incredible)).contains("in 0 of 1 cells", "not credible");
    }

    @Test
    void nothingIsSaidWhereNothingIsKnownOrAsked() {
        assertThat(note()).isEmpty();
        assertThat(note(summary(SMALL.withDifficultySpread(100), 0).adjusted())).isEmpty();
        assertThat(note(summary(SMALL, 0), summary(SMALL.withEnvironments(8), 0)))
                .isEmpty();
    }
}
