package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.junit.jupiter.api.Test;

/**
 * What the study of emotions tells, against the closed forms of its choices, choices walked plainly and the simulator asked by hand. Both
 * sides draw from the same numbers, so that no check has a false alarm.
 */
class EmotionsTablesTest {
    private static final long SEED = 7;
    private static final double OWN = 0.3;
    private static final double DRIFT = 0.8;
    private static final double NOISE = 1.5;
    private static final double ACCURACY = 0.85;
    private static final double STEP = 0.2;
    private static final int CHOICES = 30;
    private static final int WORLDS = 2;
    private static final int HORIZON = 4;
    private static final double[] QUALITIES = {1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, OWN};
    private static final StudySettings SETTINGS = new Emotions()
            .defaults()
            .with("signalQuality", OWN)
            .with("valueDifference", DRIFT)
            .with("noise", NOISE)
            .with("accuracy", ACCURACY)
            .with("step", STEP)
            .with("replicates", CHOICES)
            .with("workHorizon", HORIZON)
            .with("budget", 30)
            .with("breadth", 1.5)
            .with("memorization", 0.4)
            .with("updates", 10)
            .with("worlds", WORLDS);

    private StudyResult result;

    /** Closed forms, plain walks and the simulator asked by hand, for every table, figure and sentence. */
    @Test
    void everyNumberIsThatOfClosedFormsPlainWalksAndTheSimulator() {
        result = new Emotions().measure(SETTINGS, SEED);
        choicesHaveTheClosedForms();
        choicesAreSimulatedAsPlainly();
        stepsAreHalved();
        criticsAreThoseOfTheSimulator();
        networkIsThatOfTheSimulator();
        timesAreDrawnByQuality();
        accuraciesAreDrawnByQuality();
        stepsAreDrawn();
        criticsAreDrawnByHorizon();
        networkIsDrawnInPercent();
        findingTellsTheClosedFormsAndTheTables();
    }

    /** s² logit(p)/(2vρ). */
    private static double threshold(double quality, double accuracy) {
        return NOISE * NOISE * Math.log(accuracy / (1 - accuracy)) / (2 * DRIFT * quality);
    }

    /** s² logit(p)(2p − 1)/(2v²ρ²). */
    private static double time(double quality, double accuracy) {
        return threshold(quality, accuracy) * (2 * accuracy - 1) / (DRIFT * quality);
    }

    /** 1/(1 + exp(−2avρ/s²)) at the threshold of an intact signal. */
    private static double hastyAccuracy(double quality) {
        return 1 / (1 + Math.exp(-2 * threshold(1, ACCURACY) * DRIFT * quality / (NOISE * NOISE)));
    }

    /** Closed forms of Bogacz et al. (2006): threshold, time a tanh(avρ/s²)/(vρ) and accuracy. */
    private void choicesHaveTheClosedForms() {
        StudyTable table = Drawn.table(result, "quality");
        Drawn.agree("signalQuality", table.numbers("signalQuality"), QUALITIES, 0);
        double a = threshold(1, ACCURACY);
        for (int i = 0; i < QUALITIES.length; i++) {
            double q = QUALITIES[i];
            double hasty = a / (DRIFT * q) * Math.tanh(a * DRIFT * q / (NOISE * NOISE));
            near(table, "threshold", i, threshold(q, ACCURACY));
            near(table, "time", i, time(q, ACCURACY));
            near(table, "slowdown", i, 1 / (q * q));
            near(table, "hastyTime", i, hasty);
            near(table, "hastyAccuracy", i, hastyAccuracy(q));
        }
    }

    private static void near(StudyTable table, String column, int row, double expected) {
        assertThat(table.numbers(column)[row])
                .as("%s, %d", column, row)
                .isCloseTo(expected, within(1e-7 * Math.abs(expected) + 1e-12));
    }

    /** Independent computation: choices walked plainly, whose unit of time is a²/s² seconds. */
    private void choicesAreSimulatedAsPlainly() {
        StudyTable table = Drawn.table(result, "quality");
        for (int i = 0; i < QUALITIES.length; i++) {
            // At the required accuracy the drift is logit(p)/2 whatever the signal.
            double patient = 0.5 * Math.log(ACCURACY / (1 - ACCURACY));
            simulated(table, i, 0, patient, Math.pow(threshold(QUALITIES[i], ACCURACY) / NOISE, 2), "time", "accuracy");
            double unit = Math.pow(threshold(1, ACCURACY) / NOISE, 2);
            simulated(table, i, 1, patient * QUALITIES[i], unit, "hastyTime", "hastyAccuracy");
        }
    }

