package org.evalgap.protocol.board;

import org.evalgap.Board;
import org.evalgap.Board.Release;
import org.evalgap.protocol.Protocol;

/** Where each number of one replicate stands in a row of numbers, and how it is found. */
final class BoardLayout {
    private static final int OF_LAB = LabMeasure.values().length;
    private static final int OF_BOARD = BoardMeasure.values().length;

    private final BoardPlan plan;
    private final int ofRelease;
    private final int ofProtocol;

    BoardLayout(BoardPlan plan) {
        this.plan = plan;
        this.ofRelease = plan.labs().size() * OF_LAB + OF_BOARD;
        this.ofProtocol = plan.releases() * ofRelease;
    }

    int size() {
        return plan.protocols().size() * ofProtocol;
    }

    int at(int protocol, int release, int lab, LabMeasure measure) {
        return start(protocol, release) + lab * OF_LAB + measure.ordinal();
    }

    int at(int protocol, int release, BoardMeasure measure) {
        return start(protocol, release) + plan.labs().size() * OF_LAB + measure.ordinal();
    }

    private int start(int protocol, int release) {
        return protocol * ofProtocol + release * ofRelease;
    }

    /** Simulates a replicate under every protocol. */
    double[] simulate(Board board, long replicate) {
        double[] out = new double[size()];
        for (int p = 0; p < plan.protocols().size(); p++) {
            Protocol protocol = plan.protocols().get(p);
            Release[][] releases = board.simulate(protocol, plan.seed(), replicate);
            for (int r = 0; r < releases.length; r++) {
                fill(out, p, r, releases[r], protocol.scored(r));
            }
        }
        return out;
    }

    private void fill(double[] out, int protocol, int release, Release[] board, int set) {
        int labs = board.length;
        double[][] columns = new double[OF_LAB][labs];
        double inflation = 0;
        for (int l = 0; l < labs; l++) {
            for (LabMeasure measure : LabMeasure.values()) {
                double value = measure.of(board[l]);
                columns[measure.ordinal()][l] = value;
                out[at(protocol, release, l, measure)] = value;
            }
            inflation += columns[LabMeasure.TOLD_INFLATION.ordinal()][l];
        }
        double[] told = columns[LabMeasure.REPORTED_SCORE.ordinal()];
        double[] fresh = columns[LabMeasure.FRESH_SCORE.ordinal()];
        double[] work = columns[LabMeasure.WORK_SCORE.ordinal()];
        for (BoardMeasure measure : BoardMeasure.values()) {
            out[at(protocol, release, measure)] = switch (measure) {
                case TOLD_INFLATION -> inflation / labs;
                case KENDALL_WORK -> Ranking.kendall(told, work);
                case KENDALL_FRESH -> Ranking.kendall(told, fresh);
                case SPEARMAN_WORK -> Ranking.spearman(told, work);
                case SPEARMAN_FRESH -> Ranking.spearman(told, fresh);
                case REGRET -> Ranking.regret(board);
                case FRESH_ITEMS_SPENT -> (double) set * plan.items();
                case BOUGHT_OFF -> out[at(0, release, BoardMeasure.TOLD_INFLATION)] - inflation / labs;
            };
        }
    }
}
