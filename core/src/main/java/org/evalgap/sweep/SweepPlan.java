package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.ScenarioReader;
import org.evalgap.measure.MeasureGroup;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep simulates: a scenario, axes along which it is varied, a design that chooses points, replicates, a seed, and
 * what is measured. Immutable and safe for use by many threads; points are made when asked for, never all at once.
 *
 * <p>A point is a function of its index alone. Replicates, streams and outcomes depend on its scenario and the seed, never on
 * its index: a cell alone is the cell in the sweep.
 */
public final class SweepPlan {
    private final String name;
    private final Scenario scenario;
    private final List<Axis> axes;
    private final Design design;
    private final long size;
    private final @Nullable PointSet points;
    private final int replicates;
    private final long seed;
    private final EnumSet<MeasureGroup> measures;
    private final List<PublishedFigure> reference;
    private final @Nullable Baseline baseline;

    private SweepPlan(Builder builder) {
        name = builder.name;
        scenario = builder.scenario;
        axes = List.copyOf(builder.axes);
        design = builder.design;
        replicates = builder.replicates;
        seed = builder.seed;
        measures = EnumSet.copyOf(builder.measures);
        reference = List.copyOf(builder.reference);
        baseline = builder.baseline.isEmpty() ? null : Baseline.of(axes, design, builder.baseline);
        size = design == Design.GRID ? cells(axes) : builder.points;
        points = design == Design.GRID ? null : design.pointSet(axes.size(), size, seed);
    }

