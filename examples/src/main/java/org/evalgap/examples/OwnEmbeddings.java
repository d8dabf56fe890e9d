package org.evalgap.examples;

import java.util.Locale;
import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;

/** Which of two sets of environments, both near the same eval, helps the work that I care about? */
public final class OwnEmbeddings {
    /** Positions (in practice: embeddings reduced to a few axes) of eval items and of work. */
    private static final double[][] PUBLIC = {{2.1, 0.2}, {1.8, -0.3}, {2.4, 0.1}, {2.0, 0.6}};

    private static final double[][] FRESH = {{2.2, -0.1}, {1.9, 0.4}, {2.5, 0.3}, {1.7, 0.0}};
    private static final double[][] WORK = {{0.1, 0.3}, {-0.4, 1.1}, {0.6, 0.7}, {1.0, -0.2}};

    private OwnEmbeddings() {}

    /**
     * Audits both sets and prints what each would buy.
     *
     * @param args not looked at
     */
    public static void main(String[] args) {
        report("copies of the eval", PUBLIC);
        report("between eval and work", new double[][] {{1.1, 0.2}, {1.3, 0.5}, {0.9, 0.1}, {1.2, 0.8}});
    }

    private static void report(String name, double[][] environments) {
        Scenario learner = Scenario.withDefaults().withBudget(64).withCompetence(-1);
        Audit.Result found = Audit.of(tasks(PUBLIC), tasks(environments))
                .withFresh(tasks(FRESH))
                .withWork(tasks(WORK))
                .run(learner);
        double transfer = found.measures().get(Measure.TRANSFER);
        double inflation = found.measures().get(Measure.INFLATION);
        System.out.printf(Locale.ROOT, "%-22s transfer %.2f, inflation %+.3f%n", name, transfer, inflation);
    }

    /** Difficulties, in logits, are 0 here; in practice they come from a response model. */
    private static TaskSet tasks(double[][] positions) {
        TaskSet.Builder tasks = TaskSet.builder(2);
        for (double[] position : positions) {
            tasks.add(position, 0);
        }
        return tasks.build();
    }
}
