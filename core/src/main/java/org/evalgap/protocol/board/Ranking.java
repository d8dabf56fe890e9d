package org.evalgap.protocol.board;

import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.evalgap.Board;
import org.evalgap.Board.Release;

/** How well a board ranks labs. */
final class Ranking {
    private Ranking() {}

    /** Kendall's τ_b; 0 where one of the two has nothing but ties. */
    static double kendall(double[] a, double[] b) {
        return isTied(a) || isTied(b) ? 0 : new KendallsCorrelation().correlation(a, b);
    }

    /** Spearman's ρ, ties with their mean rank; 0 where one of the two has nothing but ties. */
    static double spearman(double[] a, double[] b) {
        return isTied(a) || isTied(b) ? 0 : new SpearmansCorrelation().correlation(a, b);
    }

    private static boolean isTied(double[] x) {
        for (double value : x) {
            if (value != x[0]) {
                return false;
            }
        }
        return true;
    }

    /** The best score at work minus that of the board's first. */
    static double regret(Release[] board) {
        double best = Double.NEGATIVE_INFINITY;
        for (Release release : board) {
            best = Math.max(best, release.workScore());
        }
        return best - board[Board.leader(board)].workScore();
    }
}