    private static long cells(List<Axis> axes) {
        long cells = 1;
        for (Axis axis : axes) {
            if (axis.continuous()) {
                throw new IllegalArgumentException("a grid needs steps for axis \"" + axis.name()
                        + "\"; give steps or a list, or use design: sobol");
            }
            try {
                cells = Math.multiplyExact(cells, axis.levels());
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "a grid of " + axes.size() + " axes has more than 2^63 cells; use design: sobol", e);
            }
        }
        return cells;
    }

    /**
     * A builder of plans that starts with the default scenario alone: one point, one replicate, seed 1, scores.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a plan from nested maps, as files of YAML or JSON hold it: {@code name}, {@code scenario}, {@code vary}, {@code
     * design}, {@code points}, {@code replicates}, {@code seed}, {@code measures}, {@code reference}.
     *
     * <p>What {@code vary} holds under a parameter's name, {@code preset} or {@code trainer} is varied; a map of labels to settings
     * under any other name varies several things together.
     *
     * @param plan keys to values
     * @return the plan
     * @throws org.evalgap.EntryException naming the path of what cannot be used, such as {@code vary.breadth[2]}
     */
    public static SweepPlan from(Map<String, ?> plan) {
        return from(plan, ScenarioReader.withDefaults());
    }

    /**
     * Reads a plan from nested maps.
     *
     * @param plan keys to values
     * @param scenarios reads the scenario, and the files that it names
     * @return the plan
     * @throws org.evalgap.EntryException naming the path of what cannot be used, such as {@code vary.breadth[2]}
     */
    public static SweepPlan from(Map<String, ?> plan, ScenarioReader scenarios) {
        return new PlanReader(plan, scenarios).read();
    }

    /** Collects what a plan is made of. Every method returns the builder. Confined to a thread. */
    public static final class Builder {
        private String name = "sweep";
        private Scenario scenario = Scenario.withDefaults();
        private final List<Axis> axes = new ArrayList<>();
        private Design design = Design.GRID;
        private long points;
        private int replicates = 1;
        private long seed = 1;
        private EnumSet<MeasureGroup> measures = EnumSet.of(MeasureGroup.SCORES);
        private List<PublishedFigure> reference = List.of();
        private Map<String, ?> baseline = Map.of();

        private Builder() {}

        /**
         * Names the plan.
         *
         * @param text a name, not blank
         * @return this
         * @throws IllegalArgumentException if it is blank
         */
        public Builder name(String text) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("name must not be blank; give one or leave it out");
            }
            name = text;
            return this;
        }

        /**
         * Sets what is assumed at every point but for the axes.
         *
         * @param base the scenario
         * @return this
         */
        public Builder scenario(Scenario base) {
            scenario = Objects.requireNonNull(base, "scenario");
            return this;
        }

        /**
         * Adds an axis.
         *
         * @param axis what is varied, and how
         * @return this
         * @throws IllegalArgumentException if there is an axis of that name
         */
        public Builder vary(Axis axis) {
            for (Axis known : axes) {
                if (known.name().equals(axis.name())) {
                    throw new IllegalArgumentException("axis \"" + axis.name() + "\" occurs twice; leave one out");
                }
            }
            axes.add(axis);
            return this;
        }

        /**
         * Adds an axis of some values.
         *
         * @param parameter what is varied
         * @param values at least one, all different and within the parameter's range
         * @return this
         * @throws IllegalArgumentException as {@link Axis#of}
         */
        public Builder vary(Parameter parameter, double... values) {
            return vary(Axis.of(parameter, values));
        }

        /**
         * Takes every combination of levels, as is the default.
         *
         * @return this
         */
        public Builder grid() {
            design = Design.GRID;
            return this;
        }

        /**
         * Chooses points by a design.
         *
         * @param chosen {@link Design#LATIN_HYPERCUBE} or {@link Design#SOBOL}
         * @param count number of points, at least 1
         * @return this
         * @throws IllegalArgumentException if the design is a grid, or there is no point
         */
        public Builder design(Design chosen, long count) {
            if (chosen == Design.GRID) {
                throw new IllegalArgumentException("a grid has as many points as its axes give; leave points out");
            }
            if (count < 1) {
                throw new IllegalArgumentException("points must be at least 1: " + count);
            }
            design = chosen;
            points = count;
            return this;
        }

        /**
         * Sets how many replicates each point has.
         *
         * @param count at least 1
         * @return this
         * @throws IllegalArgumentException if there is none
         */
        public Builder replicates(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("replicates must be at least 1: " + count);
            }
            replicates = count;
            return this;
        }

        /**
         * Sets the seed of all streams, the design's included.
         *
         * @param number any number
         * @return this
         */
        public Builder seed(long number) {
            seed = number;
            return this;
        }

        /**
         * Sets what is measured; scores always are.
         *
         * @param groups groups of measures
         * @return this
         */
        public Builder measures(Set<MeasureGroup> groups) {
            measures = EnumSet.of(MeasureGroup.SCORES);
            measures.addAll(groups);
            return this;
        }

        /**
         * Sets published figures that the cells are set beside.
         *
         * @param figures the figures
         * @return this
         */
        public Builder reference(List<PublishedFigure> figures) {
            reference = List.copyOf(figures);
            return this;
        }

        /**
         * Sets what every point is compared with: the point that has these levels on these axes, and its own on all others.
         *
         * @param levels values or labels of choices by the name of an axis, at least one; a value may be a number or its text
         * @return this
         */
        public Builder baseline(Map<String, ?> levels) {
            baseline = new LinkedHashMap<>(levels);
            return this;
        }

        /**
         * Makes the plan.
         *
         * @return the plan
         * @throws IllegalArgumentException if a baseline names an axis or a level that there is not, or the design is no grid, if a grid has an axis without steps or more than 2⁶³ cells, a design has no axis, or
         *     a measure of the reference is not measured
         */
        public SweepPlan build() {
            if (design != Design.GRID && axes.isEmpty()) {
                throw new IllegalArgumentException("design " + design.label() + " needs an axis; vary a parameter");
            }
            for (PublishedFigure figure : reference) {
                if (!measures.contains(figure.measure().group())) {
                    throw new IllegalArgumentException("the reference \"" + figure.name() + "\" needs the measures "
                            + figure.measure().group().label());
                }
            }
            return new SweepPlan(this);
        }
    }

    /**
     * The name of the plan.
     *
     * @return not blank
     */
    public String name() {
        return name;
    }

    /**
     * What is assumed at every point but for the axes.
     *
     * @return the scenario
     */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * What is varied.
     *
     * @return the axes in order; may be empty
     */
    public List<Axis> axes() {
        return axes;
    }

    /**
     * How points are chosen.
     *
     * @return the design
     */
    public Design design() {
        return design;
    }

    /**
     * How many points there are.
     *
     * @return the number, at least 1
     */
    public long size() {
        return size;
    }

    /**
     * How many replicates each point has.
     *
     * @return the number, at least 1
     */
    public int replicates() {
        return replicates;
    }

    /**
     * The seed of all streams.
     *
     * @return any number
     */
    public long seed() {
        return seed;
    }

    /**
     * What is measured.
     *
     * @return a copy of the groups; scores are among them
     */
    public Set<MeasureGroup> measures() {
        return EnumSet.copyOf(measures);
    }

    /**
     * Published figures that the cells are set beside.
     *
     * @return the figures; may be empty
     */
    public List<PublishedFigure> reference() {
        return reference;
    }

    /**
     * What a point is compared with.
     *
     * @param index which point, in [0, {@link #size()})
     * @return the index of its baseline, which may be its own; empty if the plan has no baseline
     * @throws IllegalArgumentException if the plan has a baseline and no such point
     */
    public OptionalLong baseline(long index) {
        return baseline == null ? OptionalLong.empty() : OptionalLong.of(baseline.index(axes, levels(index)));
    }

    /**
     * A point. Changes of axes of choices come first, in the axes' order, then all parameters are set.
     *
     * @param index which, in [0, {@link #size()})
     * @return the point
     * @throws IllegalArgumentException if there is no such point
     */
    public SweepPoint point(long index) {
        return point(index, coordinates(index), points != null);
    }

    /**
     * The scenario at coordinates of the unit cube, whatever the plan's design: each axis takes the level or the value that a
     * design which chooses points would take there. Changes of axes of choices come first, as at a {@linkplain #point point}.
     *
     * @param coordinates one number in (0, 1) an axis
     * @return the scenario
     * @throws IllegalArgumentException if there are more or fewer numbers than axes, or one is not in (0, 1)
     */
    public Scenario scenarioAt(double... coordinates) {
        if (coordinates.length != axes.size()) {
            throw new IllegalArgumentException(
                    "coordinates must be one an axis, " + axes.size() + ": " + coordinates.length);
        }
        for (double coordinate : coordinates) {
            if (!(coordinate > 0 && coordinate < 1)) {
                throw new IllegalArgumentException("coordinates must be in (0, 1): " + coordinate);
            }
        }
        return point(0, coordinates, true).scenario();
    }

    /** A point at levels of a grid, or at coordinates of the cube. */
    private SweepPoint point(long index, double[] at, boolean unit) {
        Scenario changed = scenario;
        List<String> labels = new ArrayList<>();
        Map<Parameter, Double> settings = new EnumMap<>(Parameter.class);
        for (int a = 0; a < at.length; a++) {
            Axis axis = axes.get(a);
            Parameter parameter = axis.parameter().orElse(null);
            if (parameter != null) {
                settings.put(parameter, unit ? axis.value(at[a]) : axis.value((int) at[a]));
            } else {
                Axis.Choice choice = axis.choice(level(axis, at[a], unit));
                changed = choice.change().apply(changed);
                labels.add(choice.label());
            }
        }
        return new SweepPoint(index, settings.isEmpty() ? changed : changed.with(settings), labels);
    }

    /**
     * On which level of every axis a point lies.
     *
     * @param index which point, in [0, {@link #size()})
     * @return one number an axis, below its {@link Axis#levels()}
     * @throws IllegalArgumentException if there is no such point
     */
    public int[] levels(long index) {
        double[] at = coordinates(index);
        int[] levels = new int[at.length];
        for (int a = 0; a < at.length; a++) {
            levels[a] = level(axes.get(a), at[a], points != null);
        }
        return levels;
    }

    private static int level(Axis axis, double at, boolean unit) {
        return unit ? axis.level(at) : (int) at;
    }

    /** Levels of a grid, else coordinates in (0, 1). */
    private double[] coordinates(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("point must be in [0, " + size + "): " + index);
        }
        double[] at = new double[axes.size()];
        if (points != null) {
            points.point(index, at);
            return at;
        }
        long rest = index;
        for (int a = at.length - 1; a >= 0; a--) {
            int levels = axes.get(a).levels();
            at[a] = rest % levels;
            rest /= levels;
        }
        return at;
    }

    /**
     * A text that tells the rows of this plan from those of any other, the same on every machine: exact values, no rounding.
     * Published figures do not count.
     *
     * @return some lines
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder(name);
        text.append('\n').append(scenario.canonicalText());
        text.append('\n').append(design.label()).append(' ').append(size);
        text.append('\n').append(replicates).append(" replicates, seed ").append(seed);
        text.append('\n').append(measures);
        for (Axis axis : axes) {
            text.append('\n').append(axis.canonicalText(scenario));
        }
        return text.toString();
    }

    /**
     * Checks that every point's scenario is {@linkplain Scenario#requireConsistent() consistent}, as far as the axes can make a
     * difference to that.
     *
     * @return this plan
     * @throws IllegalArgumentException naming the first point that is not
     */
    public SweepPlan requireConsistent() {
        Set<Parameter> decisive = new HashSet<>(Set.of(Parameter.DIMENSION, Parameter.ROUNDS, Parameter.ENVIRONMENTS));
        boolean varied = axes.stream()
                .anyMatch(a -> a.parameter().map(decisive::contains).orElse(true));
        for (long i = 0; i < (varied ? size : 1); i++) {
            try {
                point(i).scenario().requireConsistent();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("point " + i + " of the plan: " + e.getMessage(), e);
            }
        }
        return this;
    }
}
