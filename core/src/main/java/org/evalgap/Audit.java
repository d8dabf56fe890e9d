package org.evalgap;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.lab.RightAnswers;
import org.evalgap.internal.lab.TaskDraw;
import org.evalgap.learner.GradientFlow;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;

/**
 * Trains on given environments and scores given items: the model without any sampling, for real tasks with real embeddings
 * and difficulties. Immutable.
 *
 * <p>Weights of tasks enter the scores (those of environments only the score on environments; compute is spread evenly). A
 * format that a task does not give is 1 for public and fresh items and for environments, 0 for work. A missing fresh or work
 * set leaves its measures out.
 */
public final class Audit {
    /** What has a meaning where nothing is drawn and there is one round of the flow. */
    /** Of the parameters that training and scoring know, those of sampled training and of research. */
    private static final Set<Parameter> UNKNOWN = EnumSet.of(
            Parameter.UPDATES,
            Parameter.EPISODES_PER_UPDATE,
            Parameter.ROUNDS,
            Parameter.CANDIDATES,
            Parameter.ATTEMPTS,
            Parameter.WIDTH,
            Parameter.RICHNESS,
            Parameter.BATCH,
            Parameter.LEARNING_RATE,
            Parameter.PRETRAINING,
            Parameter.PRETRAINING_TASKS);

    private final TaskSet publicItems;
    private final TaskSet environments;
    private final @Nullable TaskSet freshItems;
    private final @Nullable TaskSet workTasks;

    private Audit(
            TaskSet publicItems, TaskSet environments, @Nullable TaskSet freshItems, @Nullable TaskSet workTasks) {
        this.publicItems = publicItems;
        this.environments = environments;
        this.freshItems = requireDimension("fresh items", freshItems, publicItems);
        this.workTasks = requireDimension("work tasks", workTasks, publicItems);
        requireDimension("environments", environments, publicItems);
    }

    private static @Nullable TaskSet requireDimension(String name, @Nullable TaskSet set, TaskSet publicItems) {
        if (set != null && set.dimension() != publicItems.dimension()) {
            throw new IllegalArgumentException(name + " must have the dimension of the public items = "
                    + publicItems.dimension() + ": " + set.dimension());
        }
        return set;
    }

    /**
     * An audit of public items and the environments trained on.
     *
     * @param publicItems items of the public eval
     * @param environments training environments
     * @return the audit
     * @throws IllegalArgumentException if dimensions differ
     */
    public static Audit of(TaskSet publicItems, TaskSet environments) {
        return new Audit(Objects.requireNonNull(publicItems), Objects.requireNonNull(environments), null, null);
    }

    /**
     * A copy that scores fresh items too.
     *
     * @param items items of the eval's kind that nobody has seen
     * @return the copy
     * @throws IllegalArgumentException if dimensions differ
     */
    public Audit withFresh(TaskSet items) {
        return new Audit(publicItems, environments, items, workTasks);
    }

    /**
     * A copy that scores work too.
     *
     * @param tasks tasks that the economy pays for
     * @return the copy
     * @throws IllegalArgumentException if dimensions differ
     */
    public Audit withWork(TaskSet tasks) {
        return new Audit(publicItems, environments, freshItems, tasks);
    }

    /**
     * Whether a parameter has an effect on an audit.
     *
     * @param parameter which
     * @return false for what only drawing, design, rounds and sampled training know
     */
    public static boolean knows(Parameter parameter) {
        return parameter.stage().compareTo(Stage.KERNEL) >= 0 && !UNKNOWN.contains(parameter);
    }

    /** What came out. Immutable. */
    public static final class Result {
        private final Map<Measure, Double> measures;
        private final double[] publicGains;
        private final double @Nullable [] freshGains;
        private final double @Nullable [] workGains;
        private final double[] weights;

        private Result(
                Map<Measure, Double> measures,
                double[] publicGains,
                double @Nullable [] freshGains,
                double @Nullable [] workGains,
                double[] weights) {
            this.measures = measures;
            this.publicGains = publicGains;
            this.freshGains = freshGains;
            this.workGains = workGains;
            this.weights = weights;
        }

        /**
         * Values by measure.
         *
         * @return an unmodifiable map in the order of {@link Measure}; those that were left out are missing
         */
        public Map<Measure, Double> measures() {
            return measures;
        }

        /**
         * What training gave each public item.
         *
         * @return a copy: effective gains in logits, in the order of the set
         */
        public double[] publicGains() {
            return publicGains.clone();
        }

