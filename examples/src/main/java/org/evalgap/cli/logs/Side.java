package org.evalgap.cli.logs;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;

/** What a model has on one side of the comparison: its runs of the public eval, or of the fresh one. */
public final class Side {
    private final List<Choice.Chosen> runs;

    Side(List<Choice.Chosen> runs) {
        this.runs = List.copyOf(runs);
    }

    /** The runs, one a task. */
    List<Choice.Chosen> runs() {
        return runs;
    }

    /**
     * How many items have a score.
     *
     * @return at least 1
     */
    public int items() {
        return runs.stream().mapToInt(run -> run.scores().items()).sum();
    }

    /**
     * The sum of scores over items, each its mean over attempts; never rounded.
     *
     * @return in {@code [0, items]}
     */
    public double right() {
        double sum = 0;
        for (Choice.Chosen run : runs) {
            sum += run.scores().right();
        }
        return sum;
    }

    /**
     * How many items hang together, as a design effect counts them: Σ m² / Σ m over clusters of m items.
     *
     * @return in {@code [1, items]}; 1 where each stands alone
     */
    public double clusterSize() {
        double squares = 0;
        for (Choice.Chosen run : runs) {
            Map<String, Integer> sizes = new HashMap<>();
            String last = "";
            int alone = run.scores().answers().isEmpty() ? run.scores().items() : 0;
            for (Answer answer : run.scores().answers()) {
                boolean first = !answer.item().equals(last);
                last = answer.item();
                if (first && answer.cluster().isEmpty()) {
                    alone++;
                } else if (first) {
                    sizes.merge(answer.cluster(), 1, Integer::sum);
                }
            }
            squares += alone;
            for (int size : sizes.values()) {
                squares += (double) size * size;
            }
        }
        return Math.min(Math.max(squares / items(), 1), items());
    }

    /** Whether every item's answers are there, not totals alone. */
    boolean byItem() {
        return runs.stream().noneMatch(run -> run.scores().answers().isEmpty());
    }

    /** Adds all answers; attempts are numbered anew, and where several tasks make one eval their names tell their items apart. */
    void addTo(ItemScores.Builder rows, String model, String eval, ItemRole role) {
        for (Choice.Chosen run : runs) {
            String head = runs.size() == 1 ? "" : run.run().task() + "/";
            String last = "";
            int attempt = 0;
            for (Answer answer : run.scores().answers()) {
                attempt = answer.item().equals(last) ? attempt + 1 : 1;
                last = answer.item();
                String cluster = answer.cluster().isEmpty() ? null : head + answer.cluster();
                try {
                    rows.add(new ItemScore(model, eval, role, head + last, attempt, answer.score(), cluster));
                } catch (IllegalArgumentException e) {
                    throw new InputException(run.run().file() + ": " + e.getMessage());
                }
            }
        }
    }

    /**
     * The files that the scores are from.
     *
     * @return paths as they were given or found, with commas between
     */
    public String files() {
        return runs.stream()
                .map(run -> run.run().file())
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(", "));
    }

    /**
     * How many answers items offer.
     *
     * @return the least over runs that say it; 0 where none does
     */
    public int choices() {
        return runs.stream()
                .mapToInt(run -> run.run().choices())
                .filter(choices -> choices > 1)
                .min()
                .orElse(0);
    }
}
