package org.evalgap.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.text.HelpText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that simulates a plan. */
public final class PlanOptions {
    private static final int MOST_THREADS = 1024;

    @Option(names = "--threads", paramLabel = "N", description = HelpText.THREADS)
    private @Nullable Integer threads;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Set a parameter at every point, even one that is varied; repeatable.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Seed, in place of the plan's.")
    private @Nullable Long seed;

    /** None given yet. */
    public PlanOptions() {}

    /**
     * Refuses a number of threads that is none, or that would take memory and time and be of no use.
     *
     * @param threads what {@code --threads} says
     * @throws InputException if it is not from 1 to 1024
     */
    static void requireThreads(int threads) {
        if (threads < 1) {
            throw new InputException("--threads must be at least 1: " + threads);
        }
        if (threads > MOST_THREADS) {
            throw new InputException("--threads " + threads + ": must be 1 to " + MOST_THREADS);
        }
    }

    /** How many threads were asked for, from 1 to 1024. */
    OptionalInt threads() {
        if (threads == null) {
            return OptionalInt.empty();
        }
        requireThreads(threads);
        return OptionalInt.of(threads);
    }

    /**
     * What was set.
     *
     * @return texts {@code NAME=VALUE}
     */
    public List<String> assignments() {
        return List.copyOf(assignments);
    }

    /**
     * The seed that was given.
     *
     * @return it, or null
     */
    public @Nullable Long seed() {
        return seed;
    }
}
