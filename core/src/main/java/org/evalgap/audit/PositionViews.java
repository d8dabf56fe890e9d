package org.evalgap.audit;

/** Positions that lie in arrays or buffers. */
final class PositionViews {
    private PositionViews() {}

    /** Positions that were copied from arrays. */
    static final class Rows implements Positions {
        private final double[][] rows;
        private final int dimension;

        Rows(double[][] given) {
            if (given.length == 0 || given[0].length == 0) {
                throw new IllegalArgumentException("positions must have at least one row and one axis");
            }
            dimension = given[0].length;
            rows = new double[given.length][];
            for (int i = 0; i < given.length; i++) {
                if (given[i].length != dimension) {
                    throw new IllegalArgumentException("row " + i + " of the positions must have " + dimension
                            + " numbers, as row 0 has: " + given[i].length);
                }
                rows[i] = given[i].clone();
            }
        }

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public void row(int i, double[] out) {
            System.arraycopy(rows[i], 0, out, 0, dimension);
        }
    }

    /** A view of numbers that lie row after row. */
    static final class Buffered implements Positions {
        /** A number by its index. */
        interface Numbers {
            double get(int index);
        }

        private final Numbers numbers;
        private final int size;
        private final int dimension;

        Buffered(Numbers numbers, int count, int dimension) {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimension must be at least 1: " + dimension);
            }
            if (count == 0 || count % dimension != 0) {
                throw new IllegalArgumentException(
                        "numbers must be whole rows of " + dimension + ", at least one: " + count + " numbers");
            }
            this.numbers = numbers;
            this.size = count / dimension;
            this.dimension = dimension;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public void row(int i, double[] out) {
            int from = i * dimension;
            for (int d = 0; d < dimension; d++) {
                out[d] = numbers.get(from + d);
            }
        }
    }

    /** Some rows of other positions; a view. */
    static final class Chosen implements Positions {
        private final Positions all;
        private final int[] rows;

        Chosen(Positions all, int[] rows) {
            this.all = all;
            this.rows = rows;
        }

        @Override
        public int size() {
            return rows.length;
        }

        @Override
        public int dimension() {
            return all.dimension();
        }

        @Override
        public void row(int i, double[] out) {
            all.row(rows[i], out);
        }
    }
}
