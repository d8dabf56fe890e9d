package org.evalgap;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;

/** Small scenarios that between them go through every path of the code. */
final class Scenarios {
    static final Scenario SMALL = Scenario.withDefaults()
            .withDimension(3)
            .withEnvironments(24)
            .withPublicItems(20)
            .withFreshItems(30)
            .withWorkTasks(40);

    private Scenarios() {}

    /** Twelve tasks in three dimensions, one of weight 0, with and without formats. */
    static TaskSet explicit(int tasks, long salt) {
        TaskSet.Builder builder = TaskSet.builder(3);
        for (int i = 0; i < tasks; i++) {
            double[] x = {(i * 7 + salt) % 5 * 0.5, (i * 3 + salt) % 7 * 0.25, 1.0 / (i + 1)};
            builder.add(
                    x,
                    (i % 9 - 4) * 0.5,
                    i % 3 == 0 ? null : Integer.valueOf(i % 2),
                    i % 10 == 3 ? 0 : 1 + i % 4,
                    "t" + i);
        }
        return builder.build();
    }

    static GaussianMixture mixture() {
        return GaussianMixture.of(List.of(
                new GaussianMixture.Component(1, new double[] {2, 0, 0}, 0.4, 0.5, 1),
                new GaussianMixture.Component(3, new double[] {0, 1.5, 0}, 0.8, -0.5, 2)));
    }

    /** Explicit and implicit flow, sampled training, critic, ν, β, κ, f, γ, mixtures, explicit sets, error focus, rounds, candidates. */
    static List<Scenario> everyPath() {
        List<Scenario> all = new ArrayList<>(neighbours());
        all.add(SMALL.withEval(mixture()).withWork(mixture()));
        all.add(SMALL.withEval(explicit(90, 1)).withWork(explicit(12, 2)).withImagined(explicit(12, 3)));
        all.add(SMALL.withErrorFocus(1.5).withGuessRate(0.25));
        all.add(SMALL.withRounds(3).withErrorFocus(1).withNarrowing(0.4).withFormatLearning(0.2));
        all.add(SMALL.withRounds(2).withCandidates(3).withAttempts(2));
        all.add(SMALL.withDimension(1).withMemorization(0));
        all.add(SMALL.withDimension(9).withMemorization(1).withMemorizationScale(0.7));
        all.add(Scenario.withDefaults());
        return all;
    }

    /** Scenarios that share draws, environments or kernel with those beside them. */
    static List<Scenario> neighbours() {
        Scenario slow = SMALL.withEnvironmentHorizon(6);
        return List.of(
                SMALL,
                SMALL.withBudget(10),
                SMALL.withBudget(1e5),
                SMALL.withNarrowing(0.5),
                SMALL.withKlPenalty(0.1),
                SMALL.withKlPenalty(2).withBudget(1e7),
                SMALL.withCompetence(0.7).withGuessRate(0.2).withEvalHorizon(2),
                slow,
                slow.withCritic(0.5),
                slow.withCritic(1).withAdvantageNormalization(1),
                slow.withAdvantageNormalization(0.5),
                slow.withAdvantageNormalization(1),
                SMALL.withTrainer(SampledTrainer.INSTANCE),
                slow.withTrainer(SampledTrainer.INSTANCE).withUpdates(30).withCritic(0.5),
                SMALL.withBreadth(1.3),
                SMALL.withBreadth(1.3).withNarrowing(2),
                SMALL.withFormatLearning(0.3),
                SMALL.withFormatLearning(0.3).withNarrowing(1),
                SMALL.withInspiration(0.9),
                SMALL.withInspiration(0.9).withErrorFocus(1),
                SMALL.withInspiration(0.9).withErrorFocus(1).withCompetence(1),
                SMALL.withPublicItems(33),
                SMALL.withPublicItems(33).withWorkHorizon(3),
                SMALL);
    }
}
