package org.evalgap;

import java.util.Arrays;
import java.util.Locale;
import org.evalgap.internal.Names;

/** Scenarios with a name, each with a line on where its numbers come from. */
public enum Preset {
    /** Every parameter at its default. */
    DEFAULT(
            Scenario.withDefaults(),
            "the model's defaults: a coin-toss learner on an eval three spreads of work away, half of 256 environments"
                    + " inspired by 200 public items"),
    /** The student who practises a contest for 10,000 hours. */
    NARROW(
            Scenario.withDefaults()
                    .withInspiration(1)
                    .withMemorization(0.9)
                    .withBreadth(1)
                    .withBudget(1024),
            "the first of two students in docs/model.md: everything practised comes from the contest, and nine tenths of"
                    + " what is learned stays with the very problem"),
    /** The student who practises a hundredth of that and generalises. */
    BROAD(
            Scenario.withDefaults()
                    .withInspiration(1)
                    .withMemorization(0)
                    .withBreadth(3)
                    .withBudget(10.24),
            "the second of two students in docs/model.md: a hundredth of the practice, and learning carries three times as far"),
    /** Training on the test itself. */
    CONTAMINATED(
            Scenario.withDefaults().withDeparture(0).withInspiration(1),
            "the limit of contamination: every environment is a public item, unchanged (departure 0, inspiration 1)"),
    /** Tasks that can be wrong in two ways. */
    ANSWERS(
            Scenario.withDefaults().withAnswers("field").withSurfaceDimensions(16),
            "tasks have right answers, which change over a distance of answerLength, and looks, which skills do not see; what"
                    + " helps one task hurts another"),
    /** A network that knows something before the lab trains it. */
    PRETRAINED(
            Scenario.withDefaults()
                    .withAnswers("field")
                    .withNetworkLearner()
                    .withPretraining(300)
                    .withUpdates(100),
            "a network that learned from 1,000 tasks before: an inspiration of 1 then costs work that it could do");

    private final Scenario scenario;
    private final String origin;

    Preset(Scenario scenario, String origin) {
        this.scenario = scenario;
        this.origin = origin;
    }

    /**
     * The name in plans and on the command line.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The scenario.
     *
     * @return the scenario
     */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * Where its numbers come from.
     *
     * @return one line
     */
    public String origin() {
        return origin;
    }

    /**
     * Finds a preset by its name.
     *
     * @param label as {@link #label()}
     * @return the preset
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    public static Preset labelled(String label) {
        for (Preset preset : values()) {
            if (preset.label().equals(label)) {
                return preset;
            }
        }
        java.util.List<String> known =
                Arrays.stream(values()).map(Preset::label).toList();
        throw new IllegalArgumentException("unknown preset \"" + label + "\"" + Names.suggestion(label, known)
                + " There are " + String.join(", ", known));
    }
}
