package org.evalgap.protocol.board;

import org.evalgap.Board.Release;

/** Means and sums of squared deviations over replicates (Welford 1962), and the row of the replicate that is underway. */
final class BoardSums {
    private final BoardLayout layout;
    private final double[] row;
    private final double[] mean;
    private final double[] squares;
    private int count;

    BoardSums(BoardLayout layout) {
        this.layout = layout;
        this.row = new double[layout.size()];
        this.mean = new double[layout.size()];
        this.squares = new double[layout.size()];
    }

    /** Takes in what labs did under the next protocol; under the last one a replicate is whole, and counts. */
    void add(int protocol, Release[][] releases) {
        layout.fill(row, protocol, releases);
        if (protocol == layout.plan().protocols().size() - 1) {
            layout.compare(row);
            count++;
            countIn();
        }
    }

    /** How many replicates count. */
    int count() {
        return count;
    }

    private void countIn() {
        for (int i = 0; i < row.length; i++) {
            double delta = row[i] - mean[i];
            mean[i] += delta / count;
            squares[i] += delta * (row[i] - mean[i]);
        }
    }

    BoardResult result() {
        return new BoardResult(layout, mean, squares);
    }
}
