package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * What a critic of some quality does for long jobs: by the kernel, whose critic is an expert's, and by a network, whose critic may also
 * be its own or learned.
 *
 * @param settings the study's
 * @param kernel by horizon and weight of an expert's critic
 * @param network at the study's horizon, by whose value judges
 */
record CriticQuality(StudySettings settings, StudyTable kernel, StudyTable network) {
    /** Rows of the network's table. */
    static final int NONE = 0;

    static final int FAINT = 1;
    static final int LEARNED = 3;
    static final int INTACT = 4;

    private static final int CRITICS = 11;
    private static final List<String> JUDGES =
            List.of("none", "expert's, damaged", "own", "learned", "expert's, intact");

    static CriticQuality of(StudySettings settings, long seed) {
        return new CriticQuality(settings, kernelTable(settings, seed), networkTable(settings, seed));
    }

    private static int[] horizons(StudySettings settings) {
        return IntStream.concat(IntStream.of(1, 10, 100), IntStream.of(settings.count(Emotions.HORIZON)))
                .distinct()
                .sorted()
                .toArray();
    }

    private static double[] critics(StudySettings settings) {
        return DoubleStream.concat(
                        DoubleStream.of(Grid.linear(0, 1, CRITICS)),
                        DoubleStream.of(settings.get(Emotions.SIGNAL_QUALITY)))
                .distinct()
                .sorted()
                .toArray();
    }

    private static Scenario jobs(int horizon, double critic) {
        return Scenario.withDefaults()
                .withInspiration(0)
                .withEnvironmentHorizon(horizon)
                .withWorkHorizon(horizon)
                .withCritic(critic);
    }

    /** Training on jobs of each horizon with a critic of each quality, and what it does for jobs of that horizon. */
    private static StudyTable kernelTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "critics",
                        "Training on jobs of H decisions, by the critic's quality: impact is jobs done right")
                .column("horizon", "decisions")
                .columns("critic", "impactBefore", "impact", "impactStandardError", "decisions");
        Simulator simulator = Simulator.ofScores();
        for (int horizon : horizons(settings)) {
            for (double critic : critics(settings)) {
                Scenario scenario = jobs(horizon, critic)
                        .withBudget(settings.get(Emotions.BUDGET))
                        .withBreadth(settings.get(Emotions.BREADTH))
                        .withMemorization(settings.get(Emotions.MEMORIZATION));
                Summary summary = simulator.summarize(scenario, seed, settings.count(Emotions.WORLDS));
                table.row(
                        horizon,
                        critic,
                        summary.mean(Measure.IMPACT_SCORE_BEFORE),
                        summary.mean(Measure.IMPACT_SCORE),
                        summary.standardError(Measure.IMPACT_SCORE).orElse(0),
                        summary.mean(Measure.WORK_SCORE));
            }
        }
        return table.build();
    }

    private static StudyTable networkTable(StudySettings settings, long seed) {
        int horizon = settings.count(Emotions.HORIZON);
        // Answers have to be told apart: where all are alike, raising every logit solves the world.
        Scenario none = jobs(horizon, 0)
                .withAnswers("field")
                .withFreshItems(100)
                .withWorkTasks(500)
                .withNetworkLearner()
                .withUpdates(settings.count(Emotions.UPDATES));
        Scenario expert = none.withCritic(1);
        List<Scenario> family = List.of(
                none,
                none.withCritic(settings.get(Emotions.SIGNAL_QUALITY)),
                expert.withValueFunction("own"),
                expert.withValueFunction("learned"),
                expert);
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), family, seed, settings.count(Emotions.WORLDS));
        StudyTable.Builder table = StudyTable.named(
                        "network",
                        "The same of a network, on jobs of the study's horizon, by whose value judges decisions; the last"
                                + " estimate is what impact lacks of that by an intact expert's, world by world")
                .columns("value")
                .estimates("impactBefore", "impact", "decisions", "lost");
        for (int i = 0; i < family.size(); i++) {
            int judge = i;
            table.row(
                    JUDGES.get(i),
                    ensemble.of(i, Measure.IMPACT_SCORE_BEFORE),
                    ensemble.of(i, Measure.IMPACT_SCORE),
                    ensemble.of(i, Measure.WORK_SCORE),
                    ensemble.over(v -> v[INTACT].get(Measure.IMPACT_SCORE) - v[judge].get(Measure.IMPACT_SCORE)));
        }
        return table.build();
    }

    /** The kernel's impact for jobs of a horizon, trained with a critic. */
    double impact(double horizon, double critic) {
        for (int i = 0; i < kernel.rows().size(); i++) {
            if (kernel.numbers("horizon")[i] == horizon && kernel.numbers("critic")[i] == critic) {
                return kernel.numbers("impact")[i];
            }
        }
        throw new IllegalStateException("no row for horizon " + horizon + " and critic " + critic);
    }

    /** The network's impact in a row of its table. */
    double networkImpact(int row) {
        return network.numbers("impact")[row];
    }

    String networkText(int row) {
        return network.estimate("impact", row).points() + " %";
    }

    /** What a row's impact lacks of that by an intact expert's value, in points. */
    String lost(int row) {
        return network.estimate("lost", row).points();
    }

    Figure figure() {
        Curves curves = Curves.plain();
        for (int horizon : horizons(settings)) {
            String name = "jobs of " + Words.count(horizon, "decision");
            curves.add(name, Mark.LINE, kernel.where("horizon", horizon), "critic", "impact");
        }
        int horizon = settings.count(Emotions.HORIZON);
        return new Figure.Lines(
                "impact-by-critic",
                "Jobs of " + Words.count(horizon, "decision") + ": "
                        + Words.percent(impact(horizon, settings.get(Emotions.SIGNAL_QUALITY)))
                        + " done right after training with a damaged critic, " + Words.percent(impact(horizon, 1))
                        + " with an intact one",
                "For single decisions the critic, an expert's, changes nothing; for long jobs impact depends on it almost entirely."
                        + Words.whiskers(settings.count(Emotions.WORLDS), "worlds"),
                Axis.linear("weight ρ of the expert's critic in training", ""),
                Axis.linear("impact", "share of jobs done right"),
                curves.series());
    }

    Figure networkFigure() {
        List<Estimate> before = new ArrayList<>();
        List<Estimate> after = new ArrayList<>();
        for (int i = 0; i < JUDGES.size(); i++) {
            before.add(network.estimate("impactBefore", i));
            after.add(network.estimate("impact", i));
        }
        return new Figure.Bars(
                "network-by-value",
                "A network does " + Words.percent(networkImpact(INTACT))
                        + " of its jobs with an expert's value; none costs " + lost(NONE) + " points, a damaged one "
                        + lost(FAINT),
                "Jobs done right before and after training, by whose value judges decisions. A learned value costs "
                        + lost(LEARNED) + " points."
                        + Words.whiskers(settings.count(Emotions.WORLDS), "worlds"),
                Axis.linear("", ""),
                Axis.linear("impact", "% of jobs done right"),
                JUDGES,
                List.of(Curves.bars("before training", 100, before), Curves.bars("after", 100, after)));
    }
}
