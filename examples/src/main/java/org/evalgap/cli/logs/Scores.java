package org.evalgap.cli.logs;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one scorer says of a run.
 *
 * @param answers by item and attempt, in the order of their names; none where a log holds only a total
 * @param right sum over items of the mean over attempts
 * @param items how many have a score
 * @param unscored items that the log has without a score
 * @param repeated answers that the log has twice, with the same score
 * @param claimed the mean score that the log's own summary states; NaN where it states none
 * @param fault why this scorer gives no shares; null where it does
 */
public record Scores(
        List<Answer> answers,
        double right,
        int items,
        int unscored,
        int repeated,
        double claimed,
        @Nullable String fault) {
    private static final double ROUNDING = 1e-6;

    /**
     * Copies the list.
     *
     * @param answers as the component
     * @param right as the component
     * @param items as the component
     * @param unscored as the component
     * @param repeated as the component
     * @param claimed as the component
     * @param fault as the component
     */
    public Scores {
        answers = List.copyOf(answers);
    }

    /** A total without items. Where the mean is that of whole items, their number is meant, not what rounding makes of it. */
    static Scores total(double mean, int items) {
        double right = mean * items;
        double whole = Math.rint(right);
        return new Scores(List.of(), Math.abs(right - whole) < ROUNDING ? whole : right, items, 0, 0, mean, null);
    }

    /** A scorer of no use. */
    static Scores useless(String fault) {
        return new Scores(List.of(), 0, 0, 0, 0, Double.NaN, fault);
    }

    /** Those of some of the items. */
    Scores of(Predicate<String> item) {
        List<Answer> kept =
                answers.stream().filter(answer -> item.test(answer.item())).toList();
        double sum = 0;
        int count = 0;
        for (int from = 0, to; from < kept.size(); from = to) {
            double each = 0;
            for (to = from;
                    to < kept.size()
                            && kept.get(to).item().equals(kept.get(from).item());
                    to++) {
                each += kept.get(to).score();
            }
            sum += each / (to - from);
            count++;
        }
        return new Scores(kept, sum, count, 0, 0, Double.NaN, fault);
    }

    /** The same with what the log's summary says. */
    Scores claiming(double mean) {
        return new Scores(answers, right, items, unscored, repeated, mean, fault);
    }

    /** Whether the summary and the items disagree, by more than rounding. */
    boolean contradicted() {
        return Math.abs(claimed - right / items) > ROUNDING;
    }

    /** Whether an estimate can use it. */
    boolean usable() {
        return fault == null && items > 0;
    }
}
