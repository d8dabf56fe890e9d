package org.evalgap;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evalgap.internal.Names;

/**
 * Every scalar parameter of a scenario, declared once: name, default, legal range, unit, meaning. Plan files, command-line
 * settings, sweep axes, result columns, the parameter table and error messages all come from here.
 */
public enum Parameter {
    /** Number of axes of the task space. */
    DIMENSION(Stage.TASKS, 8, Range.whole(1, 4096), "axes", "number of skills a task can ask for"),
    /** Distance from work to the eval. */
    SHIFT(Stage.TASKS, 3, Range.of(-1e6, 1e6), "distance", "how far the eval's centre lies from the centre of work"),
    /** Spread of the eval. */
    EVAL_SPREAD(
            Stage.TASKS, 0.5, Range.of(0, 1e6), "distance", "standard deviation of the eval's items along each axis"),
    /** Mean difficulty. */
    DIFFICULTY_MEAN(Stage.TASKS, 0, Range.of(-100, 100), "logits", "mean difficulty of tasks from every source"),
    /** Spread of difficulty. */
    DIFFICULTY_SPREAD(
            Stage.TASKS,
            1.5,
            Range.of(0, 100),
            "logits",
            "standard deviation of difficulty of tasks from every source"),
    /** Number of public items. */
    PUBLIC_ITEMS(Stage.TASKS, 200, Range.whole(1, 1_000_000), "items", "size of the public eval"),
    /** Number of fresh items. */
    FRESH_ITEMS(
            Stage.TASKS, 1000, Range.whole(1, 1_000_000), "items", "items of the eval's source that nobody has seen"),
    /** Number of work tasks. */
    WORK_TASKS(Stage.TASKS, 1000, Range.whole(1, 1_000_000), "tasks", "tasks that the economy pays for"),
    /** Bias of designers. */
    DESIGNER_BIAS(
            Stage.ENVIRONMENTS,
            1,
            Range.of(-1e6, 1e6),
            "distance",
            "how far the tasks that designers imagine lie from work, along an axis of their own"),
    /** Number of environments. */
    ENVIRONMENTS(Stage.ENVIRONMENTS, 256, Range.whole(1, 65_536), "environments", "number of training environments"),
    /** Share of inspired environments. */
    INSPIRATION(
            Stage.ENVIRONMENTS,
            0.5,
            Range.of(0, 1),
            "probability",
            "probability that an environment is made from a public item"),
    /** Focus on failed items. */
    ERROR_FOCUS(
            Stage.ENVIRONMENTS,
            0,
            Range.of(0, 1000),
            "exponent",
            "items are picked in proportion to their failure rate raised to this power"),
    /** Departure from the inspiring item. */
    DEPARTURE(
            Stage.ENVIRONMENTS,
            0.1,
            Range.of(0, 1e6),
            "distance",
            "how far an inspired environment departs from its item; 0 is training on the test"),
    /** Breadth of learning. */
    BREADTH(Stage.KERNEL, 1, Range.of(1e-9, 1e9), "distance", "how far learning carries"),
    /** Share of memorisation. */
    MEMORIZATION(Stage.KERNEL, 0.9, Range.of(0, 1), "share", "share of learning that stays with the very item"),
    /** Width of memorisation. */
    MEMORIZATION_SCALE(
            Stage.KERNEL, 0.25, Range.of(1e-9, 1e9), "distance", "how near a task must lie to count as the very item"),
    /** Learning of the format. */
    FORMAT_LEARNING(
            Stage.KERNEL,
            0,
            Range.of(0, 1e6),
            "share",
            "how much is learned about the eval's format, whatever the item"),
    /** Competence. */
    COMPETENCE(Stage.TRAINING, 0, Range.of(-100, 100), "logits", "skill from pre-training"),
    /** Guess rate. */
    GUESS_RATE(Stage.TRAINING, 0, Range.below(0, 1), "probability", "success by guessing on public and fresh items"),
    /** Horizon of the eval. */
    EVAL_HORIZON(
            Stage.TRAINING,
            1,
            Range.whole(1, 1_000_000),
            "decisions",
            "decisions that must all be right in an item of the eval"),
    /** Horizon of jobs. */
    WORK_HORIZON(
            Stage.TRAINING, 10, Range.whole(1, 1_000_000), "decisions", "decisions that must all be right in a job"),
    /** Horizon of environments. */
    ENVIRONMENT_HORIZON(
            Stage.TRAINING,
            1,
            Range.whole(1, 1_000_000),
            "decisions",
            "decisions that must all be right in an environment's episode"),
    /** Training compute. */
    BUDGET(Stage.TRAINING, 1024, Range.of(0, 1e12), "decisions", "training compute, spread evenly over environments"),
    /** Weight of the value function. */
    CRITIC(
            Stage.TRAINING,
            0,
            Range.of(0, 1),
            "share",
            "weight of a value function: 0 waits for the reward at the end, 1 judges each decision as it is taken"),
    /** Normalisation of advantages. */
    ADVANTAGE_NORMALIZATION(
            Stage.TRAINING,
            0,
            Range.of(0, 1),
            "exponent",
            "rewards are divided by their standard deviation to this power (1: as in GRPO)"),
    /** KL penalty. */
    KL_PENALTY(Stage.TRAINING, 0, Range.of(0, 1e6), "1/nat", "price of departing from the starting policy"),
    /** Narrowing. */
    NARROWING(
            Stage.TRAINING,
            0,
            Range.of(0, 1e6),
            "logits/nat",
            "logits lost where nothing was trained, for every nat that the policy moved"),
    /** Updates of sampled training. */
    UPDATES(
            Stage.TRAINING,
            200,
            Range.whole(1, 1_000_000),
            "updates",
            "updates: of sampled training in each round, of a network over all rounds"),
    /** Episodes an update. */
    EPISODES_PER_UPDATE(
            Stage.TRAINING,
            16,
            Range.whole(1, 1_000_000),
            "episodes",
            "sampled episodes for each environment and update"),
    /** Research rounds. */
    ROUNDS(
            Stage.TRAINING,
            1,
            Range.whole(1, 1024),
            "rounds",
            "times that the lab looks at the public score and adds environments"),
    /** Candidates a round. */
    CANDIDATES(
            Stage.TRAINING,
            1,
            Range.whole(1, 1024),
            "candidates",
            "variants trained in each round; the one with the best reported public score is kept"),
    /** Attempts an item. */
    ATTEMPTS(
            Stage.TRAINING,
            1,
            Range.whole(1, 10_000),
            "attempts",
            "attempts at each item when a public score is reported"),
    /** Number of axes of the surface. */
    SURFACE_DIMENSIONS(
            Stage.TASKS,
            0,
            Range.whole(0, 4096),
            "axes",
            "coordinates of the story around a problem, which only memory sees"),
    /** Spread of the surface. */
    SURFACE_SPREAD(
            Stage.TASKS, 1, Range.of(0, 1e6), "distance", "standard deviation of the surface along each of its axes"),
    /** Length of a field of answers. */
    ANSWER_LENGTH(Stage.TASKS, 2, Range.of(1e-9, 1e9), "distance", "how far one right answer reaches in a field"),
    /** Width of a network. */
    WIDTH(Stage.TRAINING, 64, Range.whole(1, 1024), "units", "units of each of a network's two hidden layers"),
    /** Richness of a network. */
    RICHNESS(
            Stage.TRAINING,
            1,
            Range.of(1e-6, 1e6),
            "share",
            "how far a network learns features; near 0 it is its own kernel"),
    /** Batch of an update. */
    BATCH(
            Stage.TRAINING,
            256,
            Range.whole(1, 65_536),
            "environments",
            "environments that an update of a network learns from"),
    /** Step of an update. */
    LEARNING_RATE(Stage.TRAINING, 0.003, Range.of(1e-12, 1e6), "step", "size of a step of a network's training"),
    /** Updates of pretraining. */
    PRETRAINING(Stage.TRAINING, 0, Range.whole(0, 1_000_000), "updates", "updates before the lab trains a network"),
    /** Tasks of pretraining. */
    PRETRAINING_TASKS(
            Stage.TRAINING, 1000, Range.whole(1, 1_000_000), "tasks", "tasks that a network is pretrained on");

