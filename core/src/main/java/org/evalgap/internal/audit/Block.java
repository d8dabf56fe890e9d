package org.evalgap.internal.audit;

import org.evalgap.internal.kernel.Points;

/**
 * Tasks as they are audited.
 *
 * @param rows where they lie
 * @param difficulty logits
 * @param format 0 or 1
 * @param weight how they count
 */
public record Block(Rows rows, double[] difficulty, double[] format, double[] weight) {
    /** Positions, a row a task. May be asked by several threads at a time. */
    public interface Rows {
        /**
         * How many rows there are.
         *
         * @return number of tasks
         */
        int size();

        /**
         * How many numbers a row has.
         *
         * @return number of axes
         */
        int dimension();

        /**
         * Copies a row.
         *
         * @param i row, from 0
         * @param out where its numbers go
         */
        void row(int i, double[] out);

        /**
         * Rows of two sets, one behind the other.
         *
         * @param first as many axes as the second
         * @param second what comes behind
         * @return a view
         */
        static Rows joined(Rows first, Rows second) {
            return new Rows() {
                @Override
                public int size() {
                    return first.size() + second.size();
                }

                @Override
                public int dimension() {
                    return first.dimension();
                }

                @Override
                public void row(int i, double[] out) {
                    if (i < first.size()) {
                        first.row(i, out);
                    } else {
                        second.row(i - first.size(), out);
                    }
                }
            };
        }
    }

    /**
     * How many tasks there are.
     *
     * @return number of tasks
     */
    public int size() {
        return rows.size();
    }

    /**
     * The tasks axis by axis.
     *
     * @return a copy as the kernel's loops want it
     */
    public Points points() {
        Points points = new Points();
        points.resize(size(), rows.dimension());
        double[] row = new double[rows.dimension()];
        for (int i = 0; i < size(); i++) {
            rows.row(i, row);
            for (int d = 0; d < row.length; d++) {
                points.position[d][i] = row[d];
            }
            points.difficulty[i] = difficulty[i];
            points.format[i] = format[i];
        }
        points.weight = weight.clone();
        return points;
    }
}