    private static void simulated(
            StudyTable table, int row, int kind, double drift, double unit, String time, String accuracy) {
        Diffusion.Choices plain =
                DiffusionWalksTest.bridged(drift, STEP, CHOICES, RandomStream.of(SEED, 0, Purpose.STUDY, 1, kind, row));
        near(table, time + "Simulated", row, plain.time().mean() * unit);
        near(table, time + "StandardError", row, plain.time().standardError() * unit);
        near(table, accuracy + "Simulated", row, plain.right().mean());
        near(table, accuracy + "StandardError", row, plain.right().standardError());
    }

    /** Closed form tanh(A)/A, Siegmund's correction of it, and choices walked plainly; steps are halved from four times the study's. */
    private void stepsAreHalved() {
        StudyTable table = Drawn.table(result, "steps");
        double drift = 0.5 * Math.log(ACCURACY / (1 - ACCURACY));
        assertThat(table.rows()).hasSize(6);
        for (int i = 0; i < 6; i++) {
            double step = 4 * STEP / Math.pow(2, i);
            double wider = 1 + Diffusion.OVERSHOOT * Math.sqrt(step);
            Tally looked = DiffusionWalksTest.looked(
                            drift, step, CHOICES, RandomStream.of(SEED, 0, Purpose.STUDY, 2, 0, i))
                    .time();
            Tally bridged = DiffusionWalksTest.bridged(
                            drift, step, CHOICES, RandomStream.of(SEED, 0, Purpose.STUDY, 3, 0, i))
                    .time();
            near(table, "step", i, step);
            near(table, "exact", i, Math.tanh(drift) / drift);
            near(table, "looked", i, looked.mean());
            near(table, "lookedStandardError", i, looked.standardError());
            near(table, "lookedPredicted", i, wider * Math.tanh(drift * wider) / drift);
            near(table, "bridged", i, bridged.mean());
            near(table, "bridgedStandardError", i, bridged.standardError());
        }
    }

    private static Scenario jobs(int horizon, double critic) {
        return Scenario.withDefaults()
                .withInspiration(0)
                .withEnvironmentHorizon(horizon)
                .withWorkHorizon(horizon)
                .withCritic(critic);
    }

    private static final int[] HORIZONS = {1, 4, 10, 100};
    private static final double[] CRITICS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

    /** The simulator asked by hand, for every seventh row. The study's own quality is one of the tenths here, and is asked once. */
    private void criticsAreThoseOfTheSimulator() {
        StudyTable table = Drawn.table(result, "critics");
        assertThat(table.rows()).hasSize(HORIZONS.length * CRITICS.length);
        for (int i = 0; i < table.rows().size(); i++) {
            int horizon = HORIZONS[i / CRITICS.length];
            double critic = CRITICS[i % CRITICS.length];
            near(table, "horizon", i, horizon);
            near(table, "critic", i, critic);
            if (i % 7 != 0) {
                continue;
            }
            Scenario scenario =
                    jobs(horizon, critic).withBudget(30).withBreadth(1.5).withMemorization(0.4);
            Summary summary = Simulator.ofScores().summarize(scenario, SEED, WORLDS);
            near(table, "impactBefore", i, summary.mean(Measure.IMPACT_SCORE_BEFORE));
            near(table, "impact", i, summary.mean(Measure.IMPACT_SCORE));
            near(
                    table,
                    "impactStandardError",
                    i,
                    summary.standardError(Measure.IMPACT_SCORE).orElseThrow());
            near(table, "decisions", i, summary.mean(Measure.WORK_SCORE));
        }
    }

