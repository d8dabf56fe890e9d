package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.evalgap.cli.output.Numbers;
import org.jspecify.annotations.Nullable;

/** Gathers what one scorer says while a log is read. */
final class Tally {
    private static final Comparator<Answer> ORDER =
            Comparator.comparing(Answer::item).thenComparingInt(Answer::attempt);

    private final List<Answer> answers = new ArrayList<>();
    private final Set<String> withoutScore = new HashSet<>();
    private @Nullable String fault;

    void add(String item, int attempt, Grade grade, String cluster) {
        String problem = grade.fault();
        if (problem != null) {
            fault = fault == null ? "item " + item + " has " + problem : fault;
        } else if (Double.isNaN(grade.share())) {
            withoutScore.add(item);
        } else {
            answers.add(new Answer(item, attempt, grade.share(), cluster));
        }
    }

    /** What came together; sums go by the names of items, whatever order the log has. */
    Scores scores() {
        if (fault != null) {
            return Scores.useless(fault);
        }
        answers.sort(ORDER);
        List<Answer> kept = new ArrayList<>(answers.size());
        int repeated = 0;
        for (Answer answer : answers) {
            Answer last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last == null || ORDER.compare(last, answer) != 0) {
                kept.add(answer);
            } else if (last.score() == answer.score()) {
                repeated++;
            } else {
                return Scores.useless("item " + answer.item() + " occurs twice, with scores "
                        + Numbers.text(last.score()) + " and " + Numbers.text(answer.score()));
            }
        }
        return summed(kept, repeated);
    }

    private Scores summed(List<Answer> kept, int repeated) {
        double right = 0;
        int items = 0;
        for (int from = 0, to; from < kept.size(); from = to) {
            String item = kept.get(from).item();
            double sum = 0;
            for (to = from; to < kept.size() && kept.get(to).item().equals(item); to++) {
                sum += kept.get(to).score();
            }
            right += sum / (to - from);
            items++;
            withoutScore.remove(item);
        }
        return new Scores(kept, right, items, withoutScore.size(), repeated, Double.NaN, null);
    }
}
