package org.evalgap.cli.logs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;

/** Runs of evals, from files and folders of logs. */
public final class Logs {
    private final List<Run> runs;
    private final List<String> damaged;
    private final int files;
    private final int others;

    private Logs(List<Run> runs, List<String> damaged, int files, int others) {
        this.runs = List.copyOf(runs);
        this.damaged = List.copyOf(damaged);
        this.files = files;
        this.others = others;
    }

    /**
     * Whether paths are logs rather than one table of totals.
     *
     * @param paths what the user gave
     * @return true if there are several, or a folder, or a file that by its name holds no table of totals
     */
    public static boolean named(List<Path> paths) {
        return paths.size() > 1 || paths.stream().anyMatch(LogFiles::named);
    }

    /**
     * Reads logs. A file that is named must be one; below folders, what is damaged or something else is left out, and told.
     *
     * @param paths files and folders
     * @param wanted the tasks of which samples are needed; of others the header may be enough
     * @return the runs, in the order of the files
     * @throws InputException if a named file is missing, damaged, or no log
     */
    public static Logs read(List<Path> paths, Predicate<String> wanted) {
        List<Run> runs = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        Set<Path> seen = new TreeSet<>();
        int others = 0;
        for (Path path : paths) {
            boolean folder = Files.isDirectory(path);
            for (Path file : folder ? LogFiles.below(path) : List.of(path)) {
                if (!seen.add(file.toAbsolutePath().normalize())) {
                    continue;
                }
                try {
                    runs.addAll(LogFiles.read(file, wanted));
                } catch (NoLogException e) {
                    if (!folder) {
                        throw new InputException(String.valueOf(e.getMessage()));
                    }
                    others++;
                } catch (InputException e) {
                    if (!folder) {
                        throw e;
                    }
                    damaged.add(String.valueOf(e.getMessage()));
                }
            }
        }
        return new Logs(HarnessRuns.joined(runs), damaged, seen.size() - others, others);
    }

    /**
     * What was read.
     *
     * @return one entry a run
     */
    public List<Run> runs() {
        return runs;
    }

    /** Why files of folders could not be read, each with its name. */
    List<String> damaged() {
        return damaged;
    }

    /** How many files were read that are logs, damaged ones among them. */
    int files() {
        return files;
    }

    /** How many files of folders are no logs. */
    int others() {
        return others;
    }

    /**
     * The evals that the logs have, for messages.
     *
     * @return each with its number of models; what to do where there is none
     */
    public String tasks() {
        Map<String, Set<String>> models = new TreeMap<>();
        for (Run run : runs) {
            models.computeIfAbsent(run.task(), any -> new TreeSet<>()).add(run.model());
        }
        if (models.isEmpty()) {
            return "no run at all" + (damaged.isEmpty() ? "" : " (" + damaged.get(0) + ")");
        }
        return models.entrySet().stream()
                .limit(12)
                .map(task -> task.getKey() + " (" + Words.count(task.getValue().size(), "model") + ")")
                .collect(Collectors.joining(", ", "", models.size() > 12 ? ", …" : ""));
    }
}
