package org.evalgap.sweep.run;

/**
 * How far a sweep is.
 *
 * @param points points of the plan
 * @param pointsDone points delivered or failed
 * @param replicates replicates of all points together
 * @param replicatesDone replicates that are finished or were known before
 * @param replicatesSimulated replicates that this run finished
 * @param seconds time since it started
 */
public record SweepProgress(
        long points, long pointsDone, long replicates, long replicatesDone, long replicatesSimulated, double seconds) {
    /**
     * How many replicates are simulated a second.
     *
     * @return the mean rate so far; 0 at the start
     */
    public double rate() {
        return seconds > 0 ? replicatesSimulated / seconds : 0;
    }

    /**
     * How long the rest will take at this rate.
     *
     * @return seconds; infinite at the start
     */
    public double secondsLeft() {
        return (replicates - replicatesDone) / rate();
    }
}
