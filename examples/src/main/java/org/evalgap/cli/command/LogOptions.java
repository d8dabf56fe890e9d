package org.evalgap.cli.command;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What to take from logs. */
final class LogOptions {
    @Option(
            names = "--public",
            paramLabel = "TASK",
            split = ",",
            description = "In logs: the public eval, as they name it.")
    private List<String> publicTasks = new ArrayList<>();

    @Option(names = "--fresh", paramLabel = "TASK", split = ",", description = "In logs: the fresh one.")
    private List<String> freshTasks = new ArrayList<>();

    @Option(names = "--scorer", paramLabel = "NAME", description = "In logs: which score, where there are several.")
    private List<String> scorers = new ArrayList<>();

    @Option(names = "--unfinished", hidden = true)
    private boolean unfinished;

    List<String> publicTasks() {
        return List.copyOf(publicTasks);
    }

    List<String> freshTasks() {
        return List.copyOf(freshTasks);
    }

    List<String> scorers() {
        return List.copyOf(scorers);
    }

    boolean unfinished() {
        return unfinished;
    }

    /** Whether an option says that logs are meant. */
    boolean given() {
        return !publicTasks.isEmpty() || !freshTasks.isEmpty() || !scorers.isEmpty() || unfinished;
    }
}
