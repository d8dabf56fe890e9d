package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
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

    static final StudyParameter PRETRAINING = StudyParameter.whole(
            "pretraining", 300, 1, 10_000, "updates", "what the network that practises too learned before");
    static final StudyParameter UPDATES =
            StudyParameter.whole("updates", 1000, 10, 100_000, "updates", "the most that the network practises");
    static final StudyParameter WORLDS = StudyParameter.whole(
            "worlds", 8, 2, 10_000, "", "worlds in which a pretrained network practises the contest");

    /** What the students are compared on. */
    enum Trial {
        CONTEST("contest", "contest", Score.PUBLIC),
        NEW_PROBLEMS("new problems", "newProblems", Score.FRESH),
        WORK("work", "work", Score.WORK);

        final String label;
        final String column;
        final Measure measure;
        final Measure before;

        Trial(String label, String column, Score score) {
            this.label = label;
            this.column = column;
            this.measure = score.after();
            this.before = score.before();
        }

        private String capitalized() {
            return Character.toUpperCase(column.charAt(0)) + column.substring(1);
        }
    }

    private static final int QUICK = 8;

    private static final double LEAST_BREADTH = 0.5;
    private static final double MOST_BREADTH = 16;
    private static final double[] BREADTHS = Grid.geometric(LEAST_BREADTH, MOST_BREADTH, 31);

    /** Hours of further second students, over those of the one in question. */
    private static final double[] TIMES = {1, 1.5, 2, 4, 10, 30, 100};

    @Override
    public String name() {
        return "two-students";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                FIRST_HOURS,
                SECOND_HOURS,
                PACE,
                FIRST_BREADTH,
                MEMORIZATION,
                SECOND_BREADTH,
                SHIFT,
                REPLICATES,
                PRETRAINING,
                UPDATES,
                WORLDS);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("the second does better at work", SECOND_BREADTH, 0.1, 100, replicates, s -> {
            List<Scenario> pair = List.of(first(s), second(s, hours(s), breadth(s)));
            return Ensemble.of(Simulator.ofScores(), pair, seed, replicates)
                    .over(v -> v[1].get(Trial.WORK.measure) - v[0].get(Trial.WORK.measure))
                    .value();
        });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Ensemble students = ensemble(settings, List.of(second(settings, hours(settings), breadth(settings))), seed);
        Ensemble byHours = ensemble(settings, family(settings, times(settings)), seed);
        StudyTable breadths = breadthTable(settings, byHours);
        StudyTable overtaking = overtakingTable(settings, byHours);
        Contestant network = Contestant.of(settings, seed);
        List<Figure> figures = new ArrayList<>(List.of(breadthFigure(settings, breadths, byHours)));
        Curves curves = Curves.logarithmic();
        for (Trial score : Trial.values()) {
            curves.add(score.label, Mark.LINE, overtaking, "practice", score.column);
        }
        if (!curves.isEmpty()) {
            figures.add(overtakingFigure(settings, curves, byHours));
        }
        figures.add(network.figure(settings));
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(pairTable(settings, students), breadths, overtaking, network.table()),
                figures,
                finding(settings, students, byHours, network));
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

    private static StudyTable pairTable(StudySettings settings, Ensemble students) {
        StudyTable.Builder table = StudyTable.named("students", "The two students, and what their hours bring at most")
                .columns("student")
                .column("practice", "hours")
                .columns("breadth", "memorization")
                .estimates("contest", "newProblems", "work")
                .columns("ceiling");
        for (int i = 0; i < 2; i++) {
            double hours = settings.get(i == 0 ? FIRST_HOURS : SECOND_HOURS);
            table.row(
                    i == 0 ? "first" : "second",
                    hours,
                    settings.get(i == 0 ? FIRST_BREADTH : SECOND_BREADTH),
                    i == 0 ? settings.get(MEMORIZATION) : 0,
                    students.of(i, Trial.CONTEST.measure),
                    students.of(i, Trial.NEW_PROBLEMS.measure),
                    students.of(i, Trial.WORK.measure),
                    ceiling(settings, hours));
        }
        return table.build();
    }

    private static StudyTable breadthTable(StudySettings settings, Ensemble byHours) {
        StudyTable.Builder table = StudyTable.named(
                        "breadths", "The second student's scores by breadth, and the first's")
                .columns("breadth")
                .estimates("contest", "newProblems", "work")
                .columns("firstContest", "firstNewProblems", "firstWork", "ceiling");
        double ceiling = ceiling(settings, hours(settings));
        for (int i = 0; i < BREADTHS.length; i++) {
            int member = 1 + i * TIMES.length;
            List<Object> cells = new ArrayList<>(List.of(BREADTHS[i]));
            for (Trial score : Trial.values()) {
                cells.add(byHours.of(member, score.measure));
            }
            for (Trial score : Trial.values()) {
                cells.add(byHours.of(0, score.measure).value());
            }
            cells.add(ceiling);
            table.row(cells.toArray());
        }
        return table.build();
    }

    /** The breadth at which second students with so many hours overtake: the first with a lead. */
    private static Optional<Estimate> overtaking(Ensemble ensemble, int time, Trial score) {
        Estimate[] leads = new Estimate[BREADTHS.length];
        for (int i = 0; i < leads.length; i++) {
            int member = 1 + i * TIMES.length + time;
            leads[i] = ensemble.over(v -> v[member].get(score.measure) - v[0].get(score.measure));
        }
        return Crossing.inRatios(BREADTHS, leads, 0);
    }

    private static StudyTable overtakingTable(StudySettings settings, Ensemble byHours) {
        StudyTable.Builder table = StudyTable.named(
                        "overtaking",
                        "The breadth from which on the second student does better than the first; empty where no breadth up to "
                                + Words.number(MOST_BREADTH) + " does")
                .column("practice", "hours")
                .estimates("contest", "newProblems", "work")
                .columns("ceiling");
        double[] times = times(settings);
        for (int t = 0; t < times.length; t++) {
            List<Object> cells = new ArrayList<>(List.of(times[t]));
            for (Trial score : Trial.values()) {
                cells.add(overtaking(byHours, t, score));
            }
            cells.add(ceiling(settings, times[t]));
            table.row(cells.toArray());
        }
        return table.build();
    }

    private static Figure breadthFigure(StudySettings settings, StudyTable breadths, Ensemble byHours) {
        Curves curves = Curves.percent();
        for (Trial score : Trial.values()) {
            curves.add(score.label, Mark.LINE, breadths, "breadth", score.column);
        }
        for (Trial score : Trial.values()) {
            double first = breadths.numbers("first" + score.capitalized())[0];
            curves.level(score.label + ", first student", first, LEAST_BREADTH, MOST_BREADTH);
        }
        curves.level("unlimited breadth", breadths.numbers("ceiling")[0], LEAST_BREADTH, MOST_BREADTH);
        return new Figure.Lines(
                "scores-by-breadth",
                "After " + practice(hours(settings)) + " the second is better at work "
                        + from(overtaking(byHours, 0, Trial.WORK)) + ", on the contest "
                        + from(overtaking(byHours, 0, Trial.CONTEST)),
                "Full lines: the second student. Broken lines: the first, who does not change, and the most"
                        + " that the second's hours can bring."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.logarithmic("breadth of the second student", "distance"),
                Axis.linear("tasks done right", "%"),
                curves.series());
    }

    private static Figure overtakingFigure(StudySettings settings, Curves curves, Ensemble byHours) {
        return new Figure.Lines(
                "overtaking",
                "Breadth that overtakes " + practice(settings.get(FIRST_HOURS)) + ": at work "
                        + from(overtaking(byHours, 0, Trial.WORK)) + " after " + practice(hours(settings)),
                "Above a line the second student does better. Where a line ends, no breadth does."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.logarithmic("practice of the second student", "hours"),
                Axis.logarithmic("breadth at which the second overtakes", "distance"),
                curves.series());
    }

    private static String finding(StudySettings settings, Ensemble students, Ensemble byHours, Contestant network) {
        return String.format(
                Locale.ROOT,
                "After %s the first student scores %s %% on the contest and %s %% at work, the second after %s %s %%"
                        + " and %s %%; of breadths up to %s the second overtakes on the contest %s, on new problems %s and at work"
                        + " %s, and unlimited breadth would bring %s everywhere; %s.",
                practice(settings.get(FIRST_HOURS)),
                students.of(0, Trial.CONTEST.measure).points(),
                students.of(0, Trial.WORK.measure).points(),
                practice(hours(settings)),
                students.of(1, Trial.CONTEST.measure).points(),
                students.of(1, Trial.WORK.measure).points(),
                Words.number(MOST_BREADTH),
                from(overtaking(byHours, 0, Trial.CONTEST)),
                from(overtaking(byHours, 0, Trial.NEW_PROBLEMS)),
                from(overtaking(byHours, 0, Trial.WORK)),
                Words.percent(ceiling(settings, hours(settings))),
                network.text());
    }

    private static String practice(double hours) {
        return Words.number(hours) + (hours == 1 ? " hour" : " hours");
    }

    private static String from(Optional<Estimate> breadth) {
        if (breadth.isEmpty()) {
            return "with none";
        }
        double at = breadth.get().value();
        return at == LEAST_BREADTH ? "from " + Words.number(at) + " on or before" : "from " + Words.number(at) + " on";
    }
}
