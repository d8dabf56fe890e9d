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
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Turning;
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

    private static final int QUICK = 8;
    private static final double QUARTER = 0.25;
    private static final double HALF = 0.5;
    private static final String SAME =
            "only the order in logits stays, inspired environments being due more all along that row";

    private static final List<String> CORNERS = List.of("neither", "narrow training", "inspired environments", "both");

    /** Something that is divided between the explanations. */
    record Divided(String name, ToDoubleFunction<Outcome> of) {
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
    static final Divided DISCONNECT = Divided.of("disconnect", Measure.DISCONNECT);
    private static final List<Divided> POINTS = List.of(
            DISCONNECT,
            Divided.of("inflation", Measure.INFLATION),
            Divided.of("distribution gap", Measure.DISTRIBUTION_GAP),
            Divided.of("reliability gap", Measure.RELIABILITY_GAP));
    static final Divided DISCONNECT_LOGITS = Divided.of("disconnect", Measure.DISCONNECT_LOGITS);
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
        UnnarrowedNetwork network = UnnarrowedNetwork.of(settings, seed);
        WideBreadths wide = WideBreadths.of(settings, seed);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(shareTable(ensemble), cornerTable(ensemble), wide.table(), network.table()),
                List.of(
                        shareFigure(ensemble, LOGITS, 1, "logits"),
                        shareFigure(ensemble, POINTS, 100, "points"),
                        wide.figure(settings, "Points", "points", 1),
                        wide.figure(settings, "Logits", "logits", 2),
                        cornerFigure(ensemble),
                        network.figure()),
                finding(settings, seed, ensemble, wide, network));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        String sentence = "in logits narrow training accounts for less than a quarter of it";
        return new Claim(sentence, WIDE_BREADTH, 1, 1000, replicates, below(QUARTER, replicates, seed));
    }

    /** That inspired environments are due more, which another assumption turns. */
    private static Claim order(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        String sentence = "in logits inspired environments account for more of it than narrow training does";
        return new Claim(sentence, INSPIRATION, 0, 1, replicates, below(HALF, replicates, seed));
    }

    /** By how much narrow training is due less than a part of what both do to the disconnect in logits. */
    private static ToDoubleFunction<StudySettings> below(double part, int replicates, long seed) {
        return settings -> {
            Ensemble e = Ensemble.of(Simulator.ofScores(), corners(settings), seed, replicates);
            double narrow = due(e, DISCONNECT_LOGITS, true).value();
            return part * (narrow + due(e, DISCONNECT_LOGITS, false).value()) - narrow;
        };
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
    static Estimate due(Ensemble ensemble, Divided of, boolean narrow, int... corner) {
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
                "The three bars of a group add up to what both explanations together leave."
                        + Words.whiskers(ensemble.replicates(), "worlds"),
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
                "Gains with each explanation on and off, the same compute and the same worlds."
                        + Words.whiskers(ensemble.replicates(), "worlds"),
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

    /** Below which inspiration the order turns. */
    private static String turn(StudySettings settings, long seed) {
        Turning turning = Turning.of(order(settings, seed), settings);
        return turning.holds() && turning.below().isPresent()
                ? " (with an inspiration below "
                        + Words.number(Words.twoDigits(turning.below().getAsDouble())) + " they would not be)"
                : "";
    }

    private static String finding(
            StudySettings settings, long seed, Ensemble ensemble, WideBreadths wide, UnnarrowedNetwork network) {
        Divided work = GAINS.get(2);
        Estimate growth = ensemble.over(v -> DISCONNECT.at(v[3]) - DISCONNECT.at(v[0]));
        Estimate logits = ensemble.over(v -> DISCONNECT_LOGITS.at(v[3]) - DISCONNECT_LOGITS.at(v[0]));
        return String.format(
                Locale.ROOT,
                "Both explanations together move the disconnect by %s logits: narrow training accounts for %s of it and inspired"
                        + " environments for %s; in points, %s, for %s and %s; neither scale identifies the split, since with wideBreadth"
                        + " from %s to %s narrow training's share runs from %s logits and from %s points; %s; training gains %s points at"
                        + " work (%s"
                        + " public) with neither and %s (%s public) with both, and of that change at work narrow training accounts for"
                        + " %s, inspired environments for %s; a pretrained network, in which only inspiration can be switched, gains %s"
                        + " points at work without it and %s with it, %s less, and its disconnect grows by %s logits with it.",
                logits.text(),
                due(ensemble, DISCONNECT_LOGITS, true).text(),
                due(ensemble, DISCONNECT_LOGITS, false).text(),
                growth.points(),
                due(ensemble, DISCONNECT, true).points(),
                due(ensemble, DISCONNECT, false).points(),
                Words.number(wide.least()),
                Words.number(wide.most()),
                wide.ends("Logits", 2),
                wide.ends("Points", 1),
                wide.sameOrder() ? SAME + turn(settings, seed) : "not even the order is the same all along that row",
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
