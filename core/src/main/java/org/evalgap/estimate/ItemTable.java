package org.evalgap.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.evalgap.internal.items.ItemMatrix;
import org.evalgap.internal.items.ItemReduction;
import org.evalgap.internal.likelihood.Counts;

/** One eval's items, reduced to scores of models that met both halves. */
final class ItemTable {
    /** Fewer items say nothing of how difficulties are spread. */
    private static final int LEAST_ITEMS = 10;

    /** Fewer clusters say nothing of how much their items hang together. */
    private static final int LEAST_CLUSTERS = 10;

    /** A fit that moves a success by more than this in its last round is not taken. */
    private static final double RESTLESS = 1e-3;

    private final ItemScores scores;
    private final ItemFacts facts;
    private final String eval;
    private final List<Integer> models = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Half publicHalf;
    private final Half freshHalf;
    private final ItemReduction onPublic;
    private final ItemReduction onFresh;

    ItemTable(ItemScores scores, ItemFacts facts, String eval) {
        this.scores = scores;
        this.facts = facts;
        this.eval = eval;
        boolean dated = !facts.released().isEmpty();
        int[][] columns = dated ? ItemDates.columns(scores, eval) : new int[0][];
        publicHalf = half(ItemRole.PUBLIC, dated ? columns : alone(ItemRole.PUBLIC));
        freshHalf = half(ItemRole.FRESH, dated ? columns : alone(ItemRole.FRESH));
        for (int m = 0; m < scores.models().size(); m++) {
            if (publicHalf.met(m) && freshHalf.met(m)) {
                models.add(m);
            } else if (publicHalf.met(m) || freshHalf.met(m)) {
                leftOut.add(scores.models().get(m));
            }
        }
        if (models.size() < 2) {
            throw new UnsuitableItemsException(
                    "eval \"" + eval + "\": models with public and fresh items must be at least 2: " + models.size()
                            + "; leave the eval out, or add answers");
        }
        List<ItemReduction> halves = dated ? together(columns) : apart();
        onPublic = halves.get(0);
        onFresh = halves.get(1);
    }

    private List<ItemReduction> apart() {
        requireClusters(publicHalf, ItemRole.PUBLIC);
        ItemReduction before = settled(
                new ItemReduction(publicHalf.matrix(models, facts.publicGuess())), start(ItemRole.PUBLIC) + " items");
        requireClusters(freshHalf, ItemRole.FRESH);
        return List.of(
                before,
                settled(
                        new ItemReduction(freshHalf.matrix(models, facts.freshGuess())),
                        start(ItemRole.FRESH) + " items"));
    }

    /** Items that are public for some models and fresh for others, with a drift of their difficulty. */
    private List<ItemReduction> together(int[][] columns) {
        requireClusters(publicHalf, ItemRole.PUBLIC);
        requireClusters(freshHalf, ItemRole.FRESH);
        ItemDates dates = new ItemDates(scores, eval, facts.released());
        ItemMatrix matrix =
                publicHalf.with(freshHalf).matrix(both(scores.models().size()), facts.publicGuess());
        List<ItemReduction> both = ItemReduction.beforeAndAfter(
                matrix, dates.drift(columns, publicHalf.byModel, freshHalf.byModel, models));
        settled(both.get(0), "eval \"" + eval + "\": dated items");
        return both;
    }

    /** Rows of both halves of the models, one half below the other. */
    private List<Integer> both(int all) {
        List<Integer> out = new ArrayList<>(models);
        models.forEach(m -> out.add(all + m));
        return out;
    }

    private void requireClusters(Half half, ItemRole role) {
        long clusters = half.clustersMet(models);
        if (clusters < LEAST_CLUSTERS) {
            throw new UnsuitableItemsException(
                    start(role) + " items that models with both halves met must be in at least " + LEAST_CLUSTERS
                            + " clusters: " + clusters + "; leave the eval out, or give its totals");
        }
    }

    private static ItemReduction settled(ItemReduction out, String start) {
        if (out.moved() > RESTLESS) {
            throw new UnsuitableItemsException(
                    start + ": the fit of their difficulties does not settle; leave the eval out, or give its totals");
        }
        return out;
    }

    private String start(ItemRole role) {
        return "eval \"" + eval + "\": " + role.name().toLowerCase(Locale.ROOT);
    }

    /** Scores by model and item of one half: NaN where there is none. */
    private record Half(double[][] byModel, int[] clusters) {
        boolean met(int model) {
            for (double y : byModel[model]) {
                if (!Double.isNaN(y)) {
                    return true;
                }
            }
            return false;
        }

        /** How many clusters have an item that one of the models met. */
        long clustersMet(List<Integer> models) {
            return IntStream.range(0, clusters.length)
                    .filter(j -> models.stream().anyMatch(m -> !Double.isNaN(byModel[m][j])))
                    .map(j -> clusters[j])
                    .distinct()
                    .count();
        }

        /** The mean over items that a model met. */
        ScoreSet observed(int model, double guess) {
            double sum = 0;
            int met = 0;
            for (double y : byModel[model]) {
                sum += Double.isNaN(y) ? 0 : y;
                met += Double.isNaN(y) ? 0 : 1;
            }
            return new ScoreSet(Math.min(sum, met), met, guess, 1);
        }

