package org.evalgap;

import java.util.List;
import java.util.Optional;
import org.evalgap.internal.Names;

/**
 * Everything that a scenario says with a word and not with a number, declared once: name, words, the default first, and meaning.
 * Plan files, command-line settings, axes of sweeps, result columns and messages all come from here, as they do for a
 * {@link Parameter}. A word that is not at its default is part of what tells scenarios apart.
 */
public enum Word {
    /** Rule of right answers. */
    ANSWERS(
            Stage.TASKS,
            "answers",
            "which answer to a task is right: always the same one, the sign of a random field over skills, or a rule that hides"
                    + " another one",
            "one",
            "field",
            "context"),
    /** Who learns. */
    LEARNER(
            Stage.TRAINING,
            "learner",
            "who learns: the generalisation kernel, or a network that is trained by reinforcement",
            "kernel",
            "network"),
    /** How a network gets its gradient. */
    SAMPLING(
            Stage.TRAINING,
            "sampling",
            "a network learns from sampled episodes, or, as a check, from their mean",
            "sampled",
            "expected"),
    /** How a network's weights move along a gradient. */
    OPTIMIZER(Stage.TRAINING, "optimizer", "a network's steps are Adam's, or plain ones", "adam", "plain"),
    /** Whose value a critic judges by. */
    VALUE_FUNCTION(
            Stage.TRAINING,
            "valueFunction",
            "what a critic takes an episode to be worth while nothing is wrong: 1, as for an expert; the policy's own chance; or"
                    + " what a network has learned of it",
            "expert",
            "own",
            "learned");

    private final Stage stage;
    private final String label;
    private final String meaning;
    private final List<String> words;

    Word(Stage stage, String label, String meaning, String... words) {
        this.stage = stage;
        this.label = label;
        this.meaning = meaning;
        this.words = List.of(words);
    }

    /**
     * The name in plans, settings and result columns.
     *
     * @return camel case
     */
    public String label() {
        return label;
    }

    /**
     * The legal words.
     *
     * @return at least two, the default first
     */
    public List<String> words() {
        return words;
    }

    /**
     * The word where none is given.
     *
     * @return the default
     */
    public String byDefault() {
        return words.get(0);
    }

    /**
     * What it means.
     *
     * @return one line
     */
    public String meaning() {
        return meaning;
    }

    /**
     * The first stage of a computation that it changes.
     *
     * @return the stage
     */
    public Stage stage() {
        return stage;
    }

    /**
     * Checks a word.
     *
     * @param word any text
     * @return the word
     * @throws IllegalArgumentException if it is not legal
     */
    public String check(String word) {
        if (words.contains(word)) {
            return word;
        }
        throw new IllegalArgumentException(label + " must be one of " + String.join(", ", words) + ": \"" + word + "\""
                + Names.suggestion(word, words));
    }

    /**
     * Finds what is said with a word by its name.
     *
     * @param label as {@link #label()}
     * @return the constant, if there is one
     */
    public static Optional<Word> find(String label) {
        for (Word word : values()) {
            if (word.label.equals(label)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
