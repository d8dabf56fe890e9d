package org.evalgap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.learner.Learner;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.Trainer;
import org.evalgap.protocol.Protocol;
import org.evalgap.task.TaskSource;
import org.evalgap.task.World;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is assumed: the world, the learner, the lab that trains it, and how it is judged. Immutable; every {@code
 * with} gives a changed copy.
 *
 * <p>Numbers are declared in {@link Parameter} and have accessors by name in {@link WorldParameters} and
 * {@link LearningParameters}; task sources, the designer, the trainer and the learner are parts of their own. Ranges are
 * checked at once; what several parameters must agree on is checked by {@link #requireConsistent()}, which every simulation
 * calls.
 */
public final class Scenario implements LearningParameters<Scenario> {
    private static final Scenario DEFAULT = new Scenario(defaults(), Parts.DEFAULT);

    private final double[] values;
    private final Parts parts;

    /** Missing while a source and the parameter {@code dimension} differ, as they may between two changes. */
    private final @Nullable World world;

    private final GeneralizationKernel kernel;
    private final RewardRule rewardRule;

    private Scenario(double[] values, Parts parts) {
        this.values = values;
        this.parts = parts;
        this.world = parts.world(this);
        this.kernel = new GeneralizationKernel(breadth(), memorization(), memorizationScale(), formatLearning());
        this.rewardRule = new RewardRule(
                critic(),
                advantageNormalization(),
                klPenalty(),
                environmentHorizon(),
                valueFunction().equals("own"));
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

    @Override
    public double get(Parameter parameter) {
        return values[parameter.ordinal()];
    }

    @Override
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

    @Override
    public String get(Word word) {
        return parts.word(word);
    }

    @Override
    public Scenario with(Word word, String value) {
        return with(parts.withWord(word, value));
    }

    /**
     * A copy whose eval is another source of items.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withEval(TaskSource source) {
        return with(parts.withEval(Objects.requireNonNull(source, "eval")));
    }

    /**
     * A copy whose work is another source of tasks.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withWork(TaskSource source) {
        return with(parts.withWork(Objects.requireNonNull(source, "work")));
    }

    /**
     * A copy in which designers imagine work to be another source of tasks.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withImagined(TaskSource source) {
        return with(parts.withImagined(Objects.requireNonNull(source, "imagined")));
    }

    /**
     * A copy in which somebody else designs the environments.
     *
     * @param designer the designer
     * @return the copy
     */
    public Scenario withEnvironmentDesigner(EnvironmentDesigner designer) {
        return with(parts.withDesigner(Objects.requireNonNull(designer, "designer")));
    }

    /**
     * A copy that is trained in another way.
     *
     * @param trainer the trainer
     * @return the copy
     */
    public Scenario withTrainer(Trainer trainer) {
        return with(parts.withTrainer(Objects.requireNonNull(trainer, "trainer")));
    }

    /**
     * A copy in which a learner of one's own takes the place of the generalisation kernel; the trainer is then not used.
     *
     * @param learner who learns
     * @return the copy
     */
    public Scenario withLearner(Learner learner) {
        return with(parts.withLearner(Objects.requireNonNull(learner, "learner")));
    }

    /**
     * A copy in which the generalisation kernel learns, as by default.
     *
     * @return the copy
     */
    public Scenario withKernelLearner() {
        return with(Word.LEARNER, "kernel");
    }

    /**
     * A copy under another protocol of the eval's owner.
     *
     * @param protocol what labs see of the eval, and what they are told
     * @return the copy
     */
    public Scenario withProtocol(Protocol protocol) {
        return with(parts.withProtocol(Objects.requireNonNull(protocol, "protocol")));
    }

    /**
     * A copy in which a network learns, trained by reinforcement.
     *
     * @return the copy
     */
    public Scenario withNetworkLearner() {
        return with(Word.LEARNER, "network");
    }

    /**
     * A copy whose network is pretrained on another source of tasks.
     *
     * @param source the source; its dimension must be {@link Parameter#DIMENSION} when it is simulated
     * @return the copy
     */
    public Scenario withPretrainingSource(TaskSource source) {
        return with(parts.withPretraining(Objects.requireNonNull(source, "pretrainingSource")));
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
        parts.requireDimension(dimension());
        return Objects.requireNonNull(world);
    }

    /**
     * Who designs the environments.
     *
     * @return the designer
     */
    public EnvironmentDesigner environmentDesigner() {
        return parts.designer();
    }

    /**
     * How the learner is trained.
     *
     * @return the trainer
     */
    public Trainer trainer() {
        return parts.trainer();
    }

    /**
     * Who learns, if it is somebody of one's own.
     *
     * @return a learner of one's own, or empty for the model's; {@link Word#LEARNER} tells which
     */
    public Optional<Learner> learner() {
        return parts.learner();
    }

    /**
     * What the eval's owner does with it; every research round is a release.
     *
     * @return the protocol; {@link org.evalgap.protocol.StandardProtocol#open()} by default
     */
    public Protocol protocol() {
        return parts.protocol();
    }

    /** Whether the eval's owner does nothing at all. */
    boolean isOpen() {
        return parts.isOpen();
    }

    /**
     * What a network is pretrained on.
     *
     * @return the source
     */
    public TaskSource pretrainingSource() {
        return parts.pretrainingSource(this);
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
     * @throws IllegalArgumentException if a source has another dimension, there are more rounds than environments, a rule of
     *     answers needs more skills, a parameter was changed that means nothing to the learner, or the designer must see results
     *     that the protocol hides
     */
    public Scenario requireConsistent() {
        parts.requireConsistent(this);
        return this;
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
        return parts.sharesWith(other.parts, stage);
    }

    /** Parameters by stage, cumulated; apart, because an enum's constants must exist first. */
    private static final class Parameters {
        static final List<Parameter> LATER = Arrays.stream(Parameter.values())
                .filter(p -> !Parameter.founding().contains(p))
                .toList();

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
        Parameter.founding().forEach(parameter -> append(text, parameter));
        laterSettings().forEach(parameter -> append(text, parameter));
        return text.append(partsText()).toString();
    }

    private void append(StringBuilder text, Parameter parameter) {
        text.append(parameter.label()).append('=').append(Double.toHexString(get(parameter)));
        text.append(' ');
    }

    /**
     * The parameters beyond the {@linkplain Parameter#founding() founding} ones that are not at their default.
     *
     * @return in their order
     */
    public List<Parameter> laterSettings() {
        return Parameters.LATER.stream()
                .filter(parameter -> get(parameter) != parameter.byDefault())
                .toList();
    }

    /**
     * The end of {@link #canonicalText()}: what is no parameter. Together with the values of all parameters it tells this
     * scenario from any other.
     *
     * @return one line
     */
    public String partsText() {
        return parts.text();
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
        List<String> text = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            if (get(parameter) != parameter.byDefault()) {
                text.add(parameter.label() + "=" + Parameter.text(get(parameter)));
            }
        }
        for (Word word : Word.values()) {
            if (!get(word).equals(word.byDefault())) {
                text.add(word.label() + "=" + get(word));
            }
        }
        return "Scenario(" + String.join(", ", text) + ")";
    }
}