    private static final Parameter[] ALL = values();

    /** The last of them closes the list for good; see {@link #founding()}. */
    private static final List<Parameter> FOUNDING = List.copyOf(EnumSet.range(DIMENSION, ATTEMPTS));

    private final Stage stage;
    private final double byDefault;
    private final Range range;
    private final String unit;
    private final String meaning;
    private final String label;

    Parameter(Stage stage, double byDefault, Range range, String unit, String meaning) {
        this.stage = stage;
        this.byDefault = byDefault;
        this.range = range;
        this.unit = unit;
        this.meaning = meaning;
        this.label = camelCase(name());
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    /**
     * The name in plans, settings and result columns.
     *
     * @return camel case, as in {@code evalSpread}
     */
    public String label() {
        return label;
    }

    /**
     * The parameters whose values always tell scenarios apart, in that order. The list is frozen: a later parameter takes part
     * only where it is not at its default. So scenarios from before it keep their {@linkplain Scenario#canonicalText() texts},
     * and results in stores keep their keys.
     *
     * @return the parameters that there were at first
     */
    public static List<Parameter> founding() {
        return FOUNDING;
    }

    /**
     * The value where none is given.
     *
     * @return the default
     */
    public double byDefault() {
        return byDefault;
    }

    /**
     * The legal values.
     *
     * @return the range
     */
    public Range range() {
        return range;
    }

    /**
     * The unit it is counted in.
     *
     * @return the unit
     */
    public String unit() {
        return unit;
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
     * Checks a value.
     *
     * @param value any number
     * @return the value (a zero without its sign)
     * @throws IllegalArgumentException if it is not legal
     */
    public double check(double value) {
        if (range.contains(value)) {
            return value + 0.0;
        }
        throw new IllegalArgumentException(label + " must be " + range.demand() + ": " + text(value));
    }

    /**
     * Finds a parameter by its name.
     *
     * @param label as {@link #label()}
     * @return the parameter
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    public static Parameter labelled(String label) {
        return find(label)
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown parameter \"" + label + "\"" + suggestion(label) + " `evalgap parameters` lists all"));
    }

    /**
     * Finds a parameter by its name.
     *
     * @param label as {@link #label()}
     * @return the parameter, if there is one
     */
    public static Optional<Parameter> find(String label) {
        for (Parameter parameter : ALL) {
            if (parameter.label.equals(label)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }

    private static String suggestion(String label) {
        return Names.suggestion(
                label, java.util.Arrays.stream(ALL).map(Parameter::label).toList());
    }

    /**
     * A number as people write it: whole numbers without a point, the shortest decimal otherwise.
     *
     * @param value any number
     * @return the text, the same on every JDK for the values that parameters take
     */
    public static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return Long.toString((long) value);
        }
        return Double.isFinite(value) && Math.abs(value) < 1e7 && Math.abs(value) > 1e-4
                ? new BigDecimal(Double.toString(value)).toPlainString()
                : Double.toString(value);
    }
}
