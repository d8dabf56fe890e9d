package org.evalgap;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.Learner;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.Trainer;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSource;
import org.evalgap.task.World;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is assumed: the world, the learner, the lab that trains it, and how it is judged. Immutable; every {@code
 * with} gives a changed copy.
 *
 * <p>Scalars are declared in {@link Parameter}; task sources, the designer and the trainer are fields of their own. Ranges
 * are checked at once; what several parameters must agree on is checked by {@link #requireConsistent()}, which every
 * simulation calls.
 */
public final class Scenario {
    private static final Scenario DEFAULT = new Scenario(defaults(), Parts.DEFAULT);

    private final double[] values;
    private final Parts parts;
    /** Missing while a source and the parameter {@code dimension} differ, as they may between two changes. */
    private final @Nullable World world;

    private final GeneralizationKernel kernel;
    private final RewardRule rewardRule;

    /** What is not a number. A null source stands for the Gaussian that the parameters describe. */
    private record Parts(
            @Nullable TaskSource eval,
            @Nullable TaskSource work,
            @Nullable TaskSource imagined,
            EnvironmentDesigner designer,
            Trainer trainer,
            Optional<Learner> learner) {
        static final Parts DEFAULT =
                new Parts(null, null, null, InspiredDesigner.INSTANCE, GradientFlow.INSTANCE, Optional.empty());
    }

    private Scenario(double[] values, Parts parts) {
        this.values = values;
        this.parts = parts;
        this.world = makeWorld();
        this.kernel = new GeneralizationKernel(breadth(), memorization(), memorizationScale(), formatLearning());
        this.rewardRule = new RewardRule(critic(), advantageNormalization(), klPenalty(), environmentHorizon());
    }

    private static double[] defaults() {
        return Arrays.stream(Parameter.values())
                .mapToDouble(Parameter::byDefault)
                .toArray();
    }

    /**
     * The scenario in which every parameter has its default.
     *
     * @return the default
     */
    public static Scenario withDefaults() {
        return DEFAULT;
    }

    /**
     * The value of a parameter.
     *
     * @param parameter which
     * @return its value, within its range
     */
    public double get(Parameter parameter) {
        return values[parameter.ordinal()];
    }

    /**
     * A copy with another value of a parameter.
     *
     * @param parameter which
     * @param value within its range
     * @return the copy
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario with(Parameter parameter, double value) {
        double[] copy = values.clone();
        copy[parameter.ordinal()] = parameter.check(value);
        return new Scenario(copy, parts);
    }

    /**
     * A copy with other values of several parameters.
     *
     * @param changes values by parameter, each within its range
     * @return the copy
     * @throws IllegalArgumentException if a value is outside its range
     */
    public Scenario with(Map<Parameter, Double> changes) {
        double[] copy = values.clone();
        for (Parameter parameter : Parameter.values()) {
            Double value = changes.get(parameter);
            if (value != null) {
                copy[parameter.ordinal()] = parameter.check(value);
            }
        }
        return new Scenario(copy, parts);
    }

    /**
     * A copy whose eval is another source of items.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withEval(TaskSource source) {
        Objects.requireNonNull(source, "eval");
        return with(new Parts(source, parts.work, parts.imagined, parts.designer, parts.trainer, parts.learner));
    }

    /**
     * A copy whose work is another source of tasks.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withWork(TaskSource source) {
        Objects.requireNonNull(source, "work");
        return with(new Parts(parts.eval, source, parts.imagined, parts.designer, parts.trainer, parts.learner));
    }

    /**
     * A copy in which designers imagine work to be another source of tasks.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withDesigner(TaskSource source) {
        Objects.requireNonNull(source, "designer");
        return with(new Parts(parts.eval, parts.work, source, parts.designer, parts.trainer, parts.learner));
    }

    /**
     * A copy in which somebody else designs the environments.
     *
     * @param designer the designer
     * @return the copy
     */
    public Scenario withEnvironmentDesigner(EnvironmentDesigner designer) {
        Objects.requireNonNull(designer, "designer");
        return with(new Parts(parts.eval, parts.work, parts.imagined, designer, parts.trainer, parts.learner));
    }

    /**
     * A copy that is trained in another way.
     *
     * @param trainer the trainer
     * @return the copy
     */
    public Scenario withTrainer(Trainer trainer) {
        Objects.requireNonNull(trainer, "trainer");
        return with(new Parts(parts.eval, parts.work, parts.imagined, parts.designer, trainer, parts.learner));
    }

    /**
     * A copy in which somebody else learns than the generalisation kernel; the trainer has nothing to do then.
     *
     * @param learner who learns
     * @return the copy
     */
    public Scenario withLearner(Learner learner) {
        Objects.requireNonNull(learner, "learner");
        return with(
                new Parts(parts.eval, parts.work, parts.imagined, parts.designer, parts.trainer, Optional.of(learner)));
    }

    /**
     * A copy in which the generalisation kernel learns, as by default.
     *
     * @return the copy
     */
    public Scenario withKernelLearner() {
        return with(new Parts(parts.eval, parts.work, parts.imagined, parts.designer, parts.trainer, Optional.empty()));
    }

    private Scenario with(Parts changed) {
        return new Scenario(values, changed);
    }

    /**
     * The three sources of tasks.
     *
     * @return the world
     * @throws IllegalArgumentException if their dimensions differ from {@link Parameter#DIMENSION}
     */
    public World world() {
        requireDimension("eval", parts.eval);
        requireDimension("work", parts.work);
        requireDimension("designer", parts.imagined);
        return Objects.requireNonNull(world);
    }

    /**
     * Who designs the environments.
     *
     * @return the designer
     */
    public EnvironmentDesigner environmentDesigner() {
        return parts.designer;
    }

    /**
     * How it is trained.
     *
     * @return the trainer
     */
    public Trainer trainer() {
        return parts.trainer;
    }

    /**
     * Who learns.
     *
     * @return a learner of one's own, or empty for the generalisation kernel
     */
    public Optional<Learner> learner() {
        return parts.learner;
    }

    /**
     * How learning spreads.
     *
     * @return the kernel
     */
    public GeneralizationKernel kernel() {
        return kernel;
    }

    /**
     * How rewards become gradients.
     *
     * @return the rule
     */
    public RewardRule rewardRule() {
        return rewardRule;
    }

    /**
     * Checks what several parameters must agree on.
     *
     * @return this scenario
     * @throws IllegalArgumentException if a source has another dimension, there are more rounds than environments, or a
     *     parameter was changed that means nothing to the learner
     */
    public Scenario requireConsistent() {
        world();
        if (rounds() > environments()) {
            throw new IllegalArgumentException("rounds must be at most environments = " + environments() + ": "
                    + rounds() + "; every round adds at least one environment");
        }
        if (learner().isPresent()) {
            requireKnown(learner().get());
        }
        return this;
    }

    private void requireKnown(Learner learner) {
        for (Parameter parameter : Parameter.values()) {
            boolean ignored = learner.ignores().contains(parameter.label());
            if (ignored && get(parameter) != parameter.byDefault()) {
                throw new IllegalArgumentException(parameter.label() + " means nothing to the learner \""
                        + learner.name() + "\" and must be its default = " + Parameter.text(parameter.byDefault())
                        + ": " + Parameter.text(get(parameter)));
            }
        }
    }

    private boolean fits(@Nullable TaskSource source) {
        return source == null || source.dimension() == dimension();
    }

    private void requireDimension(String name, @Nullable TaskSource source) {
        if (source != null && !fits(source)) {
            throw new IllegalArgumentException("the tasks of " + name + " have " + source.dimension()
                    + " dimensions, the scenario has " + dimension() + "; set dimension to " + source.dimension());
        }
    }

    private @Nullable World makeWorld() {
        if (!fits(parts.eval) || !fits(parts.work) || !fits(parts.imagined)) {
            return null;
        }
        return new World(
                parts.eval != null ? parts.eval : gaussian(0, shift(), evalSpread()),
                parts.work != null ? parts.work : gaussian(0, 0, 1),
                parts.imagined != null ? parts.imagined : gaussian(Math.min(1, dimension() - 1), designerBias(), 1));
    }

    private TaskSource gaussian(int axis, double centre, double spread) {
        double[] mean = new double[dimension()];
        mean[axis] = centre;
        return GaussianMixture.single(mean, spread, difficultyMean(), difficultySpread());
    }

    /**
     * Whether another scenario is the same in everything up to a stage, so that the work of these stages can be shared.
     *
     * @param other another scenario
     * @param stage the last stage that matters
     * @return true if all parameters and parts up to it are equal
     */
    public boolean sharesWith(Scenario other, Stage stage) {
        for (Parameter parameter : Parameters.UP_TO[stage.ordinal()]) {
            if (values[parameter.ordinal()] != other.values[parameter.ordinal()]) {
                return false;
            }
        }
        return sameSource(parts.eval, other.parts.eval)
                && sameSource(parts.work, other.parts.work)
                && (stage == Stage.TASKS
                        || sameSource(parts.imagined, other.parts.imagined)
                                && parts.designer.name().equals(other.parts.designer.name()));
    }

    private static boolean sameSource(@Nullable TaskSource a, @Nullable TaskSource b) {
        return a == b || (a != null && a.equals(b));
    }

    /** Parameters by stage, cumulated; apart, because an enum's constants must exist first. */
    private static final class Parameters {
        static final Parameter[][] UP_TO = Arrays.stream(Stage.values())
                .map(stage -> Arrays.stream(Parameter.values())
                        .filter(p -> p.stage().compareTo(stage) <= 0)
                        .toArray(Parameter[]::new))
                .toArray(Parameter[][]::new);
    }

    /**
     * A text that tells this scenario from any other, the same on every machine: exact values, no rounding.
     *
     * @return one line
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : Parameter.values()) {
            text.append(parameter.label()).append('=').append(Double.toHexString(get(parameter)));
            text.append(' ');
        }
        return text.append(partsText()).toString();
    }

    /**
     * The end of {@link #canonicalText()}: what is no parameter. Together with the values of all parameters it tells this
     * scenario from any other.
     *
     * @return one line
     */
    public String partsText() {
        StringBuilder text = new StringBuilder();
        append(text, "eval", parts.eval);
        append(text, "work", parts.work);
        append(text, "designer", parts.imagined);
        text.append("environmentDesigner=").append(parts.designer.name());
        text.append(" trainer=").append(parts.trainer.name());
        parts.learner.ifPresent(learner -> text.append(" learner=").append(learner.name()));
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable TaskSource source) {
        if (source != null) {
            text.append(name).append('=').append(source.canonicalText()).append(' ');
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scenario that && canonicalText().equals(that.canonicalText());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /**
     * What differs from the default.
     *
     * @return such as {@code Scenario(inspiration=0.8)}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Parameter parameter : Parameter.values()) {
            if (get(parameter) != parameter.byDefault()) {
                text.append(text.length() == 0 ? "" : ", ").append(parameter.label());
                text.append('=').append(Parameter.text(get(parameter)));
            }
        }
        return "Scenario(" + text + ")";
    }

    /**
     * Number of axes of the task space.
     *
     * @return the value of {@link Parameter#DIMENSION}
     */
    public int dimension() {
        return (int) get(Parameter.DIMENSION);
    }

    /**
     * Number of axes of the task space.
     *
     * @param value within the range of {@link Parameter#DIMENSION}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withDimension(int value) {
        return with(Parameter.DIMENSION, value);
    }

    /**
     * Distance from work to the eval.
     *
     * @return the value of {@link Parameter#SHIFT}
     */
    public double shift() {
        return get(Parameter.SHIFT);
    }

    /**
     * Distance from work to the eval.
     *
     * @param value within the range of {@link Parameter#SHIFT}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withShift(double value) {
        return with(Parameter.SHIFT, value);
    }

    /**
     * Spread of the eval.
     *
     * @return the value of {@link Parameter#EVAL_SPREAD}
     */
    public double evalSpread() {
        return get(Parameter.EVAL_SPREAD);
    }

    /**
     * Spread of the eval.
     *
     * @param value within the range of {@link Parameter#EVAL_SPREAD}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withEvalSpread(double value) {
        return with(Parameter.EVAL_SPREAD, value);
    }

    /**
     * Mean difficulty.
     *
     * @return the value of {@link Parameter#DIFFICULTY_MEAN}
     */
    public double difficultyMean() {
        return get(Parameter.DIFFICULTY_MEAN);
    }

    /**
     * Mean difficulty.
     *
     * @param value within the range of {@link Parameter#DIFFICULTY_MEAN}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withDifficultyMean(double value) {
        return with(Parameter.DIFFICULTY_MEAN, value);
    }

    /**
     * Spread of difficulty.
     *
     * @return the value of {@link Parameter#DIFFICULTY_SPREAD}
     */
    public double difficultySpread() {
        return get(Parameter.DIFFICULTY_SPREAD);
    }

    /**
     * Spread of difficulty.
     *
     * @param value within the range of {@link Parameter#DIFFICULTY_SPREAD}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withDifficultySpread(double value) {
        return with(Parameter.DIFFICULTY_SPREAD, value);
    }

    /**
     * Number of public items.
     *
     * @return the value of {@link Parameter#PUBLIC_ITEMS}
     */
    public int publicItems() {
        return (int) get(Parameter.PUBLIC_ITEMS);
    }

    /**
     * Number of public items.
     *
     * @param value within the range of {@link Parameter#PUBLIC_ITEMS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withPublicItems(int value) {
        return with(Parameter.PUBLIC_ITEMS, value);
    }

    /**
     * Number of fresh items.
     *
     * @return the value of {@link Parameter#FRESH_ITEMS}
     */
    public int freshItems() {
        return (int) get(Parameter.FRESH_ITEMS);
    }

    /**
     * Number of fresh items.
     *
     * @param value within the range of {@link Parameter#FRESH_ITEMS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withFreshItems(int value) {
        return with(Parameter.FRESH_ITEMS, value);
    }

    /**
     * Number of work tasks.
     *
     * @return the value of {@link Parameter#WORK_TASKS}
     */
    public int workTasks() {
        return (int) get(Parameter.WORK_TASKS);
    }

    /**
     * Number of work tasks.
     *
     * @param value within the range of {@link Parameter#WORK_TASKS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withWorkTasks(int value) {
        return with(Parameter.WORK_TASKS, value);
    }

    /**
     * Bias of designers.
     *
     * @return the value of {@link Parameter#DESIGNER_BIAS}
     */
    public double designerBias() {
        return get(Parameter.DESIGNER_BIAS);
    }

    /**
     * Bias of designers.
     *
     * @param value within the range of {@link Parameter#DESIGNER_BIAS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withDesignerBias(double value) {
        return with(Parameter.DESIGNER_BIAS, value);
    }

    /**
     * Number of environments.
     *
     * @return the value of {@link Parameter#ENVIRONMENTS}
     */
    public int environments() {
        return (int) get(Parameter.ENVIRONMENTS);
    }

    /**
     * Number of environments.
     *
     * @param value within the range of {@link Parameter#ENVIRONMENTS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withEnvironments(int value) {
        return with(Parameter.ENVIRONMENTS, value);
    }

    /**
     * Share of inspired environments.
     *
     * @return the value of {@link Parameter#INSPIRATION}
     */
    public double inspiration() {
        return get(Parameter.INSPIRATION);
    }

    /**
     * Share of inspired environments.
     *
     * @param value within the range of {@link Parameter#INSPIRATION}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withInspiration(double value) {
        return with(Parameter.INSPIRATION, value);
    }

    /**
     * Focus on failed items.
     *
     * @return the value of {@link Parameter#ERROR_FOCUS}
     */
    public double errorFocus() {
        return get(Parameter.ERROR_FOCUS);
    }

    /**
     * Focus on failed items.
     *
     * @param value within the range of {@link Parameter#ERROR_FOCUS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withErrorFocus(double value) {
        return with(Parameter.ERROR_FOCUS, value);
    }

    /**
     * Departure from the inspiring item.
     *
     * @return the value of {@link Parameter#DEPARTURE}
     */
    public double departure() {
        return get(Parameter.DEPARTURE);
    }

    /**
     * Departure from the inspiring item.
     *
     * @param value within the range of {@link Parameter#DEPARTURE}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withDeparture(double value) {
        return with(Parameter.DEPARTURE, value);
    }

    /**
     * Breadth of learning.
     *
     * @return the value of {@link Parameter#BREADTH}
     */
    public double breadth() {
        return get(Parameter.BREADTH);
    }

    /**
     * Breadth of learning.
     *
     * @param value within the range of {@link Parameter#BREADTH}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withBreadth(double value) {
        return with(Parameter.BREADTH, value);
    }

    /**
     * Share of memorisation.
     *
     * @return the value of {@link Parameter#MEMORIZATION}
     */
    public double memorization() {
        return get(Parameter.MEMORIZATION);
    }

    /**
     * Share of memorisation.
     *
     * @param value within the range of {@link Parameter#MEMORIZATION}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withMemorization(double value) {
        return with(Parameter.MEMORIZATION, value);
    }

    /**
     * Width of memorisation.
     *
     * @return the value of {@link Parameter#MEMORIZATION_SCALE}
     */
    public double memorizationScale() {
        return get(Parameter.MEMORIZATION_SCALE);
    }

    /**
     * Width of memorisation.
     *
     * @param value within the range of {@link Parameter#MEMORIZATION_SCALE}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withMemorizationScale(double value) {
        return with(Parameter.MEMORIZATION_SCALE, value);
    }

    /**
     * Learning of the format.
     *
     * @return the value of {@link Parameter#FORMAT_LEARNING}
     */
    public double formatLearning() {
        return get(Parameter.FORMAT_LEARNING);
    }

    /**
     * Learning of the format.
     *
     * @param value within the range of {@link Parameter#FORMAT_LEARNING}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withFormatLearning(double value) {
        return with(Parameter.FORMAT_LEARNING, value);
    }

    /**
     * Competence.
     *
     * @return the value of {@link Parameter#COMPETENCE}
     */
    public double competence() {
        return get(Parameter.COMPETENCE);
    }

    /**
     * Competence.
     *
     * @param value within the range of {@link Parameter#COMPETENCE}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withCompetence(double value) {
        return with(Parameter.COMPETENCE, value);
    }

    /**
     * Guess rate.
     *
     * @return the value of {@link Parameter#GUESS_RATE}
     */
    public double guessRate() {
        return get(Parameter.GUESS_RATE);
    }

    /**
     * Guess rate.
     *
     * @param value within the range of {@link Parameter#GUESS_RATE}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withGuessRate(double value) {
        return with(Parameter.GUESS_RATE, value);
    }

    /**
     * Horizon of the eval.
     *
     * @return the value of {@link Parameter#EVAL_HORIZON}
     */
    public int evalHorizon() {
        return (int) get(Parameter.EVAL_HORIZON);
    }

    /**
     * Horizon of the eval.
     *
     * @param value within the range of {@link Parameter#EVAL_HORIZON}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withEvalHorizon(int value) {
        return with(Parameter.EVAL_HORIZON, value);
    }

    /**
     * Horizon of jobs.
     *
     * @return the value of {@link Parameter#WORK_HORIZON}
     */
    public int workHorizon() {
        return (int) get(Parameter.WORK_HORIZON);
    }

    /**
     * Horizon of jobs.
     *
     * @param value within the range of {@link Parameter#WORK_HORIZON}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withWorkHorizon(int value) {
        return with(Parameter.WORK_HORIZON, value);
    }

    /**
     * Horizon of environments.
     *
     * @return the value of {@link Parameter#ENVIRONMENT_HORIZON}
     */
    public int environmentHorizon() {
        return (int) get(Parameter.ENVIRONMENT_HORIZON);
    }

    /**
     * Horizon of environments.
     *
     * @param value within the range of {@link Parameter#ENVIRONMENT_HORIZON}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withEnvironmentHorizon(int value) {
        return with(Parameter.ENVIRONMENT_HORIZON, value);
    }

    /**
     * Training compute.
     *
     * @return the value of {@link Parameter#BUDGET}
     */
    public double budget() {
        return get(Parameter.BUDGET);
    }

    /**
     * Training compute.
     *
     * @param value within the range of {@link Parameter#BUDGET}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withBudget(double value) {
        return with(Parameter.BUDGET, value);
    }

    /**
     * Weight of the value function.
     *
     * @return the value of {@link Parameter#CRITIC}
     */
    public double critic() {
        return get(Parameter.CRITIC);
    }

    /**
     * Weight of the value function.
     *
     * @param value within the range of {@link Parameter#CRITIC}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withCritic(double value) {
        return with(Parameter.CRITIC, value);
    }

    /**
     * Normalisation of advantages.
     *
     * @return the value of {@link Parameter#ADVANTAGE_NORMALIZATION}
     */
    public double advantageNormalization() {
        return get(Parameter.ADVANTAGE_NORMALIZATION);
    }

    /**
     * Normalisation of advantages.
     *
     * @param value within the range of {@link Parameter#ADVANTAGE_NORMALIZATION}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withAdvantageNormalization(double value) {
        return with(Parameter.ADVANTAGE_NORMALIZATION, value);
    }

    /**
     * KL penalty.
     *
     * @return the value of {@link Parameter#KL_PENALTY}
     */
    public double klPenalty() {
        return get(Parameter.KL_PENALTY);
    }

    /**
     * KL penalty.
     *
     * @param value within the range of {@link Parameter#KL_PENALTY}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withKlPenalty(double value) {
        return with(Parameter.KL_PENALTY, value);
    }

    /**
     * Narrowing.
     *
     * @return the value of {@link Parameter#NARROWING}
     */
    public double narrowing() {
        return get(Parameter.NARROWING);
    }

    /**
     * Narrowing.
     *
     * @param value within the range of {@link Parameter#NARROWING}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withNarrowing(double value) {
        return with(Parameter.NARROWING, value);
    }

    /**
     * Updates of sampled training.
     *
     * @return the value of {@link Parameter#UPDATES}
     */
    public int updates() {
        return (int) get(Parameter.UPDATES);
    }

    /**
     * Updates of sampled training.
     *
     * @param value within the range of {@link Parameter#UPDATES}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withUpdates(int value) {
        return with(Parameter.UPDATES, value);
    }

    /**
     * Episodes an update.
     *
     * @return the value of {@link Parameter#EPISODES_PER_UPDATE}
     */
    public int episodesPerUpdate() {
        return (int) get(Parameter.EPISODES_PER_UPDATE);
    }

    /**
     * Episodes an update.
     *
     * @param value within the range of {@link Parameter#EPISODES_PER_UPDATE}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withEpisodesPerUpdate(int value) {
        return with(Parameter.EPISODES_PER_UPDATE, value);
    }

    /**
     * Research rounds.
     *
     * @return the value of {@link Parameter#ROUNDS}
     */
    public int rounds() {
        return (int) get(Parameter.ROUNDS);
    }

    /**
     * Research rounds.
     *
     * @param value within the range of {@link Parameter#ROUNDS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withRounds(int value) {
        return with(Parameter.ROUNDS, value);
    }

    /**
     * Candidates a round.
     *
     * @return the value of {@link Parameter#CANDIDATES}
     */
    public int candidates() {
        return (int) get(Parameter.CANDIDATES);
    }

    /**
     * Candidates a round.
     *
     * @param value within the range of {@link Parameter#CANDIDATES}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withCandidates(int value) {
        return with(Parameter.CANDIDATES, value);
    }

    /**
     * Attempts an item.
     *
     * @return the value of {@link Parameter#ATTEMPTS}
     */
    public int attempts() {
        return (int) get(Parameter.ATTEMPTS);
    }

    /**
     * Attempts an item.
     *
     * @param value within the range of {@link Parameter#ATTEMPTS}
     * @return a copy with that value
     * @throws IllegalArgumentException if the value is outside its range
     */
    public Scenario withAttempts(int value) {
        return with(Parameter.ATTEMPTS, value);
    }
}
