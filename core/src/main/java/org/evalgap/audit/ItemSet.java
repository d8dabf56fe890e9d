package org.evalgap.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Items of one set, or environments: where they lie, how hard they are, how they count. Immutable.
 *
 * <p>Difficulty is given in logits or follows from attempts before training; an item without either has difficulty 0.
 */
public final class ItemSet {
    private final Positions positions;
    private final @Nullable List<String> ids;
    private final double @Nullable [] difficulties;
    private final double @Nullable [] successes;
    private final double @Nullable [] attempts;
    private final double @Nullable [] shares;
    private final double @Nullable [] weights;
    private final int @Nullable [] formats;
    private final @Nullable List<String> families;
    private final @Nullable List<String> texts;
    private final @Nullable List<String> answers;

    ItemSet(ItemSetBuilder from) {
        positions = from.positions;
        ids = from.ids;
        difficulties = from.difficulties;
        successes = from.successes;
        attempts = from.attempts;
        shares = from.shares;
        weights = from.weights;
        formats = from.formats;
        families = from.families;
        texts = from.texts;
        answers = from.answers;
    }

    /**
     * Begins a set.
     *
     * @param positions one row an item
     * @return a builder in which nothing else is given
     */
    public static ItemSetBuilder builder(Positions positions) {
        return new ItemSetBuilder(positions);
    }

    /**
     * How many items there are.
     *
     * @return number of items, at least 1
     */
    public int size() {
        return positions.size();
    }

    /**
     * Where they lie.
     *
     * @return one row an item
     */
    public Positions positions() {
        return positions;
    }

    /**
     * An item's name.
     *
     * @param i row, from 0
     * @return the name
     */
    public String id(int i) {
        return ids == null ? Integer.toString(i) : ids.get(i);
    }

    /**
     * An environment's share of the training as it was given; only proportions count.
     *
     * @param i row, from 0
     * @return the share, at least 0; 1 if none were given
     */
    public double share(int i) {
        return shares == null ? 1 : shares[i];
    }

    /**
     * How much an item counts in a score.
     *
     * @param i row, from 0
     * @return the weight, at least 0; 1 if none were given
     */
    public double weight(int i) {
        return weights == null ? 1 : weights[i];
    }

    /**
     * An item's format.
     *
     * @param i row, from 0
     * @param otherwise format of the place where the set is used
     * @return 0 or 1
     */
    public int format(int i, int otherwise) {
        return formats == null || formats[i] < 0 ? otherwise : formats[i];
    }

    /**
     * An item's difficulty as it was given.
     *
     * @param i row, from 0
     * @return logits, or 0 if none were given
     */
    public double difficulty(int i) {
        return difficulties == null ? 0 : difficulties[i];
    }

    /**
     * Whether difficulties follow from attempts.
     *
     * @return true if attempts were given
     */
    public boolean hasAttempts() {
        return attempts != null;
    }

    /** Successes before training; only if there are attempts. */
    double successes(int i) {
        return Objects.requireNonNull(successes)[i];
    }

    /** Attempts before training. */
    double attempts(int i) {
        return Objects.requireNonNull(attempts)[i];
    }

    /**
     * An item's family.
     *
     * @param i row, from 0
     * @return the family, or empty where an item is a family of its own
     */
    public Optional<String> family(int i) {
        return families == null || families.get(i).isEmpty() ? Optional.empty() : Optional.of(families.get(i));
    }

    /**
     * What people read.
     *
     * @param i row, from 0
     * @return the text, if any was given
     */
    public Optional<String> text(int i) {
        return texts == null ? Optional.empty() : Optional.of(texts.get(i));
    }

    /**
     * The right answer, for people.
     *
     * @param i row, from 0
     * @return the answer, if any was given
     */
    public Optional<String> answer(int i) {
        return answers == null ? Optional.empty() : Optional.of(answers.get(i));
    }

    private ItemSetBuilder copy() {
        ItemSetBuilder copy = new ItemSetBuilder(positions);
        copy.ids = ids;
        copy.difficulties = difficulties;
        copy.successes = successes;
        copy.attempts = attempts;
        copy.shares = shares;
        copy.weights = weights;
        copy.formats = formats;
        copy.families = families;
        copy.texts = texts;
        copy.answers = answers;
        return copy;
    }

    /**
     * A copy with other shares, such as those that were advised.
     *
     * @param others one an item, at least 0, not all 0
     * @return the copy
     * @throws IllegalArgumentException if a share is not legal
     */
    public ItemSet withShares(double[] others) {
        ItemSetBuilder copy = copy().shares(others);
        copy.checkSum("share", copy.shares);
        return new ItemSet(copy);
    }

    /**
     * Some of the items, in any order.
     *
     * @param rows rows of this set, at least one, all different
     * @return a set of them; positions are a view
     * @throws IllegalArgumentException if there is no row, or one comes twice
     */
    public ItemSet select(int... rows) {
        if (rows.length == 0 || Arrays.stream(rows).distinct().count() < rows.length) {
            throw new IllegalArgumentException("rows must be at least one, all different: " + Arrays.toString(rows));
        }
        int[] chosen = rows.clone();
        ItemSetBuilder some = new ItemSetBuilder(new PositionViews.Chosen(positions, chosen));
        some.ids = Arrays.stream(chosen).mapToObj(this::id).toList();
        some.difficulties = chosen(difficulties, chosen);
        some.successes = chosen(successes, chosen);
        some.attempts = chosen(attempts, chosen);
        some.shares = chosen(shares, chosen);
        some.weights = chosen(weights, chosen);
        some.formats = formats == null
                ? null
                : IntStream.of(chosen).map(i -> formats[i]).toArray();
        some.families = chosen(families, chosen);
        some.texts = chosen(texts, chosen);
        some.answers = chosen(answers, chosen);
        some.checkSum("share", some.shares);
        some.checkSum("weight", some.weights);
        return new ItemSet(some);
    }

    private static double @Nullable [] chosen(double @Nullable [] from, int[] rows) {
        return from == null
                ? null
                : IntStream.of(rows).mapToDouble(i -> from[i]).toArray();
    }

    private static @Nullable List<String> chosen(@Nullable List<String> from, int[] rows) {
        return from == null ? null : IntStream.of(rows).mapToObj(from::get).toList();
    }

    @Override
    public String toString() {
        return size() + " items in " + positions.dimension() + " dimensions";
    }
}
