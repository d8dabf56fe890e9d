package org.evalgap.protocol.board;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.evalgap.Board.Release;

/** Where each number of one replicate stands in a row of numbers, and how it is found. */
final class BoardLayout {
    private static final int OF_LAB = LabMeasure.values().length;
    private static final int OF_BOARD = BoardMeasure.values().length;

    private final BoardPlan plan;
    private final int ofRelease;
    private final int ofProtocol;

    BoardLayout(BoardPlan plan) {
        this.plan = plan;
        // Each lab, the mean of all labs, the board.
        this.ofRelease = (plan.labs().size() + 1) * OF_LAB + OF_BOARD;
        // All releases, and what the last one's further items buy.
        this.ofProtocol = plan.releases() * ofRelease + 1;
    }

    BoardPlan plan() {
        return plan;
    }

    int size() {
        return plan.protocols().size() * ofProtocol;
    }

    int at(int protocol, int release, int lab, LabMeasure measure) {
        return start(protocol, release) + lab * OF_LAB + measure.ordinal();
    }

    /** The mean over labs. */
    int at(int protocol, int release, LabMeasure measure) {
        return at(protocol, release, plan.labs().size(), measure);
    }

    int at(int protocol, int release, BoardMeasure measure) {
        return start(protocol, release) + (plan.labs().size() + 1) * OF_LAB + measure.ordinal();
    }

    /** Told inflation at the last release under the next cheaper protocol, minus that under this one. */
    int further(int protocol) {
        return start(protocol, plan.releases());
    }

    private int start(int protocol, int release) {
        return protocol * ofProtocol + release * ofRelease;
    }

    /** Items written until a release beyond the first set. */
    long items(int protocol, int release) {
        return (long) plan.protocols().get(protocol).scored(release) * plan.items();
    }

    /**
     * Of the protocols that write fewer items, the one that writes most, the first listed of equals; empty where none writes
     * fewer. The two may differ in more than items.
     */
    OptionalInt cheaper(int protocol) {
        int last = plan.releases() - 1;
        return IntStream.range(0, plan.protocols().size())
                .filter(p -> items(p, last) < items(protocol, last))
                .reduce((a, b) -> items(b, last) > items(a, last) ? b : a);
    }

    /** Compares protocols, once all are filled in. */
    void compare(double[] row) {
        int last = plan.releases() - 1;
        for (int p = 0; p < plan.protocols().size(); p++) {
            OptionalInt other = cheaper(p);
            if (other.isPresent()) {
                row[further(p)] = row[at(other.getAsInt(), last, BoardMeasure.TOLD_INFLATION)]
                        - row[at(p, last, BoardMeasure.TOLD_INFLATION)];
            }
        }
    }

    /** Fills in what labs did under a protocol, after the first protocol was filled in. */
    void fill(double[] row, int protocol, Release[][] releases) {
        for (int r = 0; r < releases.length; r++) {
            fill(row, protocol, r, releases[r]);
        }
    }

    private void fill(double[] out, int protocol, int release, Release[] board) {
        int labs = board.length;
        double[][] columns = new double[OF_LAB][labs];
        for (int l = 0; l < labs; l++) {
            for (LabMeasure measure : LabMeasure.values()) {
                double value = measure.of(board[l]);
                columns[measure.ordinal()][l] = value;
                out[at(protocol, release, l, measure)] = value;
            }
        }
        for (LabMeasure measure : LabMeasure.values()) {
            double sum = 0;
            for (double value : columns[measure.ordinal()]) {
                sum += value;
            }
            out[at(protocol, release, measure)] = sum / labs;
        }
        double inflation = out[at(protocol, release, LabMeasure.TOLD_INFLATION)];
        double[] told = columns[LabMeasure.REPORTED_SCORE.ordinal()];
        double[] fresh = columns[LabMeasure.FRESH_SCORE.ordinal()];
        double[] work = columns[LabMeasure.WORK_SCORE.ordinal()];
        double regret = Ranking.regret(board);
        for (BoardMeasure measure : BoardMeasure.values()) {
            out[at(protocol, release, measure)] = switch (measure) {
                case TOLD_INFLATION -> inflation;
                case KENDALL_WORK -> Ranking.kendall(told, work);
                case KENDALL_FRESH -> Ranking.kendall(told, fresh);
                case SPEARMAN_WORK -> Ranking.spearman(told, work);
                case SPEARMAN_FRESH -> Ranking.spearman(told, fresh);
                case REGRET -> regret;
                case FRESH_ITEMS_SPENT -> (double) items(protocol, release);
                case BOUGHT_OFF -> out[at(0, release, BoardMeasure.TOLD_INFLATION)] - inflation;
                case FIRST_IS_BEST -> regret == 0 ? 1 : 0;
            };
        }
    }
}
