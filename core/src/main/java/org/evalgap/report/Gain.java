package org.evalgap.report;

import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;

/** What a summary of a sweep looks at. */
enum Gain {
    PUBLIC_GAIN(Score.PUBLIC.gainWords()) {
        @Override
        double of(Summary summary) {
            return gain(Score.PUBLIC, summary);
        }
    },
    INFLATION(Measure.INFLATION.words()) {
        @Override
        double of(Summary summary) {
            return summary.mean(Measure.INFLATION);
        }
    },
    WORK_GAIN(Score.WORK.gainWords()) {
        @Override
        double of(Summary summary) {
            return gain(Score.WORK, summary);
        }
    },
    DISCONNECT(Measure.DISCONNECT.words()) {
        @Override
        double of(Summary summary) {
            return summary.mean(Measure.DISCONNECT);
        }
    },
    TRANSFER(Measure.TRANSFER.words()) {
        @Override
        double of(Summary summary) {
            return summary.determinesTransfer() ? summary.mean(Measure.TRANSFER) : Double.NaN;
        }
    };

    final String label;

    Gain(String label) {
        this.label = label;
    }

    private static double gain(Score score, Summary summary) {
        return summary.isAdjusted(Measure.TRANSFER) ? summary.gain(score) : score.gain(summary::mean);
    }

    /** The gain of a cell; NaN for a transfer that is not determined. */
    abstract double of(Summary summary);

    /**
     * Sums over cells; of transfer the ratio of summed gains is taken, as over replicates. Cells have their replicates in common: the
     * standard error of a sum is at most the sum of standard errors, and is taken to be that.
     */
    static final class Sums {
        private final double[] sum = new double[Gain.values().length];
        private double publicError;
        private long cells;
        private long undetermined;

        void add(Summary summary) {
            for (Gain gain : Gain.values()) {
                sum[gain.ordinal()] += gain.of(summary);
            }
            publicError += summary.gainStandardError(Score.PUBLIC).orElse(Double.NaN);
            undetermined += summary.determinesTransfer() ? 0 : 1;
            cells++;
        }

        long cells() {
            return cells;
        }

        /** Cells whose transfer is not determined. */
        long undetermined() {
            return undetermined;
        }

        /** Whether there are no standard errors, as with one replicate a cell. */
        boolean withoutErrors() {
            return Double.isNaN(publicError);
        }

        /** The mean over cells; NaN where there are none, and for a transfer that is not determined. */
        double mean(Gain gain) {
            if (gain != TRANSFER) {
                return sum[gain.ordinal()] / cells;
            }
            boolean determined = Transfer.determined(sum[PUBLIC_GAIN.ordinal()] / cells, publicError / cells);
            return determined ? sum[WORK_GAIN.ordinal()] / sum[PUBLIC_GAIN.ordinal()] : Double.NaN;
        }
    }
}
