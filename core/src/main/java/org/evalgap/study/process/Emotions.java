package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.evalgap.Parameter;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/** Why somebody with a damaged value signal stays articulate and takes hours to choose socks. */
final class Emotions implements Study {
    static final StudyParameter SIGNAL_QUALITY = StudyParameter.in(
            "signalQuality", 0.02, 0.001, 1, "", "share ρ of the value signal that reaches the decision");
    static final StudyParameter VALUE_DIFFERENCE = StudyParameter.in(
            "valueDifference", 0.5, 0.001, 100, "per s", "drift v of an intact value signal between the two options");
    static final StudyParameter NOISE = StudyParameter.in(
            "noise", 1, 0.001, 1000, "per √s", "standard deviation s of the noise gathered in one second");
    static final StudyParameter ACCURACY = StudyParameter.in(
            "accuracy", 0.9, 0.501, 0.999, "", "probability of the better option that the chooser insists on");
    static final StudyParameter HORIZON = StudyParameter.of(Parameter.WORK_HORIZON, 30);
    static final StudyParameter BUDGET = StudyParameter.of(Parameter.BUDGET);
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH, 2);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION, 0.5);
    static final StudyParameter WORLDS =
            StudyParameter.whole("worlds", 16, 2, 1000, "", "replicates of the simulator for each critic and horizon");
    static final StudyParameter UPDATES = StudyParameter.whole(
            "updates", 300, 10, 10_000, "updates", "training of the network that is asked the same");
    static final StudyParameter STEP = StudyParameter.in(
            "step", 0.05, 0.001, 0.25, "a²/s²", "time step of the simulation, in units of the diffusion's own time");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 10_000, 2, 10_000_000, "", "simulated choices a row");

    private static final double[] QUALITIES = {1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005};
    private static final int POINTS = 40;
    private static final int HALVINGS = 6;
    private static final double THOUSANDFOLD = 1000;

    @Override
    public String name() {
        return "emotions";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                SIGNAL_QUALITY,
                VALUE_DIFFERENCE,
                NOISE,
                ACCURACY,
                STEP,
                REPLICATES,
                HORIZON,
                BUDGET,
                BREADTH,
                MEMORIZATION,
                UPDATES,
                WORLDS);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim("the choice takes more than a thousand times as long", SIGNAL_QUALITY, 0.001, 1, 0, s -> {
            Chooser chooser = chooser(s);
            return chooser.meanTime(s.get(SIGNAL_QUALITY)) / chooser.meanTime(1) - THOUSANDFOLD;
        });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        StudyTable quality = qualityTable(settings, seed);
        StudyTable steps = stepTable(settings, seed);
        CriticQuality critics = CriticQuality.of(settings, seed);
        List<Figure> figures = List.of(
                timeFigure(settings, quality),
                accuracyFigure(settings, quality),
                critics.figure(),
                critics.networkFigure(),
                stepFigure(settings, steps));
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(quality, critics.kernel(), critics.network(), steps),
                figures,
                finding(settings, critics));
    }

    private static Chooser chooser(StudySettings settings) {
        return new Chooser(settings.get(VALUE_DIFFERENCE), settings.get(NOISE), settings.get(ACCURACY));
    }

    private static StudyTable qualityTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "quality",
                        "Choices by the quality of the value signal: at the required accuracy, and with the threshold of an"
                                + " intact signal")
                .columns("signalQuality", "threshold")
                .column("time", "s")
                .column("timeSimulated", "s")
                .column("timeStandardError", "s")
                .columns("slowdown", "accuracySimulated", "accuracyStandardError")
                .column("hastyTime", "s")
                .column("hastyTimeSimulated", "s")
                .column("hastyTimeStandardError", "s")
                .columns("hastyAccuracy", "hastyAccuracySimulated", "hastyAccuracyStandardError");
        Chooser chooser = chooser(settings);
        double intact = chooser.threshold(1);
        double[] qualities = DoubleStream.concat(
                        DoubleStream.of(QUALITIES), DoubleStream.of(settings.get(SIGNAL_QUALITY)))
                .distinct()
                .toArray();
        for (int i = 0; i < qualities.length; i++) {
            double threshold = chooser.threshold(qualities[i]);
            double unit = chooser.unit(threshold);
            Diffusion.Choices patient = simulated(settings, chooser.diffusion(qualities[i], threshold), seed, i, 0);
            Diffusion hasty = chooser.diffusion(qualities[i], intact);
            Diffusion.Choices quick = simulated(settings, hasty, seed, i, 1);
            double fast = chooser.unit(intact);
            table.row(
                    qualities[i],
                    threshold,
                    chooser.meanTime(qualities[i]),
                    patient.time().mean() * unit,
                    patient.time().standardError() * unit,
                    chooser.meanTime(qualities[i]) / chooser.meanTime(1),
                    patient.right().mean(),
                    patient.right().standardError(),
                    hasty.meanTime() * fast,
                    quick.time().mean() * fast,
                    quick.time().standardError() * fast,
                    hasty.accuracy(),
                    quick.right().mean(),
                    quick.right().standardError());
        }
        return table.build();
    }

    private static Diffusion.Choices simulated(
            StudySettings settings, Diffusion diffusion, long seed, int row, int candidate) {
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 1, candidate, row);
        return diffusion.bridged(settings.get(STEP), settings.count(REPLICATES), stream);
    }

    /** What the simulation's step does to its answer, in units of a²/s². */
    private static StudyTable stepTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "steps", "Mean time by the simulation's step, halved from row to row, with and without bridges")
                .column("step", "a²/s²")
                .column("exact", "a²/s²")
                .column("looked", "a²/s²")
                .column("lookedStandardError", "a²/s²")
                .column("lookedPredicted", "a²/s²")
                .column("bridged", "a²/s²")
                .column("bridgedStandardError", "a²/s²");
        Chooser chooser = chooser(settings);
        Diffusion diffusion = chooser.diffusion(1, chooser.threshold(1));
        double step = 4 * settings.get(STEP);
        for (int i = 0; i < HALVINGS; i++) {
            Diffusion.Choices looked = diffusion.looked(
                    step, settings.count(REPLICATES), RandomStream.of(seed, 0, Purpose.STUDY, 2, 0, i));
            Diffusion.Choices bridged = diffusion.bridged(
                    step, settings.count(REPLICATES), RandomStream.of(seed, 0, Purpose.STUDY, 3, 0, i));
            table.row(
                    step,
                    diffusion.meanTime(),
                    looked.time().mean(),
                    looked.time().standardError(),
                    diffusion.meanTimeInSteps(step),
                    bridged.time().mean(),
                    bridged.time().standardError());
            step /= 2;
        }
        return table.build();
    }

    private static Figure timeFigure(StudySettings settings, StudyTable quality) {
        double[] grid = Grid.geometric(QUALITIES[QUALITIES.length - 1], 1, POINTS);
        List<Series> series = new ArrayList<>();
        double required = settings.get(ACCURACY);
        for (double accuracy :
                DoubleStream.of(0.75, required, 0.99).distinct().sorted().toArray()) {
            Chooser other = chooser(settings.with(ACCURACY.name(), accuracy));
            double[] times = DoubleStream.of(grid).map(other::meanTime).toArray();
            series.add(Series.of(Words.percent(accuracy) + " right", Mark.LINE, grid, times));
        }
        series.add(Series.simulated(
                Words.percent(required) + " right, simulated",
                quality.numbers("signalQuality"),
                quality.numbers("timeSimulated"),
                quality.numbers("timeStandardError")));
        for (double seconds : new double[] {60, 3600}) {
            series.add(Series.of(
                    seconds == 60 ? "one minute" : "one hour", Mark.DASHES, new double[] {grid[0], 1}, new double[] {
                        seconds, seconds
                    }));
        }
        return new Figure.Lines(
                "time-by-quality",
                "With " + Words.percent(settings.get(SIGNAL_QUALITY)) + " of the signal a choice takes "
                        + Words.duration(chooser(settings).meanTime(settings.get(SIGNAL_QUALITY))) + " instead of "
                        + Words.duration(chooser(settings).meanTime(1)),
                "Every tenth of the signal that is left multiplies the time by a hundred."
                        + Words.whiskers(settings.count(REPLICATES), "choices a point"),
                Axis.logarithmic("share ρ of the value signal that arrives", ""),
                Axis.logarithmic("mean time to choose", "s"),
                series);
    }

    private static Figure accuracyFigure(StudySettings settings, StudyTable quality) {
        double[] grid = Grid.geometric(QUALITIES[QUALITIES.length - 1], 1, POINTS);
        Chooser chooser = chooser(settings);
        double intact = chooser.threshold(1);
        double[] accuracy = DoubleStream.of(grid)
                .map(q -> chooser.diffusion(q, intact).accuracy())
                .toArray();
        return new Figure.Lines(
                "hasty-accuracy",
                "As fast as before, "
                        + Words.percent(chooser.diffusion(settings.get(SIGNAL_QUALITY), intact)
                                .accuracy()) + " of the choices are right instead of "
                        + Words.percent(settings.get(ACCURACY)),
                "With the threshold of an intact signal, choices stay quick and end as a coin's."
                        + Words.whiskers(settings.count(REPLICATES), "choices a point"),
                Axis.logarithmic("share ρ of the value signal that arrives", ""),
                Axis.linear("probability of the better option", ""),
                List.of(
                        Series.of("1/(1 + exp(−2avρ/s²))", Mark.LINE, grid, accuracy),
                        Series.simulated(
                                "simulated, 95 % interval",
                                quality.numbers("signalQuality"),
                                quality.numbers("hastyAccuracySimulated"),
                                quality.numbers("hastyAccuracyStandardError"))));
    }

    private static Figure stepFigure(StudySettings settings, StudyTable steps) {
        double[] step = steps.numbers("step");
        double exact = steps.numbers("exact")[0];
        return new Figure.Lines(
                "step-error",
                "Looking only after each step of " + Words.number(step[0]) + " is late by "
                        + Words.percent(steps.numbers("looked")[0] / exact - 1) + ", with bridges by "
                        + Words.percent(Math.abs(steps.numbers("bridged")[0] / exact - 1)),
                "Looking only after each step is late by about 1.17 standard deviations of a step, as predicted; bridges"
                        + " between the looks remove the error at every step."
                        + Words.whiskers(settings.count(REPLICATES), "choices a point"),
                Axis.logarithmic("time step", "a²/s²"),
                Axis.linear("mean time", "a²/s²"),
                List.of(
                        Series.of("exact", Mark.DASHES, new double[] {step[0], step[step.length - 1]}, new double[] {
                            exact, exact
                        }),
                        Series.of("looks only, predicted", Mark.LINE, step, steps.numbers("lookedPredicted")),
                        Series.simulated(
                                "looks only, simulated",
                                step,
                                steps.numbers("looked"),
                                steps.numbers("lookedStandardError")),
                        Series.simulated(
                                "with bridges, simulated",
                                step,
                                steps.numbers("bridged"),
                                steps.numbers("bridgedStandardError"))));
    }

    private static String finding(StudySettings settings, CriticQuality critics) {
        double quality = settings.get(SIGNAL_QUALITY);
        Chooser chooser = chooser(settings);
        double time = chooser.meanTime(quality);
        double intact = chooser.meanTime(1);
        int horizon = settings.count(HORIZON);
        return String.format(
                Locale.ROOT,
                "With %s of the value signal left, a choice at %s accuracy takes %s instead of %s (%s × as long), and one made"
                        + " as fast as before is right in %s of the cases; a critic of that weight in training, an expert's, brings"
                        + " jobs of %s to %s done right, an intact one to %s; a network, whose steps do not shrink with its signal, is"
                        + " brought to %s by the intact critic; no critic costs it %s points of that, the damaged one %s and a learned"
                        + " one %s.",
                Words.percent(quality),
                Words.percent(settings.get(ACCURACY)),
                Words.duration(time),
                Words.duration(intact),
                Words.number(time / intact),
                Words.percent(chooser.diffusion(quality, chooser.threshold(1)).accuracy()),
                Words.count(horizon, "decision"),
                Words.percent(critics.impact(horizon, quality)),
                Words.percent(critics.impact(horizon, 1)),
                critics.networkText(CriticQuality.INTACT),
                critics.lost(CriticQuality.NONE),
                critics.lost(CriticQuality.FAINT),
                critics.lost(CriticQuality.LEARNED));
    }
}
