package org.evalgap.benchmarks;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.evalgap.Outcome;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;

/**
 * The default run as a program of its own, in the format of {@code benchmarks/peers}: arguments are replicates, repeats,
 * seconds of warm-up, seed, and {@code four} (scores, the default), {@code scores} (the whole group), or {@code sweep} and
 * {@code sweep-scores}, which time the same for the 1,800-point sweep, a run; {@code network} has the preset {@code answers} learned by a network
 * in 300 updates, as in {@code network_run.py}; {@code rounds}, {@code trajectory} and {@code forgetting} are the runs of {@code other_runs.cpp}. One
 * JSON line comes out.
 */
public final class DefaultRun {
    private static final Measure[] SHOWN = {
        Measure.PUBLIC_SCORE_BEFORE, Measure.FRESH_SCORE_BEFORE, Measure.WORK_SCORE_BEFORE, Measure.IMPACT_SCORE_BEFORE,
        Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE
    };

    private DefaultRun() {}

    /**
     * Runs and prints.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        int replicates = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        int repeats = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        double warmUp = args.length > 2 ? Double.parseDouble(args[2]) : 5;
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        String mode = args.length > 4 ? args[4] : "four";
        boolean sweep = mode.startsWith("sweep");
        Scenario run = scenario(mode);
        Simulator.Session session = Simulator.of(groups(mode)).session();
        List<Scenario> points = sweep ? Sweeps.points() : List.of(run);
        int rounds = sweep ? Math.max(1, replicates / 32) : replicates;

        long start = System.nanoTime();
        for (int r = 0; System.nanoTime() - start < warmUp * 1e9; r++) {
            session.simulate(points, seed, r % rounds);
        }
        double[] milliseconds = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            long begin = System.nanoTime();
            meanOver(rounds, session, points, seed);
            milliseconds[repeat] = (System.nanoTime() - begin) / 1e6 / rounds / points.size();
        }
        // A sweep has scores of its own; what is shown is that its session gives the default run's too.
        Moments moments = meanOver(replicates, session, List.of(run), seed);
        print(mode, seed, replicates, repeats, milliseconds, moments);
    }

    private static Scenario scenario(String mode) {
        Scenario defaults = Scenario.withDefaults();
        return switch (mode) {
            case "network" -> Preset.ANSWERS.scenario().withNetworkLearner().withUpdates(300);
            case "rounds" -> defaults.withRounds(4).withCandidates(4);
            case "forgetting" -> defaults.withNarrowing(1);
            default -> defaults;
        };
    }

    private static Set<MeasureGroup> groups(String mode) {
        if (mode.equals("trajectory")) {
            return EnumSet.of(MeasureGroup.TRAJECTORY);
        }
        return mode.endsWith("scores") ? EnumSet.of(MeasureGroup.SCORES) : EnumSet.noneOf(MeasureGroup.class);
    }

    /** What an outcome shows: its measures, but scores after training as means along it where the trajectory was asked for. */
    private static double[] shown(Outcome outcome) {
        double[] values = outcome.values();
        List<Outcome.CurvePoint> trained = outcome.trajectory().stream().skip(1).toList();
        for (Score score : trained.isEmpty() ? new Score[0] : Score.values()) {
            values[score.after().ordinal()] = trained.stream()
                    .mapToDouble(point -> point.get(score))
                    .average()
                    .orElseThrow();
        }
        return values;
    }

    private static Moments meanOver(int replicates, Simulator.Session session, List<Scenario> points, long seed) {
        Moments moments = new Moments();
        for (int r = 0; r < replicates; r++) {
            for (Outcome outcome : session.simulate(points, seed, r)) {
                moments.add(shown(outcome));
            }
        }
        return moments;
    }

    private static void print(
            String mode, long seed, int replicates, int repeats, double[] milliseconds, Moments moments) {
        Arrays.sort(milliseconds);
        StringBuilder line = new StringBuilder();
        line.append(String.format(
                Locale.ROOT,
                "{\"program\":\"java-%s\",\"seed\":%d,\"replicates\":%d,\"repeats\":%d,\"msPerRun\":%.6g",
                mode,
                seed,
                replicates,
                repeats,
                milliseconds[repeats / 2]));
        for (Measure measure : SHOWN) {
            line.append(String.format(Locale.ROOT, ",\"%s\":%.15g", measure.label(), moments.mean(measure)));
        }
        System.out.println(line.append('}'));
    }
}