    /** The simulator asked by hand, one world and one value at a time. */
    private void networkIsThatOfTheSimulator() {
        Scenario none = jobs(HORIZON, 0)
                .withAnswers("field")
                .withFreshItems(100)
                .withWorkTasks(500)
                .withNetworkLearner()
                .withUpdates(10);
        List<Scenario> judges = List.of(
                none,
                none.withCritic(OWN),
                none.withCritic(1).withValueFunction("own"),
                none.withCritic(1).withValueFunction("learned"),
                none.withCritic(1));
        Outcome[][] outcomes = new Outcome[judges.size()][WORLDS];
        for (int i = 0; i < judges.size(); i++) {
            for (int world = 0; world < WORLDS; world++) {
                outcomes[i][world] = Simulator.ofScores().simulate(judges.get(i), SEED, world);
            }
        }
        StudyTable table = Drawn.table(result, "network");
        assertThat(table.column("value"))
                .containsExactly("none", "expert's, damaged", "own", "learned", "expert's, intact");
        for (int i = 0; i < judges.size(); i++) {
            Tally before = new Tally();
            Tally impact = new Tally();
            Tally decisions = new Tally();
            Tally lost = new Tally();
            for (int world = 0; world < WORLDS; world++) {
                Outcome outcome = outcomes[i][world];
                before.add(outcome.get(Measure.IMPACT_SCORE_BEFORE));
                impact.add(outcome.get(Measure.IMPACT_SCORE));
                decisions.add(outcome.get(Measure.WORK_SCORE));
                lost.add(outcomes[4][world].get(Measure.IMPACT_SCORE) - outcome.get(Measure.IMPACT_SCORE));
            }
            estimate(table, "impactBefore", i, before);
            estimate(table, "impact", i, impact);
            estimate(table, "decisions", i, decisions);
            estimate(table, "lost", i, lost);
        }
    }

    private static void estimate(StudyTable table, String column, int row, Tally expected) {
        near(table, column, row, expected.mean());
        near(table, column + StudyTable.ERROR, row, expected.standardError());
    }

    private static double[] grid() {
        double[] grid = new double[40];
        for (int i = 0; i < 40; i++) {
            grid[i] = 0.005 * Math.pow(200, i / 39.0);
        }
        return grid;
    }

