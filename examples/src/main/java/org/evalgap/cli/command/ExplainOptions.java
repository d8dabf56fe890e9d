package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.text.HelpText;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explainer;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.LearnerKind;
import org.evalgap.explain.PointStore;
import org.evalgap.explain.Worlds;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that explains measurements. */
final class ExplainOptions {
    private static final double SECONDS_A_LINE = 5;
    private static final double SILENT_SECONDS = 10;
    private static final double NANOSECOND = 1e-9;
    private static final double MINUTE = 60;

    @Option(names = "--threads", paramLabel = "N", description = HelpText.THREADS)
    private @Nullable Integer threads;

    @Option(
            names = "--simulations",
            paramLabel = "N",
            description = "Simulations after which it gives up (default: ${DEFAULT-VALUE}; for a network a 15th).")
    private int simulations = 60_000;

    @Option(
            names = "--precision",
            paramLabel = "N",
            description = "Effective points at which it stops (default: ${DEFAULT-VALUE}).")
    private int precision = 500;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    long seed() {
        return seed;
    }

    /**
     * Looks at the options, before anything begins.
     *
     * @return whoever explains the evidence as they say
     * @throws InputException if one of them is not legal
     */
    Explainer check(Evidence evidence) {
        Integer wanted = threads;
        Explainer explainer =
                Legal.of("--simulations", () -> Explainer.of(evidence).withSimulations(simulations));
        Explainer precise = Legal.of("--precision", () -> explainer.withGoal(precision));
        if (wanted == null) {
            return precise;
        }
        PlanOptions.requireThreads(wanted);
        return precise.withThreads(wanted);
    }

    /**
     * Explains, and shows progress.
     *
     * @param name of the file, for errors
     * @param points keeps what is simulated
     * @param workers who simulate; null for threads of this process
     * @throws InputException if nothing can be told
     */
    Explanation explained(
            String name,
            Evidence evidence,
            PointStore points,
            @Nullable Workers<Worlds.Piece, Worlds.Values> workers,
            PrintWriter err) {
        Explainer explainer = check(evidence).withSeed(seed).withStore(points).withListener(new Lines(err));
        Explanation explanation;
        try {
            explanation = (workers == null ? explainer : explainer.withWorkers(workers)).explain();
        } catch (ArithmeticException e) {
            throw new InputException(name + ": " + e.getMessage());
        }
        Optional<String> refusal = explanation.refusal();
        if (refusal.isPresent()) {
            throw new InputException(name + ": " + refusal.get());
        }
        return explanation;
    }

    /** A line now and then: how far it is, and how long it may still take. */
    private static final class Lines implements Explainer.Listener {
        private final PrintWriter err;
        private final Map<LearnerKind, Long> starts = new EnumMap<>(LearnerKind.class);

        /** Who waits for a few seconds only is told nothing. */
        private long last = System.nanoTime() + (long) (SILENT_SECONDS / NANOSECOND);

        private double worth;

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void simulated(LearnerKind learner, int points, double effective) {
            worth = effective;
        }

        @Override
        public void working(LearnerKind learner, int points, int most) {
            long now = System.nanoTime();
            long start = starts.computeIfAbsent(learner, kind -> {
                worth = 0;
                return now;
            });
            if ((now - last) * NANOSECOND >= SECONDS_A_LINE) {
                last = now;
                double rest = (now - start) * NANOSECOND / points * (most - points);
                err.println(String.format(
                        Locale.ROOT,
                        "explain: %d simulations of the %s learner, worth %.0f points so far; it gives up after %d, in %s",
                        points,
                        learner.label(),
                        worth,
                        most,
                        rest < MINUTE ? "less than a minute" : Math.round(rest / MINUTE) + " min"));
                err.flush();
            }
        }
    }
}