        /**
         * What training gave each fresh item.
         *
         * @return a copy: effective gains in logits, in the order of the set; empty if there is none
         */
        public Optional<double[]> freshGains() {
            return Optional.ofNullable(freshGains).map(double[]::clone);
        }

        /**
         * What training gave each work task.
         *
         * @return a copy: effective gains in logits, in the order of the set; empty if there is none
         */
        public Optional<double[]> workGains() {
            return Optional.ofNullable(workGains).map(double[]::clone);
        }

        /**
         * What was learned on each environment.
         *
         * @return a copy: weights w after training, in the order of the set
         */
        public double[] weights() {
            return weights.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Result that
                    && measures.equals(that.measures)
                    && Arrays.equals(publicGains, that.publicGains)
                    && Arrays.equals(freshGains, that.freshGains)
                    && Arrays.equals(workGains, that.workGains)
                    && Arrays.equals(weights, that.weights);
        }

        @Override
        public int hashCode() {
            return Objects.hash(measures, Arrays.hashCode(publicGains), Arrays.hashCode(weights));
        }

        /**
         * What was measured, and of how many tasks.
         *
         * @return such as {@code Audit.Result(40 public items, 10 environments; publicScore=0.5, …)}
         */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("Audit.Result(")
                    .append(publicGains.length)
                    .append(" public items");
            text.append(freshGains == null ? "" : ", " + freshGains.length + " fresh items");
            text.append(workGains == null ? "" : ", " + workGains.length + " work tasks");
            text.append(", ").append(weights.length).append(" environments");
            String next = "; ";
            for (Map.Entry<Measure, Double> entry : measures.entrySet()) {
                text.append(next).append(entry.getKey().label()).append('=');
                text.append(Parameter.text(entry.getValue()));
                next = ", ";
            }
            return text.append(')').toString();
        }
    }

    /**
     * Trains and scores.
     *
     * @param scenario the learner, its training and how it is judged; what {@linkplain #knows an audit does not know} is
     *     not looked at
     * @return what came out
     * @throws IllegalArgumentException if the scenario has a learner of one's own: an audit tells the weights of the kernel
     */
    public Result run(Scenario scenario) {
        if (!scenario.get(Word.LEARNER).equals("kernel")) {
            throw new IllegalArgumentException("an audit trains the generalisation kernel, not the learner \""
                    + scenario.get(Word.LEARNER) + "\"; leave it out with withKernelLearner()");
        }
        Scenario flow = scenario.withTrainer(GradientFlow.INSTANCE).withRounds(1);
        Scoring scoring = new Scoring();
        Lab lab = new Lab(new RightAnswers());
        lab.take(environments);
        KernelLearning learning = new KernelLearning(lab, scoring, true);
        learning.train(new Scenario[] {flow}, 0, 1);
        Panel onPublic = panel(scoring, publicItems, 1);
        Panel onFresh = panel(scoring, freshItems, 1);
        Panel onWork = panel(scoring, workTasks, 0);
        for (Panel panel : new Panel[] {onPublic, onFresh, onWork}) {
            learning.teach(flow, panel);
        }
        double[] values = new double[Measure.count()];
        Arrays.fill(values, Double.NaN);
        new Scorecard(onPublic, onFresh, onWork, true).fill(learning, flow, 0, values);
        values[Measure.ENVIRONMENT_SUCCESS.ordinal()] = learning.success(flow, 0, true);
        return new Result(
                measures(values),
                gains(onPublic, publicItems),
                freshItems == null ? null : gains(onFresh, freshItems),
                workTasks == null ? null : gains(onWork, workTasks),
                learning.weights(0));
    }

    private static Panel panel(Scoring scoring, @Nullable TaskSet set, double format) {
        Points tasks = new Points();
        if (set != null) {
            TaskDraw.copy(set, format, tasks);
        }
        return new Panel(tasks, scoring);
    }

    private static double[] gains(Panel panel, TaskSet set) {
        return Arrays.copyOf(panel.gain(0), set.size());
    }

    private static Map<Measure, Double> measures(double[] values) {
        Map<Measure, Double> map = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double value = values[measure.ordinal()];
            boolean still = measure == Measure.TRANSFER && !Double.isNaN(values[Measure.WORK_SCORE.ordinal()]);
            if (!Double.isNaN(value) || still) {
                map.put(measure, value);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
