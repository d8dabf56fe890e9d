package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/** Two explanations of why evals and work do not fit together, each on and off, and what each is due. */
final class TwoExplanations implements Study {
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter NARROWING = StudyParameter.of(Parameter.NARROWING, 0.5);
    static final StudyParameter WIDE_BREADTH = StudyParameter.in(
            "wideBreadth",
            1.5,
            1e-9,
            1e9,
            "distance",
            "breadth of a learner whose training is not narrow; it memorises nothing");
    static final StudyParameter INSPIRATION = StudyParameter.of(Parameter.INSPIRATION, 0.9);
    static final StudyParameter DEPARTURE = StudyParameter.of(Parameter.DEPARTURE);
    static final StudyParameter FORMAT_LEARNING = StudyParameter.of(Parameter.FORMAT_LEARNING, 0.02);
    static final StudyParameter BUDGET = StudyParameter.of(Parameter.BUDGET, 256);
    static final StudyParameter WORK_HORIZON = StudyParameter.of(Parameter.WORK_HORIZON);
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 200, 2, 100_000, "", "worlds simulated, the same ones at each corner");

    static final StudyParameter PRETRAINING = StudyParameter.whole(
            "pretraining", 300, 1, 10_000, "updates", "what the network that is asked the same learned before");
    static final StudyParameter UPDATES =
            StudyParameter.whole("updates", 100, 10, 10_000, "updates", "training of that network");
    static final StudyParameter WORLDS =
            StudyParameter.whole("worlds", 12, 2, 10_000, "", "worlds in which a pretrained network is asked the same");

    /** What "not narrow" might mean, for the row of the figure. */
    private static final double[] WIDE = {1.25, 1.5, 2, 3, 5};

    private static final int QUICK = 8;

    /** Worlds of the row, of which six corners more are simulated than of the rest. */
    private static final int ROW = 100;

    private static final List<String> CORNERS = List.of("neither", "narrow training", "inspired environments", "both");

    /** Something that is divided between the explanations. */
    private record Divided(String name, ToDoubleFunction<Outcome> of) {
        static Divided of(String name, Measure measure) {
            return new Divided(name, outcome -> outcome.get(measure));
        }

        static Divided gain(Score score) {
            return new Divided(score.label() + " gain", outcome -> score.gain(outcome::get));
        }

        double at(Outcome outcome) {
            return of.applyAsDouble(outcome);
        }
    }

    private static final List<Divided> GAINS =
            Arrays.stream(Score.values()).map(Divided::gain).toList();
    private static final Divided DISCONNECT = Divided.of("disconnect", Measure.DISCONNECT);
    private static final List<Divided> POINTS = List.of(
            DISCONNECT,
            Divided.of("inflation", Measure.INFLATION),
            Divided.of("distribution gap", Measure.DISTRIBUTION_GAP),
            Divided.of("reliability gap", Measure.RELIABILITY_GAP));
    private static final Divided DISCONNECT_LOGITS = Divided.of("disconnect", Measure.DISCONNECT_LOGITS);
    private static final List<Divided> LOGITS = List.of(
            DISCONNECT_LOGITS,
            Divided.of("inflation", Measure.INFLATION_LOGITS),
            Divided.of("distribution gap", Measure.DISTRIBUTION_GAP_LOGITS),
            Divided.of("reliability gap", Measure.RELIABILITY_GAP_LOGITS));

    @Override
    public String name() {
        return "two-explanations";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                BREADTH,
                MEMORIZATION,
                NARROWING,
                WIDE_BREADTH,
                INSPIRATION,
                DEPARTURE,
                FORMAT_LEARNING,
                BUDGET,
                WORK_HORIZON,
                REPLICATES,
                PRETRAINING,
                UPDATES,
                WORLDS);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Ensemble ensemble = Ensemble.of(Simulator.ofScores(), corners(settings), seed, settings.count(REPLICATES));
        Ensemble row =
                Ensemble.of(Simulator.ofScores(), row(settings), seed, Math.min(ROW, settings.count(REPLICATES)));
        UnnarrowedNetwork network = UnnarrowedNetwork.of(settings, seed);
        StudyTable wide = wideTable(row);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(shareTable(ensemble), cornerTable(ensemble), wide, network.table()),
                List.of(
                        shareFigure(ensemble, LOGITS, 1, "logits"),
                        shareFigure(ensemble, POINTS, 100, "points"),
                        wideFigure(wide, "Points", "points"),
                        wideFigure(wide, "Logits", "logits"),
                        cornerFigure(ensemble),
                        network.figure()),
                finding(ensemble, wide, network));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim(
                "in logits inspired environments account for more of it than narrow training does",
                INSPIRATION,
                0,
                1,
                replicates,
                s -> {
                    Ensemble e = Ensemble.of(Simulator.ofScores(), corners(s), seed, replicates);
                    return due(e, DISCONNECT_LOGITS, false).value()
                            - due(e, DISCONNECT_LOGITS, true).value();
                });
    }

    /** Both corners of narrow training, and then both others for every breadth of a learner that is not narrow. */
    private static List<Scenario> row(StudySettings settings) {
        List<Scenario> corners = corners(settings);
        List<Scenario> family = new ArrayList<>(List.of(corners.get(1), corners.get(3)));
        for (double breadth : WIDE) {
            List<Scenario> other = corners(settings.with(WIDE_BREADTH.name(), breadth));
            family.addAll(List.of(other.get(0), other.get(2)));
        }
        return family;
    }

    /** What an explanation is due where learning that is not narrow carries as far as the row's breadth. */
    private static Estimate due(Ensemble row, Divided of, int breadth, boolean narrow) {
        int wide = 2 + 2 * breadth;
        return due(row, of, narrow, wide, 0, wide + 1, 1);
    }

    private static StudyTable wideTable(Ensemble row) {
        StudyTable.Builder table = StudyTable.named(
                        "wide-breadths",
                        "What each explanation is due of the disconnect, by how far learning carries that is not narrow")
                .column("wideBreadth", "distance")
                .estimates("narrowPoints", "inspiredPoints", "narrowLogits", "inspiredLogits");
        for (int i = 0; i < WIDE.length; i++) {
            table.row(
                    WIDE[i],
                    due(row, DISCONNECT, i, true).times(100),
                    due(row, DISCONNECT, i, false).times(100),
                    due(row, DISCONNECT_LOGITS, i, true),
                    due(row, DISCONNECT_LOGITS, i, false));
        }
        return table.build();
    }

    private static Figure wideFigure(StudyTable wide, String column, String unit) {
        Curves curves = Curves.plain()
                .add("narrow training", Mark.LINE, wide, "wideBreadth", "narrow" + column)
                .add("inspired environments", Mark.LINE, wide, "wideBreadth", "inspired" + column);
        double[] narrow = wide.numbers("narrow" + column);
        String from = Estimate.fixed(narrow[0], 1);
        String to = Estimate.fixed(narrow[narrow.length - 1], 1);
        return new Figure.Lines(
                "split-in-" + unit,
                "Narrow training's share runs from " + from + " to " + to + " " + unit
                        + ", by what \"not narrow\" means",
                "What each explanation is due of the disconnect, by the breadth of learning that is not narrow (wideBreadth), which"
                        + " nobody has measured. Intervals are 95 %.",
                Axis.logarithmic("breadth of a learner whose training is not narrow", "distance"),
                Axis.linear("accounted for", unit),
                curves.series());
    }

    /** Neither, narrow training, inspired environments, both. */
    static List<Scenario> corners(StudySettings settings) {
        Scenario base =
                Scenario.withDefaults().withBudget(settings.get(BUDGET)).withWorkHorizon(settings.count(WORK_HORIZON));
        Scenario wide = base.withBreadth(settings.get(WIDE_BREADTH)).withMemorization(0);
        Scenario narrow = base.withBreadth(settings.get(BREADTH))
                .withMemorization(settings.get(MEMORIZATION))
                .withNarrowing(settings.get(NARROWING));
        return List.of(
                wide.withInspiration(0),
                narrow.withInspiration(0),
                inspired(wide, settings),
                inspired(narrow, settings));
    }

    private static Scenario inspired(Scenario scenario, StudySettings settings) {
        return scenario.withInspiration(settings.get(INSPIRATION))
                .withDeparture(settings.get(DEPARTURE))
                .withFormatLearning(settings.get(FORMAT_LEARNING));
    }

    /** What an explanation is due, from the four corners of one world. */
    static double shapley(double neither, double alone, double other, double both) {
        return 0.5 * (alone - neither) + 0.5 * (both - other);
    }

    private static Estimate due(Ensemble ensemble, Divided of, boolean narrow) {
        return due(ensemble, of, narrow, 0, 1, 2, 3);
    }

    /** What one of both is due, from the places of the corners: neither, narrow training, inspired environments, both. */
    private static Estimate due(Ensemble ensemble, Divided of, boolean narrow, int... corner) {
        int alone = narrow ? corner[1] : corner[2];
        int other = narrow ? corner[2] : corner[1];
        return ensemble.over(v -> shapley(of.at(v[corner[0]]), of.at(v[alone]), of.at(v[other]), of.at(v[corner[3]])));
    }

    /** What each explanation is due, alone. */
    static StudyTable shares(StudySettings settings, long seed) {
        return shareTable(Ensemble.of(Simulator.ofScores(), corners(settings), seed, settings.count(REPLICATES)));
    }

    private static StudyTable shareTable(Ensemble ensemble) {
        StudyTable.Builder table = StudyTable.named(
                        "shares",
                        "What each explanation accounts for of the disconnect, its parts and the gains; neither + narrow + inspired"
                                + " = both")
                .columns("part", "scale")
                .estimates("neither", "narrow", "inspired", "both", "interaction");
        POINTS.forEach(part -> row(table, ensemble, "share", part));
        LOGITS.forEach(part -> row(table, ensemble, "logits", part));
        GAINS.forEach(part -> row(table, ensemble, "share", part));
        return table.build();
    }

    private static void row(StudyTable.Builder table, Ensemble ensemble, String scale, Divided part) {
        table.row(
                part.name,
                scale,
                at(ensemble, part, 0),
                due(ensemble, part, true),
                due(ensemble, part, false),
                at(ensemble, part, 3),
                ensemble.over(v -> part.at(v[3]) - part.at(v[1]) - part.at(v[2]) + part.at(v[0])));
    }

    private static StudyTable cornerTable(Ensemble ensemble) {
        StudyTable.Builder table = StudyTable.named("corners", "Gains by training at the four corners")
                .columns("corner")
                .estimates("publicGain", "freshGain", "workGain", "impactGain");
        for (int i = 0; i < CORNERS.size(); i++) {
            List<Object> cells = new ArrayList<>(List.of(CORNERS.get(i)));
            for (Divided gain : GAINS) {
                cells.add(at(ensemble, gain, i));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static Estimate at(Ensemble ensemble, Divided of, int corner) {
        return ensemble.over(v -> of.at(v[corner]));
    }

    private static Series bars(String name, double scale, List<Divided> parts, Function<Divided, Estimate> height) {
        return Curves.bars(name, scale, parts.stream().map(height).toList());
    }

    private static Figure shareFigure(Ensemble ensemble, List<Divided> parts, double scale, String unit) {
        return new Figure.Bars(
                "shares-in-" + unit,
                "Of the change of the disconnect narrow training is due "
                        + Estimate.fixed(
                                scale * due(ensemble, parts.get(0), true).value(), 1) + " "
                        + unit
                        + ", inspired environments "
                        + Estimate.fixed(
                                scale * due(ensemble, parts.get(0), false).value(), 1),
                "The three bars of a group add up to what both explanations together leave. Intervals are 95 %.",
                Axis.linear("", ""),
                Axis.linear("accounted for", unit),
                parts.stream().map(Divided::name).toList(),
                List.of(
                        bars("neither", scale, parts, part -> at(ensemble, part, 0)),
                        bars("narrow training", scale, parts, part -> due(ensemble, part, true)),
                        bars("inspired environments", scale, parts, part -> due(ensemble, part, false))));
    }

    private static Figure cornerFigure(Ensemble ensemble) {
        List<Integer> corners = List.of(0, 1, 2, 3);
        return new Figure.Bars(
                "corners",
                "At work training gains " + at(ensemble, GAINS.get(2), 0).point() + " points with neither, "
                        + at(ensemble, GAINS.get(2), 1).point() + " narrow, "
                        + at(ensemble, GAINS.get(2), 2).point() + " inspired, "
                        + at(ensemble, GAINS.get(2), 3).point() + " with both",
                "Gains with each explanation on and off, the same compute and the same worlds. Intervals are 95 %.",
                Axis.linear("", ""),
                Axis.linear("gain", "points"),
                CORNERS,
                GAINS.stream()
                        .map(gain -> Curves.bars(
                                gain.name,
                                100,
                                corners.stream().map(i -> at(ensemble, gain, i)).toList()))
                        .toList());
    }

    private static String finding(Ensemble ensemble, StudyTable wide, UnnarrowedNetwork network) {
        Divided work = GAINS.get(2);
        Estimate growth = ensemble.over(v -> DISCONNECT.at(v[3]) - DISCONNECT.at(v[0]));
        Estimate logits = ensemble.over(v -> DISCONNECT_LOGITS.at(v[3]) - DISCONNECT_LOGITS.at(v[0]));
        double[] narrow = wide.numbers("narrowPoints");
        return String.format(
                Locale.ROOT,
                "Both explanations together move the disconnect by %s logits: narrow training accounts for %s of it and inspired"
                        + " environments for %s; in points, %s, the split (%s and %s) depends on what counts as not narrow, as narrow"
                        + " training's share runs from %s to %s with wideBreadth from %s to %s; training gains %s points at work (%s"
                        + " public) with neither and %s (%s public) with both, and of that change at work narrow training accounts for"
                        + " %s, inspired environments for %s; a pretrained network, in which only inspiration can be switched, gains %s"
                        + " points at work without it and %s with it, %s less, and its disconnect grows by %s logits with it.",
                logits.text(),
                due(ensemble, DISCONNECT_LOGITS, true).text(),
                due(ensemble, DISCONNECT_LOGITS, false).text(),
                growth.points(),
                due(ensemble, DISCONNECT, true).points(),
                due(ensemble, DISCONNECT, false).points(),
                Estimate.fixed(narrow[0], 1),
                Estimate.fixed(narrow[narrow.length - 1], 1),
                Words.number(WIDE[0]),
                Words.number(WIDE[WIDE.length - 1]),
                at(ensemble, work, 0).point(),
                at(ensemble, GAINS.get(0), 0).point(),
                at(ensemble, work, 3).point(),
                at(ensemble, GAINS.get(0), 3).point(),
                due(ensemble, work, true).point(),
                due(ensemble, work, false).point(),
                network.work(false),
                network.work(true),
                network.lost(),
                network.opened());
    }
}
