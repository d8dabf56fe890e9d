package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTrainerTest {
    private static final Recipe MINI = new Recipe(12, 1, 20, true, 0.003, false, 1, 0);

    private final TaskTable items = School.DEFAULT.withItems(50).publicItems(1, 0);
    private final TaskTable environments = School.DEFAULT.withEnvironments(70).environments(1, 0, items);
    private final TaskTable work = School.DEFAULT.work(1, 0, 300);

    private static Network drawn(NetworkTrainer trainer) {
        Network network = trainer.network();
        network.draw(School.start(1, 0));
        return network;
    }

    @Test
    void anUntrainedNetworkGivesNoGain() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        assertThat(School.gains(trainer, drawn(trainer), work)).containsOnly(0);
    }

    @Test
    void inPartsAndInOneGoTheBitsAreTheSame() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        Network whole = drawn(trainer);
        trainer.train(whole, environments, 0, 25, School.lesson(1, 0));
        Network parts = drawn(trainer);
        Network other = drawn(trainer);
        int[] ends = {0, 1, 7, 7, 18, 25};
        for (int k = 1; k < ends.length; k++) {
            trainer.train(parts, environments, ends[k - 1], ends[k], School.lesson(1, 0));
            trainer.train(other, environments, 0, 3, School.lesson(1, k));
            assertThat(School.gains(trainer, other, work)).isNotNull();
        }
        assertThat(School.gains(trainer, parts, work)).isEqualTo(School.gains(trainer, whole, work));
    }

    @Test
    void aCopyGoesOnAsItsOriginalWould() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        Network original = drawn(trainer);
        trainer.train(original, environments, 0, 9, School.lesson(1, 0));
        Network copy = trainer.network();
        trainer.train(copy, environments, 0, 2, School.lesson(5, 0));
        copy.copy(original);
        trainer.train(copy, environments, 9, 20, School.lesson(1, 0));
        double[] ofCopy = School.gains(trainer, copy, work);
        double[] before = School.gains(trainer, original, work);
        trainer.train(original, environments, 9, 20, School.lesson(1, 0));
        assertThat(ofCopy).isEqualTo(School.gains(trainer, original, work)).isNotEqualTo(before);
    }

    /** A trainer carries nothing from one network to the next, whatever it did before. */
    @Test
    void trainersHaveNoMemory() {
        NetworkTrainer fresh = new NetworkTrainer(School.INPUTS, MINI);
        Network network = drawn(fresh);
        fresh.train(network, environments, 0, 12, School.lesson(1, 0));
        double[] expected = School.gains(fresh, network, work);

        NetworkTrainer used = new NetworkTrainer(School.INPUTS, MINI);
        used.pretrain(drawn(used), School.DEFAULT.freshItems(4, 0, 400), 3);
        used.train(
                drawn(used),
                School.DEFAULT.withEnvironments(301).environments(2, 0, items),
                0,
                40,
                School.lesson(2, 0));
        Network again = drawn(used);
        used.train(again, environments, 0, 12, School.lesson(1, 0));
        assertThat(School.gains(used, again, work)).isEqualTo(expected);
    }

    /** Values that were learned are copied, and do not outlive a new beginning. */
    @Test
    void valuesBelongToTheirNetwork() {
        Recipe learns = new Recipe(12, 1, 20, true, 0.003, false, new Reward(4, 0.5, ValueFunction.LEARNED, 0, 0));
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, learns);
        TaskTable few = School.DEFAULT.withEnvironments(20).environments(1, 0, items);
        Network network = drawn(trainer);
        trainer.train(network, few, 0, 30, School.lesson(1, 0));
        Network copy = trainer.network();
        trainer.train(copy, environments, 0, 30, School.lesson(2, 0));
        copy.copy(network);
        assertThat(Arrays.copyOf(copy.value, 20)).isDeepEqualTo(network.value);
        assertThat(copy.value[20]).containsOnly(0.5);
        trainer.train(network, environments, 0, 30, School.lesson(3, 0));
        trainer.train(copy, environments, 0, 30, School.lesson(3, 0));
        assertThat(School.gains(trainer, copy, work)).isEqualTo(School.gains(trainer, network, work));
        copy.draw(School.start(1, 0));
        assertThat(copy.value[0]).containsOnly(0.5);
    }

    /** Corner 6 of the model, §8: under a penalty β the gain of a lone environment tends to 1/β, pretrained or not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void underAPenaltyALoneEnvironmentGainsItsInverse(int pretraining) {
        Reward bound = new Reward(1, 0, ValueFunction.EXPERT, 0, 0.5);
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, new Recipe(12, 1, 1, false, 0.05, true, bound));
        TaskTable alone = School.DEFAULT.withItems(1).publicItems(1, 0);
        Network network = drawn(trainer);
        trainer.pretrain(network, items, pretraining);
        double before = School.gains(trainer, network, alone)[0];
        trainer.train(network, alone, 0, 5000, School.lesson(1, 0));
        assertThat(School.gains(trainer, network, alone)[0] - before).isCloseTo(2, within(1e-9));
    }

    @Test
    void whoRunsAwayIsToldWhatToDo() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, new Recipe(12, 1, 20, false, 1e200, false, 1, 0));
        Network network = drawn(trainer);
        trainer.train(network, environments, 0, 20, School.lesson(1, 0));
        assertThatThrownBy(() -> School.gains(trainer, network, work))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageMatching(
                        "the gain of a task must be a finite number: .*; training ran away, lower learningRate "
                                + "1.0E200 or raise richness 1.0");
    }

    /** New environments join: the first ones' baselines stay, new ones begin at ½. */
    @Test
    void roundsKeepBaselines() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        Network network = drawn(trainer);
        trainer.train(
                network, School.DEFAULT.withEnvironments(20).environments(1, 0, items), 0, 50, School.lesson(1, 0));
        double[] after = network.baseline.clone();
        assertThat(after).hasSize(20).doesNotContain(0.5);
        trainer.train(network, environments, 0, 0, School.lesson(1, 0));
        assertThat(Arrays.copyOf(network.baseline, 20)).isEqualTo(after);
        assertThat(Arrays.copyOfRange(network.baseline, 20, 70)).containsOnly(0.5);
    }

    /** Many tasks in tiles of 256: twins of one task each. */
    @Test
    void gainsAreThoseOfThePlainTwin() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, new Recipe(12, 0.5, 20, true, 0.003, false, 1, 0));
        Network network = drawn(trainer);
        trainer.train(network, environments, 0, 25, School.lesson(1, 0));
        double[] gains = School.gains(trainer, network, work);
        for (int i = 0; i < work.size(); i++) {
            double[] x = new double[School.INPUTS];
            for (int d = 0; d < x.length; d++) {
                x[d] = work.input[d][i];
            }
            double f = 2 * (PlainPerceptron.output(network.weights, x) - PlainPerceptron.output(network.untrained, x));
            assertThat(gains[i]).isEqualTo(work.answer[i] * f);
        }
    }

    /** Twin: full-batch Adam, which forgets afterwards, on the mean of log σ(u), by plain gradients. */
    @Test
    void pretrainingFollowsThePlainTwin() {
        TaskTable tasks = School.DEFAULT.freshItems(3, 0, 300);
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        Network network = drawn(trainer);
        trainer.pretrain(network, tasks, 5);

        Network plain = drawn(trainer);
        Ascent ascent = new Ascent(School.INPUTS, 12);
        for (int t = 0; t < 5; t++) {
            Weights gradient = new Weights(School.INPUTS, 12);
            for (int i = 0; i < tasks.size(); i++) {
                double[] x = new double[School.INPUTS];
                for (int d = 0; d < x.length; d++) {
                    x[d] = tasks.input[d][i];
                }
                double f = PlainPerceptron.output(plain.weights, x) - PlainPerceptron.output(plain.untrained, x);
                double u = tasks.start[i] + tasks.answer[i] * f;
                double slope = tasks.answer[i] / (1 + Math.exp(u)) / tasks.size();
                PlainPerceptron.addGradient(plain.weights, x, slope, gradient);
            }
            ascent.adam(0.003, gradient, plain.weights);
        }
        double[] expected = School.gains(trainer, plain, work);
        assertThat(School.gains(trainer, network, work)).containsExactly(expected, within(1e-10));
        assertThat(School.score(tasks, School.gains(trainer, network, tasks), 1))
                .isGreaterThan(School.score(tasks, new double[300], 1));
    }

    @Test
    void trainingAllocatesNothing() {
        NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, MINI);
        Network network = drawn(trainer);
        Network copy = drawn(trainer);
        double[] gains = new double[work.size()];
        var lesson = School.lesson(1, 0);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int r = 0; r < 60; r++) {
            if (r == 50) {
                before = thread.getCurrentThreadAllocatedBytes();
            }
            network.copy(copy);
            trainer.pretrain(network, items, 2);
            trainer.train(network, environments, 0, 7, lesson);
            trainer.gains(network, work, gains);
        }
        // The query itself allocates now and then.
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(64);
    }
}
