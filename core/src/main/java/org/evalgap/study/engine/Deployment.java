package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Crossing;
import org.evalgap.study.frame.Curves;
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
import org.evalgap.task.TaskSet;

/** Instances of a learner at work in many domains, which learn on the job and share what they learn. */
final class Deployment implements Study {
    static final StudyParameter DOMAINS =
            StudyParameter.whole("domains", 16, 1, 64, "domains", "work domains N, one instance in each");
    static final StudyParameter ROUNDS = StudyParameter.whole("rounds", 30, 1, 100, "rounds", "rounds of work");
    static final StudyParameter TASKS =
            StudyParameter.whole("tasks", 8, 1, 64, "tasks", "tasks that an instance meets in a round");
    static final StudyParameter BUDGET = StudyParameter.in(
            "budget", 4, 0, 10_000, "decisions", "training of one instance in one round, spread over its tasks");
    static final StudyParameter SHARE = StudyParameter.in(
            "share", 0.5, 0, 1, "share", "share of what the others learned that an instance takes over");
    static final StudyParameter BREADTH = StudyParameter.of(Parameter.BREADTH, 1.2);
    static final StudyParameter MEMORIZATION = StudyParameter.of(Parameter.MEMORIZATION, 0.5);
    static final StudyParameter DIMENSION =
            StudyParameter.whole("dimension", 8, 1, 32, "axes", "number of skills a task can ask for");
    static final StudyParameter DOMAIN_SPREAD = StudyParameter.in(
            "domainSpread",
            0.4,
            0,
            1,
            "distance",
            "standard deviation per axis of tasks within a domain; 1 in all work");
    static final StudyParameter DESIGNER_BIAS = StudyParameter.of(Parameter.DESIGNER_BIAS);
    static final StudyParameter LEVEL =
            StudyParameter.in("level", 0.8, 0.5, 0.99, "share", "success from which on a domain counts as mastered");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 16, 2, 10_000, "", "worlds simulated, the same ones for all");

    private static final int SCORED = 50;
    private static final int QUICK = 4;

    /** Environments of the finished system; more of them at equal compute change little and cost time. */
    private static final int MOST_ENVIRONMENTS = 1024;

    @Override
    public String name() {
        return "deployment";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(
                DOMAINS,
                ROUNDS,
                TASKS,
                BUDGET,
                SHARE,
                BREADTH,
                MEMORIZATION,
                DIMENSION,
                DOMAIN_SPREAD,
                DESIGNER_BIAS,
                LEVEL,
                REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int worlds = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("sharing ends ahead of the finished system in mean success", BREADTH, 0.5, 20, worlds, s -> {
            double[] margins = IntStream.range(0, worlds)
                    .parallel()
                    .mapToDouble(r -> ahead(s, Colony.stream(seed, r)))
                    .toArray();
            double sum = 0;
            for (double margin : margins) {
                sum += margin;
            }
            return sum;
        });
    }

    /** By how much sharing ends ahead of the finished system in one world. */
    private static double ahead(StudySettings settings, RandomStream stream) {
        int last = settings.count(ROUNDS);
        Colony.World world = world(settings, stream);
        Scenario learner = learner(settings);
        return learning(settings, new Colony(world, learner, settings.get(SHARE))).score[last]
                - finished(settings, world, learner, stream).score[last];
    }

    private static Course[][] simulated(StudySettings settings, long seed, int worlds) {
        Course[][] courses = new Course[worlds][];
        IntStream.range(0, worlds).parallel().forEach(r -> courses[r] = courses(settings, Colony.stream(seed, r)));
        return courses;
    }

    /** Ways of being deployed. */
    private enum Way {
        FINISHED("finished", "finished system"),
        ALONE("alone", "on their own"),
        SHARING("sharing", "sharing");

        private final String column;
        private final String label;

        Way(String column, String label) {
            this.column = column;
            this.label = label;
        }
    }

    /** Mean score and share of mastered domains by round, 0 being the start, in one world. */
    private record Course(double[] score, double[] mastered) {}

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Course[][] courses = simulated(settings, seed, settings.count(REPLICATES));
        StudyTable rounds = roundTable(settings, courses);
        StudyTable summary = summaryTable(settings, courses, rounds);
        return new StudyResult(
                this,
                settings,
                seed,
                List.of(summary, rounds),
                List.of(courseFigure(settings, rounds, true), courseFigure(settings, rounds, false)),
                finding(settings, courses, rounds));
    }

    static Scenario learner(StudySettings settings) {
        return Scenario.withDefaults()
                .withDimension(settings.count(DIMENSION))
                .withBreadth(settings.get(BREADTH))
                .withMemorization(settings.get(MEMORIZATION))
                .withBudget(settings.get(BUDGET));
    }

    static Colony.Shape shape(StudySettings settings) {
        return new Colony.Shape(settings.count(DOMAINS), SCORED, settings.count(TASKS), settings.count(ROUNDS));
    }

    private static Colony.World world(StudySettings settings, RandomStream stream) {
        Colony.Layout layout =
                new Colony.Layout(settings.count(DIMENSION), settings.get(DOMAIN_SPREAD), learner(settings));
        return new Colony.World(shape(settings), layout, stream);
    }

    private static Course[] courses(StudySettings settings, RandomStream stream) {
        Scenario learner = learner(settings);
        Colony.World world = world(settings, stream);
        Course[] courses = new Course[Way.values().length];
        courses[Way.FINISHED.ordinal()] = finished(settings, world, learner, stream);
        courses[Way.ALONE.ordinal()] = learning(settings, new Colony(world, learner, 0));
        courses[Way.SHARING.ordinal()] = learning(settings, new Colony(world, learner, settings.get(SHARE)));
        return courses;
    }

    private static Course learning(StudySettings settings, Colony colony) {
        int rounds = settings.count(ROUNDS);
        Course course = new Course(new double[rounds + 1], new double[rounds + 1]);
        note(settings, course, 0, colony.scores());
        for (int r = 0; r < rounds; r++) {
            colony.round(r);
            note(settings, course, r + 1, colony.scores());
        }
        return course;
    }

    private static void note(StudySettings settings, Course course, int round, double[] scores) {
        for (double score : scores) {
            course.score[round] += score / scores.length;
            course.mastered[round] += score >= settings.get(LEVEL) ? 1.0 / scores.length : 0;
        }
    }

    /** All compute of all rounds, spent before release on what designers imagine. */
    private static Course finished(StudySettings settings, Colony.World world, Scenario learner, RandomStream stream) {
        int rounds = settings.count(ROUNDS);
        double instances = (double) rounds * settings.count(DOMAINS);
        int environments = (int) Math.min(MOST_ENVIRONMENTS, instances * settings.count(TASKS));
        TaskSet.Builder imagined = TaskSet.builder(settings.count(DIMENSION));
        for (int j = 0; j < environments; j++) {
            RandomStream own = stream.substream(-1).substream(j);
            double[] position = new double[settings.count(DIMENSION)];
            for (int d = 0; d < position.length; d++) {
                position[d] = own.normal(d);
            }
            position[Math.min(1, position.length - 1)] += settings.get(DESIGNER_BIAS);
            imagined.add(position, learner.difficultyMean() + learner.difficultySpread() * own.normal(position.length));
        }
        Scenario before = learner.withBudget(settings.get(BUDGET) * instances);
        Colony colony = new Colony(world, learner, 0);
        colony.inherit(Colony.gains(world, imagined.build(), before));
        Course course = new Course(new double[rounds + 1], new double[rounds + 1]);
        for (int r = 0; r <= rounds; r++) {
            note(settings, course, r, colony.scores());
        }
        return course;
    }

    private static Estimate over(Course[][] courses, Way way, ToDoubleFunction<Course> of) {
        Tally tally = new Tally();
        for (Course[] world : courses) {
            tally.add(of.applyAsDouble(world[way.ordinal()]));
        }
        return Estimate.of(tally);
    }

    private static StudyTable roundTable(StudySettings settings, Course[][] courses) {
        StudyTable.Builder table = StudyTable.named(
                        "rounds", "Mean score over domains and share of domains above the level, by round")
                .column("round", "rounds");
        for (Way way : Way.values()) {
            table.estimates(way.column + "Score", way.column + "Mastered");
        }
        for (int r = 0; r <= settings.count(ROUNDS); r++) {
            int round = r;
            List<Object> cells = new ArrayList<>(List.of(r));
            for (Way way : Way.values()) {
                cells.add(over(courses, way, course -> course.score[round]));
                cells.add(over(courses, way, course -> course.mastered[round]));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    /** The round at which mean curves first reach a level; empty if they do not. */
    private static OptionalDouble arrival(StudyTable rounds, String column, double level) {
        return Crossing.first(rounds.numbers("round"), rounds.numbers(column), level);
    }

    /** When the mean score is first that of the finished system. */
    private static OptionalDouble overtakes(StudyTable rounds, Way way) {
        return arrival(rounds, way.column + "Score", rounds.numbers(Way.FINISHED.column + "Score")[0]);
    }

    private static OptionalDouble halfMastered(StudyTable rounds, Way way) {
        return arrival(rounds, way.column + "Mastered", 0.5);
    }

    private static StudyTable summaryTable(StudySettings settings, Course[][] courses, StudyTable rounds) {
        StudyTable.Builder table = StudyTable.named(
                        "ways",
                        "The end, and when learners overtake the finished system; empty where it does not happen in time")
                .columns("way")
                .estimates("score", "mastered")
                .column("overtakesAfter", "rounds")
                .column("halfMasteredAfter", "rounds")
                .estimates("firstRoundGain")
                .columns("firstOrderGain");
        int last = settings.count(ROUNDS);
        for (Way way : Way.values()) {
            boolean learns = way != Way.FINISHED;
            double share = way == Way.SHARING ? settings.get(SHARE) : 0;
            table.row(
                    way.label,
                    over(courses, way, course -> course.score[last]),
                    over(courses, way, course -> course.mastered[last]),
                    learns ? cell(overtakes(rounds, way)) : "",
                    cell(halfMastered(rounds, way)),
                    firstRound(courses, way),
                    learns ? (Object) firstOrder(settings, share) : "");
        }
        return table.build();
    }

    private static Object cell(OptionalDouble round) {
        return round.isPresent() ? (Object) round.getAsDouble() : "";
    }

    private static Estimate firstRound(Course[][] courses, Way way) {
        return over(courses, way, course -> course.score[1] - course.score[0]);
    }

    /** What the first round brings to the mean score, to first order in the budget. */
    static double firstOrder(StudySettings settings, double share) {
        FirstOrder first = new FirstOrder(learner(settings));
        double spread = settings.get(DOMAIN_SPREAD) * settings.get(DOMAIN_SPREAD);
        double within = first.meanKernel(2 * spread, 0);
        double between = first.meanKernel(2, 0);
        double s1 = first.slope(1);
        return settings.get(BUDGET) * s1 * s1 * (within + share * (settings.count(DOMAINS) - 1) * between);
    }

    private static Figure courseFigure(StudySettings settings, StudyTable rounds, boolean mastered) {
        String of = mastered ? "Mastered" : "Score";
        double finished = rounds.numbers(Way.FINISHED.column + of)[0];
        Curves curves = Curves.percent()
                .level(Way.FINISHED.label, finished, 0, settings.get(ROUNDS))
                .add(Way.ALONE.label, Mark.LINE, rounds, "round", Way.ALONE.column + of)
                .add(
                        "sharing " + Words.percent(settings.get(SHARE)),
                        Mark.LINE,
                        rounds,
                        "round",
                        Way.SHARING.column + of);
        String level = Words.percent(settings.get(LEVEL));
        return new Figure.Lines(
                mastered ? "mastered" : "score",
                mastered
                        ? "Half of the domains reach " + level + " " + after(halfMastered(rounds, Way.SHARING))
                                + " by sharing, " + after(halfMastered(rounds, Way.ALONE)) + " alone"
                        : "Sharing overtakes the finished system " + after(overtakes(rounds, Way.SHARING))
                                + ", learning alone " + after(overtakes(rounds, Way.ALONE)),
                "Instances that learn on the job, on their own or sharing, against a system finished before release with the"
                        + " same compute."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                Axis.linear("round of work", ""),
                mastered ? Axis.linear("share of domains", "%") : Axis.linear("mean success", "%"),
                curves.series());
    }

    private static String finding(StudySettings settings, Course[][] courses, StudyTable rounds) {
        int last = settings.count(ROUNDS);
        return String.format(
                Locale.ROOT,
                "After %s of work by %s, sharing %s of what each learns has brought %s %% of the domains to a success of at least %s"
                        + " (half of them %s), learning alone %s %% (half of them %s) and a system finished with the same compute %s"
                        + " %%; in mean success sharing overtakes the finished system %s and learning alone %s, and the first round"
                        + " brings %s points with sharing and %s without.",
                Words.count(last, "round"),
                Words.count(settings.count(DOMAINS), "instance"),
                Words.percent(settings.get(SHARE)),
                over(courses, Way.SHARING, course -> course.mastered[last]).points(),
                Words.percent(settings.get(LEVEL)),
                after(halfMastered(rounds, Way.SHARING)),
                over(courses, Way.ALONE, course -> course.mastered[last]).points(),
                after(halfMastered(rounds, Way.ALONE)),
                over(courses, Way.FINISHED, course -> course.mastered[last]).points(),
                after(overtakes(rounds, Way.SHARING)),
                after(overtakes(rounds, Way.ALONE)),
                firstRound(courses, Way.SHARING).points(),
                firstRound(courses, Way.ALONE).points());
    }

    private static String after(OptionalDouble rounds) {
        if (rounds.isEmpty()) {
            return "not in this time";
        }
        double at = rounds.getAsDouble();
        return at == 0 ? "from the start" : "after " + Words.number(at) + (at == 1 ? " round" : " rounds");
    }
}
