package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.evalgap.cli.input.InputException;

/** Which of a run's scorers is meant. */
final class Choice {
    private final List<String> asked;

    /** The names that the user gave; none where there should be no choice. */
    Choice(List<String> asked) {
        this.asked = List.copyOf(asked);
    }

    /** A run with the scorer that was chosen, or why none was. */
    record Chosen(Run run, String scorer, Scores scores, String problem) {
        boolean usable() {
            return problem.isEmpty();
        }

        /** The same with some of its items. */
        Chosen of(Predicate<String> item) {
            return new Chosen(run, scorer, scores.of(item), problem);
        }
    }

    Chosen of(Run run) {
        Map<String, Scores> usable = new TreeMap<>();
        run.scorers().forEach((name, scores) -> {
            if (scores.usable() && (asked.isEmpty() || asked.stream().anyMatch(word -> names(word, name)))) {
                usable.put(name, scores);
            }
        });
        if (usable.size() == 1) {
            Map.Entry<String, Scores> only = usable.entrySet().iterator().next();
            return new Chosen(run, only.getKey(), only.getValue(), "");
        }
        if (usable.isEmpty()) {
            return new Chosen(run, "", Scores.useless("none"), problem(run));
        }
        throw new InputException(run.file() + ": " + run.task() + " has " + usable.size() + " scorers, "
                + String.join(" and ", usable.keySet()) + ";\nsay which is meant with --scorer NAME");
    }

    /** A metric may be named without its filter. */
    private static boolean names(String word, String scorer) {
        return scorer.equals(word) || scorer.startsWith(word + ",");
    }

    private String problem(Run run) {
        if (run.scorers().isEmpty()) {
            return "no scores; the run was not scored, or its log holds no samples";
        }
        List<String> reasons = new ArrayList<>();
        run.scorers().forEach((name, scores) -> {
            if (scores.fault() != null) {
                reasons.add(name + ": " + scores.fault());
            } else if (scores.items() == 0) {
                reasons.add(name + ": no item has a score");
            } else {
                reasons.add("no scorer " + String.join(", ", asked) + "; it has " + name);
            }
        });
        return String.join("; ", reasons.subList(0, Math.min(reasons.size(), 3)));
    }
}