    private static double[] over(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    /** Closed forms along a grid of equal ratios, and the table's simulated points. */
    private void timesAreDrawnByQuality() {
        Figure.Lines figure = Drawn.lines(result, "time-by-quality");
        StudyTable table = Drawn.table(result, "quality");
        for (double accuracy : new double[] {0.75, ACCURACY, 0.99}) {
            Drawn.agree(
                    figure.series(), Words.percent(accuracy) + " right", grid(), over(grid(), q -> time(q, accuracy)));
        }
        Drawn.agree(
                figure.series(),
                "85 % right, simulated",
                QUALITIES,
                table.numbers("timeSimulated"),
                table.numbers("timeStandardError"));
        double[] ends = {0.005, 1};
        Drawn.agree(figure.series(), "one minute", ends, new double[] {60, 60});
        Drawn.agree(figure.series(), "one hour", ends, new double[] {3600, 3600});
        assertThat(figure.series()).hasSize(6);
        assertThat(figure.title())
                .isEqualTo("With 30 % of the signal a choice takes " + Words.duration(time(OWN, ACCURACY))
                        + " instead of " + Words.duration(time(1, ACCURACY)));
    }

    /** Closed form along the same grid. */
    private void accuraciesAreDrawnByQuality() {
        Figure.Lines figure = Drawn.lines(result, "hasty-accuracy");
        StudyTable table = Drawn.table(result, "quality");
        Drawn.agree(figure.series(), "1/(1 + exp(−2avρ/s²))", grid(), over(grid(), EmotionsTablesTest::hastyAccuracy));
        Drawn.agree(
                figure.series(),
                "simulated, 95 % interval",
                QUALITIES,
                table.numbers("hastyAccuracySimulated"),
                table.numbers("hastyAccuracyStandardError"));
        assertThat(figure.title())
                .isEqualTo("As fast as before, " + Words.percent(hastyAccuracy(OWN))
                        + " of the choices are right instead of 85 %");
    }

    /** Each series is the table's column; the title's shares are of the closed form. */
    private void stepsAreDrawn() {
        Figure.Lines figure = Drawn.lines(result, "step-error");
        StudyTable table = Drawn.table(result, "steps");
        double[] step = table.numbers("step");
        double drift = 0.5 * Math.log(ACCURACY / (1 - ACCURACY));
        double exact = Math.tanh(drift) / drift;
        Drawn.agree(figure.series(), "exact", new double[] {4 * STEP, STEP / 8}, new double[] {exact, exact});
        Drawn.agree(figure.series(), "looks only, predicted", step, table.numbers("lookedPredicted"));
        double[] errors = table.numbers("lookedStandardError");
        Drawn.agree(figure.series(), "looks only, simulated", step, table.numbers("looked"), errors);
        double[] others = table.numbers("bridgedStandardError");
        Drawn.agree(figure.series(), "with bridges, simulated", step, table.numbers("bridged"), others);
        double late = (table.numbers("looked")[0] - exact) / exact;
        double off = Math.abs(table.numbers("bridged")[0] - exact) / exact;
        assertThat(figure.title())
                .isEqualTo("Looking only after each step of 0.8 is late by " + Words.percent(late)
                        + ", with bridges by " + Words.percent(off));
    }

    private double impact(int horizon, double critic) {
        StudyTable table = Drawn.table(result, "critics");
        List<Double> found = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            if (row.get(0).equals(horizon) && row.get(1).equals(critic)) {
                found.add((Double) row.get(3));
            }
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Each series is the rows of one horizon. */
    private void criticsAreDrawnByHorizon() {
        Figure.Lines figure = Drawn.lines(result, "impact-by-critic");
        StudyTable table = Drawn.table(result, "critics");
        assertThat(figure.series())
                .extracting(Series::name)
                .containsExactly(
                        "jobs of 1 decision", "jobs of 4 decisions", "jobs of 10 decisions", "jobs of 100 decisions");
        for (int h = 0; h < HORIZONS.length; h++) {
            double[] impact = new double[CRITICS.length];
            double[] errors = new double[CRITICS.length];
            for (int c = 0; c < CRITICS.length; c++) {
                impact[c] = impact(HORIZONS[h], CRITICS[c]);
                errors[c] = table.numbers("impactStandardError")[h * CRITICS.length + c];
            }
            String name = figure.series().get(h).name();
            Drawn.agree(figure.series(), name, CRITICS, impact, errors);
        }
        assertThat(figure.title())
                .isEqualTo("Jobs of 4 decisions: " + Words.percent(impact(4, OWN))
                        + " done right after training with a damaged critic, " + Words.percent(impact(4, 1))
                        + " with an intact one");
    }

    private String lost(int judge) {
        return Drawn.table(result, "network").estimate("lost", judge).points();
    }

    /** Bars are the table's columns in percent. */
    private void networkIsDrawnInPercent() {
        Figure.Bars figure = (Figure.Bars) Drawn.figure(result, "network-by-value");
        StudyTable table = Drawn.table(result, "network");
        double[] index = {0, 1, 2, 3, 4};
        Drawn.agree(
                figure.series(),
                "before training",
                index,
                over(table.numbers("impactBefore"), v -> 100 * v),
                over(table.numbers("impactBeforeStandardError"), v -> 100 * v));
        Drawn.agree(
                figure.series(),
                "after",
                index,
                over(table.numbers("impact"), v -> 100 * v),
                over(table.numbers("impactStandardError"), v -> 100 * v));
        assertThat(figure.title())
                .isEqualTo("A network does " + Words.percent(table.numbers("impact")[4])
                        + " of its jobs with an expert's value; none costs " + lost(0)
                        + " points, a damaged one " + lost(1));
        assertThat(figure.caption()).contains("A learned value costs " + lost(3) + " points.");
    }

    /** Closed forms, and the rows of the tables at the study's horizon. */
    private void findingTellsTheClosedFormsAndTheTables() {
        Estimate intact = Drawn.table(result, "network").estimate("impact", 4);
        assertThat(result.finding())
                .isEqualTo("With 30 % of the value signal left, a choice at 85 % accuracy takes "
                        + Words.duration(time(OWN, ACCURACY)) + " instead of " + Words.duration(time(1, ACCURACY))
                        + " (11.1 × as long), and one made as fast as before is right in "
                        + Words.percent(hastyAccuracy(OWN))
                        + " of the cases; a critic of that weight in training, an expert's, brings jobs of 4 decisions to "
                        + Words.percent(impact(4, OWN)) + " done right, an intact one to " + Words.percent(impact(4, 1))
                        + "; a network, whose steps do not shrink with its signal, is brought to " + intact.points()
                        + " % by the intact critic; no critic costs it " + lost(0)
                        + " points of that, the damaged one " + lost(1) + " and a learned one " + lost(3) + ".");
    }
}
