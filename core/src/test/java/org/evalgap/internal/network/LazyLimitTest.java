package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Exercise;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.Trainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Oracle 2 of the model, §13. A network of small richness is its own kernel: under plain steps of B·richness²/T along expected
 * gradients the logits of all tasks tend to those of the flow under the Gram matrix y y′ ∇N·∇N′ of the untrained network.
 */
class LazyLimitTest {
    private static final int WIDTH = 64;
    private static final int ENVIRONMENTS = 48;
    private static final double BUDGET = 4;
    private static final double[] RICHNESS = {0.1, 0.01, 0.001};

    /** Two worlds; six gave .0305, .0050 and .00029 on average, 104 times less over two decades. */
    @Test
    void theDifferenceToTheFlowFallsInProportionToRichness() {
        proportional(differences(2, new int[] {1000, 2000, 8000}));
    }

    @Test
    @Tag("long")
    void itDoesInEightWorldsWithSmallSteps() {
        proportional(differences(8, new int[] {4000, 8000, 32_000}));
    }

    /** All that a reward can be: chains, a critic, normalisation and a penalty. Steps are small, richness is too. */
    @Test
    void theLimitHoldsForEveryReward() {
        World world = new World(3);
        Reward reward = new Reward(3, 0.4, ValueFunction.EXPERT, 0.5, 0.3);
        double[] flow = world.flow(new RewardRule(0.4, 0.5, 0.3, 3));
        assertThat(world.difference(reward, 0.001, 4000, flow)).isLessThan(1e-3);
        assertThat(world.difference(Reward.DEFAULT, 0.001, 4000, flow)).isGreaterThan(0.05);
    }

    /** Steps that are not small, and kinks, of which a world has few, leave a factor of two either way. */
    private static void proportional(double[] difference) {
        assertThat(difference[2]).as("at richness .001").isLessThan(1e-3);
        assertThat(difference[0] / difference[2]).as("over two decades").isBetween(50.0, 200.0);
        assertThat(difference[0] / difference[1]).as("over the first").isGreaterThan(3);
        assertThat(difference[1] / difference[2]).as("over the second").isGreaterThan(3);
    }

    private static double[] differences(int worlds, int[] updates) {
        double[] mean = new double[RICHNESS.length];
        for (int r = 0; r < worlds; r++) {
            World world = new World(r);
            double[] flow = world.flow(RewardRule.DEFAULT);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += world.difference(Reward.DEFAULT, RICHNESS[i], updates[i], flow) / worlds;
            }
        }
        return mean;
    }

    private static final class World {
        private final int replicate;
        private final TaskTable items;
        private final TaskTable environments;
        private final TaskTable work;

        World(int replicate) {
            this.replicate = replicate;
            items = School.DEFAULT.withItems(60).publicItems(2, replicate);
            environments = School.DEFAULT.withEnvironments(ENVIRONMENTS).environments(2, replicate, items);
            work = School.DEFAULT.work(2, replicate, 60);
        }

        /** The mean distance of gains on items and work from those of the flow. */
        double difference(Reward reward, double richness, int updates, double[] flow) {
            double rate = BUDGET * richness * richness / updates;
            Recipe recipe = new Recipe(WIDTH, richness, ENVIRONMENTS, false, rate, true, reward);
            NetworkTrainer trainer = new NetworkTrainer(School.INPUTS, recipe);
            Network network = trainer.network();
            network.draw(School.start(2, replicate));
            trainer.train(network, environments, 0, updates, School.lesson(2, replicate));
            double[] ofItems = School.gains(trainer, network, items);
            double[] ofWork = School.gains(trainer, network, work);
            return IntStream.range(0, flow.length)
                    .mapToDouble(
                            i -> Math.abs(flow[i] - (i < ofItems.length ? ofItems[i] : ofWork[i - ofItems.length])))
                    .average()
                    .orElseThrow();
        }

        /** Gains on items and work: K(z, x_k) w_k, with the weights of the flow. */
        double[] flow(RewardRule rule) {
            Network network = new Network(School.INPUTS, WIDTH);
            network.draw(School.start(2, replicate));
            Weights[] trained = gradients(network.untrained, environments);
            Gram gram = new Gram();
            Points places = new Points();
            places.resize(ENVIRONMENTS, 1);
            gram.fill(places, 0, 1, 0, 1, 0);
            for (int j = 0; j < ENVIRONMENTS; j++) {
                for (int k = 0; k < ENVIRONMENTS; k++) {
                    gram.rows()[j][k] = product(trained[j], trained[k]);
                }
            }
            Exercise exercise = new Exercise(gram);
            exercise.set(environments.start, ENVIRONMENTS, rule, BUDGET / ENVIRONMENTS);
            double[] w = new double[ENVIRONMENTS];
            GradientFlow.INSTANCE.begin().train(exercise, w, Trainer.Snapshots.NONE);
            double[] gains = new double[items.size() + work.size()];
            Weights[] ofItems = gradients(network.untrained, items);
            Weights[] ofWork = gradients(network.untrained, work);
            for (int i = 0; i < gains.length; i++) {
                Weights asked = i < ofItems.length ? ofItems[i] : ofWork[i - ofItems.length];
                for (int k = 0; k < ENVIRONMENTS; k++) {
                    gains[i] += product(asked, trained[k]) * w[k];
                }
            }
            return gains;
        }
    }

    /** y ∇N of each task, by the plain twin. */
    private static Weights[] gradients(Weights w, TaskTable tasks) {
        Weights[] gradients = new Weights[tasks.size()];
        for (int i = 0; i < gradients.length; i++) {
            double[] x = new double[School.INPUTS];
            for (int d = 0; d < x.length; d++) {
                x[d] = tasks.input[d][i];
            }
            gradients[i] = new Weights(School.INPUTS, WIDTH);
            PlainPerceptron.addGradient(w, x, tasks.answer[i], gradients[i]);
        }
        return gradients;
    }

    private static double product(Weights a, Weights b) {
        double sum = 0;
        for (int i = 0; i < a.rows().length; i++) {
            for (int k = 0; k < a.rows()[i].length; k++) {
                sum += a.rows()[i][k] * b.rows()[i][k];
            }
        }
        return sum;
    }
}
