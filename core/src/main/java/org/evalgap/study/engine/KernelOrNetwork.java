package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;
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
import org.evalgap.study.frame.Words;

/** The kernel, fitted where all environments are inspired, beside a network on the same worlds: along four axes away from there. */
final class KernelOrNetwork implements Study {
    static final StudyParameter BREADTH = StudyParameter.in(
            "breadth",
            3.7,
            1e-3,
            1e3,
            "distance",
            "how far learning carries in the kernel; fitted at an inspiration of 1");
    static final StudyParameter MEMORIZATION = StudyParameter.in(
            "memorization",
            0.52,
            0,
            1,
            "share",
            "share that stays with the very item in the kernel; fitted at an inspiration of 1");
    static final StudyParameter MEMORIZATION_SCALE = StudyParameter.in(
            "memorizationScale", 1, 1e-3, 1e3, "distance", "how near the very item is in the kernel, surface included");
    static final StudyParameter BUDGET = StudyParameter.in(
            "budget", 18_600, 0, 1e9, "decisions", "the kernel's training compute; fitted at an inspiration of 1");
    static final StudyParameter DESIGNER_BIAS = StudyParameter.of(Parameter.DESIGNER_BIAS);
    static final StudyParameter UPDATES = StudyParameter.whole(
            "updates", 300, 10, 3000, "updates", "a network's training where nothing else is said");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 16, 2, 10_000, "", "worlds simulated, the same ones for both learners");

    /** Places along an axis: what the axis is called, how far along, and the change that leads there. */
    private record Place(String axis, double level, BiFunction<Scenario, StudySettings, Scenario> change) {
        Scenario of(Scenario base, StudySettings settings) {
            return change.apply(base, settings);
        }
    }

    private static final int QUICK = 8;
    private static final double CLOSE = 0.03;
    private static final String INSPIRATION = "inspiration";
    private static final String COMPUTE = "compute";
    private static final String ITEMS = "publicItems";
    private static final String ENVIRONMENTS = "environments";

    private static final List<Place> PLACES = List.of(
            place(INSPIRATION, 0, (s, x) -> s.withInspiration(0)),
            place(INSPIRATION, 0.5, (s, x) -> s.withInspiration(0.5)),
            place(INSPIRATION, 1, (s, x) -> s),
            place(COMPUTE, 0.1, (s, x) -> compute(s, x, 0.1)),
            place(COMPUTE, 0.3, (s, x) -> compute(s, x, 0.3)),
            place(COMPUTE, 1, (s, x) -> s),
            place(ITEMS, 50, (s, x) -> s.withPublicItems(50)),
            place(ITEMS, 200, (s, x) -> s),
            place(ITEMS, 800, (s, x) -> s.withPublicItems(800)),
            place(ENVIRONMENTS, 64, (s, x) -> s.withEnvironments(64)),
            place(ENVIRONMENTS, 256, (s, x) -> s),
            place(ENVIRONMENTS, 512, (s, x) -> s.withEnvironments(512)));

    private static Place place(String axis, double level, BiFunction<Scenario, StudySettings, Scenario> change) {
        return new Place(axis, level, change);
    }

    /** A part of the compute: of a kernel's budget, or of a network's updates. */
    private static Scenario compute(Scenario s, StudySettings settings, double part) {
        return isNetwork(s)
                ? s.withUpdates((int) Math.rint(part * settings.count(UPDATES)))
                : s.withBudget(part * settings.get(BUDGET));
    }

    private static boolean isNetwork(Scenario s) {
        return s.equals(s.withNetworkLearner());
    }

    @Override
    public String name() {
        return "kernel-or-network";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(BREADTH, MEMORIZATION, MEMORIZATION_SCALE, BUDGET, DESIGNER_BIAS, UPDATES, REPLICATES);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        List<Scenario> family = family(settings);
        List<Scenario> different = family.stream().distinct().toList();
        Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        Ensemble ensemble = Ensemble.of(simulator, different, seed, settings.count(REPLICATES));
        Runs runs = new Runs(ensemble, family.stream().map(different::indexOf).toList());
        StudyTable table = table(runs);
        return new StudyResult(this, settings, seed, List.of(table), figures(settings, table), finding(runs));
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int replicates = Math.min(QUICK, settings.count(REPLICATES));
        Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        // The network does not look at the kernel's breadth.
        Ensemble network = Ensemble.of(simulator, learners(settings, true), seed, replicates);
        return new Claim(
                "the kernel is within three points of the network's work gain at either end of inspiration",
                BREADTH,
                0.5,
                32,
                replicates,
                s -> {
                    Ensemble kernel = Ensemble.of(simulator, learners(s, false), seed, replicates);
                    double worst = 0;
                    for (int i = 0; i < 2; i++) {
                        double off = kernel.gain(i, Score.WORK).value()
                                - network.gain(i, Score.WORK).value();
                        worst = Math.max(worst, Math.abs(off));
                    }
                    return CLOSE - worst;
                });
    }

    /** One learner without inspiration, and with nothing else. */
    private static List<Scenario> learners(StudySettings settings, boolean network) {
        List<Scenario> family = family(settings);
        int first = network ? PLACES.size() : 0;
        return List.of(family.get(first), family.get(first + 2));
    }

    /** The kernel at every place, and then the network at every place. */
    static List<Scenario> family(StudySettings settings) {
        Scenario world = Preset.ANSWERS
                .scenario()
                .withInspiration(1)
                .withDesignerBias(settings.get(DESIGNER_BIAS))
                .withFreshItems(500)
                .withWorkTasks(500);
        Scenario kernel = world.withBreadth(settings.get(BREADTH))
                .withMemorization(settings.get(MEMORIZATION))
                .withMemorizationScale(settings.get(MEMORIZATION_SCALE))
                .withBudget(settings.get(BUDGET));
        Scenario network = world.withNetworkLearner().withUpdates(settings.count(UPDATES));
        List<Scenario> family = new ArrayList<>();
        PLACES.forEach(place -> family.add(place.of(kernel, settings)));
        PLACES.forEach(place -> family.add(place.of(network, settings)));
        return family;
    }

    /** Outcomes by place and learner; the axes meet in one place, which is simulated once. */
    private record Runs(Ensemble ensemble, List<Integer> members) {
        int member(int place, boolean network) {
            return members.get(network ? PLACES.size() + place : place);
        }

        Estimate gain(int place, boolean network, Score score) {
            return ensemble.gain(member(place, network), score);
        }

        Estimate inflation(int place, boolean network) {
            int member = member(place, network);
            return ensemble.over(v -> Score.PUBLIC.gain(v[member]::get) - Score.FRESH.gain(v[member]::get));
        }

        /** What the kernel gives more than the network, in the same worlds. */
        Estimate excess(int place, Score score) {
            int kernel = member(place, false);
            int network = member(place, true);
            return ensemble.over(v -> score.gain(v[kernel]::get) - score.gain(v[network]::get));
        }
    }

    private static StudyTable table(Runs runs) {
        StudyTable.Builder table = StudyTable.named(
                        "learners", "Gains of both learners on the same worlds, and what the kernel gives more")
                .columns("axis", "level", "learner")
                .estimates(
                        "publicGain",
                        "freshGain",
                        "workGain",
                        "impactGain",
                        "inflation",
                        "publicExcess",
                        "workExcess",
                        "impactExcess");
        for (int i = 0; i < PLACES.size(); i++) {
            for (boolean network : new boolean[] {false, true}) {
                table.row(
                        PLACES.get(i).axis,
                        PLACES.get(i).level,
                        network ? "network" : "kernel",
                        runs.gain(i, network, Score.PUBLIC),
                        runs.gain(i, network, Score.FRESH),
                        runs.gain(i, network, Score.WORK),
                        runs.gain(i, network, Score.IMPACT),
                        runs.inflation(i, network),
                        runs.excess(i, Score.PUBLIC),
                        runs.excess(i, Score.WORK),
                        runs.excess(i, Score.IMPACT));
            }
        }
        return table.build();
    }

    private static List<Figure> figures(StudySettings settings, StudyTable table) {
        return List.of(
                figure(settings, table, INSPIRATION, "share of environments made from items", "", false),
                figure(settings, table, COMPUTE, "share of the training", "", true),
                figure(settings, table, ITEMS, "public items", "items", true),
                figure(settings, table, ENVIRONMENTS, "training environments", "environments", true));
    }

    private static Figure figure(
            StudySettings settings, StudyTable table, String axis, String label, String unit, boolean logarithmic) {
        Curves curves = Curves.percent();
        for (String learner : List.of("kernel", "network")) {
            StudyTable rows = table.where("axis", axis).where("learner", learner);
            Mark mark = learner.equals("kernel") ? Mark.DASHES : Mark.LINE;
            curves.add("public, " + learner, mark, rows, "level", "publicGain");
            curves.add("work, " + learner, mark, rows, "level", "workGain");
            curves.add("impact, " + learner, mark, rows, "level", "impactGain");
        }
        return new Figure.Lines(
                "along-" + axis.toLowerCase(Locale.ROOT).replace("publicitems", "items"),
                title(table, axis, label),
                "Public, work and impact gains on the same worlds; the kernel was fitted where all environments are inspired."
                        + Words.whiskers(settings.count(REPLICATES), "worlds"),
                logarithmic ? Axis.logarithmic(label, unit) : Axis.linear(label, unit),
                Axis.linear("gain", "points"),
                curves.series());
    }

    /** Work gains of both learners at either end of an axis. */
    private static String title(StudyTable table, String axis, String label) {
        StudyTable rows = table.where("axis", axis);
        double[] kernel = rows.where("learner", "kernel").numbers("workGain");
        double[] network = rows.where("learner", "network").numbers("workGain");
        int last = kernel.length - 1;
        return "Work gain along " + label + ": network " + fixed(network[0]) + " to " + fixed(network[last])
                + ", kernel " + fixed(kernel[0]) + " to " + fixed(kernel[last]) + " points";
    }

    private static String fixed(double share) {
        return Estimate.fixed(100 * share, 1);
    }

    private static String finding(Runs runs) {
        double worst = 0;
        int at = 0;
        for (int i = 0; i < PLACES.size(); i++) {
            double off = Math.abs(runs.excess(i, Score.WORK).value());
            if (off > worst) {
                worst = off;
                at = i;
            }
        }
        return String.format(
                Locale.ROOT,
                "Without inspiration a network gains %s public and %s work points and the kernel %s and %s; with nothing but inspiration the"
                        + " network gains %s and %s and the kernel, which was fitted there, %s and %s; in the same worlds the kernel misses"
                        + " the network's work gain by at most %s points (at %s = %s) and its public gain without inspiration by %s; where it"
                        + " was fitted its inflation is %s points for the network's %s, but its impact gain %s for %s, %s less.",
                runs.gain(0, true, Score.PUBLIC).points(),
                runs.gain(0, true, Score.WORK).points(),
                runs.gain(0, false, Score.PUBLIC).points(),
                runs.gain(0, false, Score.WORK).points(),
                runs.gain(2, true, Score.PUBLIC).points(),
                runs.gain(2, true, Score.WORK).points(),
                runs.gain(2, false, Score.PUBLIC).points(),
                runs.gain(2, false, Score.WORK).points(),
                size(runs.excess(at, Score.WORK)),
                PLACES.get(at).axis,
                Parameter.text(PLACES.get(at).level),
                size(runs.excess(0, Score.PUBLIC)),
                runs.inflation(2, false).points(),
                runs.inflation(2, true).points(),
                runs.gain(2, false, Score.IMPACT).points(),
                runs.gain(2, true, Score.IMPACT).points(),
                runs.excess(2, Score.IMPACT).times(-1).points());
    }

    private static String size(Estimate difference) {
        return new Estimate(Math.abs(difference.value()), difference.error()).points();
    }
}
