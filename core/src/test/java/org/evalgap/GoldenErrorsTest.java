package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.evalgap.internal.kernel.Gram;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Exercise;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.Trainer;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/**
 * How far the scores of each golden case are from an independent program, and from plain formulas over weights that the flow gives with
 * steps held to 1e-12; the table in docs/numerics.md is what this prints.
 */
class GoldenErrorsTest {
    /** The numeric contract of the model (§11). */
    private static final double SCORE = 1e-7;

    private static final double TIGHT = 1e-12;

    private static final List<String> SETS = List.of("public", "fresh", "work");

    @Test
    void everyScoreOfEveryCaseIsWithinTheContract() throws IOException {
        StringBuilder table =
                new StringBuilder("| case | B | H | ρ | ν | β | M | to the independent program | to tight steps |\n");
        for (int number : GoldenCasesTest.cases().toArray()) {
            JsonNode golden = GoldenCasesTest.read(number);
            Scenario s = GoldenCasesTest.scenario(golden);
            double[] scores = scores(golden, s);
            double apart = farthest(scores, expected(golden));
            double error = farthest(scores, tight(golden, s));
            assertThat(apart).as("case %d to the independent program", number).isLessThan(SCORE);
            assertThat(error).as("case %d to tight steps", number).isLessThan(SCORE);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %s | %s | %s | %d | %.1e | %.1e |%n",
                    number,
                    Parameter.text(s.budget()),
                    s.environmentHorizon(),
                    Parameter.text(s.critic()),
                    Parameter.text(s.advantageNormalization()),
                    Parameter.text(s.klPenalty()),
                    golden.get("environments").size(),
                    apart,
                    error));
        }
        System.out.print(table);
    }

    private static double farthest(double[] x, double[] y) {
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(x[i] - y[i]));
        }
        return most;
    }

    /** Public, fresh, work and impact, as an audit gives them. */
    private static double[] scores(JsonNode golden, Scenario s) {
        Audit.Result result = Audit.of(
                        GoldenCasesTest.set(golden, "public"), GoldenCasesTest.set(golden, "environments"))
                .withFresh(GoldenCasesTest.set(golden, "fresh"))
                .withWork(GoldenCasesTest.set(golden, "work"))
                .run(s);
        return List.of(Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE).stream()
                .mapToDouble(result.measures()::get)
                .toArray();
    }

    private static double[] expected(JsonNode golden) {
        return List.of("public", "fresh", "work", "impact").stream()
                .mapToDouble(
                        name -> golden.get("expected").get(name).get("after").asDouble())
                .toArray();
    }

    /** The same by tight steps, and by the formulas of §2 and §4 with the JDK's exponential. */
    private static double[] tight(JsonNode golden, Scenario s) {
        TaskSet environments = GoldenCasesTest.set(golden, "environments");
        double[] w = weights(environments, s);
        double divergence = 0;
        for (int j = 0; j < w.length; j++) {
            double before = s.competence() - environments.difficulty(j);
            double u = before + learned(environments, j, 1, environments, w, s);
            divergence += divergence(u, before) / w.length;
        }
        double[] scores = new double[4];
        for (int set = 0; set < SETS.size(); set++) {
            TaskSet tasks = GoldenCasesTest.set(golden, SETS.get(set));
            boolean work = set == 2;
            for (int i = 0; i < tasks.size(); i++) {
                double gain = learned(tasks, i, work ? 0 : 1, environments, w, s)
                        - s.narrowing() * (1 - nearness(tasks, i, environments, s)) * divergence;
                double q = 1 / (1 + StrictMath.exp(tasks.difficulty(i) - s.competence() - gain));
                double guess = work ? 0 : s.guessRate();
                scores[set] += (guess + (1 - guess) * StrictMath.pow(q, s.evalHorizon())) / tasks.size();
                scores[3] += work ? StrictMath.pow(q, s.workHorizon()) / tasks.size() : 0;
            }
        }
        return scores;
    }

    private static double[] weights(TaskSet environments, Scenario s) {
        int m = environments.size();
        Points points = new Points();
        points.resize(m, environments.dimension());
        double[] untrained = new double[m];
        for (int j = 0; j < m; j++) {
            for (int d = 0; d < environments.dimension(); d++) {
                points.position[d][j] = environments.position(j, d);
            }
            points.difficulty[j] = environments.difficulty(j);
            points.format[j] = environments.format(j, 1);
            untrained[j] = s.competence() - environments.difficulty(j);
        }
        Gram gram = new Gram();
        gram.fill(points, 0, s.breadth(), s.memorization(), s.memorizationScale(), s.formatLearning());
        Exercise problem = new Exercise(gram);
        problem.set(untrained, m, s.rewardRule(), s.budget() / m);
        problem.precision(TIGHT);
        double[][] w = {new double[m]};
        GradientFlow.INSTANCE.begin().train(problem, w[0], Trainer.Snapshots.NONE);
        return w[0];
    }

    /** Σ K w. */
    private static double learned(TaskSet tasks, int i, double format, TaskSet environments, double[] w, Scenario s) {
        GeneralizationKernel kernel = s.kernel();
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
            boolean formatted = tasks.format(i, format) * environments.format(j, 1) == 1;
            sum += kernel.of(squared(tasks, i, environments, j), formatted) * w[j];
        }
        return sum;
    }

    private static double nearness(TaskSet tasks, int i, TaskSet environments, Scenario s) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int j = 0; j < environments.size(); j++) {
            nearest = Math.min(nearest, squared(tasks, i, environments, j));
        }
        return StrictMath.exp(-nearest / (2 * s.breadth() * s.breadth()));
    }

    private static double squared(TaskSet tasks, int i, TaskSet environments, int j) {
        double[] x = tasks.position(i);
        double[] y = environments.position(j);
        double sum = 0;
        for (int d = 0; d < x.length; d++) {
            sum += (x[d] - y[d]) * (x[d] - y[d]);
        }
        return sum;
    }

    /** KL(Bern(σ(u)) ‖ Bern(σ(v))). */
    private static double divergence(double u, double v) {
        double q = 1 / (1 + StrictMath.exp(-u));
        return q * (u - v) + StrictMath.log1p(StrictMath.exp(v)) - StrictMath.log1p(StrictMath.exp(u));
    }
}
