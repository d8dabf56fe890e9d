package org.evalgap.study.process;

import java.util.List;
import org.evalgap.protocol.Announcer;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Submission;
import org.evalgap.protocol.Telling;
import org.evalgap.random.RandomStream;

/**
 * The boosting attack on a board of binary items: submit answers at random, and answer with the majority of those that were
 * told to be right on at least half of the items; under a Ladder, of those among them that improved. Told exact scores, its error after k
 * submissions to n items is Φ(−√(k/πn)) in the limit.
 *
 * <p>Source: Blum, Hardt (2015), "The Ladder: a reliable leaderboard for machine learning competitions", ICML, section 5.
 */
final class BoostingAttack {
    private final int items;
    private final RandomStream stream;
    private final Tellers[] tellers;
    private final double[] right;

    /** An attack on so many items that is carried out side by side against several ways of telling scores. */
    BoostingAttack(int items, List<Telling> tellings, RandomStream stream) {
        this.items = items;
        this.stream = stream;
        this.right = new double[items];
        this.tellers =
                tellings.stream().map(telling -> new Tellers(telling, items)).toArray(Tellers[]::new);
    }

    /** One way of telling, and what was combined under it. */
    private static final class Tellers {
        final Announcer announcer;
        final boolean climbs;
        final int[] votes;
        double last = Double.NEGATIVE_INFINITY;
        boolean any;

        Tellers(Telling telling, int items) {
            announcer = StandardProtocol.privately().telling(telling).announcer();
            climbs = telling.name().startsWith("ladder");
            votes = new int[items];
        }

        boolean accepts(double told) {
            boolean improved = told > last;
            last = Math.max(told, last);
            return told >= 0.5 && (improved || !climbs);
        }

        void count(double[] right) {
            any = true;
            for (int i = 0; i < right.length; i++) {
                votes[i] += right[i] > 0 ? 1 : -1;
            }
        }
    }

    /**
     * What is so after some submissions, by way of telling and number of submissions.
     *
     * @param error of the majority, on the board's own items
     * @param best what the best submission was told, a share of items
     */
    record Outcome(double[][] error, double[][] best) {}

    /** Carries the attack out and looks after so many submissions, ascending. */
    Outcome after(int... queries) {
        double[][] errors = new double[tellers.length][queries.length];
        double[][] best = new double[tellers.length][queries.length];
        int next = 0;
        for (int q = 0; q < queries[queries.length - 1]; q++) {
            submit(q);
            if (q + 1 == queries[next]) {
                for (int t = 0; t < tellers.length; t++) {
                    errors[t][next] = error(tellers[t], stream.substream(-1 - next));
                    best[t][next] = tellers[t].last;
                }
                next++;
            }
        }
        return new Outcome(errors, best);
    }

    /** An answer at random is right where a bit is set, whatever the item's true answer. */
    private void submit(int q) {
        RandomStream bits = stream.substream(q);
        double sum = 0;
        for (int i = 0; i < items; i += Long.SIZE) {
            long word = bits.bits(i / Long.SIZE);
            for (int j = i; j < Math.min(items, i + Long.SIZE); j++) {
                right[j] = word >>> (j - i) & 1;
                sum += right[j];
            }
        }
        Submission submission = Submission.of(0, sum / items, right, items, () -> Double.NaN, bits.substream(0));
        for (Tellers each : tellers) {
            if (each.accepts(each.announcer.tell(submission))) {
                each.count(right);
            }
        }
    }

    /** Share of items on which the majority is wrong, ties at random; a half where nothing was combined. */
    private double error(Tellers each, RandomStream ties) {
        if (!each.any) {
            return 0.5;
        }
        int wrong = 0;
        for (int i = 0; i < items; i++) {
            wrong += each.votes[i] < 0 || each.votes[i] == 0 && ties.uniform(i) < 0.5 ? 1 : 0;
        }
        return (double) wrong / items;
    }
}
