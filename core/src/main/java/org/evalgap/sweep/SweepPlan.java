package org.evalgap.sweep;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.reading.ScenarioReader;
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
    private final @Nullable Precision precision;

    SweepPlan(PlanBuilder builder) {
        name = builder.name;
        scenario = builder.scenario;
        axes = List.copyOf(builder.axes);
        design = builder.design;
        replicates = builder.replicates;
        seed = builder.seed;
        precision = builder.precision;
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
    public static PlanBuilder builder() {
        return new PlanBuilder();
    }

    /**
     * Reads a plan from nested maps, as files of YAML or JSON hold it: {@code name}, {@code scenario}, {@code vary}, {@code
     * design}, {@code points}, {@code replicates}, {@code precision}, {@code mostReplicates}, {@code seed}, {@code measures}, {@code reference}.
     *
     * <p>What {@code vary} holds under a parameter's name, {@code preset} or {@code trainer} is varied; a map of labels to settings
     * under any other name varies several things together.
     *
     * @param plan keys to values
     * @return the plan
     * @throws org.evalgap.reading.EntryException naming the path of what cannot be used, such as {@code vary.breadth[2]}
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
     * @throws org.evalgap.reading.EntryException naming the path of what cannot be used, such as {@code vary.breadth[2]}
     */
    public static SweepPlan from(Map<String, ?> plan, ScenarioReader scenarios) {
        return new PlanReader(plan, scenarios).read();
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
     * How many replicates each point has; with a {@linkplain #precision() precision}, how many it starts with.
     *
     * @return the number, at least 1
     */
    public int replicates() {
        return precision == null ? replicates : precision.first(replicates);
    }

    /**
     * How many replicates a point has at most.
     *
     * @return as many as each has, without a precision
     */
    public int mostReplicates() {
        return precision == null ? replicates : precision.most();
    }

    /**
     * How exactly means are wanted.
     *
     * @return the precision; empty if all points have the same number of replicates
     */
    public Optional<Precision> precision() {
        return Optional.ofNullable(precision);
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
    private SweepPoint point(long index, double[] at, boolean cube) {
        PointDraft draft = new PointDraft(scenario);
        for (int a = 0; a < at.length; a++) {
            if (cube) {
                axes.get(a).moveToCoordinate(at[a], draft);
            } else {
                axes.get(a).moveToLevel((int) at[a], draft);
            }
        }
        return draft.at(index);
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
            levels[a] = points == null ? (int) at[a] : axes.get(a).level(at[a]);
        }
        return levels;
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
        text.append(precision == null ? "" : ", precision " + precision);
        text.append('\n').append(measures);
        for (Axis axis : axes) {
            text.append('\n').append(axis.canonicalText(scenario));
        }
        return text.toString();
    }

    /**
     * Whether environments are designed otherwise than by the model's own designer, at some point at least.
     *
     * @return true if the scenario or a choice has another designer
     */
    public boolean hasOwnDesigner() {
        return hasOwnDesigner(scenario)
                || axes.stream().anyMatch(axis -> axis.leadsTo(scenario, SweepPlan::hasOwnDesigner));
    }

    private static boolean hasOwnDesigner(Scenario scenario) {
        return !scenario.environmentDesigner().name().equals(InspiredDesigner.INSTANCE.name());
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
