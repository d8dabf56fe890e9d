package org.evalgap.protocol;

import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.evalgap.random.RandomStream;

/** One submission to an eval, as the eval's owner sees it. Valid while it is told, since results may be overwritten after. */
public final class Submission {
    private final int set;
    private final double score;
    private final double[] results;
    private final int items;
    private final DoubleSupplier seen;
    private final RandomStream noise;

    private Submission(int set, double score, double[] results, int items, DoubleSupplier seen, RandomStream noise) {
        this.set = set;
        this.score = score;
        this.results = results;
        this.items = items;
        this.seen = seen;
        this.noise = noise;
    }

    /**
     * A submission.
     *
     * @param set which set of items it was scored on, from 0
     * @param score its score on them, in {@code [0, 1]}
     * @param results its result on each item, in {@code [0, 1]}; not copied
     * @param items how many of these count, at least 1
     * @param seen its score on what labs see, NaN where they see nothing; asked at most when needed
     * @param noise random numbers for what it is told, of this submission alone
     * @return the submission
     * @throws IllegalArgumentException if there are no items, or fewer results than items
     */
    public static Submission of(
            int set, double score, double[] results, int items, DoubleSupplier seen, RandomStream noise) {
        Objects.requireNonNull(seen, "seen");
        Objects.requireNonNull(noise, "noise");
        if (!(items >= 1 && items <= results.length)) {
            throw new IllegalArgumentException("items must be in [1, " + results.length + "]: " + items);
        }
        return new Submission(set, score, results, items, seen, noise);
    }

    /**
     * The same submission with another score, for an announcer that hands it to the next.
     *
     * @param other the score that the next one takes for true
     * @return the submission
     */
    Submission withScore(double other) {
        return new Submission(set, other, results, items, seen, noise);
    }

    /**
     * Which set of items it was scored on.
     *
     * @return index of the set, from 0
     */
    public int set() {
        return set;
    }

    /**
     * Its score on the scored items.
     *
     * @return a share of items
     */
    public double score() {
        return score;
    }

    /**
     * How many items were scored.
     *
     * @return at least 1
     */
    public int items() {
        return items;
    }

    /**
     * Its result on one item.
     *
     * @param item index, below {@link #items()}
     * @return the share of attempts that were right
     */
    public double result(int item) {
        return results[item];
    }

    /**
     * Its score on the items that labs see.
     *
     * @return a share of items; NaN where labs see none
     */
    public double seenScore() {
        return seen.getAsDouble();
    }

    /**
     * Random numbers for what this submission is told, which nothing else uses.
     *
     * @return the stream
     */
    public RandomStream noise() {
        return noise;
    }
}
