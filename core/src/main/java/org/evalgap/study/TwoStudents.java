package org.evalgap.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.Figure.Axis;
import org.evalgap.study.Figure.Mark;
import org.evalgap.study.Figure.Series;

/** One student practises a contest for 10,000 hours, another for 100 and learns more broadly. */
final class TwoStudents implements Study {
    static final StudyParameter FIRST_HOURS =
            StudyParameter.in("firstHours", 10_000, 1, 1e7, "hours", "practice of the first student");
    static final StudyParameter SECOND_HOURS =
            StudyParameter.in("secondHours", 100, 1, 1e7, "hours", "practice of the second student");
    static final StudyParameter PACE = StudyParameter.in(
            "pace", 0.1024, 1e-6, 10, "decisions/hour", "training that an hour of practice is, in decisions of budget");
    static final StudyParameter FIRST_BREADTH = StudyParameter.in(
            "firstBreadth", 1, 1e-3, 1e3, "distance", "how far what the first student learns carries");
    static final StudyParameter MEMORIZATION = StudyParameter.in(
            "memorization", 0.9, 0, 1, "share", "share that stays with the very problem, first student");
    static final StudyParameter SECOND_BREADTH = StudyParameter.in(
            "secondBreadth",
            3,
            1e-3,
            1e3,
            "distance",
            "how far what the second student learns carries; all of it does");
    static final StudyParameter SHIFT = StudyParameter.of(Parameter.SHIFT);
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 40, 2, 100_000, "", "worlds simulated, the same ones for both");

    /** What the students are compared on. */
    private enum Score {
        CONTEST("contest", Measure.PUBLIC_SCORE),
        NEW_PROBLEMS("new problems", Measure.FRESH_SCORE),
        WORK("work", Measure.WORK_SCORE);

        private final String label;
        private final Measure measure;

        Score(String label, Measure measure) {
            this.label = label;
            this.measure = measure;
        }
    }

    private static final double[] BREADTHS = Grid.geometric(0.5, 16, 16);
    private static final double[] TIMES = {1, 1.5, 2, 4, 10, 30, 100};

    @Override
    public String name() {
        return "two-students";
    }

    @Override
    public String question() {
        return "Who does better later: the student of 10,000 hours of contest practice, or the one of 100 who learns broadly?";
    }

    @Override
    public String model() {
        return """
                Both practise on problems made from the contest's own (inspiration 1); an hour is so many decisions of training \
                budget. Of what the first learns, the share memorization stays with the very problem and the rest carries \
                as far as firstBreadth; all that the second learns carries as far as secondBreadth. Contest: the problems they \
                practised around; new problems: others of the contest's kind; work: tasks at a distance (shift) from it. A student \
                of unlimited breadth gains the same g everywhere, dg/dB = E[σ′(θ − b + g)]: the most that so many hours \
                can bring.""";
    }

    @Override
    public String shows() {
        return """
                What hours buy and what breadth buys. A score is reached with few hours and much breadth or the other way round, \
                but not on all scores at one rate: what is learned narrowly stays with the contest, so that a breadth which is not \
                enough to win it may be enough at work. With too few hours no breadth whatever wins the contest, because \
                unlimited breadth has a ceiling that depends on hours alone.""";
    }

    @Override
    public String cannotTell() {
        return """
                In the source the second student simply does well too; that the first wins the contest is our addition, made so \
                that the two scores can disagree. Nobody measured the breadth of a person: 3 against 1, and an hour's worth of \
                training, are chosen. People also differ in what they choose to practise, here they do not; difficulty \
                is not tied to position, so the contest is elsewhere, not harder; and a hundred hours of a person rest on a \
                lifetime that the model puts into one competence.""";
    }

    @Override
    public List<String> literature() {
        return List.of(
                "Patel, Sutskever (2025), Dwarkesh Podcast, November 2025 (the two students).",
                "Ericsson, Krampe, Tesch-Römer (1993), The role of deliberate practice in the acquisition of expert performance,"
                        + " Psychological Review 100(3), 363–406.",
                "Macnamara, Hambrick, Oswald (2014), Deliberate practice and performance in music, games, sports, education, and"
                        + " professions: a meta-analysis, Psychological Science 25(8), 1608–1618.",
                "Barnett, Ceci (2002), When and where do we apply what we learn? A taxonomy for far transfer, Psychological"
                        + " Bulletin 128(4), 612–637.",
                "Güllich, Macnamara, Hambrick (2022), What makes a champion? Early multidisciplinary practice, not early"
                        + " specialization, predicts world-class performance, Perspectives on Psychological Science 17(1), 6–29.");
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(FIRST_HOURS, SECOND_HOURS, PACE, FIRST_BREADTH, MEMORIZATION, SECOND_BREADTH, SHIFT, REPLICATES);
    }

    @Override
    public StudyResult run(StudySettings settings, long seed) {
        Ensemble students = ensemble(settings, List.of(second(settings, hours(settings), breadth(settings))), seed);
        Ensemble byHours = ensemble(settings, family(settings, times(settings)), seed);
        StudyTable pair = pairTable(settings, students);
        StudyTable breadths = breadthTable(settings, byHours);
        StudyTable overtaking = overtakingTable(settings, byHours);
        List<Figure> figures = new ArrayList<>(List.of(breadthFigure(settings, breadths)));
        List<Series> series = overtakingSeries(overtaking);
        if (!series.isEmpty()) {
            figures.add(overtakingFigure(settings, series));
        }
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(pair, breadths, overtaking),
                figures,
                finding(settings, students, byHours));
    }

    private static double hours(StudySettings settings) {
        return settings.get(SECOND_HOURS);
    }

    private static double breadth(StudySettings settings) {
        return settings.get(SECOND_BREADTH);
    }

    private static Scenario contest(StudySettings settings, double hours) {
        return Scenario.withDefaults()
                .withInspiration(1)
                .withShift(settings.get(SHIFT))
                .withBudget(settings.get(PACE) * hours);
    }

    static Scenario first(StudySettings settings) {
        return contest(settings, settings.get(FIRST_HOURS))
                .withBreadth(settings.get(FIRST_BREADTH))
                .withMemorization(settings.get(MEMORIZATION));
    }

    static Scenario second(StudySettings settings, double hours, double breadth) {
        return contest(settings, hours).withBreadth(breadth).withMemorization(0);
    }

    private static double[] times(StudySettings settings) {
        double[] times = TIMES.clone();
        for (int i = 0; i < times.length; i++) {
            times[i] *= settings.get(SECOND_HOURS);
        }
        return times;
    }

    /** Second students of every breadth, and of so many hours each. */
    private static List<Scenario> family(StudySettings settings, double[] hours) {
        List<Scenario> family = new ArrayList<>();
        for (double breadth : BREADTHS) {
            for (double time : hours) {
                family.add(second(settings, time, breadth));
            }
        }
        return family;
    }

    /** The first student comes first. */
    private static Ensemble ensemble(StudySettings settings, List<Scenario> others, long seed) {
        List<Scenario> family = new ArrayList<>(List.of(first(settings)));
        family.addAll(others);
        return Ensemble.of(Simulator.ofScores(), family, seed, settings.count(REPLICATES));
    }

    /** What a student of unlimited breadth scores after so many hours, on whatever task. */
    static double ceiling(StudySettings settings, double hours) {
        Scenario scenario = contest(settings, hours);
        PerfectBreadth perfect = new PerfectBreadth(scenario);
        return perfect.score(perfect.gain(scenario.budget()));
    }

    private static double lead(Outcome[] outcomes, int member, Score score) {
        return outcomes[member].get(score.measure) - outcomes[0].get(score.measure);
    }

    private static StudyTable pairTable(StudySettings settings, Ensemble students) {
        StudyTable.Builder table = StudyTable.named("students", "The two students, and what their hours bring at most")
                .columns("student")
                .column("practice", "hours")
                .columns("breadth", "memorization", "contest", "contestStandardError", "newProblems")
                .columns("newProblemsStandardError", "work", "workStandardError", "ceiling");
        for (int i = 0; i < 2; i++) {
            Estimate contest = students.of(i, Score.CONTEST.measure);
            Estimate fresh = students.of(i, Score.NEW_PROBLEMS.measure);
            Estimate work = students.of(i, Score.WORK.measure);
            double hours = settings.get(i == 0 ? FIRST_HOURS : SECOND_HOURS);
            table.row(
                    i == 0 ? "first" : "second",
                    hours,
                    settings.get(i == 0 ? FIRST_BREADTH : SECOND_BREADTH),
                    i == 0 ? settings.get(MEMORIZATION) : 0,
                    contest.value(),
                    contest.error(),
                    fresh.value(),
                    fresh.error(),
                    work.value(),
                    work.error(),
                    ceiling(settings, hours));
        }
        return table.build();
    }

    private static StudyTable breadthTable(StudySettings settings, Ensemble byHours) {
        StudyTable.Builder table = StudyTable.named(
                        "breadths", "The second student's scores by breadth, and the first's")
                .columns("breadth", "contest", "contestStandardError", "newProblems", "newProblemsStandardError")
                .columns("work", "workStandardError", "firstContest", "firstNewProblems", "firstWork", "ceiling");
        double ceiling = ceiling(settings, hours(settings));
        for (int i = 0; i < BREADTHS.length; i++) {
            List<Object> cells = new ArrayList<>(List.of(BREADTHS[i]));
            for (Score score : Score.values()) {
                Estimate at = byHours.of(1 + i * TIMES.length, score.measure);
                cells.add(at.value());
                cells.add(at.error());
            }
            for (Score score : Score.values()) {
                cells.add(byHours.of(0, score.measure).value());
            }
            cells.add(ceiling);
            table.row(cells.toArray());
        }
        return table.build();
    }

    /** The breadth at which second students with so many hours overtake, the error by the slope of their lead. */
    private static Object[] overtaking(Ensemble ensemble, int times, int time, Score score) {
        double[] leads = new double[BREADTHS.length];
        for (int i = 0; i < leads.length; i++) {
            int member = 1 + i * times + time;
            leads[i] = ensemble.over(v -> lead(v, member, score)).value();
        }
        OptionalDouble crossing = Crossing.firstInRatios(BREADTHS, leads, 0);
        if (crossing.isEmpty() || crossing.getAsDouble() == BREADTHS[0]) {
            return new Object[] {crossing.isEmpty() ? "" : (Object) crossing.getAsDouble(), ""};
        }
        double at = crossing.getAsDouble();
        int above = 1;
        while (BREADTHS[above] < at) {
            above++;
        }
        int member = 1 + above * times + time;
        double slope = (leads[above] - leads[above - 1]) / (BREADTHS[above] - BREADTHS[above - 1]);
        double error = ensemble.over(v -> lead(v, member, score)).error() / slope;
        return new Object[] {at, error};
    }

    private static StudyTable overtakingTable(StudySettings settings, Ensemble byHours) {
        StudyTable.Builder table = StudyTable.named(
                        "overtaking",
                        "The breadth from which on the second student does better than the first; empty where no breadth up to "
                                + Words.number(BREADTHS[BREADTHS.length - 1]) + " does")
                .column("practice", "hours")
                .columns("contest", "contestStandardError", "newProblems", "newProblemsStandardError")
                .columns("work", "workStandardError", "ceiling");
        double[] times = times(settings);
        for (int t = 0; t < times.length; t++) {
            List<Object> cells = new ArrayList<>(List.of(times[t]));
            for (Score score : Score.values()) {
                cells.addAll(List.of(overtaking(byHours, times.length, t, score)));
            }
            cells.add(ceiling(settings, times[t]));
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static Figure breadthFigure(StudySettings settings, StudyTable breadths) {
        List<Series> series = new ArrayList<>();
        String[] columns = {"contest", "newProblems", "work"};
        String[] first = {"firstContest", "firstNewProblems", "firstWork"};
        for (Score score : Score.values()) {
            int i = score.ordinal();
            series.add(Series.of(score.label, Mark.LINE, BREADTHS, breadths.numbers(columns[i])));
        }
        for (Score score : Score.values()) {
            int i = score.ordinal();
            series.add(Series.of(score.label + ", first student", Mark.DASHES, BREADTHS, breadths.numbers(first[i])));
        }
        series.add(Series.of("unlimited breadth", Mark.DASHES, BREADTHS, breadths.numbers("ceiling")));
        return new Figure.Lines(
                "scores-by-breadth",
                "The second student after " + Words.number(hours(settings)) + " hours, by breadth",
                "Full lines: the second student. Broken lines: the first, who does not change, and the most that the second's"
                        + " hours can bring.",
                Axis.logarithmic("breadth of the second student", "distance"),
                Axis.linear("score", "share of tasks done right"),
                series);
    }

    private static List<Series> overtakingSeries(StudyTable overtaking) {
        List<Series> series = new ArrayList<>();
        for (Score score : Score.values()) {
            int at = 1 + 2 * score.ordinal();
            double[][] points = overtaking.rows().stream()
                    .filter(row -> row.get(at) instanceof Double)
                    .map(row -> new double[] {(Double) row.get(0), (Double) row.get(at)})
                    .toArray(double[][]::new);
            if (points.length > 0) {
                double[] x = new double[points.length];
                double[] y = new double[points.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = points[i][0];
                    y[i] = points[i][1];
                }
                series.add(Series.of(score.label, Mark.LINE, x, y));
            }
        }
        return series;
    }

    private static Figure overtakingFigure(StudySettings settings, List<Series> series) {
        return new Figure.Lines(
                "overtaking",
                "The breadth that overtakes " + Words.number(settings.get(FIRST_HOURS)) + " hours of practice",
                "Above a line the second student does better. Where a line ends, no breadth does.",
                Axis.logarithmic("practice of the second student", "hours"),
                Axis.logarithmic("breadth at which the second overtakes", "distance"),
                series);
    }

    private static String finding(StudySettings settings, Ensemble students, Ensemble byHours) {
        StringBuilder overtaking = new StringBuilder();
        for (Score score : Score.values()) {
            Object at = overtaking(byHours, TIMES.length, 0, score)[0];
            overtaking
                    .append(score == Score.CONTEST ? "" : score == Score.WORK ? " and " : ", ")
                    .append(
                            score == Score.WORK
                                    ? "at work "
                                    : "on " + (score == Score.CONTEST ? "the contest " : "new problems "))
                    .append(at instanceof Double breadth ? from(breadth) : "at no breadth");
        }
        return String.format(
                Locale.ROOT,
                "After %s hours the first student scores %s %% on the contest and %s %% at work, the second after %s hours %s %%"
                        + " and %s %%; the second overtakes %s (unlimited breadth would bring %s).",
                Words.number(settings.get(FIRST_HOURS)),
                students.of(0, Score.CONTEST.measure).points(),
                students.of(0, Score.WORK.measure).points(),
                Words.number(hours(settings)),
                students.of(1, Score.CONTEST.measure).points(),
                students.of(1, Score.WORK.measure).points(),
                overtaking,
                Words.percent(ceiling(settings, hours(settings))));
    }

    private static String from(double breadth) {
        return breadth == BREADTHS[0] ? "at every breadth" : "from breadth " + Words.number(breadth) + " on";
    }
}
