package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explainer;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.LearnerKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that explains measurements. */
final class ExplainOptions {
    private static final double SECONDS_A_LINE = 5;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; results are the same for any number (default: one a processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--simulations",
            paramLabel = "N",
            description = "Simulations after which it gives up (default: ${DEFAULT-VALUE}).")
    private int simulations = 60_000;

    @Option(
            names = "--precision",
            paramLabel = "N",
            description = "Effective points at which it stops (default: ${DEFAULT-VALUE}).")
    private int precision = 500;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /**
     * Explains, and shows progress.
     *
     * @param name of the file, for errors
     * @throws InputException if nothing can be told
     */
    Explanation explained(String name, Evidence evidence, PrintWriter err) {
        Integer wanted = threads;
        Explainer explainer =
                Legal.of("--simulations", () -> Explainer.of(evidence).withSimulations(simulations));
        Explainer precise = Legal.of("--precision", () -> explainer.withGoal(precision));
        Explainer threaded = wanted == null ? precise : Legal.of("--threads", () -> precise.withThreads(wanted));
        Explanation explanation;
        try {
            explanation = threaded.withSeed(seed).withListener(new Lines(err)).explain();
        } catch (ArithmeticException e) {
            throw new InputException(name + ": " + e.getMessage());
        }
        Optional<String> refusal = explanation.refusal();
        if (refusal.isPresent()) {
            throw new InputException(name + ": " + refusal.get());
        }
        return explanation;
    }

    /** A line now and then. */
    private static final class Lines implements Explainer.Listener {
        private final PrintWriter err;
        private long last = System.nanoTime();

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void simulated(LearnerKind learner, int points, double effective) {
            long now = System.nanoTime();
            if ((now - last) * 1e-9 >= SECONDS_A_LINE) {
                last = now;
                err.println(String.format(
                        Locale.ROOT,
                        "explain: %d simulations of the %s learner, worth %.0f points",
                        points,
                        learner.label(),
                        effective));
                err.flush();
            }
        }
    }
}
