package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.closedform.PerfectBreadth;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Crossing;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Grid;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/** How many environments, and how much training, it takes to do well on tasks that were not trained on. */
final class SampleEfficiency implements Study {
    static final StudyParameter BREADTH =
            StudyParameter.in("breadth", 1, 0.1, 100, "distance", "breadth that the finding speaks of");
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter DIMENSION =
            StudyParameter.whole("dimension", 4, 1, 32, "axes", "number of skills a task can ask for");
    static final StudyParameter LEVEL =
            StudyParameter.in("level", 0.9, 0.55, 0.99, "", "success on fresh tasks that is aimed at");
    static final StudyParameter BUDGET =
            StudyParameter.in("budget", 16_384, 1, 1e6, "decisions", "training budget where environments are counted");
    static final StudyParameter ENVIRONMENTS = StudyParameter.whole(
            "environments", 256, 1, 1024, "environments", "environments where the budget is counted");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 12, 2, 10_000, "", "designs simulated at each point");

    static final StudyParameter UPDATES = StudyParameter.whole(
            "updates", 3000, 10, 100_000, "updates", "training of a network that learns CoinRun's numbers of levels");
    static final StudyParameter WORLDS =
            StudyParameter.whole("worlds", 4, 2, 1000, "", "worlds in which the network learns them");

    /** Breadths shown, relative to the one that the finding speaks of. */
    private static final double[] RELATIVE = {0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4};

    private static final String UNLIMITED = "unlimited";
    private static final int MIDDLE = 4;
    private static final int TWICE = 6;

    /** Of these, the ones with a line of their own in the figure of gaps. */
    private static final int[] DRAWN = {0, 2, 4, 6, 8};

    private static final double[] NUMBERS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
    private static final double[] BUDGETS = Grid.geometric(1, 1 << 20, 21);

    @Override
    public String name() {
        return "sample-efficiency";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(BREADTH, MEMORIZATION, DIMENSION, LEVEL, BUDGET, ENVIRONMENTS, REPLICATES, UPDATES, WORLDS);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim(
                "with 500 environments the kernel's gap is below that of CoinRun's agents",
                BREADTH,
                0.1,
                100,
                settings.count(REPLICATES),
                s -> CoinRunAgents.WITH_500.gap()
                        - CoinRunAgents.WITH_500.kernel(s, s.get(BREADTH), seed).value());
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Simulator simulator = Simulator.of(EnumSet.of(MeasureGroup.GENERALIZATION));
        int replicates = settings.count(REPLICATES);
        Ensemble byNumber = Ensemble.of(simulator, numbers(settings), seed, replicates);
        Ensemble byBudget = Ensemble.of(simulator, budgets(settings), seed, replicates);
        StudyTable gaps = gapTable(settings, byNumber);
        StudyTable needs = needTable(settings, byNumber, byBudget);
        StudyTable coinrun = CoinRunAgents.table(settings, breadths(settings), seed);
        List<Figure> figures = new ArrayList<>(List.of(gapFigure(settings, gaps, coinrun)));
        figures.add(scoreFigure(settings, gaps, coinrun));
        Curves drawn = needCurves(needs);
        if (!drawn.isEmpty()) {
            figures.add(needFigure(settings, needTitle(settings, byNumber), drawn));
        }
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(needs, gaps, coinrun),
                figures,
                finding(settings, byNumber, byBudget, coinrun));
    }

    private static double[] breadths(StudySettings settings) {
        double[] breadths = RELATIVE.clone();
        for (int i = 0; i < breadths.length; i++) {
            breadths[i] *= settings.get(BREADTH);
        }
        return breadths;
    }

    static Scenario scenario(StudySettings settings, double breadth, int environments, double budget) {
        // The item sets are not looked at; a hundred of each are the fewest that are trained without extra precision.
        return Scenario.withDefaults()
                .withDimension(settings.count(DIMENSION))
                .withMemorization(settings.get(MEMORIZATION))
                .withInspiration(0)
                .withPublicItems(100)
                .withFreshItems(100)
                .withWorkTasks(100)
                .withBreadth(breadth)
                .withEnvironments(environments)
                .withBudget(budget);
    }

    private static List<Scenario> numbers(StudySettings settings) {
        List<Scenario> family = new ArrayList<>();
        for (double breadth : breadths(settings)) {
            for (double number : NUMBERS) {
                family.add(scenario(settings, breadth, (int) number, settings.get(BUDGET)));
            }
        }
        return family;
    }

    private static List<Scenario> budgets(StudySettings settings) {
        List<Scenario> family = new ArrayList<>();
        for (double breadth : breadths(settings)) {
            for (double budget : BUDGETS) {
                family.add(scenario(settings, breadth, settings.count(ENVIRONMENTS), budget));
            }
        }
        return family;
    }

    private static StudyTable gapTable(StudySettings settings, Ensemble byNumber) {
        StudyTable.Builder table = StudyTable.named(
                        "gaps", "Success on the environments and on fresh ones, by breadth and number of environments")
                .columns("breadth")
                .column("environments", "environments")
                .estimates("onEnvironments", "onFresh", "gap");
        double[] breadths = breadths(settings);
        for (int i = 0; i < breadths.length; i++) {
            for (int j = 0; j < NUMBERS.length; j++) {
                int member = i * NUMBERS.length + j;
                table.row(
                        breadths[i],
                        (int) NUMBERS[j],
                        byNumber.of(member, Measure.ENVIRONMENT_SUCCESS),
                        byNumber.of(member, Measure.FRESH_ENVIRONMENT_SUCCESS),
                        byNumber.over(v -> gap(v[member])));
            }
        }
        return table.build();
    }

    /** Where success on fresh tasks first reaches the level along a row of the ensemble; nothing if it does not. */
    private static Optional<Estimate> need(StudySettings settings, Ensemble ensemble, double[] x, int row) {
        Estimate[] fresh = new Estimate[x.length];
        for (int j = 0; j < x.length; j++) {
            fresh[j] = ensemble.of(row * x.length + j, Measure.FRESH_ENVIRONMENT_SUCCESS);
        }
        return Crossing.inRatios(x, fresh, settings.get(LEVEL));
    }

    private static StudyTable needTable(StudySettings settings, Ensemble byNumber, Ensemble byBudget) {
        StudyTable.Builder table = StudyTable.named(
                        "needs",
                        "What reaches " + Words.percent(settings.get(LEVEL))
                                + " on fresh tasks; empty where the grid ends before, the last row is unlimited breadth without memorisation")
                .columns("breadth")
                .estimate("environments", "environments")
                .estimate("budget", "decisions")
                .columns("meanKernel");
        double[] breadths = breadths(settings);
        for (int i = 0; i < breadths.length; i++) {
            table.row(
                    breadths[i],
                    need(settings, byNumber, NUMBERS, i),
                    need(settings, byBudget, BUDGETS, i),
                    new FirstOrder(scenario(settings, breadths[i], 1, 1)).meanKernel(2, 0));
        }
        double budget = new PerfectBreadth(scenario(settings, 1, 1, 1)).budgetFor(settings.get(LEVEL));
        table.row(UNLIMITED, 1, "", budget, "", 1);
        return table.build();
    }

    /** Difference of successes, as published for CoinRun; that of the gains has the same mean and more luck in it. */
    static double gap(Outcome outcome) {
        return outcome.get(Measure.ENVIRONMENT_SUCCESS) - outcome.get(Measure.FRESH_ENVIRONMENT_SUCCESS);
    }

    private static Figure gapFigure(StudySettings settings, StudyTable gaps, StudyTable coinrun) {
        Curves curves = Curves.percent()
                .add("CoinRun's agents", Mark.POINTS, coinrun, "levels", "coinrunGap")
                .add("network", Mark.POINTS, coinrun, "levels", "networkGap");
        double[] breadths = breadths(settings);
        for (int i : DRAWN) {
            StudyTable own = gaps.where("breadth", breadths[i]);
            curves.add("breadth " + Words.number(breadths[i]), Mark.LINE, own, "environments", "gap");
        }
        return new Figure.Lines(
                "gap-by-environments",
                "Gap at 100, 500 and 16,000 levels: agents " + gaps(coinrun, "coinrunGap") + ", network "
                        + gaps(coinrun, "networkGap") + " points",
                "Lines are the kernel at breadths of its own: its gap closes sooner, the broader it is. Points are"
                        + " CoinRun's agents, approximate, and a network that was not fitted to them."
                        + whiskers(settings),
                Axis.logarithmic("environments or levels trained on", ""),
                Axis.linear("success on them minus on fresh ones", "points"),
                curves.series());
    }

    private static Figure scoreFigure(StudySettings settings, StudyTable gaps, StudyTable coinrun) {
        String ours = "breadth " + Words.number(settings.get(BREADTH));
        StudyTable own = gaps.where("breadth", breadths(settings)[MIDDLE]);
        Curves curves = Curves.percent()
                .add(ours + ", trained on", Mark.DASHES, own, "environments", "onEnvironments")
                .add(ours + ", fresh", Mark.LINE, own, "environments", "onFresh")
                .add("CoinRun trained on", Mark.POINTS, coinrun, "levels", "coinrunTraining")
                .add("CoinRun test", Mark.POINTS, coinrun, "levels", "coinrunTest")
                .add("network on new levels", Mark.POINTS, coinrun, "levels", "networkTest");
        return new Figure.Lines(
                "success-by-environments",
                "On 16,000 levels the network does " + Words.percent(coinrun.numbers("networkTest")[2])
                        + " of new ones, CoinRun's agents " + Words.percent(coinrun.numbers("coinrunTest")[2]),
                "The kernel and the network by levels trained on, beside CoinRun's agents (approximate)."
                        + whiskers(settings),
                Axis.logarithmic("environments or levels trained on", ""),
                Axis.linear("success", "%"),
                curves.series());
    }

    /** Nothing if no breadth needs anything that the grid holds. */
    private static Curves needCurves(StudyTable needs) {
        Curves curves = Curves.logarithmic()
                .add("environments", Mark.LINE, needs, "breadth", "environments")
                .add("decisions of budget", Mark.LINE, needs, "breadth", "budget");
        Object limit = needs.where("breadth", UNLIMITED).column("budget").get(0);
        if (!curves.isEmpty() && limit instanceof Double budget && budget > 0) {
            List<Double> drawn = curves.series().get(0).x();
            String name = "decisions of budget, unlimited breadth";
            curves.level(name, budget, drawn.get(0), drawn.get(drawn.size() - 1));
        }
        return curves;
    }

    private static String whiskers(StudySettings settings) {
        return Words.whiskers(
                settings.count(REPLICATES), "designs, the network's of " + settings.count(WORLDS) + " worlds");
    }

    private static Figure needFigure(StudySettings settings, String title, Curves curves) {
        return new Figure.Lines(
                "needs",
                title,
                "Environments at the given budget, and decisions of budget with the given number of environments."
                        + Words.whiskers(settings.count(REPLICATES), "designs"),
                Axis.logarithmic("breadth", "distance"),
                Axis.logarithmic("needed", "environments or decisions"),
                curves.series());
    }

    private static String finding(StudySettings settings, Ensemble byNumber, Ensemble byBudget, StudyTable coinrun) {
        double mostNumber = NUMBERS[NUMBERS.length - 1];
        double mostBudget = BUDGETS[BUDGETS.length - 1];
        return String.format(
                Locale.ROOT,
                "To do %s of fresh tasks a learner of breadth %s needs %s at a budget of %s, or a budget of %s with %s; one twice as broad"
                        + " needs %s, or %s; the first's gap to fresh tasks is %s points with 100 environments and %s with 500, where"
                        + " CoinRun's agents had about %s and %s (the kernel has those at %s and %s); a network that learns features has"
                        + " gaps of %s points at 100, 500 and 16,000 levels, CoinRun's agents %s.",
                Words.percent(settings.get(LEVEL)),
                Words.number(settings.get(BREADTH)),
                environments(needed(need(settings, byNumber, NUMBERS, MIDDLE), mostNumber)),
                Words.number(settings.get(BUDGET)),
                needed(need(settings, byBudget, BUDGETS, MIDDLE), mostBudget),
                Words.count(settings.count(ENVIRONMENTS), "environment"),
                needed(need(settings, byNumber, NUMBERS, TWICE), mostNumber),
                needed(need(settings, byBudget, BUDGETS, TWICE), mostBudget),
                CoinRunAgents.kernelGap(coinrun, 0),
                CoinRunAgents.kernelGap(coinrun, 1),
                Words.number(100 * CoinRunAgents.WITH_100.gap()),
                Words.number(100 * CoinRunAgents.WITH_500.gap()),
                CoinRunAgents.matching(coinrun, 0),
                CoinRunAgents.matching(coinrun, 1),
                IntStream.range(0, coinrun.rows().size())
                        .mapToObj(row -> coinrun.estimate("networkGap", row).points())
                        .collect(Collectors.joining(", ")),
                gaps(coinrun, "coinrunGap"));
    }

    private static String gaps(StudyTable coinrun, String column) {
        return DoubleStream.of(coinrun.numbers(column))
                .mapToObj(gap -> Estimate.fixed(100 * gap, 1))
                .collect(Collectors.joining(", "));
    }

    private static String needTitle(StudySettings settings, Ensemble byNumber) {
        double most = NUMBERS[NUMBERS.length - 1];
        return Words.percent(settings.get(LEVEL)) + " on fresh tasks take "
                + environments(needed(need(settings, byNumber, NUMBERS, MIDDLE), most)) + ", with twice the breadth "
                + needed(need(settings, byNumber, NUMBERS, TWICE), most);
    }

    private static String environments(String number) {
        return number + (number.equals("1") ? " environment" : " environments");
    }

    private static String needed(Optional<Estimate> need, double most) {
        return need.isPresent() ? need.get().text() : "more than " + Words.number(most);
    }
}
