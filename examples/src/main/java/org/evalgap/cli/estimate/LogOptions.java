package org.evalgap.cli.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evalgap.cli.input.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to take from logs. Those without a line in help are named in the others; docs/estimate.md tells them all. */
public final class LogOptions {
    /** Nothing chosen; the command line fills it in. */
    public LogOptions() {}

    @Option(
            names = "--public",
            paramLabel = "TASK",
            split = ",",
            description = "In logs: public eval's task. By date: --cutoffs FILE.")
    private List<String> publicTasks = new ArrayList<>();

    @Option(
            names = "--fresh",
            paramLabel = "TASK",
            split = ",",
            description = "In logs: fresh set's task. Many: --eval PUBLIC=FRESH.")
    private List<String> freshTasks = new ArrayList<>();

    @Option(names = "--cutoffs", paramLabel = "FILE", hidden = true)
    private @Nullable Path cutoffs;

    @Option(names = "--released", paramLabel = "FILE", hidden = true)
    private @Nullable Path released;

    @Option(names = "--eval", hidden = true)
    private List<String> evals = new ArrayList<>();

    @Option(
            names = "--scorer",
            paramLabel = "NAME",
            description = "In logs: score to read. Also: --pass-at K, --totals.")
    private List<String> scorers = new ArrayList<>();

    @Option(names = "--pass-at", hidden = true)
    private int passAt;

    @Option(names = "--totals", hidden = true)
    private boolean totals;

    @Option(names = "--unfinished", hidden = true)
    private boolean unfinished;

    /** The evals that are meant; none where nothing says. */
    List<EvalTasks> evals() {
        if (!evals.isEmpty()) {
            return evals.stream().distinct().map(EvalTasks::of).toList();
        }
        return publicTasks.isEmpty() || freshTasks.isEmpty() && cutoffs == null
                ? List.of()
                : List.of(new EvalTasks(publicTasks, freshTasks));
    }

    /** Release dates and cutoffs, if they say what is public and what fresh. */
    Optional<CutoffDates> dates(List<Path> logs) {
        return cutoffs == null ? Optional.empty() : Optional.of(CutoffDates.read(cutoffs, released, logs));
    }

    List<String> scorers() {
        return List.copyOf(scorers);
    }

    boolean unfinished() {
        return unfinished;
    }

    boolean totals() {
        return totals;
    }

    /** The k of pass@k; 0 for means of attempts. */
    int passAt() {
        return passAt;
    }

    void check() {
        if (!evals.isEmpty() && !(publicTasks.isEmpty() && freshTasks.isEmpty())) {
            throw new InputException("--eval PUBLIC=FRESH says what --public and --fresh say; leave those out");
        }
        if (cutoffs == null && released != null) {
            throw new InputException(
                    "--released says when items were released; add --cutoffs FILE, until when models may"
                            + " have training data");
        }
        if (cutoffs != null && (publicTasks.size() != 1 || !freshTasks.isEmpty() || !evals.isEmpty() || totals)) {
            throw new InputException(
                    "--cutoffs takes one eval apart by date: give --public TASK, and neither --fresh nor"
                            + " --eval nor --totals");
        }
        if (passAt < 0) {
            throw new InputException("--pass-at must be at least 1: " + passAt);
        }
        if (passAt > 0 && totals) {
            throw new InputException("--pass-at takes every attempt, --totals none; give one of them");
        }
    }

    /**
     * Whether an option says that logs are meant.
     *
     * @return true if one of them is given
     */
    public boolean given() {
        return !publicTasks.isEmpty()
                || !freshTasks.isEmpty()
                || !scorers.isEmpty()
                || !evals.isEmpty()
                || cutoffs != null
                || released != null
                || unfinished
                || totals
                || passAt != 0;
    }
}
