package org.evalgap.estimate;

import java.util.Objects;
import org.evalgap.internal.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a model at one item.
 *
 * @param model name of the model
 * @param eval name of the eval: its public and its fresh items bear the same name
 * @param role whether the item is public or fresh
 * @param item name of the item, the same for all models that met it; names of public and fresh items are apart, unless items have dates
 *     ({@link ItemFacts#released})
 * @param attempt number of the attempt, at least 1
 * @param score what it was worth, in {@code [0, 1]}: 1 right, 0 wrong, between them partly right
 * @param cluster items of one cluster hang together, such as the questions on one text; null where the item stands alone
 */
public record ItemScore(
        String model,
        String eval,
        ItemRole role,
        String item,
        int attempt,
        double score,
        @Nullable String cluster) {
    /**
     * Checks the ranges.
     *
     * @param model as the component
     * @param eval as the component
     * @param role as the component
     * @param item as the component
     * @param attempt as the component
     * @param score as the component
     * @param cluster as the component
     * @throws IllegalArgumentException if a number is outside its range or a name is blank
     * @throws NullPointerException if a component other than the cluster is null
     */
    public ItemScore {
        Objects.requireNonNull(role, "role");
        named("model", model);
        named("eval", eval);
        named("item", item);
        Arguments.atLeast("attempt", attempt, 1);
        Arguments.inRange("score", score, 0, 1);
        if (cluster != null) {
            named("cluster", cluster);
        }
    }

    /**
     * The first attempt at an item that stands alone.
     *
     * @param model name of the model
     * @param eval name of the eval
     * @param role whether the item is public or fresh
     * @param item name of the item
     * @param score in {@code [0, 1]}
     * @return the score
     */
    public static ItemScore of(String model, String eval, ItemRole role, String item, double score) {
        return new ItemScore(model, eval, role, item, 1, score, null);
    }

    private static void named(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must have a name that is not blank: \"" + value + "\"");
        }
    }
}
