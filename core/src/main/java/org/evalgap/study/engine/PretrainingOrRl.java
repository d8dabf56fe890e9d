package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;
import org.evalgap.task.GaussianMixture;

/** Training on everything against training on what a few people chose: how much depends on who chose. */
final class PretrainingOrRl implements Study {
    static final StudyParameter BIAS_SPREAD = StudyParameter.in(
            "biasSpread",
            0.8,
            0,
            10,
            "distance",
            "standard deviation per axis of where designers' imaginations centre");
    static final StudyParameter DESIGNER_SPREAD = StudyParameter.in(
            "designerSpread", 0.6, 0, 10, "distance", "standard deviation per axis of what one designer imagines");
    static final StudyParameter DIMENSION =
            StudyParameter.whole("dimension", 8, 1, 32, "axes", "number of skills a task can ask for");
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION, 0.5);
    static final StudyParameter INSPIRATION = StudyParameter.of(Parameter.INSPIRATION, 0);
    static final StudyParameter BUDGET = StudyParameter.of(Parameter.BUDGET);
    static final StudyParameter ENVIRONMENTS =
            StudyParameter.whole("environments", 256, 1, 1024, "environments", "number of training environments");
    static final StudyParameter TEAMS =
            StudyParameter.whole("teams", 100, 2, 2000, "teams", "teams of designers that are compared");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 4, 2, 1000, "", "worlds that each team's training is simulated in");

    static final StudyParameter PRETRAINING = StudyParameter.whole(
            "pretraining", 300, 1, 10_000, "updates", "what the network that is asked the same learned before");
    static final StudyParameter UPDATES =
            StudyParameter.whole("updates", 100, 10, 10_000, "updates", "training of that network");
    static final StudyParameter WORLDS = StudyParameter.whole(
            "worlds",
            8,
            2,
            1000,
            "",
            "single designers whose environments a pretrained network is trained on, twice each");

    /** Designers a team; 0 stands for everybody. */
    private static final int[] SIZES = {1, 2, 4, 8, 16, 0};

    private static final int MOST = 16;
    private static final int QUICK = 16;
    private static final int EVERYBODY = SIZES.length - 1;

    @Override
    public String name() {
        return "pretraining-or-rl";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                BIAS_SPREAD,
                DESIGNER_SPREAD,
                DIMENSION,
                BREADTH,
                MEMORIZATION,
                INSPIRATION,
                BUDGET,
                ENVIRONMENTS,
                TEAMS,
                REPLICATES,
                PRETRAINING,
                UPDATES,
                WORLDS);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int teams = Math.min(QUICK, settings.count(TEAMS));
        return new Claim(
                "one designer's choice brings less than half of what everything does", BIAS_SPREAD, 0, 10, teams, s -> {
                    Ensemble e = Ensemble.of(Simulator.ofScores(), i -> pair(base(s), s, seed, i), seed, teams);
                    return 0.5 * e.gain(1, Score.WORK).value()
                            - e.gain(0, Score.WORK).value();
                });
    }

    /** One designer, and everybody. */
    private static List<Scenario> pair(Scenario base, StudySettings settings, long seed, int team) {
        GaussianMixture.Component one = component(base, centre(settings, seed, team, 0), settings.get(DESIGNER_SPREAD));
        return List.of(base.withImagined(GaussianMixture.of(List.of(one))), base.withImagined(everybody(settings)));
    }

    /** A network that was pretrained on broad tasks, on one designer's environments and on everybody's; two worlds a designer. */
    private static Ensemble network(StudySettings settings, long seed) {
        Scenario base = Preset.PRETRAINED
                .scenario()
                .withPretraining(settings.count(PRETRAINING))
                .withUpdates(settings.count(UPDATES))
                .withDimension(settings.count(DIMENSION))
                .withInspiration(settings.get(INSPIRATION))
                .withEnvironments(settings.count(ENVIRONMENTS))
                .withFreshItems(100)
                .withWorkTasks(500);
        return Ensemble.of(
                Simulator.ofScores(), i -> pair(base, settings, seed, i / 2), seed, 2 * settings.count(WORLDS));
    }

    private static StudyTable networkTable(StudySettings settings, Ensemble network) {
        StudyTable.Builder table = StudyTable.named(
                        "network",
                        "The same of a pretrained network: what more training gains at work, by whose choice, and how much more than"
                                + " by one designer's, world by world")
                .columns("designers")
                .estimates("workBefore", "workGain")
                .columns("betweenTeams")
                .estimates("aboveOneDesigner");
        for (int i = 0; i < 2; i++) {
            int row = i;
            VarianceComponents gain = byDesigner(
                    settings,
                    k -> network.value(k, row, Measure.WORK_SCORE) - network.value(k, row, Measure.WORK_SCORE_BEFORE));
            VarianceComponents above = byDesigner(
                    settings, k -> network.value(k, row, Measure.WORK_SCORE) - network.value(k, 0, Measure.WORK_SCORE));
            table.row(
                    sizeName(i == 0 ? 1 : 0),
                    network.of(i, Measure.WORK_SCORE_BEFORE),
                    gain.mean(),
                    gain.deviation().value(),
                    above.mean());
        }
        return table.build();
    }

    /** Two worlds a designer: errors count designers. */
    private static VarianceComponents byDesigner(StudySettings settings, IntToDoubleFunction ofWorld) {
        double[][] values = new double[settings.count(WORLDS)][2];
        for (int k = 0; k < 2 * values.length; k++) {
            values[k / 2][k % 2] = ofWorld.applyAsDouble(k);
        }
        return VarianceComponents.of(values);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        int replicates = settings.count(REPLICATES);
        Ensemble ensemble = Ensemble.of(
                Simulator.ofScores(),
                index -> family(settings, seed, index / replicates),
                seed,
                settings.count(TEAMS) * replicates);
        List<VarianceComponents> components = new ArrayList<>();
        for (int size = 0; size < SIZES.length; size++) {
            components.add(VarianceComponents.of(gains(settings, ensemble, size)));
        }
        StudyTable sizes = sizeTable(settings, components);
        StudyTable network = networkTable(settings, network(settings, seed));
        StudyTable designers = designerTable(settings, seed, ensemble);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(sizes, designers, network),
                List.of(sizeFigure(settings, components), designerFigure(settings, designers, components)),
                finding(components, network));
    }

    /** Where one designer's imagination centres. */
    static double[] centre(StudySettings settings, long seed, int team, int designer) {
        RandomStream own = RandomStream.of(seed, 0, Purpose.STUDY, 7, 0, team).substream(designer);
        double[] centre = new double[settings.count(DIMENSION)];
        for (int d = 0; d < centre.length; d++) {
            centre[d] = settings.get(BIAS_SPREAD) * own.normal(d);
        }
        return centre;
    }

    static Scenario base(StudySettings settings) {
        return Scenario.withDefaults()
                .withDimension(settings.count(DIMENSION))
                .withBreadth(settings.get(BREADTH))
                .withMemorization(settings.get(MEMORIZATION))
                .withInspiration(settings.get(INSPIRATION))
                .withBudget(settings.get(BUDGET))
                .withEnvironments(settings.count(ENVIRONMENTS));
    }

    /** One team at each of its sizes, its first designers first, and everybody. */
    private static List<Scenario> family(StudySettings settings, long seed, int team) {
        Scenario base = base(settings);
        List<GaussianMixture.Component> imagined = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            double[] centre = centre(settings, seed, team, i);
            imagined.add(component(base, centre, settings.get(DESIGNER_SPREAD)));
        }
        List<Scenario> family = new ArrayList<>();
        for (int size : SIZES) {
            family.add(
                    size == 0
                            ? base.withImagined(everybody(settings))
                            : base.withImagined(GaussianMixture.of(imagined.subList(0, size))));
        }
        return family;
    }

    private static GaussianMixture.Component component(Scenario base, double[] centre, double spread) {
        return new GaussianMixture.Component(1, centre, spread, base.difficultyMean(), base.difficultySpread());
    }

    private static GaussianMixture everybody(StudySettings settings) {
        double spread = Math.sqrt(square(settings.get(BIAS_SPREAD)) + square(settings.get(DESIGNER_SPREAD)));
        double[] centre = new double[settings.count(DIMENSION)];
        return GaussianMixture.of(List.of(component(base(settings), centre, spread)));
    }

    private static double square(double x) {
        return x * x;
    }

    private static double[][] gains(StudySettings settings, Ensemble ensemble, int size) {
        int replicates = settings.count(REPLICATES);
        double[][] gains = new double[settings.count(TEAMS)][replicates];
        for (int team = 0; team < gains.length; team++) {
            for (int r = 0; r < replicates; r++) {
                int index = team * replicates + r;
                gains[team][r] = ensemble.value(index, size, Measure.WORK_SCORE)
                        - ensemble.value(index, size, Measure.WORK_SCORE_BEFORE);
            }
        }
        return gains;
    }

    /** Mean gain at work to first order; the same for every size of a team. */
    static double firstOrderMean(StudySettings settings) {
        FirstOrder first = new FirstOrder(base(settings));
        double spread = 1 + square(settings.get(DESIGNER_SPREAD)) + square(settings.get(BIAS_SPREAD));
        double designed = (1 - settings.get(INSPIRATION)) * first.meanKernel(spread, 0);
        double inspired = first.work()
                - square(first.slope(1))
                        * (1 - settings.get(INSPIRATION))
                        * first.meanKernel(2, base(settings).designerBias());
        return settings.get(BUDGET) * (square(first.slope(1)) * designed + inspired);
    }

    /** Standard deviation between single designers to first order; between teams of K it is √K smaller. */
    static double firstOrderDeviation(StudySettings settings) {
        FirstOrder first = new FirstOrder(base(settings));
        double own = 1 + square(settings.get(DESIGNER_SPREAD));
        double centres = square(settings.get(BIAS_SPREAD));
        double variance = first.meanSquaredKernel(own, centres) - square(first.meanKernel(own + centres, 0));
        double scale = settings.get(BUDGET) * square(first.slope(1)) * (1 - settings.get(INSPIRATION));
        return scale * Math.sqrt(Math.max(0, variance));
    }

    private static String sizeName(int size) {
        return size == 0 ? "everybody" : Integer.toString(size);
    }

    private static StudyTable sizeTable(StudySettings settings, List<VarianceComponents> components) {
        StudyTable.Builder table = StudyTable.named(
                        "teams",
                        "What training gains at work by the number of designers, at equal compute: mean, standard deviation"
                                + " between teams and between worlds, and the first order in the budget")
                .columns("designers")
                .estimates("workGain")
                .columns("betweenTeams")
                .estimates("betweenVariance")
                .columns("betweenWorlds", "shareOfTeam", "firstOrderGain", "firstOrderBetweenTeams");
        for (int i = 0; i < SIZES.length; i++) {
            VarianceComponents c = components.get(i);
            table.row(
                    sizeName(SIZES[i]),
                    c.mean(),
                    c.deviation().value(),
                    c.between(),
                    Math.sqrt(c.within()),
                    c.share(),
                    firstOrderMean(settings),
                    SIZES[i] == 0 ? 0.0 : firstOrderDeviation(settings) / Math.sqrt(SIZES[i]));
        }
        return table.build();
    }

    private static StudyTable designerTable(StudySettings settings, long seed, Ensemble ensemble) {
        StudyTable.Builder table = StudyTable.named(
                        "designers", "Single designers: how far from work, and what they gain")
                .columns("designer")
                .column("bias", "distance")
                .estimates("workGain");
        double[][] gains = gains(settings, ensemble, 0);
        for (int team = 0; team < gains.length; team++) {
            double square = 0;
            for (double coordinate : centre(settings, seed, team, 0)) {
                square += square(coordinate);
            }
            Tally tally = new Tally();
            for (double gain : gains[team]) {
                tally.add(gain);
            }
            table.row(team + 1, Math.sqrt(square), Estimate.of(tally));
        }
        return table.build();
    }

    private static Figure sizeFigure(StudySettings settings, List<VarianceComponents> components) {
        List<Estimate> expected = new ArrayList<>();
        for (int size : SIZES) {
            double single = components.get(0).deviation().value();
            expected.add(new Estimate(size == 0 ? 0 : single / Math.sqrt(size), 0));
        }
        return new Figure.Bars(
                "gain-by-team",
                "One designer's choice brings " + points(components.get(0)) + " points at work, four's "
                        + points(components.get(2)) + ", everything " + points(components.get(EVERYBODY)),
                "The mean gain, how far it differs between teams, and how far if gains added up over designers."
                        + Words.whiskers(settings.count(TEAMS), "teams"),
                Axis.linear("designers", ""),
                Axis.linear("gain of the work score", "points"),
                IntStream.of(SIZES).mapToObj(PretrainingOrRl::sizeName).toList(),
                List.of(
                        Curves.bars(
                                "mean",
                                100,
                                components.stream()
                                        .map(VarianceComponents::mean)
                                        .toList()),
                        Curves.bars(
                                "deviation between teams",
                                100,
                                components.stream()
                                        .map(VarianceComponents::deviation)
                                        .toList()),
                        Curves.bars("single designers' over √K", 100, expected)));
    }

    private static Figure designerFigure(StudySettings settings, StudyTable rows, List<VarianceComponents> components) {
        double most = DoubleStream.of(rows.numbers("bias")).max().orElse(0);
        Curves curves = Curves.percent()
                .add("one designer", Mark.POINTS, rows, "bias", "workGain")
                .level("everybody", components.get(EVERYBODY).mean().value(), 0, Math.max(most, 1e-9));
        return new Figure.Lines(
                "gain-by-bias",
                "Who designs is " + Words.percent(components.get(0).share())
                        + " of the variance of an outcome: a deviation of "
                        + Words.number(100 * components.get(0).deviation().value()) + " points",
                "A point is a designer; the line is training on everything."
                        + Words.whiskers(settings.count(REPLICATES), "worlds each"),
                Axis.linear("distance of the designer's centre from that of work", ""),
                Axis.linear("gain of the work score", "points"),
                curves.series());
    }

    private static String points(VarianceComponents components) {
        return Estimate.fixed(100 * components.mean().value(), 1);
    }

    private static String finding(List<VarianceComponents> components, StudyTable network) {
        VarianceComponents one = components.get(0);
        VarianceComponents four = components.get(2);
        VarianceComponents all = components.get(EVERYBODY);
        return String.format(
                Locale.ROOT,
                "Trained on one designer's choice a learner gains %s points at work, with a standard deviation of %s from designer"
                        + " to designer (%s of the variance of an outcome); on that of four it gains %s, with one of %s from team to"
                        + " team, and on everything %s at equal compute, whoever designed; a network that was pretrained on everything"
                        + " gains %s at work by more training on one designer's choice, and %s by more on everything, %s more.",
                one.mean().points(),
                Words.number(100 * one.deviation().value()),
                Words.percent(one.share()),
                four.mean().points(),
                Words.number(100 * four.deviation().value()),
                all.mean().points(),
                network.estimate("workGain", 0).points(),
                network.estimate("workGain", 1).points(),
                network.estimate("aboveOneDesigner", 1).points());
    }
}
