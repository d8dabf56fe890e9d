package org.evalgap.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Scenario;

/** The sweep that is timed: inspiration × breadth × memorization × budget × competence, 1,800 points. */
final class Sweeps {
    private Sweeps() {}

    static List<Scenario> points() {
        List<Scenario> points = new ArrayList<>();
        for (double inspiration : new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}) {
            for (double breadth : new double[] {0.5, 0.75, 1, 1.5, 2}) {
                for (double memorization : new double[] {0.3, 0.6, 0.9}) {
                    addTraining(points, inspiration, breadth, memorization);
                }
            }
        }
        return points;
    }

    private static void addTraining(List<Scenario> points, double inspiration, double breadth, double memorization) {
        for (double budget : new double[] {64, 256, 1024, 4096}) {
            for (double competence : new double[] {-1, -0.5, 0, 0.5, 1}) {
                points.add(Scenario.withDefaults()
                        .withInspiration(inspiration)
                        .withBreadth(breadth)
                        .withMemorization(memorization)
                        .withBudget(budget)
                        .withCompetence(competence));
            }
        }
    }
}
