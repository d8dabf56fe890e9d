package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/** The result of an audit is a value: what was handed out cannot change it, and it can be read. */
class AuditResultTest {
    private static final Scenario SCENARIO = Scenario.withDefaults().withBudget(8);

    private static TaskSet line(int tasks) {
        TaskSet.Builder set = TaskSet.builder(1);
        for (int i = 0; i < tasks; i++) {
            set.add(new double[] {i}, 0.25 * i);
        }
        return set.build();
    }

    private static Audit.Result result(double budget) {
        return Audit.of(line(3), line(2)).withWork(line(4)).run(SCENARIO.withBudget(budget));
    }

    @Test
    void arraysThatAreHandedOutAreCopies() {
        Audit.Result result = result(8);
        double gain = result.publicGains()[1];
        double weight = result.weights()[0];
        result.publicGains()[1] = 99;
        result.workGains().orElseThrow()[2] = 99;
        result.weights()[0] = 99;
        assertThat(result).isEqualTo(result(8));
        assertThat(result.publicGains()[1]).isEqualTo(gain);
        assertThat(result.weights()[0]).isEqualTo(weight);
        assertThatThrownBy(() -> result.measures().put(Measure.PUBLIC_SCORE, 1.0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalAuditsHaveEqualResults() {
        assertThat(result(8)).isEqualTo(result(8)).hasSameHashCodeAs(result(8)).isNotEqualTo(result(9));
        assertThat(Audit.of(line(3), line(2)).run(SCENARIO)).isNotEqualTo(result(8));
    }

    @Test
    void aLearnerThatAnAuditDoesNotKnowIsRefused() {
        Scenario own = SCENARIO.withLearner(new HandKernel());
        assertThatThrownBy(() -> Audit.of(line(3), line(2)).run(own))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("kernel by hand", "withKernelLearner()");
    }

    @Test
    void aResultTellsWhatWasMeasured() {
        Audit.Result result = result(8);
        assertThat(result.freshGains()).isEmpty();
        assertThat(result.toString())
                .startsWith("Audit.Result(3 public items, 4 work tasks, 2 environments; publicScoreBefore=")
                .contains("workScore=" + Parameter.text(result.measures().get(Measure.WORK_SCORE)))
                .doesNotContain("[D@", "freshScore");
    }
}
