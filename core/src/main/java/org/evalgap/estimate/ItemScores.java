package org.evalgap.estimate;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores by item: what each model got of each public and fresh item of one eval or several, at every attempt. Attempts are
 * at least 1, scores in {@code [0, 1]}. Items may be missing for some models. 20 bytes an attempt, besides the names.
 *
 * <p>Instances are immutable; rows keep the order in which they were added. A {@link Builder} makes them.
 */
public final class ItemScores {
    private static final int NONE = -1;

    private final String[] models;
    private final String[] items;
    private final Place[] places;
    private final int[] placeOf;
    private final String[] clusters;
    private final int[] clusterOf;
    private final int[] model;
    private final int[] item;
    private final int[] attempt;
    private final double[] score;

    /** An eval's half. */
    private record Place(String eval, ItemRole role) {}

    /** An item within an eval's half. */
    private record Key(int place, String item) {}

    /** One attempt. */
    private record Attempt(int model, int item, int number) {}

    private ItemScores(Builder from) {
        models = from.models.keySet().toArray(new String[0]);
        places = from.places.keySet().toArray(new Place[0]);
        clusters = from.clusters.keySet().toArray(new String[0]);
        items = from.items.keySet().stream().map(Key::item).toArray(String[]::new);
        placeOf = from.items.keySet().stream().mapToInt(Key::place).toArray();
        clusterOf = Arrays.copyOf(from.clusterOf, items.length);
        model = Arrays.copyOf(from.model, from.size);
        item = Arrays.copyOf(from.item, from.size);
        attempt = Arrays.copyOf(from.attempt, from.size);
        score = Arrays.copyOf(from.score, from.size);
    }

    /**
     * A builder without rows.
     *
     * @return a new one
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The number of attempts of all models at all items.
     *
     * @return rows
     */
    public int size() {
        return model.length;
    }

    /**
     * One attempt.
     *
     * @param i index of the row, from 0
     * @return the row
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public ItemScore row(int i) {
        Place place = places[placeOf[item[i]]];
        int cluster = clusterOf[item[i]];
        return new ItemScore(
                models[model[i]],
                place.eval(),
                place.role(),
                items[item[i]],
                attempt[i],
                score[i],
                cluster == NONE ? null : clusters[cluster]);
    }

    /**
     * Names of the models.
     *
     * @return each once, in the order in which they first came
     */
    public List<String> models() {
        return List.of(models);
    }

    /**
     * Names of the evals.
     *
     * @return each once, in the order in which they first came
     */
    public List<String> evals() {
        return Arrays.stream(places).map(Place::eval).distinct().toList();
    }

    /**
     * How many items of an eval any model met.
     *
     * @param eval name of the eval
     * @param role public or fresh
     * @return their number; 0 for an unknown name
     */
    public int items(String eval, ItemRole role) {
        int place = Arrays.asList(places).indexOf(new Place(eval, role));
        return (int) Arrays.stream(placeOf).filter(p -> p == place).count();
    }

    /** Number of a row's model, its place in {@link #models()}. */
    int modelOf(int row) {
        return model[row];
    }

    /** Number of a row's item among all items of all evals. */
    int itemOf(int row) {
        return item[row];
    }

    /** Numbers of all items of an eval's half. */
    int[] itemsOf(String eval, ItemRole role) {
        int place = Arrays.asList(places).indexOf(new Place(eval, role));
        return IntStream.range(0, items.length).filter(i -> placeOf[i] == place).toArray();
    }

    /** Number of an item's cluster, below 0 where it stands alone. */
    int clusterOf(int item) {
        return clusterOf[item];
    }

    ItemRole roleOf(int item) {
        return places[placeOf[item]].role();
    }

    String nameOf(int item) {
        return items[item];
    }

    String itemName(int item) {
        return "\"" + items[item] + "\"";
    }

    double scoreOf(int row) {
        return score[row];
    }

    /** Collects rows. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Integer> models = new LinkedHashMap<>();
        private final Map<Place, Integer> places = new LinkedHashMap<>();
        private final Map<Key, Integer> items = new LinkedHashMap<>();
        private final Map<String, Integer> clusters = new LinkedHashMap<>();
        private final Set<Attempt> seen = new HashSet<>();
        private int[] clusterOf = new int[64];
        private int[] model = new int[256];
        private int[] item = new int[256];
        private int[] attempt = new int[256];
        private double[] score = new double[256];
        private int size;

        private Builder() {}

        /**
         * Adds a row.
         *
         * @param row one attempt of a model at an item
         * @return this builder
         * @throws IllegalArgumentException if the same attempt is there already, or the item was in another cluster before;
         *     nothing is added then
         */
        public Builder add(ItemScore row) {
            int place = number(places, new Place(row.eval(), row.role()));
            Integer known = items.get(new Key(place, row.item()));
            if (known != null) {
                checkCluster(row, known);
            }
            int m = number(models, row.model());
            int j = number(items, new Key(place, row.item()));
            if (!seen.add(new Attempt(m, j, row.attempt()))) {
                throw new IllegalArgumentException("model \"" + row.model() + "\", eval \"" + row.eval() + "\", "
                        + row.role().name().toLowerCase(Locale.ROOT) + " item \"" + row.item() + "\": attempt "
                        + row.attempt() + " is there twice; keep one, or number the attempts");
            }
            if (known == null) {
                clusterOf = room(clusterOf, j);
                clusterOf[j] = row.cluster() == null ? NONE : number(clusters, row.cluster());
            }
            append(m, j, row);
            return this;
        }

        private void checkCluster(ItemScore row, int known) {
            int at = clusterOf[known];
            int now = row.cluster() == null ? NONE : clusters.getOrDefault(row.cluster(), clusters.size());
            if (at != now) {
                throw new IllegalArgumentException("eval \"" + row.eval() + "\", item \"" + row.item() + "\": cluster "
                        + quoted(row.cluster()) + " for model \"" + row.model() + "\", but "
                        + quoted(
                                at == NONE
                                        ? null
                                        : List.copyOf(clusters.keySet()).get(at))
                        + " before; an item is in one cluster for all models");
            }
        }

        private static String quoted(@Nullable String name) {
            return name == null ? "none" : "\"" + name + "\"";
        }

        private void append(int m, int j, ItemScore row) {
            model = room(model, size);
            item = room(item, size);
            attempt = room(attempt, size);
            if (size == score.length) {
                score = Arrays.copyOf(score, 2 * size);
            }
            model[size] = m;
            item[size] = j;
            attempt[size] = row.attempt();
            score[size++] = row.score();
        }

        private static int[] room(int[] array, int index) {
            return index < array.length ? array : Arrays.copyOf(array, 2 * array.length);
        }

        private static <K> int number(Map<K, Integer> numbers, K key) {
            return Objects.requireNonNull(numbers.computeIfAbsent(key, k -> numbers.size()));
        }

        /**
         * The rows so far.
         *
         * @return an immutable copy
         */
        public ItemScores build() {
            return new ItemScores(this);
        }
    }
}
