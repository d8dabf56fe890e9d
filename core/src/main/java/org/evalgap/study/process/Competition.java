package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.learner.GeneralizationKernel;
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
import org.evalgap.study.frame.Turning;
import org.evalgap.study.frame.Words;

/** Whether competitors with the same pre-training stay alike or specialise into niches. */
final class Competition implements Study {
    static final StudyParameter LABS = StudyParameter.whole("labs", 4, 2, 20, "labs", "competitors");
    static final StudyParameter NICHES =
            StudyParameter.whole("niches", 4, 2, 20, "niches", "work domains, all equally far from each other");
    static final StudyParameter COPYING = StudyParameter.in(
            "copying", 0.1, 0, 1, "per round", "share ψ of the leader's advantage that everybody else copies");
    static final StudyParameter DISTANCE =
            StudyParameter.in("distance", 2, 0, 20, "", "distance between the positions of two niches");
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter MEMORIZATION_SCALE = StudyParameter.of(Parameter.MEMORIZATION_SCALE);
    static final StudyParameter LEARNING = StudyParameter.in(
            "learning", 1, 0.001, 100, "logits per round", "skill that all of a lab's environments in one niche give");
    static final StudyParameter AGEING =
            StudyParameter.in("ageing", 0.1, 0.001, 1, "per round", "share of an advantage that goes out of date");
    static final StudyParameter SELECTION = StudyParameter.in(
            "selection", 1, 0, 100, "per logit", "how strongly environments follow the price that a lab earns");
    static final StudyParameter EXPLORATION = StudyParameter.in(
            "exploration", 0.05, 0.001, 1, "per round", "share of environments that is spread evenly again");
    static final StudyParameter HEAD_START = StudyParameter.in(
            "headStart", 1, 0, 100, "logits", "advantage of the first lab in every niche at the beginning");
    static final StudyParameter UNEVENNESS = StudyParameter.in(
            "unevenness", 0.01, 1e-6, 1, "", "relative spread of first designs: what makes labs differ at all");
    static final StudyParameter ROUNDS = StudyParameter.whole("rounds", 150, 10, 10_000, "rounds", "rounds played");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 20, 2, 10_000, "", "first designs drawn for each rate of copying");

    private static final int COPYING_STEPS = 21;
    private static final int QUICK = 5;
    private static final double[] CARRY_OVERS = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

    @Override
    public String name() {
        return "competition";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                LABS,
                NICHES,
                COPYING,
                DISTANCE,
                BREADTH,
                MEMORIZATION,
                MEMORIZATION_SCALE,
                LEARNING,
                AGEING,
                SELECTION,
                EXPLORATION,
                HEAD_START,
                UNEVENNESS,
                ROUNDS,
                REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return phase(settings, COPYING, 1, seed);
    }

    /** The same sentence, by either of the two assumptions that decide it. */
    private static Claim phase(StudySettings settings, StudyParameter deciding, double to, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("prices fall and then rise above their start", deciding, 0, to, replicates, s -> {
            Tally margin = new Tally();
            for (int r = 0; r < replicates; r++) {
                double[] price = prices(market(s, s.get(COPYING)), s, seed, r);
                double lowest = price[lowest(price)];
                margin.add(Math.min(price[0] - lowest, price[price.length - 1] - price[0]));
            }
            return margin.mean();
        });
    }

    /** The mean price from round to round. */
    private static double[] prices(Market market, StudySettings settings, long seed, int replicate) {
        double[] price = new double[settings.count(ROUNDS) + 1];
        Market.State state = market.start(settings.get(HEAD_START), settings.get(UNEVENNESS), design(seed, replicate));
        for (int round = 0; round < price.length; round++) {
            price[round] = market.price(state);
            state = market.next(state);
        }
        return price;
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        double[] copying = Grid.linear(0, 1, COPYING_STEPS);
        StudyTable path = pathTable(settings, seed);
        StudyTable regimes = regimeTable(settings, copying, seed);
        StudyTable thresholds = thresholdTable(settings);
        List<Figure> figures = List.of(
                priceFigure(settings, path, seed), regimeFigure(regimes, settings), mapFigure(settings, copying, seed));
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(path, regimes, thresholds),
                figures,
                finding(settings, path, regimes, seed));
    }

    /** What carries over from one niche to another for the learner of these settings. */
    private static double carryOver(StudySettings settings) {
        double squared = settings.get(DISTANCE) * settings.get(DISTANCE);
        return new GeneralizationKernel(
                        settings.get(BREADTH), settings.get(MEMORIZATION), settings.get(MEMORIZATION_SCALE), 0)
                .of(squared, false);
    }

    private static Market market(StudySettings settings, double copying, double carryOver) {
        return new Market(
                settings.count(LABS),
                settings.count(NICHES),
                carryOver,
                settings.get(LEARNING),
                settings.get(AGEING),
                copying,
                settings.get(SELECTION),
                settings.get(EXPLORATION));
    }

    private static Market market(StudySettings settings, double copying) {
        return market(settings, copying, carryOver(settings));
    }

    private static Market.State play(StudySettings settings, Market market, int rounds, RandomStream stream) {
        Market.State state = market.start(settings.get(HEAD_START), settings.get(UNEVENNESS), stream);
        for (int round = 0; round < rounds; round++) {
            state = market.next(state);
        }
        return state;
    }

    private static RandomStream design(long seed, int replicate) {
        return RandomStream.of(seed, replicate, Purpose.STUDY, 1, 0, 0);
    }

    private static StudyTable pathTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named("path", "One market from round to round")
                .column("round", "rounds")
                .column("price", "logits")
                .columns("labConcentration", "revenueConcentration")
                .column("diversity", "logits");
        Market market = market(settings, settings.get(COPYING));
        Market.State state = market.start(settings.get(HEAD_START), settings.get(UNEVENNESS), design(seed, 0));
        for (int round = 0; round <= settings.count(ROUNDS); round++) {
            double revenue = market.revenueConcentration(state);
            table.row(round, market.price(state), market.labConcentration(state), revenue, market.diversity(state));
            state = market.next(state);
        }
        return table.build();
    }

    private static StudyTable regimeTable(StudySettings settings, double[] copying, long seed) {
        StudyTable.Builder table = StudyTable.named("regimes", "The last round, by the share that is copied")
                .column("copying", "per round")
                .column("price", "logits")
                .column("priceStandardError", "logits")
                .columns("labConcentration", "labConcentrationStandardError")
                .column("diversity", "logits")
                .column("diversityStandardError", "logits")
                .columns("nichesLed");
        for (double share : copying) {
            Ending ending = ending(settings, market(settings, share), seed, settings.count(REPLICATES));
            table.row(
                    share,
                    ending.price().mean(),
                    ending.price().standardError(),
                    ending.concentration().mean(),
                    ending.concentration().standardError(),
                    ending.diversity().mean(),
                    ending.diversity().standardError(),
                    ending.leaders().mean());
        }
        return table.build();
    }

    /** The last round over replicates that differ in the labs' first designs. */
    private record Ending(Tally price, Tally concentration, Tally diversity, Tally leaders) {}

    private static Ending ending(StudySettings settings, Market market, long seed, int replicates) {
        Ending ending = new Ending(new Tally(), new Tally(), new Tally(), new Tally());
        for (int r = 0; r < replicates; r++) {
            Market.State state = play(settings, market, settings.count(ROUNDS), design(seed, r));
            ending.price().add(market.price(state));
            ending.concentration().add(market.labConcentration(state));
            ending.diversity().add(market.diversity(state));
            ending.leaders().add(market.leadingLabs(state));
        }
        return ending;
    }

    private static StudyTable thresholdTable(StudySettings settings) {
        StudyTable.Builder table = StudyTable.named(
                        "thresholds",
                        "The share copied above which two labs stay alike, by what carries over between niches; the last row"
                                + " is this learner")
                .columns("carryOver", "threshold");
        for (double carryOver : CARRY_OVERS) {
            table.row(carryOver, market(settings, 0, carryOver).threshold());
        }
        return table.row(carryOver(settings), market(settings, 0).threshold()).build();
    }

    private static Figure priceFigure(StudySettings settings, StudyTable path, long seed) {
        List<Series> series = new ArrayList<>();
        double[] shares = {0, settings.get(COPYING), 0.25, 0.5, 1};
        Set<String> names = new HashSet<>();
        for (double share : Arrays.stream(shares).sorted().toArray()) {
            String name = "ψ = " + Words.number(share);
            if (!names.add(name)) {
                continue;
            }
            double[] price = share == settings.get(COPYING)
                    ? path.numbers("price")
                    : prices(market(settings, share), settings, seed, 0);
            double[] rounds = Grid.linear(0, price.length - 1, price.length);
            series.add(Series.of(name, Mark.LINE, rounds, price));
        }
        return new Figure.Lines(
                "price-path",
                "T" + phase(path).substring(1) + ", at ψ = " + Words.number(settings.get(COPYING)),
                "Mean price from round to round, by the share ψ of the leader's advantage that is copied. The head start is copied"
                        + " away; where less than a threshold is copied, labs settle in niches, compete no more, and the price recovers.",
                Axis.linear("round", ""),
                Axis.linear("mean price", "logits of advantage"),
                series);
    }

    private static Figure regimeFigure(StudyTable regimes, StudySettings settings) {
        double[] copying = regimes.numbers("copying");
        List<Series> series = new ArrayList<>();
        series.add(Series.of("mean price", Mark.LINE, copying, regimes.numbers("price")));
        series.add(Series.of("diversity of skill profiles", Mark.LINE, copying, regimes.numbers("diversity")));
        double highest = Arrays.stream(regimes.numbers("diversity")).max().orElse(1);
        double threshold = market(settings, 0).threshold();
        series.add(Series.of("threshold for two labs", Mark.DASHES, new double[] {threshold, threshold}, new double[] {
            0, Math.max(highest, 1e-3)
        }));
        return new Figure.Lines(
                "regimes",
                "Two labs settle in niches if less than " + Words.percent(threshold) + " is copied",
                "Below the threshold labs specialise, above it they stay alike and the price is zero.",
                Axis.linear("share ψ of the leader's advantage copied each round", ""),
                Axis.linear("price, diversity", "logits"),
                series);
    }

    private static Figure mapFigure(StudySettings settings, double[] copying, long seed) {
        List<List<Double>> values = new ArrayList<>();
        for (double carryOver : CARRY_OVERS) {
            List<Double> row = new ArrayList<>();
            for (double share : copying) {
                Market market = market(settings, share, carryOver);
                row.add(market.labConcentration(play(settings, market, settings.count(ROUNDS), design(seed, 0))));
            }
            values.add(row);
        }
        return new Figure.HeatMap(
                "regime-map",
                mapTitle(copying, values),
                "Herfindahl index of a lab's environments over niches in the last round: 1 if each lab keeps to one niche, one"
                        + " over the number of niches if all are alike. Copying and breadth both end specialisation.",
                Axis.linear("share ψ copied each round", ""),
                Axis.linear("carry-over K between niches", ""),
                Axis.linear("concentration of a lab's environments", ""),
                Arrays.stream(copying).boxed().toList(),
                Arrays.stream(CARRY_OVERS).boxed().toList(),
                values);
    }

    /** How far labs are nearer to specialists than to generalists: along either edge of the map. */
    private static String mapTitle(double[] copying, List<List<Double>> values) {
        int most = settled(values.get(0));
        int highest = settled(values.stream().map(row -> row.get(0)).toList());
        return Math.min(most, highest) < 0
                ? "Generalists (dark) wherever labs copy and skills carry over"
                : "Specialists (light): without carry-over up to ψ = " + Words.number(copying[most])
                        + ", without copying up to K = " + Words.number(CARRY_OVERS[highest]);
    }

    /** The last place along an edge at which labs are nearer to specialists; −1 if there is none. */
    private static int settled(List<Double> concentration) {
        int last = -1;
        for (int i = 0; i < concentration.size(); i++) {
            last = concentration.get(i) > 0.5 ? i : last;
        }
        return last;
    }

    private static int lowest(double[] price) {
        int lowest = 0;
        for (int i = 1; i < price.length; i++) {
            lowest = price[i] < price[lowest] ? i : lowest;
        }
        return lowest;
    }

    /** What the price does. */
    private static String phase(StudyTable path) {
        double[] price = path.numbers("price");
        int lowest = lowest(price);
        double last = price[price.length - 1];
        if (lowest == 0) {
            return "the price rises from " + Words.number(price[0]) + " to " + Words.number(last);
        }
        String fall = String.format(
                Locale.ROOT,
                "the price falls from %s to %s by round %d",
                Words.number(price[0]),
                Words.number(price[lowest]),
                lowest);
        return last > price[0]
                ? fall + ", a phase, then rises to " + Words.number(last)
                : fall + " and ends at " + Words.number(last);
    }

    /** From which head start on, which is the price at the start, the price stays below it. */
    private static String headStart(StudySettings settings, long seed) {
        Turning turning =
                Turning.of(phase(settings, HEAD_START, HEAD_START.range().most(), seed), settings);
        return turning.holds() && turning.above().isPresent()
                ? " (a headStart above "
                        + Words.number(Words.twoDigits(turning.above().getAsDouble())) + " it would not regain)"
                : "";
    }

    private static String finding(StudySettings settings, StudyTable path, StudyTable regimes, long seed) {
        double[] diversity = regimes.numbers("diversity");
        double[] price = path.numbers("price");
        double last = price[price.length - 1];
        String why = last > price[0]
                ? ", " + Words.number(last / price[0])
                        + " times its start, because labs that settled in different niches compete no more"
                        + headStart(settings, seed)
                : "";
        return String.format(
                Locale.ROOT,
                "When %s of the leader's advantage is copied each round, %s logits after %s%s; two labs of"
                        + " breadth %s settle in niches as long as less than %s is copied, and the diversity of %s ends at %s"
                        + " logits without copying and at %s with full copying.",
                Words.percent(settings.get(COPYING)),
                phase(path),
                Words.count(settings.count(ROUNDS), "round"),
                why,
                Words.number(settings.get(BREADTH)),
                Words.percent(market(settings, 0).threshold()),
                Words.count(settings.count(LABS), "lab"),
                Words.number(diversity[0]),
                Words.number(diversity[diversity.length - 1]));
    }
}