        /** The same items, rows of another half below. */
        Half with(Half other) {
            double[][] rows = Arrays.copyOf(byModel, byModel.length + other.byModel.length);
            System.arraycopy(other.byModel, 0, rows, byModel.length, other.byModel.length);
            return new Half(rows, clusters);
        }

        ItemMatrix matrix(List<Integer> models, double guess) {
            return new ItemMatrix(models.stream().map(m -> byModel[m]).toArray(double[][]::new), clusters, guess);
        }
    }

    /** Columns of items that are public or fresh for everybody: one an item. */
    private int[][] alone(ItemRole role) {
        return Arrays.stream(scores.itemsOf(eval, role))
                .mapToObj(item -> new int[] {item})
                .toArray(int[][]::new);
    }

    /** One half of columns, each given by the numbers of its items, of which this half has one at most. */
    private Half half(ItemRole role, int[][] columns) {
        Map<Integer, Integer> place = new HashMap<>();
        for (int j = 0; j < columns.length; j++) {
            for (int item : columns[j]) {
                if (scores.roleOf(item) == role) {
                    place.put(item, j);
                }
            }
        }
        if (place.size() < LEAST_ITEMS) {
            throw new UnsuitableItemsException(start(role) + " items must be at least " + LEAST_ITEMS + ": "
                    + place.size() + "; leave the eval out, or give its totals");
        }
        int[] first = Arrays.stream(columns).mapToInt(column -> column[0]).toArray();
        return new Half(means(place, first), clusters(first));
    }

    /** By model and column: the score of its attempts, NaN where there is none. */
    private double[][] means(Map<Integer, Integer> place, int[] items) {
        int n = scores.models().size();
        double[][] sum = new double[n][items.length];
        int[][] attempts = new int[n][items.length];
        for (int row = 0; row < scores.size(); row++) {
            Integer j = place.get(scores.itemOf(row));
            if (j != null) {
                sum[scores.modelOf(row)][j] += scores.scoreOf(row);
                attempts[scores.modelOf(row)][j]++;
            }
        }
        for (int m = 0; m < n; m++) {
            for (int j = 0; j < items.length; j++) {
                sum[m][j] = score(sum[m][j], attempts[m][j], m, items[j]);
            }
        }
        return sum;
    }

    private double score(double sum, int attempts, int model, int item) {
        if (attempts == 0) {
            return Double.NaN;
        }
        int k = facts.passAt();
        if (k == 0) {
            return sum / attempts;
        }
        if (attempts < k || sum != Math.rint(sum)) {
            throw new UnsuitableItemsException(
                    "eval \"" + eval + "\", model \"" + scores.models().get(model) + "\", item "
                            + scores.itemName(item) + ": pass@" + k + " takes at least " + k
                            + " attempts, each right or wrong: " + attempts + " with " + sum
                            + " right; take the mean of attempts");
        }
        double miss = 1;
        for (int i = 0; i < k; i++) {
            miss *= Math.max(attempts - sum - i, 0) / (attempts - i);
        }
        return 1 - miss;
    }

    private int[] clusters(int[] items) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] out = new int[items.length];
        int next = 0;
        for (int j = 0; j < items.length; j++) {
            int cluster = scores.clusterOf(items[j]);
            Integer known = cluster < 0 ? null : numbers.get(cluster);
            out[j] = known == null ? next++ : known;
            if (cluster >= 0) {
                numbers.put(cluster, out[j]);
            }
        }
        return out;
    }

    String eval() {
        return eval;
    }

    /** Scores that stand for the items. */
    List<ModelScores> rows() {
        Counts[] publicCounts = onPublic.counts();
        Counts[] freshCounts = onFresh.counts();
        return rows(i -> set(publicCounts[i]), i -> set(freshCounts[i]));
    }

    /** Scores as they are. */
    List<ModelScores> observed() {
        return rows(
                i -> publicHalf.observed(models.get(i), facts.publicGuess()),
                i -> freshHalf.observed(models.get(i), facts.freshGuess()));
    }

    private List<ModelScores> rows(IntFunction<ScoreSet> onPublic, IntFunction<ScoreSet> onFresh) {
        List<ModelScores> out = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            String name = scores.models().get(models.get(i));
            out.add(ModelScores.of(name, onPublic.apply(i), onFresh.apply(i))
                    // A model without a family is one of its own; the space keeps it apart from families that are
                    // named.
                    .withFamily(facts.families().getOrDefault(name, " " + name))
                    .withReference(facts.references().contains(name)));
        }
        return out;
    }

    private static ScoreSet set(Counts counts) {
        return new ScoreSet(Math.min(counts.right(), counts.items()), counts.items(), counts.guess(), 1);
    }

    double sharedVariance() {
        return onPublic.sharedVariance() + onFresh.sharedVariance();
    }

    double correlation(ItemRole role) {
        return role == ItemRole.PUBLIC ? onPublic.correlation() : onFresh.correlation();
    }

    List<String> leftOut() {
        return List.copyOf(leftOut);
    }
}
