package org.evalgap.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.evalgap.internal.kernel.Points;
import org.jspecify.annotations.Nullable;

/**
 * An explicit set of tasks, such as real items with real embeddings and difficulties. Immutable.
 *
 * <p>Drawn from, a task's chance is its weight; audited whole, its weight enters the scores. A format that is not given is
 * that of the place where the set is used: 1 for an eval, 0 for work and for what designers imagine.
 */
public final class TaskSet implements TaskSource {
    /** The least sum of weights: numbers near 5e-324 have no digits left for products with chances of success. */
    public static final double LEAST_SUM = 1e-300;

    private final double[][] position;
    private final double[] difficulty;
    private final double[] format;
    private final double[] weight;
    private final double[] answer;
    private final boolean answered;
    private final List<String> ids;

    private TaskSet(Builder builder) {
        int n = builder.difficulties.size();
        position = new double[builder.dimension][n];
        difficulty = new double[n];
        format = new double[n];
        weight = new double[n];
        answer = new double[n];
        for (int i = 0; i < n; i++) {
            for (int d = 0; d < builder.dimension; d++) {
                position[d][i] = builder.positions.get(i)[d];
            }
            difficulty[i] = builder.difficulties.get(i);
            format[i] = builder.formats.get(i);
            weight[i] = builder.weights.get(i);
            answer[i] = builder.answers.get(i);
        }
        answered = Arrays.stream(answer).anyMatch(given -> given != 0);
        ids = List.copyOf(builder.ids);
    }

    /**
     * Begins a set.
     *
     * @param dimension number of coordinates of every position, at least 1
     * @return an empty builder
     * @throws IllegalArgumentException if the dimension is below 1
     */
    public static Builder builder(int dimension) {
        return new Builder(dimension);
    }

    /** Collects tasks. */
    public static final class Builder {
        private final int dimension;
        private final List<double[]> positions = new ArrayList<>();
        private final List<Double> difficulties = new ArrayList<>();
        private final List<Double> formats = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();
        private final List<Integer> answers = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();

        private Builder(int dimension) {
            if (dimension < 1) {
                throw new IllegalArgumentException("dimension of a task set must be at least 1: " + dimension);
            }
            this.dimension = dimension;
        }

        /**
         * Adds a task of weight 1 whose format is that of the place where the set is used.
         *
         * @param position one number an axis, from −1e100 to 1e100; copied
         * @param difficulty in logits, from −1e12 to 1e12
         * @return this builder
         * @throws IllegalArgumentException if a number is missing or outside its range
         */
        public Builder add(double[] position, double difficulty) {
            return add(position, difficulty, null, 1, Integer.toString(ids.size()));
        }

        /**
         * Adds a task.
         *
         * @param position one number an axis, from −1e100 to 1e100; copied
         * @param difficulty in logits, from −1e12 to 1e12
         * @param format 0 or 1, or null for that of the place where the set is used
         * @param weight finite, at least 0
         * @param id a name for the task
         * @return this builder
         * @throws IllegalArgumentException if a number is missing or outside its range
         */
        public Builder add(double[] position, double difficulty, @Nullable Integer format, double weight, String id) {
            return add(position, difficulty, format, weight, null, id);
        }

        /**
         * Adds a task whose right answer may be known.
         *
         * @param position one number an axis, from −1e100 to 1e100; copied
         * @param difficulty in logits, from −1e12 to 1e12
         * @param format 0 or 1, or null for that of the place where the set is used
         * @param weight finite, at least 0
         * @param answer 1 or −1, or null for what the scenario's rule says (1 where nothing is drawn)
         * @param id a name for the task
         * @return this builder
         * @throws IllegalArgumentException if a number is missing or outside its range
         */
        public Builder add(
                double[] position,
                double difficulty,
                @Nullable Integer format,
                double weight,
                @Nullable Integer answer,
                String id) {
            String where = "task " + id + ": ";
            if (position.length != dimension) {
                throw new IllegalArgumentException(
                        where + "position must have " + dimension + " coordinates: " + position.length);
            }
            for (int d = 0; d < dimension; d++) {
                if (!(Math.abs(position[d]) <= Points.LARGEST_COORDINATE)) {
                    throw new IllegalArgumentException(
                            where + "x" + d + " must be finite, between -1e100 and 1e100: " + position[d]);
                }
            }
            if (!(Math.abs(difficulty) <= Points.LARGEST_DIFFICULTY)) {
                throw new IllegalArgumentException(
                        where + "difficulty must be finite, between -1e12 and 1e12: " + difficulty);
            }
            if (format != null && format != 0 && format != 1) {
                throw new IllegalArgumentException(where + "format must be 0 or 1: " + format);
            }
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(where + "weight must be at least 0 and finite: " + weight);
            }
            if (answer != null && Math.abs(answer) != 1) {
                throw new IllegalArgumentException(where + "answer must be 1 or -1: " + answer);
            }
            positions.add(position.clone());
            difficulties.add(difficulty);
            formats.add(format == null ? Double.NaN : format);
            weights.add(weight);
            answers.add(Objects.requireNonNullElse(answer, 0));
            ids.add(id);
            return this;
        }

