package org.evalgap.report;

import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** What a summary of a sweep looks at. */
enum Gain {
    PUBLIC_GAIN("public gain") {
        @Override
        double of(Summary summary) {
            return Score.PUBLIC.gain(summary::mean);
        }
    },
    INFLATION("inflation") {
        @Override
        double of(Summary summary) {
            return summary.mean(Measure.INFLATION);
        }
    },
    WORK_GAIN("work gain") {
        @Override
        double of(Summary summary) {
            return Score.WORK.gain(summary::mean);
        }
    },
    DISCONNECT("disconnect") {
        @Override
        double of(Summary summary) {
            return summary.mean(Measure.DISCONNECT);
        }
    },
    TRANSFER("transfer") {
        @Override
        double of(Summary summary) {
            return summary.mean(Measure.TRANSFER);
        }
    };

    final String label;

    Gain(String label) {
        this.label = label;
    }

    /** The gain of a cell; NaN for a transfer without public gain. */
    abstract double of(Summary summary);

    /** Sums over cells; of transfer the ratio of summed gains is taken, as over replicates. */
    static final class Sums {
        private final double[] sum = new double[Gain.values().length];
        private long cells;

        void add(Summary summary) {
            for (Gain gain : Gain.values()) {
                sum[gain.ordinal()] += gain.of(summary);
            }
            cells++;
        }

        long cells() {
            return cells;
        }

        /** The mean over cells; NaN where there are none. */
        double mean(Gain gain) {
            return gain == TRANSFER
                    ? sum[WORK_GAIN.ordinal()] / sum[PUBLIC_GAIN.ordinal()]
                    : sum[gain.ordinal()] / cells;
        }
    }
}
