package org.evalgap.estimate;

import java.util.Objects;
import java.util.Optional;

/**
 * What is published of one model: its score on the public eval, its score on fresh items, and what is believed of it.
 *
 * @param model name of the model
 * @param family models trained alike share inflation more than others; a family of its own where nothing is known
 * @param reference whether the model is believed never to have been trained on the eval
 * @param publicScore score on the public eval
 * @param freshScore score on items that nobody has seen
 * @param secondFresh score on a second fresh set of the same kind, where there is one
 */
public record ModelScores(
        String model,
        String family,
        boolean reference,
        ScoreSet publicScore,
        ScoreSet freshScore,
        Optional<ScoreSet> secondFresh) {
    /**
     * Checks that nothing is missing.
     *
     * @param model as the component
     * @param family as the component
     * @param reference as the component
     * @param publicScore as the component
     * @param freshScore as the component
     * @param secondFresh as the component
     * @throws NullPointerException if a component is null
     */
    public ModelScores {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(publicScore, "publicScore");
        Objects.requireNonNull(freshScore, "freshScore");
        Objects.requireNonNull(secondFresh, "secondFresh");
    }

    /**
     * A model of a family of its own, not a reference.
     *
     * @param model name of the model
     * @param publicScore score on the public eval
     * @param freshScore score on items that nobody has seen
     * @return the scores
     */
    public static ModelScores of(String model, ScoreSet publicScore, ScoreSet freshScore) {
        return new ModelScores(model, model, false, publicScore, freshScore, Optional.empty());
    }

    /**
     * The same scores in a family.
     *
     * @param name name of the family
     * @return a changed copy
     */
    public ModelScores withFamily(String name) {
        return new ModelScores(model, name, reference, publicScore, freshScore, secondFresh);
    }

    /**
     * The same scores, of a reference or not.
     *
     * @param value whether the model is believed never to have been trained on the eval
     * @return a changed copy
     */
    public ModelScores withReference(boolean value) {
        return new ModelScores(model, family, value, publicScore, freshScore, secondFresh);
    }

    /**
     * The same scores with a second fresh set.
     *
     * @param score score on the second fresh set
     * @return a changed copy
     */
    public ModelScores withSecondFresh(ScoreSet score) {
        return new ModelScores(model, family, reference, publicScore, freshScore, Optional.of(score));
    }
}
