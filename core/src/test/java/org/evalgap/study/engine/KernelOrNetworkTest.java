package org.evalgap.study.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.Word;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;

/** Means and errors are those of outcomes simulated one by one, and both learners differ in nothing but who learns. */
class KernelOrNetworkTest {
    private static final KernelOrNetwork STUDY = new KernelOrNetwork();
    private static final StudySettings SMALL =
            STUDY.defaults().with("replicates", 3).with("updates", 20);

    @Test
    void rowsAreWhatScenariosGiveAlone() {
        StudyResult result = STUDY.measure(SMALL, 5);
        StudyTable table = result.tables().get(0);
        List<Scenario> family = KernelOrNetwork.family(SMALL);
        assertThat(table.rows()).hasSize(family.size());
        for (int place : new int[] {0, 3, 7, 10}) {
            for (int learner = 0; learner < 2; learner++) {
                Summary alone = Simulator.ofScores().summarize(family.get(place + learner * family.size() / 2), 5, 3);
                int row = 2 * place + learner;
                assertThat(table.numbers("workGain")[row]).isCloseTo(alone.gain(Score.WORK), within(1e-12));
                assertThat(table.numbers("publicGain" + StudyTable.ERROR)[row])
                        .isCloseTo(alone.gainStandardError(Score.PUBLIC).orElseThrow(), within(1e-12));
            }
            double[] gains = table.numbers("impactGain");
            assertThat(table.numbers("impactExcess")[2 * place])
                    .isCloseTo(gains[2 * place] - gains[2 * place + 1], within(1e-12));
            assertThat(table.estimate("impactExcess", 2 * place).error())
                    .isCloseTo(pairedError(family, place), within(1e-12));
        }
    }

    /** The error of what the kernel gains more in impact, world by world, with Commons Math's statistics. */
    private static double pairedError(List<Scenario> family, int place) {
        SummaryStatistics excess = new SummaryStatistics();
        for (int r = 0; r < 3; r++) {
            Outcome kernel = Simulator.ofScores().simulate(family.get(place), 5, r);
            Outcome network = Simulator.ofScores().simulate(family.get(place + family.size() / 2), 5, r);
            excess.addValue(Score.IMPACT.gain(kernel::get) - Score.IMPACT.gain(network::get));
        }
        return excess.getStandardDeviation() / Math.sqrt(3);
    }

    /** A tenth of the compute is a tenth of the kernel's budget and of the network's updates; all else is one world. */
    @Test
    void learnersShareTheirWorlds() {
        List<Scenario> family = KernelOrNetwork.family(SMALL);
        int places = family.size() / 2;
        for (int i = 0; i < places; i++) {
            Scenario kernel = family.get(i);
            Scenario network = family.get(places + i);
            assertThat(network.sharesWith(kernel, org.evalgap.Stage.ENVIRONMENTS))
                    .isTrue();
            assertThat(kernel.get(Word.LEARNER)).isEqualTo("kernel");
            assertThat(network.get(Word.LEARNER)).isEqualTo("network");
        }
        assertThat(family.get(3).budget()).isEqualTo(1860);
        assertThat(family.get(places + 3).updates()).isEqualTo(2);
        assertThat(family.stream().distinct()).hasSize(18);
    }
}
