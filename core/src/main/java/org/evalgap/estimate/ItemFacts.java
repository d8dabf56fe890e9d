package org.evalgap.estimate;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.evalgap.internal.Arguments;

/**
 * What is known of models and items besides the answers.
 *
 * @param families family by model; a model that is not named is of a family of its own
 * @param references models believed never to have been trained on the eval
 * @param publicGuess chance level of public items, in {@code [0, 1)}
 * @param freshGuess chance level of fresh items, in {@code [0, 1)}
 * @param passAt 0: an item's score is the mean of its attempts; k ≥ 1: it is pass@k, the chance that the best of k attempts is
 *     right, by the unbiased estimate 1 − C(n − c, k)/C(n, k) from c right of n attempts
 * @param released when each item was released, by its name, whatever its eval; empty where nothing is known. Where it is given,
 *     public and fresh items of one name are the same item, public for models whose cutoff date is later and fresh for the others,
 *     and their difficulty may drift with the date: see {@link InflationEstimator#fit}
 */
public record ItemFacts(
        Map<String, String> families,
        Set<String> references,
        double publicGuess,
        double freshGuess,
        int passAt,
        Map<String, LocalDate> released) {
    /**
     * Checks the ranges and copies what is given.
     *
     * @param families as the component
     * @param references as the component
     * @param publicGuess as the component
     * @param freshGuess as the component
     * @param passAt as the component
     * @param released as the component
     * @throws IllegalArgumentException if a number is outside its range, or chance levels differ where items are dated
     */
    public ItemFacts {
        families = Map.copyOf(families);
        references = Set.copyOf(references);
        Arguments.inHalfOpen("publicGuess", publicGuess, 0, 1);
        Arguments.inHalfOpen("freshGuess", freshGuess, 0, 1);
        Arguments.atLeast("passAt", passAt, 0);
        released = Map.copyOf(released);
        if (!released.isEmpty() && publicGuess != freshGuess) {
            throw new IllegalArgumentException("where items are dated, publicGuess and freshGuess must be the same: "
                    + publicGuess + " and " + freshGuess + "; an item is public for some models and fresh for others");
        }
    }

    /**
     * Nothing is known: families of one, no references, no guessing, means of attempts, no dates.
     *
     * @return the facts
     */
    public static ItemFacts none() {
        return new ItemFacts(Map.of(), Set.of(), 0, 0, 0, Map.of());
    }

    /**
     * A changed copy.
     *
     * @param models models believed clean
     * @return the same with other references
     */
    public ItemFacts withReferences(Set<String> models) {
        return new ItemFacts(families, models, publicGuess, freshGuess, passAt, released);
    }

    /**
     * A changed copy.
     *
     * @param byModel family by model
     * @return the same with other families
     */
    public ItemFacts withFamilies(Map<String, String> byModel) {
        return new ItemFacts(byModel, references, publicGuess, freshGuess, passAt, released);
    }

    /**
     * A changed copy.
     *
     * @param onPublic chance level of public items, in {@code [0, 1)}
     * @param onFresh chance level of fresh items, in {@code [0, 1)}
     * @return the same with other chance levels
     */
    public ItemFacts withGuess(double onPublic, double onFresh) {
        return new ItemFacts(families, references, onPublic, onFresh, passAt, released);
    }

    /**
     * A changed copy.
     *
     * @param k 0 for means of attempts, else the k of pass@k
     * @return the same with another score of attempts
     */
    public ItemFacts withPassAt(int k) {
        return new ItemFacts(families, references, publicGuess, freshGuess, k, released);
    }

    /**
     * A changed copy.
     *
     * @param byItem when each item was released, by its name; empty where items are not dated
     * @return the same with other dates
     */
    public ItemFacts withReleased(Map<String, LocalDate> byItem) {
        return new ItemFacts(families, references, publicGuess, freshGuess, passAt, byItem);
    }
}
