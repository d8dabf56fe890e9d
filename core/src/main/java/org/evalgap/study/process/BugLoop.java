package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.evalgap.study.frame.Words;

/** Why a coding agent goes back and forth between bugs. */
final class BugLoop implements Study {
    /** The chain has a state for every set of bugs. */
    private static final int MOST_BUGS = 10;

    static final StudyParameter FIX_RATE = StudyParameter.in(
            "fixRate", 0.7, 0.01, 1, "", "probability f that an attempt removes the bug it is aimed at");
    static final StudyParameter DISTANCE =
            StudyParameter.in("distance", 1, 0, 20, "", "distance between the positions of two bugs");
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION);
    static final StudyParameter MEMORIZATION_SCALE = StudyParameter.of(Parameter.MEMORIZATION_SCALE);
    static final StudyParameter REGRESSION_TESTS = StudyParameter.in(
            "regressionTests", 0, 0, 1, "", "share of fixed bugs that a test holds, whatever the agent has in view");
    static final StudyParameter BUGS = StudyParameter.whole(
            "bugs", 4, 2, MOST_BUGS, "bugs", "most bugs in one piece of code, one present at the start");
    static final StudyParameter SPREAD = StudyParameter.in(
            "spread", 0.25, 0, 10, "", "standard deviation per axis of the positions of several bugs");
    static final StudyParameter DIMENSION =
            StudyParameter.whole("dimension", 8, 1, 64, "axes", "dimension of the space of positions");
    static final StudyParameter PATIENCE =
            StudyParameter.whole("patience", 100, 1, 2000, "attempts", "attempts after which the user gives up");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 4000, 2, 1_000_000, "", "simulated episodes a row");

    private static final int ALTERNATIONS = 10;
    private static final int BREADTHS = 17;
    private static final double TENFOLD = 10;
    private static final double[] AWARENESS = {0.5, 0.7, 0.8, 0.9, 0.95};

    @Override
    public String name() {
        return "bug-loop";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                FIX_RATE,
                DISTANCE,
                BREADTH,
                MEMORIZATION,
                MEMORIZATION_SCALE,
                REGRESSION_TESTS,
                BUGS,
                SPREAD,
                DIMENSION,
                PATIENCE,
                REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        return new Claim(
                "two bugs take more than ten times the attempts of full awareness", MEMORIZATION, 0, 1, 0, s -> {
                    double w = awareness(s, s.get(BREADTH), s.get(MEMORIZATION), squaredDistance(s));
                    return 1 - TENFOLD * w;
                });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        double w = awareness(settings, settings.get(BREADTH), settings.get(MEMORIZATION), squaredDistance(settings));
        StudyTable pair = pairTable(settings, seed);
        StudyTable alternations = alternationTable(settings, w, seed);
        StudyTable several = severalTable(settings, seed);
        List<Figure> figures = List.of(
                breadthFigure(settings, pair),
                alternationFigure(settings, alternations),
                bugsFigure(settings.get(FIX_RATE)));
        return new StudyResult(
                this, settings, seed, List.of(pair, alternations, several), figures, finding(settings, w, several));
    }

    private static double squaredDistance(StudySettings settings) {
        return settings.get(DISTANCE) * settings.get(DISTANCE);
    }

    private static double awareness(StudySettings settings, double breadth, double memorization, double squared) {
        double kernel =
                new GeneralizationKernel(breadth, memorization, settings.get(MEMORIZATION_SCALE), 0).of(squared, false);
        double held = settings.get(REGRESSION_TESTS);
        return held + (1 - held) * kernel;
    }

    /** Two bugs over a range of breadths around the learner's, with its memorization, half of it, and none. */
    private static StudyTable pairTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "pair", "Two bugs: attempts until both are gone, by the learner's memorization and breadth")
                .columns("memorization", "breadth", "awareness")
                .column("attempts", "attempts")
                .column("attemptsChain", "attempts")
                .columns("cleanInTime", "cleanInTimeSimulated", "cleanInTimeStandardError")
                .column("attemptsSpent", "attempts")
                .column("attemptsSpentSimulated", "attempts")
                .column("attemptsSpentStandardError", "attempts");
        double most = settings.get(MEMORIZATION);
        double[] shares = most > 0 ? new double[] {0, most / 2, most} : new double[] {0};
        double[] breadths = Grid.geometric(
                Math.max(BREADTH.range().least(), settings.get(BREADTH) / 4),
                Math.min(BREADTH.range().most(), settings.get(BREADTH) * 4),
                BREADTHS);
        int row = 0;
        for (double memorization : shares) {
            for (double breadth : breadths) {
                double w = awareness(settings, breadth, memorization, squaredDistance(settings));
                BugChain chain = new BugChain(settings.get(FIX_RATE), new double[][] {{1, w}, {w, 1}});
                BugChain.Spent exact = chain.exact(settings.count(PATIENCE));
                BugChain.Spent simulated = simulated(settings, chain, seed, row++);
                table.row(
                        memorization,
                        breadth,
                        w,
                        orBlank(1 / (settings.get(FIX_RATE) * w)),
                        orBlank(chain.expectedAttempts()),
                        exact.clean(),
                        simulated.clean(),
                        simulated.cleanError(),
                        exact.attempts(),
                        simulated.attempts(),
                        simulated.attemptsError());
            }
        }
        return table.build();
    }

    private static BugChain.Spent simulated(StudySettings settings, BugChain chain, long seed, int row) {
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 1, 0, row);
        return chain.simulated(settings.count(PATIENCE), settings.count(REPLICATES), stream);
    }

    private static StudyTable alternationTable(StudySettings settings, double w, long seed) {
        int replicates = settings.count(REPLICATES);
        int[] atLeast = new int[ALTERNATIONS + 1];
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 2, 0, 0);
        for (int r = 0; r < replicates; r++) {
            RandomStream own = stream.substream(r);
            int alternations = 0;
            while (alternations < ALTERNATIONS && own.uniform(alternations) > w) {
                alternations++;
            }
            for (int k = 0; k <= alternations; k++) {
                atLeast[k]++;
            }
        }
        StudyTable.Builder table = StudyTable.named("alternations", "Two bugs: probability of at least so many returns")
                .column("alternations", "fixes that brought the other bug back")
                .columns("probability", "simulated", "standardError");
        for (int k = 0; k <= ALTERNATIONS; k++) {
            double exact = StrictMath.pow(1 - w, k);
            table.row(
                    k,
                    exact,
                    (double) atLeast[k] / replicates,
                    // The exact variance: an observed share of 0 or 1 would claim certainty.
                    Math.sqrt(exact * (1 - exact) / replicates));
        }
        return table.build();
    }

    /** From two bugs to all: the positions are drawn once, each row adds one bug to those of the row above. */
    private static StudyTable severalTable(StudySettings settings, long seed) {
        StudyTable.Builder table = StudyTable.named(
                        "several", "Several bugs at drawn positions, one present at the start, by their number")
                .column("bugs", "bugs")
                .columns("meanAwareness", "returnsPerFix")
                .column("attempts", "attempts")
                .column("attemptsAtMeanAwareness", "attempts")
                .columns("cleanInTime", "cleanInTimeSimulated", "cleanInTimeStandardError");
        double f = settings.get(FIX_RATE);
        for (int n = 2; n <= settings.count(BUGS); n++) {
            double[][] w = drawnAwareness(settings, n, seed);
            double mean = meanOffDiagonal(w);
            BugChain chain = new BugChain(f, w);
            BugChain.Spent simulated = simulated(settings, chain, seed, 1000 + n);
            table.row(
                    n,
                    mean,
                    (n - 1) * (1 - mean),
                    orBlank(chain.expectedAttempts()),
                    orBlank(BugChain.commonAwareness(f, mean, n)),
                    chain.exact(settings.count(PATIENCE)).clean(),
                    simulated.clean(),
                    simulated.cleanError());
        }
        return table.build();
    }

    private static double[][] drawnAwareness(StudySettings settings, int n, long seed) {
        int dimension = settings.count(DIMENSION);
        double[][] w = new double[n][n];
        RandomStream stream = RandomStream.of(seed, 0, Purpose.STUDY, 3, 0, 0);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double squared = 0;
                for (int axis = 0; axis < dimension; axis++) {
                    double difference = settings.get(SPREAD)
                            * (stream.normal((long) i * dimension + axis) - stream.normal((long) j * dimension + axis));
                    squared += difference * difference;
                }
                w[i][j] = awareness(settings, settings.get(BREADTH), settings.get(MEMORIZATION), squared);
            }
        }
        return w;
    }

    private static double meanOffDiagonal(double[][] w) {
        Tally moments = new Tally();
        for (int i = 0; i < w.length; i++) {
            for (int j = 0; j < w.length; j++) {
                if (i != j) {
                    moments.add(w[i][j]);
                }
            }
        }
        return moments.mean();
    }

    /** A number that may have grown beyond all bounds is left out of a table. */
    private static Object orBlank(double attempts) {
        return attempts <= Double.MAX_VALUE ? (Object) attempts : "";
    }

    private static Figure breadthFigure(StudySettings settings, StudyTable pair) {
        double[] memorization = pair.numbers("memorization");
        List<Series> series = new ArrayList<>();
        for (int from = 0; from < memorization.length; from += BREADTHS) {
            String of = "m = " + Words.number(memorization[from]);
            StudyTable part = pair.part(from, BREADTHS);
            double[] breadth = part.numbers("breadth");
            series.add(Series.of(of + ", exact", Mark.LINE, breadth, part.numbers("cleanInTime")));
            series.add(Series.simulated(
                    of + ", simulated",
                    breadth,
                    part.numbers("cleanInTimeSimulated"),
                    part.numbers("cleanInTimeStandardError")));
        }
        return new Figure.Lines(
                "clean-in-time",
                cleanTitle(settings, pair),
                "Breadth ends the loop and memorization m prolongs it."
                        + Words.whiskers(settings.count(REPLICATES), "episodes a point"),
                Axis.logarithmic("breadth ℓ", ""),
                Axis.linear("probability", ""),
                series);
    }

    /** Of this learner, who is in the middle of the last rows. */
    private static String cleanTitle(StudySettings settings, StudyTable pair) {
        double[] clean = pair.numbers("cleanInTime");
        int own = clean.length - BREADTHS + BREADTHS / 2;
        int patience = settings.count(PATIENCE);
        return "Two bugs are gone within " + Words.count(patience, "attempt") + " in " + Words.percent(clean[own])
                + " of the episodes, without memorization in " + Words.percent(clean[BREADTHS / 2]);
    }

    private static Figure alternationFigure(StudySettings settings, StudyTable table) {
        double[] k = table.numbers("alternations");
        double[] errors = table.numbers("standardError");
        return new Figure.Lines(
                "alternations",
                "At least five returns of a fixed bug in " + Words.percent(table.numbers("probability")[5])
                        + " of the episodes",
                "Each fix that works brings the other bug back with the same probability, so the tail is geometric."
                        + Words.whiskers(settings.count(REPLICATES), "episodes"),
                Axis.linear("at least so many returns of a fixed bug", ""),
                Axis.linear("probability", ""),
                List.of(
                        Series.of("(1 − w)^k", Mark.LINE, k, table.numbers("probability")),
                        Series.simulated("simulated, 95 % interval", k, table.numbers("simulated"), errors)));
    }

    private static Figure bugsFigure(double fixRate) {
        List<Series> series = new ArrayList<>();
        for (double w : AWARENESS) {
            double[] n = new double[MOST_BUGS - 1];
            double[] attempts = new double[MOST_BUGS - 1];
            for (int i = 0; i < n.length; i++) {
                n[i] = i + 2;
                attempts[i] = BugChain.commonAwareness(fixRate, w, i + 2);
            }
            series.add(Series.of("awareness " + Words.number(w), Mark.LINE, n, attempts));
        }
        return new Figure.Lines(
                "attempts-by-bugs",
                "Four bugs in view with probability 0.7 take "
                        + Words.number(BugChain.commonAwareness(fixRate, 0.7, 4)) + " attempts, ten take "
                        + Words.number(BugChain.commonAwareness(fixRate, 0.7, MOST_BUGS)),
                "Where a fix brings back more than one bug on average, attempts grow exponentially with the bugs.",
                Axis.linear("bugs in one piece of code", ""),
                Axis.logarithmic("expected attempts", ""),
                series);
    }

    private static String finding(StudySettings settings, double w, StudyTable several) {
        double f = settings.get(FIX_RATE);
        double[] inTime = several.numbers("cleanInTime");
        return String.format(
                Locale.ROOT,
                "A learner of breadth %s and memorization %s keeps a bug at distance %s in view with probability %s, so two"
                        + " bugs take %s attempts where full awareness takes %s, at least five returns of a fixed bug happen"
                        + " in %s of the episodes, and %s nearby are all gone within %s in %s of them.",
                Words.number(settings.get(BREADTH)),
                Words.number(settings.get(MEMORIZATION)),
                Words.number(settings.get(DISTANCE)),
                Words.number(w),
                Words.number(1 / (f * w)),
                Words.number(1 / f),
                Words.percent(StrictMath.pow(1 - w, 5)),
                Words.count(settings.count(BUGS), "bug"),
                Words.count(settings.count(PATIENCE), "attempt"),
                Words.percent(inTime[inTime.length - 1]));
    }
}
