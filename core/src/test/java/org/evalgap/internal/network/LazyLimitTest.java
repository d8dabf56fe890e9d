package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Exercise;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.Trainer;
import org.junit.jupiter.api.Test;

/**
 * Oracle 2 of the model, §13. A network of small richness is its own kernel: under plain steps of B·richness²/T along expected
 * gradients the logits of all tasks tend to those of the flow under the Gram matrix y y′ ∇N·∇N′ of the untrained network.
 */
class LazyLimitTest {
    private static final int WIDTH = 64;
    private static final int ENVIRONMENTS = 48;
    private static final double BUDGET = 4;

    private final TaskTable items = Schools.publicItems(2, 0, 60);
    private final TaskTable environments = Schools.environments(2, 0, items, ENVIRONMENTS);
    private final TaskTable work = Schools.work(2, 0, 60);

    @Test
    void theDifferenceToTheFlowFallsInProportionToRichness() {
        double[] flow = flow();
        double largest = difference(0.1, 2000, flow);
        double middle = difference(0.01, 2000, flow);
        double smallest = difference(0.001, 8000, flow);
        assertThat(smallest).isLessThan(1e-3);
        assertThat(largest / middle).as("over the first decade").isBetween(6.0, 15.0);
        assertThat(middle / smallest).as("over the second decade").isBetween(6.0, 15.0);
    }

    /** The mean distance of gains on items and work from those of the flow. */
    private double difference(double richness, int updates, double[] flow) {
        double rate = BUDGET * richness * richness / updates;
        Recipe recipe = new Recipe(WIDTH, richness, ENVIRONMENTS, false, rate, true, 1, 0);
        NetworkTrainer trainer = new NetworkTrainer(Schools.INPUTS, recipe);
        Network network = trainer.network();
        network.draw(Schools.start(2, 0));
        trainer.train(network, environments, 0, updates, Schools.lesson(2, 0));
        double[] ofItems = Schools.gains(trainer, network, items);
        double[] ofWork = Schools.gains(trainer, network, work);
        return IntStream.range(0, flow.length)
                .mapToDouble(i -> Math.abs(flow[i] - (i < ofItems.length ? ofItems[i] : ofWork[i - ofItems.length])))
                .average()
                .orElseThrow();
    }

    /** Gains on items and work: K(z, x_k) w_k, with the weights of the flow. */
    private double[] flow() {
        Network network = new Network(Schools.INPUTS, WIDTH);
        network.draw(Schools.start(2, 0));
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
        exercise.set(environments.start, ENVIRONMENTS, RewardRule.DEFAULT, BUDGET / ENVIRONMENTS);
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

    /** y ∇N of each task, by the plain twin. */
    private static Weights[] gradients(Weights w, TaskTable tasks) {
        Weights[] gradients = new Weights[tasks.size()];
        for (int i = 0; i < gradients.length; i++) {
            double[] x = new double[Schools.INPUTS];
            for (int d = 0; d < x.length; d++) {
                x[d] = tasks.input[d][i];
            }
            gradients[i] = new Weights(Schools.INPUTS, WIDTH);
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
