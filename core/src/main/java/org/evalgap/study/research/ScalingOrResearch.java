package org.evalgap.study.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Measure;
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
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** How compute is best split between scale and research, as it grows. */
final class ScalingOrResearch implements Study {
    static final StudyParameter COMPUTE =
            StudyParameter.in("compute", 10, 1, 1e4, "units", "compute C at the beginning; it grows a hundredfold");
    static final StudyParameter EXPERIMENT_COST =
            StudyParameter.in("experimentCost", 1, 0.01, 1e4, "units", "compute that one experiment takes");
    static final StudyParameter IDEAS = StudyParameter.whole(
            "ideas", 30, 0, 1_000_000, "ideas", "ideas worth an experiment, where ideas are the bottleneck");
    static final StudyParameter LEAST_GAIN =
            StudyParameter.in("leastGain", 0.05, 1e-4, 100, "distance", "least gain in breadth of an experiment, x_m");
    static final StudyParameter TAIL = StudyParameter.in(
            "tail", 2, 1.05, 20, "", "exponent α of the gains: the smaller, the more a few experiments stand out");
    static final StudyParameter CEILING = StudyParameter.in(
            "ceiling", 3, -20, 20, "logits", "competence that scale approaches: the power law's floor");
    static final StudyParameter DEFICIT =
            StudyParameter.in("deficit", 3, 0, 10, "logits", "how far competence lies below it without scale");
    static final StudyParameter SCALE_EXPONENT =
            StudyParameter.in("scaleExponent", 0.3, 0.01, 3, "", "exponent γ by which scale closes the deficit");
    static final StudyParameter SCALE_NOISE =
            StudyParameter.in("scaleNoise", 0.1, 0, 1, "logits", "standard deviation of competence at a given scale");
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter WORK_HORIZON = StudyParameter.of(Parameter.WORK_HORIZON);
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 4, 1, 1000, "", "replicates of the simulator at each point of its grid");

    private static final int SHARES = 41;
    private static final int COMPUTES = 9;

    /** Breadth beyond which everything carries everywhere: many times the distances between tasks. */
    private static final double BROAD = 256;

    /** Breadth below which nothing carries anywhere: less than an environment departs from its item. */
    private static final double NARROW = 0.02;

    @Override
    public String name() {
        return "scaling-or-research";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                COMPUTE,
                EXPERIMENT_COST,
                IDEAS,
                LEAST_GAIN,
                TAIL,
                CEILING,
                DEFICIT,
                SCALE_EXPONENT,
                SCALE_NOISE,
                BREADTH,
                MEMORIZATION,
                WORK_HORIZON,
                REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        // Neither the engine's outcomes nor scale depend on the tail.
        OutcomeSurface surface = surface(settings, seed);
        return new Claim(
                "with compute as the bottleneck research should get more than half of a hundredfold",
                TAIL,
                1.05,
                20,
                settings.count(REPLICATES),
                s -> {
                    ResearchLab lab = lab(s, surface);
                    double most = 0;
                    double least = 0;
                    for (double share : Grid.linear(0, 1, SHARES)) {
                        double mean =
                                lab.prospect(100 * s.get(COMPUTE), share, false).mean();
                        most = share > 0.5 ? Math.max(most, mean) : most;
                        least = share > 0.5 ? least : Math.max(least, mean);
                    }
                    return most - least;
                });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        ResearchLab lab = lab(settings, surface(settings, seed));
        StudyTable splits = splitTable(settings, lab);
        StudyTable best = bestTable(settings, lab, seed);
        StudyTable gains = gainTable(settings, seed);
        List<Figure> figures = List.of(splitFigure(splits, best), bestFigure(best), riskFigure(splits, best));
        return new StudyResult(this, settings, seed, List.of(splits, best, gains), figures, finding(settings, best));
    }

    static OutcomeSurface surface(StudySettings settings, long seed) {
        Scenario scenario = Scenario.withDefaults()
                .withMemorization(settings.get(MEMORIZATION))
                .withWorkHorizon(settings.count(WORK_HORIZON));
        double luck = 4 * settings.get(SCALE_NOISE);
        double low = settings.get(CEILING) - settings.get(DEFICIT) - luck;
        // A little more, so that the grid has a width even without deficit and noise.
        double high = settings.get(CEILING) + luck + 0.1;
        double narrow = Math.max(NARROW, settings.get(BREADTH));
        double broad = Math.min(BREADTH.range().most(), Math.max(BROAD, 2 * narrow));
        return new OutcomeSurface(
                scenario,
                Measure.IMPACT_SCORE,
                new double[] {low, high},
                new double[] {Math.min(narrow, broad / 2), broad},
                seed,
                settings.count(REPLICATES));
    }

    private static ResearchLab lab(StudySettings settings, OutcomeSurface surface) {
        ScaleLaw scale = new ScaleLaw(
                settings.get(CEILING), settings.get(DEFICIT), settings.get(SCALE_EXPONENT), settings.get(SCALE_NOISE));
        return new ResearchLab(
                scale,
                gains(settings),
                settings.get(EXPERIMENT_COST),
                settings.count(IDEAS),
                settings.get(BREADTH),
                surface);
    }

    private static Breakthroughs gains(StudySettings settings) {
        return new Breakthroughs(settings.get(LEAST_GAIN), settings.get(TAIL));
    }

    private static String bottleneck(boolean ideasBound) {
        return ideasBound ? "ideas" : "compute";
    }

    private static StudyTable splitTable(StudySettings settings, ResearchLab lab) {
        StudyTable.Builder table = StudyTable.named("splits", "Impact by the share of compute that goes to research")
                .columns("bottleneck")
                .column("compute", "units")
                .columns("researchShare")
                .column("experiments", "experiments")
                .columns("impact", "impactDeviation", "impactTenth", "impactNinetieth");
        for (boolean ideasBound : new boolean[] {false, true}) {
            for (double factor : new double[] {1, 10, 100}) {
                double compute = factor * settings.get(COMPUTE);
                for (double share : Grid.linear(0, 1, SHARES)) {
                    ResearchLab.Prospect p = lab.prospect(compute, share, ideasBound);
                    table.row(
                            bottleneck(ideasBound),
                            compute,
                            p.share(),
                            p.experiments(),
                            p.mean(),
                            p.deviation(),
                            p.tenth(),
                            p.ninetieth());
                }
            }
        }
        return table.build();
    }

    private static StudyTable bestTable(StudySettings settings, ResearchLab lab, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "best",
                        "The share for research with the best mean, and that with the best worst tenth, by compute")
                .columns("bottleneck")
                .column("compute", "units")
                .columns("bestShare", "impact", "impactSimulated", "impactStandardError", "impactDeviation")
                .columns("cautiousShare", "cautiousTenth", "scaleOnly", "scaleOnlyDeviation");
        double from = settings.get(COMPUTE);
        int row = 0;
        for (boolean ideasBound : new boolean[] {false, true}) {
            for (double compute : Grid.geometric(from, 100 * from, COMPUTES)) {
                RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 1, 0, row++);
                bestRow(table, lab, compute, ideasBound, stream);
            }
        }
        return table.build();
    }

    private static void bestRow(
            StudyTable.Builder table, ResearchLab lab, double compute, boolean ideasBound, RandomStream stream) {
        List<ResearchLab.Prospect> prospects = Arrays.stream(Grid.linear(0, 1, SHARES))
                .parallel()
                .mapToObj(share -> lab.prospect(compute, share, ideasBound))
                .toList();
        ResearchLab.Prospect scaled = prospects.get(0);
        ResearchLab.Prospect chosen = best(prospects, ResearchLab.Prospect::mean);
        ResearchLab.Prospect careful = best(prospects, ResearchLab.Prospect::tenth);
        Tally check = lab.simulated(compute, chosen.share(), ideasBound, stream);
        table.row(
                bottleneck(ideasBound),
                compute,
                chosen.share(),
                chosen.mean(),
                check.mean(),
                check.standardError(),
                chosen.deviation(),
                careful.share(),
                careful.tenth(),
                scaled.mean(),
                scaled.deviation());
    }

    /** The first of the best. */
    private static ResearchLab.Prospect best(
            List<ResearchLab.Prospect> prospects, ToDoubleFunction<ResearchLab.Prospect> value) {
        ResearchLab.Prospect best = prospects.get(0);
        for (ResearchLab.Prospect prospect : prospects) {
            best = value.applyAsDouble(prospect) > value.applyAsDouble(best) ? prospect : best;
        }
        return best;
    }

    /** The law of the best experiment; its mean has no standard error for α ≤ 2, so the median is what is simulated. */
    private static StudyTable gainTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named("gains", "The best gain in breadth of n experiments")
                .column("experiments", "experiments")
                .column("expectedBest", "distance")
                .column("expectedBestOfMany", "distance")
                .column("median", "distance")
                .columns("shareBelowMedianSimulated", "shareBelowMedianStandardError");
        Breakthroughs gains = gains(settings);
        for (int n : new int[] {1, 3, 10, 30, 100, 300, 1000}) {
            double median = gains.quantileOfBest(n, 0.5);
            RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 2, 0, n);
            Tally below = new Tally();
            for (int r = 0; r < 1000; r++) {
                below.add(gains.simulatedBest(n, stream.substream(r)) <= median ? 1 : 0);
            }
            table.row(
                    n,
                    gains.expectedBest(n),
                    gains.expectedBestOfMany(n),
                    median,
                    below.mean(),
                    Math.sqrt(0.25 / below.count()));
        }
        return table.build();
    }

    private static Figure splitFigure(StudyTable splits, StudyTable best) {
        double[] compute = splits.numbers("compute");
        List<Series> series = new ArrayList<>();
        for (int from = 0; from < compute.length; from += SHARES) {
            boolean ideasBound = from >= compute.length / 2;
            series.add(Series.of(
                    "C = " + Words.number(compute[from]) + ", " + bottleneck(ideasBound) + " bound",
                    ideasBound ? Mark.DASHES : Mark.LINE,
                    splits.part(from, SHARES).numbers("researchShare"),
                    splits.part(from, SHARES).numbers("impact")));
        }
        return new Figure.Lines(
                "impact-by-split",
                "At a hundredfold compute impact is " + percent(best, "impact", COMPUTES - 1) + " with the best split, "
                        + percent(best, "scaleOnly", COMPUTES - 1) + " by scale alone",
                "Full lines: as many experiments as compute pays for. Broken lines: no more than there are ideas.",
                Axis.linear("share of compute for research", ""),
                Axis.linear("expected impact", "share of jobs done right"),
                series);
    }

    private static Figure bestFigure(StudyTable best) {
        List<Series> series = new ArrayList<>();
        for (int from : new int[] {0, COMPUTES}) {
            String bound = bottleneck(from > 0) + " bound";
            double[] compute = best.part(from, COMPUTES).numbers("compute");
            series.add(Series.of(
                    bound + ", best mean",
                    Mark.LINE,
                    compute,
                    best.part(from, COMPUTES).numbers("bestShare")));
            series.add(Series.of(
                    bound + ", best worst tenth",
                    Mark.DASHES,
                    compute,
                    best.part(from, COMPUTES).numbers("cautiousShare")));
        }
        return new Figure.Lines(
                "best-share",
                "The best share for research goes from " + percent(best, "bestShare", 0) + " to "
                        + percent(best, "bestShare", COMPUTES - 1) + ", or to "
                        + percent(best, "bestShare", 2 * COMPUTES - 1)
                        + " where ideas run out",
                "With compute as the bottleneck research takes more and more of it; with ideas as the bottleneck its share"
                        + " falls again once every idea has its experiment.",
                Axis.logarithmic("compute C", "units"),
                Axis.linear("best share of compute for research", ""),
                series);
    }

    private static Figure riskFigure(StudyTable splits, StudyTable best) {
        int from = 2 * SHARES;
        double[] share = splits.part(from, SHARES).numbers("researchShare");
        return new Figure.Lines(
                "risk-by-split",
                "Impact scatters by " + percent(best, "scaleOnlyDeviation", COMPUTES - 1) + " with scale alone, by "
                        + percent(best, "impactDeviation", COMPUTES - 1) + " with the best split",
                "Scale alone is a narrow band; research widens it, upwards first.",
                Axis.linear("share of compute for research", ""),
                Axis.linear("impact", "share of jobs done right"),
                List.of(
                        Series.of(
                                "mean",
                                Mark.LINE,
                                share,
                                splits.part(from, SHARES).numbers("impact")),
                        Series.of(
                                "best tenth begins",
                                Mark.DASHES,
                                share,
                                splits.part(from, SHARES).numbers("impactNinetieth")),
                        Series.of(
                                "worst tenth ends",
                                Mark.DASHES,
                                share,
                                splits.part(from, SHARES).numbers("impactTenth"))));
    }

    private static String percent(StudyTable best, String column, int row) {
        return Words.percent(best.numbers(column)[row]);
    }

    private static String finding(StudySettings settings, StudyTable best) {
        double[] share = best.numbers("bestShare");
        double[] impact = best.numbers("impact");
        double[] deviation = best.numbers("impactDeviation");
        int last = COMPUTES - 1;
        return String.format(
                Locale.ROOT,
                "As compute grows a hundredfold the best share for research goes from %s to %s and impact from %s to %s if"
                        + " compute is the bottleneck, but to %s and %s with %s to try; scale alone would reach %s,"
                        + " with a standard deviation of %s where the best split has %s.",
                Words.percent(share[0]),
                Words.percent(share[last]),
                Words.percent(impact[0]),
                Words.percent(impact[last]),
                Words.percent(share[COMPUTES + last]),
                Words.percent(impact[COMPUTES + last]),
                Words.count(settings.count(IDEAS), "idea"),
                Words.percent(best.numbers("scaleOnly")[last]),
                Words.percent(best.numbers("scaleOnlyDeviation")[last]),
                Words.percent(deviation[last]));
    }
}