        /**
         * The set.
         *
         * @return an immutable set of the tasks added so far
         * @throws IllegalArgumentException if there is none, all weights are 0, or their sum is not finite or below
         *     {@link #LEAST_SUM}
         */
        public TaskSet build() {
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("a task set must have at least one task");
            }
            if (weights.stream().noneMatch(w -> w > 0)) {
                throw new IllegalArgumentException("a task set must have a task of weight above 0");
            }
            double total = weights.stream().mapToDouble(w -> w).sum();
            if (!(total < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weights of a task set must have a finite sum: " + total
                        + "; divide them by a common factor");
            }
            if (total < LEAST_SUM) {
                throw new IllegalArgumentException("the weights of a task set must have a sum of at least " + LEAST_SUM
                        + ": " + total + "; multiply them by a common factor");
            }
            return new TaskSet(this);
        }
    }

    /**
     * How many tasks there are.
     *
     * @return the number of tasks, at least 1
     */
    public int size() {
        return difficulty.length;
    }

    @Override
    public int dimension() {
        return position.length;
    }

    /**
     * A task's position.
     *
     * @param i index, from 0
     * @return a copy of its coordinates
     */
    public double[] position(int i) {
        double[] x = new double[position.length];
        for (int d = 0; d < x.length; d++) {
            x[d] = position[d][i];
        }
        return x;
    }

    /**
     * A coordinate of a task's position.
     *
     * @param i index, from 0
     * @param axis which coordinate, from 0
     * @return the coordinate
     */
    public double position(int i, int axis) {
        return position[axis][i];
    }

    /**
     * A task's difficulty.
     *
     * @param i index, from 0
     * @return logits
     */
    public double difficulty(int i) {
        return difficulty[i];
    }

    /**
     * A task's weight.
     *
     * @param i index, from 0
     * @return the weight, at least 0
     */
    public double weight(int i) {
        return weight[i];
    }

    /**
     * A task's right answer.
     *
     * @param i index, from 0
     * @return 1 or −1, or 0 where it is not given
     */
    public int answer(int i) {
        return (int) answer[i];
    }

    /**
     * Whether the right answer to any task is given.
     *
     * @return false if all are left to the scenario
     */
    public boolean hasAnswers() {
        return answered;
    }

    /**
     * A task's name.
     *
     * @param i index, from 0
     * @return the name
     */
    public String id(int i) {
        return ids.get(i);
    }

    /**
     * A task's format.
     *
     * @param i index, from 0
     * @param otherwise format of the place where the set is used
     * @return 0 or 1
     */
    public double format(int i, double otherwise) {
        return Double.isNaN(format[i]) ? otherwise : format[i];
    }

    @Override
    public String canonicalText() {
        StringBuilder text = new StringBuilder("tasks(");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : "; ").append(Double.toHexString(difficulty[i]));
            text.append(' ').append(format[i]).append(' ').append(Double.toHexString(weight[i]));
            text.append(answer[i] == 0 ? "" : answer[i] > 0 ? " +" : " -");
            for (double[] axis : position) {
                text.append(' ').append(Double.toHexString(axis[i]));
            }
        }
        return text.append(')').toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskSet that
                && ids.equals(that.ids)
                && canonicalText().equals(that.canonicalText());
    }

    @Override
    public int hashCode() {
        return canonicalText().hashCode();
    }

    @Override
    public String toString() {
        return size() + " tasks in " + dimension() + " dimensions";
    }
}
