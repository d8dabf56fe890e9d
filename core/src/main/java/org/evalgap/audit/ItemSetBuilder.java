package org.evalgap.audit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.evalgap.internal.kernel.Points;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;

/** Collects what is known of the items of a set. What is not given has its default. */
public final class ItemSetBuilder {
    final Positions positions;
    private final int size;

    @Nullable
    List<String> ids;

    double @Nullable [] difficulties;
    double @Nullable [] successes;
    double @Nullable [] attempts;
    double @Nullable [] shares;
    double @Nullable [] weights;
    int @Nullable [] formats;

    @Nullable
    List<String> families;

    @Nullable
    List<String> texts;

    @Nullable
    List<String> answers;

    ItemSetBuilder(Positions positions) {
        this.positions = Objects.requireNonNull(positions, "positions");
        this.size = positions.size();
        if (size == 0) {
            throw new IllegalArgumentException("a set must have at least one item");
        }
    }

    private void requireLength(String name, int length) {
        if (length != size) {
            throw new IllegalArgumentException(name + " must be as many as the positions = " + size + ": " + length);
        }
    }

    private List<String> copy(String name, List<String> given) {
        requireLength(name, given.size());
        return List.copyOf(given);
    }

    private double[] copy(String name, double[] given) {
        requireLength(name, given.length);
        return given.clone();
    }

    /**
     * Names; by default the rows' numbers.
     *
     * @param given one an item, all different
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions, or one comes twice
     */
    public ItemSetBuilder ids(List<String> given) {
        ids = copy("ids", given);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < size; i++) {
            if (!seen.add(ids.get(i))) {
                throw new IllegalArgumentException(
                        "ids must differ: " + ids.get(i) + " again in row " + i + "; rename one of them");
            }
        }
        return this;
    }

    /**
     * Difficulties; by default 0.
     *
     * @param logits one an item, from −1e12 to 1e12
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder difficulties(double[] logits) {
        difficulties = copy("difficulties", logits);
        return this;
    }

    /**
     * How often the model before training was right, from which difficulties follow. A pass rate r of n attempts is r·n
     * successes.
     *
     * @param successCounts one an item, from 0 to its attempts
     * @param attemptCounts one an item, above 0
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder attempts(double[] successCounts, double[] attemptCounts) {
        successes = copy("successes", successCounts);
        attempts = copy("attempts", attemptCounts);
        return this;
    }

    /**
     * Shares of the training, of environments; by default all equal.
     *
     * @param given one an item, at least 0, not all 0; only their proportions count
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder shares(double[] given) {
        shares = copy("shares", given);
        return this;
    }

    /**
     * How much an item counts in a score; by default all alike.
     *
     * @param given one an item, at least 0, not all 0
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder weights(double[] given) {
        weights = copy("weights", given);
        return this;
    }

    /**
     * Formats; by default that of the set: 1 for public and fresh items and for environments, 0 for work.
     *
     * @param given one an item: 1 where it is asked in the eval's format, 0 where not, −1 for that of the set
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder formats(int[] given) {
        requireLength("formats", given.length);
        formats = given.clone();
        return this;
    }

    /**
     * Families, such as variants of one question: the test without training permutes them whole.
     *
     * @param given one an item; an empty one is a family of its own
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder families(List<String> given) {
        families = copy("families", given);
        return this;
    }

    /**
     * What people read; the model does not.
     *
     * @param given one an item, may be empty
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder texts(List<String> given) {
        texts = copy("texts", given);
        return this;
    }

    /**
     * Answers, for people; the model does not read them.
     *
     * @param given one an item, may be empty
     * @return this builder
     * @throws IllegalArgumentException if there are not as many as positions
     */
    public ItemSetBuilder answers(List<String> given) {
        answers = copy("answers", given);
        return this;
    }

    private String where(int i) {
        return "item " + (ids == null ? Integer.toString(i) : ids.get(i)) + ": ";
    }

    private void check(String name, double @Nullable [] given, double low, double high) {
        for (int i = 0; given != null && i < size; i++) {
            if (!(given[i] >= low && given[i] <= high)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "%s%s must be in [%s, %s]: %s", where(i), name, low, high, given[i]));
            }
        }
    }

    void checkSum(String name, double @Nullable [] given) {
        check(name, given, 0, Double.MAX_VALUE);
        double sum = given == null ? 1 : Arrays.stream(given).sum();
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    name + "s must have a sum above 0 that is finite: " + sum + "; give at least one above 0");
        }
        if (sum < TaskSet.LEAST_SUM) {
            throw new IllegalArgumentException(name + "s must have a sum of at least " + TaskSet.LEAST_SUM + ": " + sum
                    + "; multiply them by a common factor");
        }
    }

    private void checkAttempts() {
        if (attempts == null || successes == null) {
            return;
        }
        if (difficulties != null) {
            throw new IllegalArgumentException("give difficulties or attempts, not both: one follows from the other");
        }
        check("attempts", attempts, Double.MIN_NORMAL, 1e15);
        for (int i = 0; i < size; i++) {
            if (!(successes[i] >= 0 && successes[i] <= attempts[i])) {
                throw new IllegalArgumentException(
                        where(i) + "successes must be in [0, " + attempts[i] + "], its attempts: " + successes[i]);
            }
        }
    }

    private void checkPositions() {
        double[] row = new double[positions.dimension()];
        for (int i = 0; i < size; i++) {
            positions.row(i, row);
            for (int d = 0; d < row.length; d++) {
                if (!(Math.abs(row[d]) <= Points.LARGEST_COORDINATE)) {
                    throw new IllegalArgumentException(
                            where(i) + "x" + d + " must be finite, between -1e100 and 1e100: " + row[d]);
                }
            }
        }
    }

    /**
     * The set.
     *
     * @return an immutable set
     * @throws IllegalArgumentException if a number is outside its range, shares or weights are 0 in sum or below
     *     {@link TaskSet#LEAST_SUM}, or difficulties and attempts are both given; the message names the item
     */
    public ItemSet build() {
        checkPositions();
        check("difficulty", difficulties, -Points.LARGEST_DIFFICULTY, Points.LARGEST_DIFFICULTY);
        checkAttempts();
        checkSum("share", shares);
        checkSum("weight", weights);
        for (int i = 0; formats != null && i < size; i++) {
            if (formats[i] < -1 || formats[i] > 1) {
                throw new IllegalArgumentException(
                        where(i) + "format must be 0 or 1, or -1 for that of the set: " + formats[i]);
            }
        }
        return new ItemSet(this);
    }
}
