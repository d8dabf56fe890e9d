package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what lm-evaluation-harness writes apart: samples, which say no model, and the results beside them. */
final class HarnessRuns {
    private HarnessRuns() {}

    /**
     * Joins runs.
     *
     * @param runs of any kind
     * @return the same, where samples stand for the totals of their own run, which say the model and how many there should be
     */
    static List<Run> joined(List<Run> runs) {
        Map<String, Run> totals = new HashMap<>();
        Map<String, String> models = new HashMap<>();
        runs.stream().filter(HarnessRuns::isTotal).forEach(run -> {
            models.put(HarnessNames.run(run.file()), run.model());
            totals.put(key(run), run);
        });
        List<Run> out = new ArrayList<>();
        for (Run run : runs) {
            if (isSamples(run)) {
                Run total = totals.remove(key(run));
                String model = models.getOrDefault(HarnessNames.run(run.file()), run.model());
                out.add(total == null ? named(run, model, 0, run.scorers()) : joined(run, total));
            }
        }
        runs.stream()
                .filter(run -> !isSamples(run) && (!isTotal(run) || totals.get(key(run)) == run))
                .forEach(out::add);
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
