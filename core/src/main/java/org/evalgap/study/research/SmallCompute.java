package org.evalgap.study.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Crossing;
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
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** Why breakthroughs needed so little of the compute that was there, and what more of it would bring. */
final class SmallCompute implements Study {
    /** The geometric mean of AlexNet's 2, and the Transformer's 8 and 64, is 10.08. */
    static final StudyParameter MEDIAN_NEED = StudyParameter.in(
            "medianNeed", 10, 0.01, 1e8, "GPUs", "compute that half of all ideas can show their worth with");

    /** The deviation of the decimal logarithms of 2, 8 and 64 is 0.76. */
    static final StudyParameter NEED_SPREAD = StudyParameter.in(
            "needSpread",
            0.75,
            0.05,
            5,
            "decades",
            "standard deviation of the decimal logarithm of what an idea needs");

    static final StudyParameter AVAILABLE =
            StudyParameter.in("available", 100, 0.01, 1e8, "GPUs", "compute that is there at the start");
    static final StudyParameter GROWTH =
            StudyParameter.in("growth", 2, 1, 100, "", "compute of a year over that of the year before");
    static final StudyParameter YEARS =
            StudyParameter.in("years", 5, 0.1, 100, "years", "time in which breakthroughs are counted");
    static final StudyParameter IDEAS =
            StudyParameter.in("ideas", 2, 0.01, 100, "per year", "ideas worth showing that somebody has");
    static final StudyParameter MORE =
            StudyParameter.in("more", 100, 1, 1e6, "", "how many times the compute there might be instead");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 4000, 2, 1_000_000, "", "simulated courses a row");

    private static final double[] PARTS = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.999};
    private static final double[] FACTORS = {0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100};
    private static final double[] SPREADS = {1, 2, 4};
    private static final int POINTS = 61;
    private static final double TWICE = 2;

    @Override
    public String name() {
        return "small-compute";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(MEDIAN_NEED, NEED_SPREAD, AVAILABLE, GROWTH, YEARS, IDEAS, MORE, REPLICATES);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        StudyTable compute = computeTable(settings, seed);
        StudyTable parts = partTable(settings, seed);
        StudyTable hidden = hiddenTable(settings);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(compute, parts, hidden),
                List.of(computeFigure(settings, compute), partFigure(settings, parts), hiddenFigure(settings)),
                finding(settings));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        String sentence =
                Words.number(settings.get(MORE)) + " times the compute brings less than twice the breakthroughs";
        return new Claim(sentence, MEDIAN_NEED, 0.1, 1e7, 0, s -> TWICE - gainFromCompute(s));
    }

    static IdeaNeeds needs(StudySettings settings) {
        return new IdeaNeeds(
                settings.get(MEDIAN_NEED),
                settings.get(NEED_SPREAD),
                settings.get(AVAILABLE),
                StrictMath.log10(settings.get(GROWTH)),
                settings.get(IDEAS));
    }

    private static IdeaNeeds times(StudySettings settings, double factor) {
        return needs(settings).withAvailable(factor * settings.get(AVAILABLE));
    }

    /** How many times the breakthroughs so many times the compute brings. */
    static double gainFromCompute(StudySettings settings) {
        double years = settings.get(YEARS);
        double now = needs(settings).shown(years);
        // Where nothing at all is within reach, anything is infinitely more.
        return now > 0 ? times(settings, settings.get(MORE)).shown(years) / now : Double.POSITIVE_INFINITY;
    }

    private static StudyTable computeTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "compute", "Breakthroughs by how many times the compute is there, by formula and simulated")
                .columns("times")
                .column("availableAtTheEnd", "GPUs")
                .columns("withinReach", "breakthroughs", "breakthroughsSimulated", "breakthroughsStandardError");
        double years = settings.get(YEARS);
        for (int i = 0; i < FACTORS.length; i++) {
            IdeaNeeds needs = times(settings, FACTORS[i]);
            RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 4, 0, i);
            Tally shown = needs.simulated(years, new double[0], settings.count(REPLICATES), stream)
                    .shown();
            table.row(
                    FACTORS[i],
                    needs.at(years),
                    needs.withinReach(needs.at(years)),
                    needs.shown(years),
                    shown.mean(),
                    shown.standardError());
        }
        return table.build();
    }

    private static StudyTable partTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "parts",
                        "The share of breakthroughs that needed at most this part of the compute that was there when they were shown")
                .columns("part", "share", "shareSimulated", "shareStandardError");
        IdeaNeeds needs = needs(settings);
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 5, 0, 0);
        IdeaNeeds.Simulated simulated = needs.simulated(settings.get(YEARS), PARTS, settings.count(REPLICATES), stream);
        for (int i = 0; i < PARTS.length; i++) {
            Tally below = simulated.neededAtMost()[i];
            table.row(PARTS[i], needs.neededAtMost(PARTS[i], settings.get(YEARS)), below.mean(), below.standardError());
        }
        return table.build();
    }

    private static double[] medians(StudySettings settings) {
        double median = settings.get(MEDIAN_NEED);
        return distinct(Arrays.stream(Grid.geometric(0.1 * median, 1e4 * median, 6)), MEDIAN_NEED);
    }

    private static double[] spreads(StudySettings settings) {
        return distinct(Arrays.stream(SPREADS).map(s -> s * settings.get(NEED_SPREAD)), NEED_SPREAD);
    }

    /** Legal values, without those that read the same: at the end of a range several become one. */
    private static double[] distinct(DoubleStream values, StudyParameter parameter) {
        Set<String> seen = new HashSet<>();
        return values.map(value -> clamp(value, parameter))
                .filter(value -> seen.add(Words.number(value)))
                .toArray();
    }

    private static StudyTable hiddenTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "hidden",
                        "What is seen of needs, as only ideas within reach are shown: other laws, and what each says of more compute")
                .column("medianNeed", "GPUs")
                .column("needSpread", "decades")
                .column("seenMedian", "GPUs")
                .columns("withinReach", "gainFromCompute");
        double now = settings.get(AVAILABLE);
        for (double spread : spreads(settings)) {
            for (double median : medians(settings)) {
                StudySettings other = other(settings, median, spread);
                IdeaNeeds needs = needs(other);
                double gain = gainFromCompute(other);
                if (needs.withinReach(now) > 0 && gain <= Double.MAX_VALUE) {
                    table.row(needs.median(), needs.spread(), needs.seenMedian(now), needs.withinReach(now), gain);
                }
            }
        }
        return table.build();
    }

    private static StudySettings other(StudySettings settings, double median, double spread) {
        double most = NEED_SPREAD.range().most();
        return settings.with(MEDIAN_NEED.name(), clamp(median, MEDIAN_NEED))
                .with(NEED_SPREAD.name(), Math.min(most, spread));
    }

    private static double clamp(double value, StudyParameter parameter) {
        return Math.max(parameter.range().least(), Math.min(parameter.range().most(), value));
    }

    private static Figure computeFigure(StudySettings settings, StudyTable compute) {
        double[] factors = Grid.geometric(FACTORS[0], FACTORS[FACTORS.length - 1], POINTS);
        double years = settings.get(YEARS);
        List<Series> series = new ArrayList<>();
        double own = settings.get(MEDIAN_NEED);
        for (double median : distinct(DoubleStream.of(own, 100 * own, 10_000 * own), MEDIAN_NEED)) {
            StudySettings other = other(settings, median, settings.get(NEED_SPREAD));
            double[] shown = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                shown[i] = times(other, factors[i]).shown(years);
            }
            String name = "median need " + Words.number(median);
            series.add(Series.of(name, median == own ? Mark.LINE : Mark.DASHES, factors, shown));
        }
        series.add(Series.simulated(
                "median need " + Words.number(own) + ", simulated",
                compute.numbers("times"),
                compute.numbers("breakthroughsSimulated"),
                compute.numbers("breakthroughsStandardError")));
        return new Figure.Lines(
                "breakthroughs-by-compute",
                String.format(
                        Locale.ROOT,
                        "Where ideas need %s GPUs and %s are there, %s × the compute brings %s × the breakthroughs",
                        Words.number(own),
                        Words.number(settings.get(AVAILABLE)),
                        Words.number(settings.get(MORE)),
                        ratio(gainFromCompute(settings))),
                "Breakthroughs in " + Words.number(years)
                        + " years by how many times the compute there might be; broken lines are"
                        + " ideas that need more of it."
                        + Words.whiskers(settings.count(REPLICATES), "courses a point"),
                Axis.logarithmic("times the compute that is there", ""),
                Axis.linear("breakthroughs in the time", ""),
                series);
    }

    private static Figure partFigure(StudySettings settings, StudyTable parts) {
        double[] grid = Grid.geometric(PARTS[0], PARTS[PARTS.length - 1], POINTS);
        IdeaNeeds needs = needs(settings);
        double[] share = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            share[i] = 100 * needs.neededAtMost(grid[i], settings.get(YEARS));
        }
        double[] simulated = new double[PARTS.length];
        double[] errors = new double[PARTS.length];
        for (int i = 0; i < PARTS.length; i++) {
            simulated[i] = 100 * parts.numbers("shareSimulated")[i];
            errors[i] = 100 * parts.numbers("shareStandardError")[i];
        }
        return new Figure.Lines(
                "part-needed",
                halfNeeded(settings),
                "Needs at the time of showing, over what was there then. What is missing to 100 % at the right waited for its compute."
                        + Words.whiskers(settings.count(REPLICATES), "courses"),
                Axis.logarithmic("part of the compute that was there", ""),
                Axis.linear("breakthroughs that needed no more", "%"),
                List.of(
                        Series.of("closed form", Mark.LINE, grid, share),
                        Series.simulated("simulated, 95 % interval", PARTS, simulated, errors)));
    }

    /** The part of what is there that half of the breakthroughs need at most; nothing if half of them had to wait. */
    private static OptionalDouble halfPart(StudySettings settings) {
        double[] grid = Grid.geometric(1e-6, 0.999, 400);
        double[] share = new double[grid.length];
        for (int i = 0; i < grid.length; i++) {
            share[i] = needs(settings).neededAtMost(grid[i], settings.get(YEARS));
        }
        return Crossing.first(grid, share, 0.5);
    }

    private static String halfNeeded(StudySettings settings) {
        OptionalDouble half = halfPart(settings);
        return half.isPresent()
                ? "Half of the breakthroughs need at most " + Words.percent(half.getAsDouble()) + " of what is there"
                : "More than half of the breakthroughs had to wait for their compute";
    }

    private static Figure hiddenFigure(StudySettings settings) {
        double[] medians = Grid.geometric(
                clamp(0.1 * settings.get(MEDIAN_NEED), MEDIAN_NEED),
                clamp(1e4 * settings.get(MEDIAN_NEED), MEDIAN_NEED),
                POINTS);
        double now = settings.get(AVAILABLE);
        List<Series> series = new ArrayList<>();
        for (double spread : spreads(settings)) {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (double median : medians) {
                IdeaNeeds needs = needs(other(settings, median, spread));
                if (needs.withinReach(now) > 0) {
                    x.add(median);
                    y.add(needs.seenMedian(now));
                }
            }
            if (!x.isEmpty()) {
                series.add(new Series("spread of " + Words.number(spread) + " decades", Mark.LINE, x, y, List.of()));
            }
        }
        series.add(Series.of("if all were seen", Mark.DASHES, medians, medians));
        double worst = medians[POINTS - 1];
        double wide = clamp(2 * settings.get(NEED_SPREAD), NEED_SPREAD);
        IdeaNeeds dear = needs(other(settings, worst, wide));
        double seen = dear.withinReach(now) > 0 ? dear.seenMedian(now) : now;
        return new Figure.Lines(
                "seen-and-hidden",
                "Needs of " + Words.number(worst) + " GPUs (spread " + Words.number(wide) + " decades) would look like "
                        + Words.number(seen) + ": only ideas within reach are seen",
                "The median need of ideas that are shown with " + Words.number(now)
                        + " GPUs, by that of all ideas: small needs of what was shown say little of what was not.",
                Axis.logarithmic("median need of all ideas", "GPUs"),
                Axis.logarithmic("median need of those shown", "GPUs"),
                series);
    }

    private static String ratio(double gain) {
        return gain < 10 ? String.format(Locale.ROOT, "%.3f", gain) : Words.number(gain);
    }

    private static String finding(StudySettings settings) {
        IdeaNeeds needs = needs(settings);
        double years = settings.get(YEARS);
        OptionalDouble half = halfPart(settings);
        String more = Words.number(settings.get(MORE));
        return String.format(
                Locale.ROOT,
                "Where half of all ideas need at most %s GPUs, with a spread of %s decades, and %s are there, growing %s × a year, %s of the"
                        + " ideas are within reach at the start and %s after %s years, %s; %s times the compute would bring %s times the"
                        + " breakthroughs in that time, while twice the ideas bring twice as many by assumption.",
                Words.number(settings.get(MEDIAN_NEED)),
                Words.number(settings.get(NEED_SPREAD)),
                Words.number(settings.get(AVAILABLE)),
                Words.number(settings.get(GROWTH)),
                Words.percent(needs.withinReach(settings.get(AVAILABLE))),
                Words.percent(needs.withinReach(needs.at(years))),
                Words.number(years),
                half.isPresent()
                        ? "and half of the breakthroughs need at most " + Words.percent(half.getAsDouble())
                                + " of what is there when they are shown"
                        : "and more than half of the breakthroughs had to wait for their compute",
                more,
                ratio(gainFromCompute(settings)));
    }
}
