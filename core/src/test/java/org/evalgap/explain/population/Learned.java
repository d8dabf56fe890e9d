package org.evalgap.explain.population;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.explain.Prior;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;

/** Worlds of the labs behind published tables, by the learner that may have been at work there. */
enum Learned {
    KERNEL,
    NETWORK;

    /** Returns are taken for shares of as many episodes. */
    static final int EPISODES = 500;

    static final double[] TIMES = {0.25, 0.5, 1};

    private static final Unknown COMPETENCE = unknown("competence", Prior.normal(0, 2));
    private static final Unknown LOW = unknown("competence", Prior.normal(-1, 1.5));
    private static final Unknown UPDATES = unknown("updates", Prior.logUniform(5, 1500));

    private static final int KERNELS = 12_000;

    /** Worlds with 500 levels cost more. */
    private static final int LARGE_KERNELS = 6_000;

    /** A network costs far more than a kernel. */
    private static final int NETWORKS = 4_000;

    private static Unknown unknown(String parameter, Prior prior) {
        return Unknown.of(Parameter.labelled(parameter), prior);
    }

    static Bank bank(List<TrainingRun> runs, List<Unknown> unknown, int points) {
        return Bank.draw(runs, unknown, points, 1, Runtime.getRuntime().availableProcessors());
    }

    private Bank bank(Scenario scenario, Unknown clock) {
        TrainingRun run = new TrainingRun("run", scenario, Set.of(), Map.of(), List.of());
        return this == KERNEL
                ? bank(List.of(run), List.of(COMPETENCE, clock), KERNELS)
                : bank(List.of(run), List.of(COMPETENCE, UPDATES), NETWORKS);
    }

    /** Before item sets are sized. */
    private Scenario lab() {
        return this == KERNEL ? Scenario.withDefaults() : network(Preset.ANSWERS.scenario());
    }

    private static Scenario network(Scenario scenario) {
        return scenario.withNetworkLearner().withWidth(32).withBatch(64);
    }

    private static Scenario sized(Scenario scenario, int open, int fresh) {
        return scenario.withPublicItems(open)
                .withFreshItems(fresh)
                .withWorkTasks(50)
                .withInspiration(1)
                .withDeparture(0);
    }

    Bank gsm1k() {
        return bank(sized(lab(), 1319, 1205).withEnvironments(256), unknown("budget", Prior.logUniform(1, 20_000)));
    }

    Bank testTask() {
        Scenario shaped =
                sized(lab(), 1000, 50).withEnvironments(128).withInspiration(0).withGuessRate(0.25);
        return bank(
                this == KERNEL ? shaped.withFormatLearning(1) : shaped,
                unknown("budget", Prior.logUniform(0.1, 100_000)));
    }

    /** So few items that 512 environments reach nearly all of them, as training on the whole half did. */
    Bank leaks() {
        Scenario half = sized(lab(), 150, 150).withEnvironments(512);
        return bank(
                this == KERNEL ? half.withMemorization(0.9) : half, unknown("budget", Prior.logUniform(10, 200_000)));
    }

    /** What is not known of a game's training. */
    List<Unknown> ofGames() {
        return this == KERNEL
                ? List.of(
                        LOW,
                        unknown("budget", Prior.logUniform(10, 50_000)),
                        unknown("breadth", Prior.logUniform(0.3, 3)),
                        unknown("memorization", Prior.uniform(0, 1)))
                : List.of(LOW, UPDATES, unknown("surfaceSpread", Prior.logUniform(0.3, 3)));
    }

    /**
     * A training on so many levels of a game at a quarter, a half and the end. A network's world is the one that has CoinRun's gap, with
     * so many environments that nearly all levels are trained on.
     */
    List<TrainingRun> trainings(int levels) {
        Scenario game = sized(Scenario.withDefaults(), levels, EPISODES).withEnvironments(levels);
        if (this == NETWORK) {
            game = network(game)
                    .withAnswers("context")
                    .withSurfaceDimensions(24)
                    .withShift(0)
                    .withEvalSpread(1)
                    .withDifficultySpread(0)
                    .withLearningRate(0.002)
                    .withEnvironments(5 * levels);
        }
        Parameter clock = this == KERNEL ? Parameter.BUDGET : Parameter.UPDATES;
        List<TrainingRun> runs = new ArrayList<>();
        for (double time : TIMES) {
            runs.add(new TrainingRun("t" + time, game, Set.of(), Map.of(clock, time), List.of()));
        }
        return runs;
    }

    Bank games(int levels) {
        int kernels = levels > 200 ? LARGE_KERNELS : KERNELS;
        return bank(trainings(levels), ofGames(), this == KERNEL ? kernels : NETWORKS);
    }
}
