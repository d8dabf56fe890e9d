package org.evalgap.study;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.study.Figure.Axis;
import org.evalgap.study.Figure.Mark;
import org.evalgap.study.Figure.Series;

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

    /** Breadths shown, relative to the one that the finding speaks of. */
    private static final double[] RELATIVE = {0.25, 0.35, 0.5, 0.7, 1, 1.4, 2, 2.8, 4};

    private static final int MIDDLE = 4;
    private static final int TWICE = 6;

    /** Of these, the ones with a line of their own in the figure of gaps. */
    private static final int[] DRAWN = {0, 2, 4, 6, 8};

    private static final int[] NUMBERS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
    private static final double[] BUDGETS = Grid.geometric(1, 1 << 20, 21);

    /** CoinRun: levels trained on, percentage of levels solved in training and in the test. */
    private static final double[][] COINRUN = {{100, 99.5, 67}, {500, 99, 69}, {16_000, 90, 86.5}};

    @Override
    public String name() {
        return "sample-efficiency";
    }

    @Override
    public String question() {
        return "How many environments and how much training does a learner need for tasks that nobody trained it on?";
    }

    @Override
    public String model() {
        return """
                M environments are drawn from one source, the budget is spread over them, and success is measured on them and \
                on fresh draws of the same source: no eval, no shift, only generalisation. The breadth of the kernel says how far \
                learning carries. To first order in the budget B, with k the kernel averaged over pairs of tasks, s₁ = E[σ′] and \
                s₂ = E[σ′²], fresh tasks gain B s₁² k and environments that much more: (B/M)(s₂ − s₁² k). With unlimited \
                breadth and nothing memorised all tasks gain the same g, dg/dB = E[σ′(θ − b + g)], and nothing is left of the gap.""";
    }

    @Override
    public String shows() {
        return """
                That breadth is what sample efficiency is made of: a broader learner needs fewer environments and less training \
                for the same success on fresh tasks, by a factor that the dimension of the task space raises to a power. Few \
                environments leave a large gap whatever the training success, and only many close it, as in CoinRun.""";
    }

    @Override
    public String cannotTell() {
        return """
                How broad people or models are: breadth is in units of the task space, which nobody has measured. The CoinRun \
                figures are approximate, read from a published plot at second hand, and are agents on another measure (levels \
                solved); a breadth that matches their gap is a translation, not an estimate, and no one breadth matches all of them: their \
                gap closes later than that of any learner here. A kernel of fixed width does \
                not learn to generalise, and people bring priors that this learner lacks.""";
    }

    @Override
    public List<String> literature() {
        return List.of(
                "Cobbe, Klimov, Hesse, Kim, Schulman (2019), Quantifying generalization in reinforcement learning, ICML,"
                        + " arXiv:1812.02341, figure 2 (CoinRun; approximate values at second hand).",
                "Cobbe, Hesse, Hilton, Schulman (2020), Leveraging procedural generation to benchmark reinforcement learning,"
                        + " ICML, arXiv:1912.01588.",
                "Lake, Ullman, Tenenbaum, Gershman (2017), Building machines that learn and think like people, Behavioral and"
                        + " Brain Sciences 40, e253.",
                "Sollich, Halees (2002), Learning curves for Gaussian process regression: approximations and bounds, Neural"
                        + " Computation 14(6), 1393–1428.",
                "Patel, Sutskever (2025), Dwarkesh Podcast, November 2025 (models generalise far worse than people).");
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(BREADTH, MEMORIZATION, DIMENSION, LEVEL, BUDGET, ENVIRONMENTS, REPLICATES);
    }

    @Override
    public StudyResult run(StudySettings settings, long seed) {
        Simulator simulator = Simulator.of(EnumSet.of(MeasureGroup.GENERALIZATION));
        int replicates = settings.count(REPLICATES);
        Ensemble byNumber = Ensemble.of(simulator, numbers(settings), seed, replicates);
        Ensemble byBudget = Ensemble.of(simulator, budgets(settings), seed, replicates);
        StudyTable gaps = gapTable(settings, byNumber);
        StudyTable needs = needTable(settings, byNumber, byBudget);
        StudyTable coinrun = coinrunTable(settings, byNumber);
        List<Figure> figures = new ArrayList<>(List.of(gapFigure(settings, byNumber)));
        figures.add(scoreFigure(settings, byNumber));
        addNeeds(settings, needs, figures);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(needs, gaps, coinrun),
                figures,
                finding(settings, needs, coinrun, byNumber));
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
            for (int number : NUMBERS) {
                family.add(scenario(settings, breadth, number, settings.get(BUDGET)));
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
                .columns("onEnvironments", "onEnvironmentsStandardError", "onFresh", "onFreshStandardError")
                .columns("gap", "gapStandardError");
        double[] breadths = breadths(settings);
        for (int i = 0; i < breadths.length; i++) {
            for (int j = 0; j < NUMBERS.length; j++) {
                int member = i * NUMBERS.length + j;
                Estimate on = byNumber.of(member, Measure.ENVIRONMENT_SUCCESS);
                Estimate fresh = byNumber.of(member, Measure.FRESH_ENVIRONMENT_SUCCESS);
                Estimate gap = gap(byNumber, member);
                table.row(
                        breadths[i],
                        NUMBERS[j],
                        on.value(),
                        on.error(),
                        fresh.value(),
                        fresh.error(),
                        gap.value(),
                        gap.error());
            }
        }
        return table.build();
    }

    /** Where means first reach a level on a logarithmic axis, with an error from their slope; nothing if they do not. */
    private static List<Object> need(double[] x, IntFunction<Estimate> fresh, double level) {
        double[] means = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            means[i] = fresh.apply(i).value();
        }
        OptionalDouble crossing = Crossing.firstInRatios(x, means, level);
        if (crossing.isEmpty()) {
            return List.of("", "");
        }
        double at = crossing.getAsDouble();
        int above = 0;
        while (x[above] < at) {
            above++;
        }
        if (above == 0) {
            return List.of(at, "");
        }
        double slope = (means[above] - means[above - 1]) / StrictMath.log(x[above] / x[above - 1]);
        return List.of(at, at * fresh.apply(above).error() / slope);
    }

    private static StudyTable needTable(StudySettings settings, Ensemble byNumber, Ensemble byBudget) {
        StudyTable.Builder table = StudyTable.named(
                        "needs",
                        "What reaches " + Words.percent(settings.get(LEVEL))
                                + " on fresh tasks; empty where the grid ends before, the last row is unlimited breadth without memorisation")
                .columns("breadth")
                .column("environments", "environments")
                .column("environmentsStandardError", "environments")
                .column("budget", "decisions")
                .column("budgetStandardError", "decisions")
                .columns("meanKernel");
        double[] breadths = breadths(settings);
        for (int i = 0; i < breadths.length; i++) {
            int row = i;
            List<Object> cells = new ArrayList<>(List.of(breadths[i]));
            cells.addAll(need(
                    numbers(),
                    j -> byNumber.of(row * NUMBERS.length + j, Measure.FRESH_ENVIRONMENT_SUCCESS),
                    settings.get(LEVEL)));
            cells.addAll(need(
                    BUDGETS,
                    j -> byBudget.of(row * BUDGETS.length + j, Measure.FRESH_ENVIRONMENT_SUCCESS),
                    settings.get(LEVEL)));
            cells.add(new FirstOrder(scenario(settings, breadths[i], 1, 1)).meanKernel(2, 0));
            table.row(cells.toArray());
        }
        double budget = new PerfectBreadth(scenario(settings, 1, 1, 1)).budgetFor(settings.get(LEVEL));
        table.row("unlimited", 1, "", budget, "", 1);
        return table.build();
    }

    /** The breadth at which our gap, with as many environments, is that of CoinRun. */
    private static Object matching(StudySettings settings, Ensemble byNumber, double levels, double gap) {
        if (levels > NUMBERS[NUMBERS.length - 1]) {
            return "";
        }
        double[] breadths = breadths(settings);
        double[] closeness = new double[breadths.length];
        for (int i = 0; i < breadths.length; i++) {
            closeness[i] = -gapAt(byNumber, i, levels);
        }
        OptionalDouble crossing = Crossing.firstInRatios(breadths, closeness, -gap);
        boolean found = crossing.isPresent() && crossing.getAsDouble() > breadths[0];
        return found ? (Object) crossing.getAsDouble() : "";
    }

    /** Our gap between two numbers of environments, by a straight line over their logarithm. */
    private static double gapAt(Ensemble byNumber, int row, double levels) {
        int above = 1;
        while (NUMBERS[above] < levels) {
            above++;
        }
        double share = StrictMath.log(levels / NUMBERS[above - 1])
                / StrictMath.log((double) NUMBERS[above] / NUMBERS[above - 1]);
        double low = gap(byNumber, row * NUMBERS.length + above - 1).value();
        double high = gap(byNumber, row * NUMBERS.length + above).value();
        return low + share * (high - low);
    }

    private static StudyTable coinrunTable(StudySettings settings, Ensemble byNumber) {
        StudyTable.Builder table = StudyTable.named(
                        "coinrun",
                        "CoinRun agents (Cobbe et al. 2019, approximate) beside ours of the breadth in question; empty beyond"
                                + " the grid")
                .column("levels", "environments")
                .columns("coinrunTraining", "coinrunTest", "coinrunGap", "gap", "matchingBreadth");
        for (double[] row : COINRUN) {
            double gap = (row[1] - row[2]) / 100;
            boolean within = row[0] <= NUMBERS[NUMBERS.length - 1];
            table.row(
                    (int) row[0],
                    row[1] / 100,
                    row[2] / 100,
                    gap,
                    within ? (Object) gapAt(byNumber, MIDDLE, row[0]) : "",
                    matching(settings, byNumber, row[0], gap));
        }
        return table.build();
    }

    /** Difference of successes, as published for CoinRun; that of the gains has the same mean and more luck in it. */
    private static Estimate gap(Ensemble byNumber, int member) {
        return byNumber.over(
                v -> v[member].get(Measure.ENVIRONMENT_SUCCESS) - v[member].get(Measure.FRESH_ENVIRONMENT_SUCCESS));
    }

    private static double[] means(Ensemble byNumber, int row, Measure measure) {
        double[] means = new double[NUMBERS.length];
        for (int j = 0; j < means.length; j++) {
            means[j] = byNumber.of(row * NUMBERS.length + j, measure).value();
        }
        return means;
    }

    private static double[] numbers() {
        double[] numbers = new double[NUMBERS.length];
        for (int j = 0; j < numbers.length; j++) {
            numbers[j] = NUMBERS[j];
        }
        return numbers;
    }

    private static double[] coinrun(int column) {
        double[] values = new double[COINRUN.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = column < 0 ? COINRUN[i][1] - COINRUN[i][2] : COINRUN[i][column];
        }
        return values;
    }

    private static double[] percent(double[] shares) {
        double[] percent = shares.clone();
        for (int i = 0; i < percent.length; i++) {
            percent[i] *= 100;
        }
        return percent;
    }

    private static Figure gapFigure(StudySettings settings, Ensemble byNumber) {
        List<Series> series = new ArrayList<>();
        double[] breadths = breadths(settings);
        series.add(Series.of("CoinRun", Mark.POINTS, coinrun(0), coinrun(-1)));
        for (int i : DRAWN) {
            double[] gap = new double[NUMBERS.length];
            for (int j = 0; j < gap.length; j++) {
                gap[j] = gap(byNumber, i * NUMBERS.length + j).value();
            }
            series.add(Series.of("breadth " + Words.number(breadths[i]), Mark.LINE, numbers(), percent(gap)));
        }
        return new Figure.Lines(
                "gap-by-environments",
                "Generalisation gap by number of environments",
                "The gap closes with the number of environments, the sooner the broader the learner. Points are CoinRun"
                        + " agents, approximate.",
                Axis.logarithmic("number of environments", "environments or levels"),
                Axis.linear("success on them minus on fresh ones", "points"),
                series);
    }

    private static Figure scoreFigure(StudySettings settings, Ensemble byNumber) {
        String ours = "breadth " + Words.number(settings.get(BREADTH));
        double[] on = means(byNumber, MIDDLE, Measure.ENVIRONMENT_SUCCESS);
        double[] fresh = means(byNumber, MIDDLE, Measure.FRESH_ENVIRONMENT_SUCCESS);
        double[] half = new double[NUMBERS.length];
        for (int j = 0; j < half.length; j++) {
            half[j] = 100
                    * byNumber.of(MIDDLE * NUMBERS.length + j, Measure.FRESH_ENVIRONMENT_SUCCESS)
                            .halfWidth();
        }
        return new Figure.Lines(
                "success-by-environments",
                "Success in training and on fresh tasks",
                "Ours with 95 % intervals on fresh tasks, beside CoinRun agents (approximate).",
                Axis.logarithmic("number of environments", "environments or levels"),
                Axis.linear("success", "%"),
                List.of(
                        Series.of(ours + ", trained on", Mark.DASHES, numbers(), percent(on)),
                        Series.of(ours + ", fresh", Mark.LINE, numbers(), percent(fresh)),
                        Series.points(ours + ", 95 % interval", numbers(), percent(fresh), half),
                        Series.of("CoinRun trained on", Mark.POINTS, coinrun(0), coinrun(1)),
                        Series.of("CoinRun test", Mark.POINTS, coinrun(0), coinrun(2))));
    }

    private static void addNeeds(StudySettings settings, StudyTable needs, List<Figure> figures) {
        List<Series> series = new ArrayList<>();
        String[] names = {"environments", "decisions of budget"};
        for (int kind = 0; kind < 2; kind++) {
            int at = 1 + 2 * kind;
            double[][] points = needs.rows().stream()
                    .filter(row -> row.get(0) instanceof Double && row.get(at) instanceof Double need && need > 0)
                    .map(row -> new double[] {(Double) row.get(0), (Double) row.get(at)})
                    .toArray(double[][]::new);
            if (points.length > 0) {
                double[] x = new double[points.length];
                double[] y = new double[points.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = points[i][0];
                    y[i] = points[i][1];
                }
                series.add(Series.of(names[kind], Mark.LINE, x, y));
                series.add(Series.of(names[kind] + ", simulated", Mark.POINTS, x, y));
            }
        }
        Object limit = needs.rows().get(needs.rows().size() - 1).get(3);
        if (series.isEmpty() || !(limit instanceof Double budget && budget > 0)) {
            return;
        }
        List<Double> drawn = series.get(0).x();
        double[] ends = {drawn.get(0), drawn.get(drawn.size() - 1)};
        double[] flat = {(Double) limit, (Double) limit};
        series.add(Series.of("decisions of budget, unlimited breadth", Mark.DASHES, ends, flat));
        figures.add(new Figure.Lines(
                "needs",
                "What reaches " + Words.percent(settings.get(LEVEL)) + " on fresh tasks",
                "Environments at the given budget, and decisions of budget with the given number of environments.",
                Axis.logarithmic("breadth", "distance"),
                Axis.logarithmic("needed", "environments or decisions"),
                series));
    }

    private static String finding(StudySettings settings, StudyTable needs, StudyTable coinrun, Ensemble byNumber) {
        List<Object> own = needs.rows().get(MIDDLE);
        List<Object> twice = needs.rows().get(TWICE);
        double gap = gapAt(byNumber, MIDDLE, COINRUN[0][0]);
        return String.format(
                Locale.ROOT,
                "For %s on fresh tasks a learner of breadth %s needs %s environments (with a budget of %s) or a budget of %s (with"
                        + " %s), one twice as broad %s or %s; with 100 environments its gap is %s points where CoinRun's agents"
                        + " had about %s (as ours would at %s), with 500 %s against about %s (as ours would at %s).",
                Words.percent(settings.get(LEVEL)),
                Words.number(settings.get(BREADTH)),
                needed(own.get(1), own.get(2), NUMBERS[NUMBERS.length - 1]),
                Words.number(settings.get(BUDGET)),
                needed(own.get(3), own.get(4), BUDGETS[BUDGETS.length - 1]),
                Words.count(settings.count(ENVIRONMENTS), "environment"),
                needed(twice.get(1), twice.get(2), NUMBERS[NUMBERS.length - 1]),
                needed(twice.get(3), twice.get(4), BUDGETS[BUDGETS.length - 1]),
                Estimate.fixed(100 * gap, 1),
                Words.number(coinrun(-1)[0]),
                matching(coinrun, 0),
                Estimate.fixed(100 * gapAt(byNumber, MIDDLE, COINRUN[1][0]), 1),
                Words.number(coinrun(-1)[1]),
                matching(coinrun, 1));
    }

    private static String matching(StudyTable coinrun, int row) {
        Object breadth = coinrun.rows().get(row).get(5);
        return breadth instanceof Double b ? "breadth " + Words.number(b) : "no breadth of the grid";
    }

    private static String needed(Object need, Object error, double most) {
        if (!(need instanceof Double value)) {
            return "more than " + Words.number(most);
        }
        String text = Words.number(value >= 20 ? StrictMath.rint(value) : value);
        return error instanceof Double e ? text + " ± " + Words.number(e >= 20 ? StrictMath.rint(e) : e) : text;
    }
}
