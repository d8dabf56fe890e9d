package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts together what lm-evaluation-harness writes apart: samples, which say no model, and the results beside them. */
final class HarnessRuns {
    private HarnessRuns() {}

    /**
     * Joins runs. Where files of a folder bear the same date, or none, and are of several models, nothing tells whose samples
     * are whose: those keep the folder's name, and all totals stay.
     *
     * @param runs of any kind
     * @return the same, where samples stand for the totals of their own run, which say the model and how many there should be
     */
    static List<Run> joined(List<Run> runs) {
        Map<String, List<Run>> totals = new HashMap<>();
        Map<String, Set<String>> models = new HashMap<>();
        runs.stream().filter(HarnessRuns::isTotal).forEach(run -> {
            models.computeIfAbsent(HarnessNames.run(run.file()), any -> new HashSet<>())
                    .add(run.model());
            totals.computeIfAbsent(key(run), any -> new ArrayList<>()).add(run);
        });
        Set<Run> replaced = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Run> out = new ArrayList<>();
        for (Run run : runs) {
            if (isSamples(run)) {
                Set<String> named = models.getOrDefault(HarnessNames.run(run.file()), Set.of());
                String model = named.size() == 1 ? named.iterator().next() : run.model();
                List<Run> same = named.size() == 1 ? totals.getOrDefault(key(run), List.of()) : List.of();
                boolean join = same.size() == 1 && replaced.add(same.get(0));
                out.add(join ? joined(run, same.get(0)) : named(run, model, 0, run.scorers()));
            }
        }
        runs.stream().filter(run -> !isSamples(run) && !replaced.contains(run)).forEach(out::add);
        return out;
    }

    private static boolean isTotal(Run run) {
        return !isSamples(run)
                && run.scorers().values().stream()
                        .anyMatch(
                                scores -> scores.items() > 0 && scores.answers().isEmpty());
    }

    private static boolean isSamples(Run run) {
        return String.valueOf(run.file().getFileName()).matches("(?i).*\\.(jsonl|ndjson)(\\.gz)?");
    }

    private static String key(Run run) {
        return HarnessNames.run(run.file()) + "\n" + run.task();
    }

    private static Run joined(Run samples, Run total) {
        Map<String, Scores> scorers = new LinkedHashMap<>();
        samples.scorers().forEach((name, scores) -> {
            Scores summary = total.scorers().get(name);
            if (summary != null && summary.fault() != null) {
                scorers.put(name, summary);
            } else {
                scorers.put(name, scores.claiming(summary == null ? Double.NaN : summary.claimed()));
            }
        });
        return named(samples, total.model(), total.planned(), scorers);
    }

    private static Run named(Run run, String model, int planned, Map<String, Scores> scorers) {
        return new Run(run.file(), model, run.task(), run.date(), run.ending(), planned, run.choices(), scorers);
    }
}
