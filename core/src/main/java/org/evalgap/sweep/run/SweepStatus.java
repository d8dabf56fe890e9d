package org.evalgap.sweep.run;

import java.util.ArrayList;
import java.util.List;

/**
 * How a sweep ended.
 *
 * @param points points of the plan
 * @param delivered rows that were delivered
 * @param failed points that failed
 * @param missing points that were neither, in ascending ranges; empty unless cancelled
 * @param replicatesSimulated replicates that this run simulated, those of unfinished points included
 * @param seconds how long it took
 */
public record SweepStatus(
        long points, long delivered, long failed, List<Gap> missing, long replicatesSimulated, double seconds) {
    /**
     * How a sweep ended.
     *
     * @param points points of the plan
     * @param delivered rows that were delivered
     * @param failed points that failed
     * @param missing points that were neither, in ascending ranges; empty unless cancelled
     * @param replicatesSimulated replicates that this run simulated, those of unfinished points included
     * @param seconds how long it took
     */
    public SweepStatus {
        missing = List.copyOf(missing);
    }

    /**
     * Consecutive points that are missing.
     *
     * @param first the first one
     * @param last the last one, at least {@code first}
     */
    public record Gap(long first, long last) {
        /** Ranges of ascending points, and of all from {@code tail} on. */
        static List<Gap> of(List<Long> points, long tail, long size) {
            List<Gap> gaps = new ArrayList<>();
            for (long point : points) {
                extend(gaps, point, point);
            }
            if (tail < size) {
                extend(gaps, tail, size - 1);
            }
            return gaps;
        }

        private static void extend(List<Gap> gaps, long first, long last) {
            int end = gaps.size() - 1;
            if (end >= 0 && gaps.get(end).last + 1 == first) {
                gaps.set(end, new Gap(gaps.get(end).first, last));
            } else {
                gaps.add(new Gap(first, last));
            }
        }

        /**
         * As people write it.
         *
         * @return {@code 7} or {@code 7–12}
         */
        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "–" + last;
        }
    }

    /**
     * Whether every point was delivered.
     *
     * @return true if none failed or is missing
     */
    public boolean complete() {
        return delivered == points;
    }

    /**
     * Whether the sweep was stopped before its end.
     *
     * @return true if points are missing
     */
    public boolean cancelled() {
        return !missing.isEmpty();
    }

    /**
     * How many replicates were simulated a second.
     *
     * @return the mean rate
     */
    public double rate() {
        return seconds > 0 ? replicatesSimulated / seconds : 0;
    }
}
