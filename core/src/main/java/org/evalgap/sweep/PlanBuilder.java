package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.jspecify.annotations.Nullable;

/** Collects what a plan is made of. Every method returns the builder. Confined to a thread. */
public final class PlanBuilder {
    String name = "sweep";
    Scenario scenario = Scenario.withDefaults();
    final List<Axis> axes = new ArrayList<>();
    Design design = Design.GRID;
    long points;
    int replicates = 1;
    long seed = 1;
    EnumSet<MeasureGroup> measures = EnumSet.of(MeasureGroup.SCORES);
    List<PublishedFigure> reference = List.of();
    Map<String, ?> baseline = Map.of();

    @Nullable
    Precision precision;

    PlanBuilder() {}

    /**
     * Names the plan.
     *
     * @param text a name, not blank
     * @return this
     * @throws IllegalArgumentException if it is blank
     */
    public PlanBuilder name(String text) {
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
    public PlanBuilder scenario(Scenario base) {
        scenario = Objects.requireNonNull(base, "scenario");
        return this;
    }

    /**
     * Adds an axis.
     *
     * @param axis what is varied, and how
     * @return this
     * @throws IllegalArgumentException if there is an axis of that name, case aside
     */
    public PlanBuilder vary(Axis axis) {
        for (Axis known : axes) {
            if (known.name().equalsIgnoreCase(axis.name())) {
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
    public PlanBuilder vary(Parameter parameter, double... values) {
        return vary(Axis.of(parameter, values));
    }

    /**
     * Takes every combination of levels, as is the default.
     *
     * @return this
     */
    public PlanBuilder grid() {
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
    public PlanBuilder design(Design chosen, long count) {
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
    public PlanBuilder replicates(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("replicates must be at least 1: " + count);
        }
        replicates = count;
        return this;
    }

    /**
     * Asks for standard errors: each point gets as many replicates as it takes, beginning with the plan's.
     *
     * @param wanted the errors, and how many replicates there are at most
     * @return this
     */
    public PlanBuilder precision(Precision wanted) {
        precision = wanted;
        return this;
    }

    /**
     * Sets the seed of all streams, the design's included.
     *
     * @param number any number
     * @return this
     */
    public PlanBuilder seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Sets what is measured; scores always are.
     *
     * @param groups groups of measures
     * @return this
     */
    public PlanBuilder measures(Set<MeasureGroup> groups) {
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
    public PlanBuilder reference(List<PublishedFigure> figures) {
        reference = List.copyOf(figures);
        return this;
    }

    /**
     * Sets what every point is compared with: the point that has these levels on these axes, and its own on all others.
     *
     * @param levels values or labels of choices by the name of an axis, at least one; a value may be a number or its text
     * @return this
     */
    public PlanBuilder baseline(Map<String, ?> levels) {
        baseline = new LinkedHashMap<>(levels);
        return this;
    }

    /**
     * Makes the plan.
     *
     * @return the plan
     * @throws IllegalArgumentException if a grid has an axis without steps or more than 2⁶³ cells, a design has no axis, a
     *     measure of the reference or of the precision is not measured, replicates are more than the precision allows, or there is a baseline and no grid, or it names an axis or a level that
     *     there is not
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
        if (precision != null) {
            checkPrecision(precision);
        }
        return new SweepPlan(this);
    }

    private void checkPrecision(Precision wanted) {
        for (Measure measure : wanted.measures()) {
            if (!measures.contains(measure.group())) {
                throw new IllegalArgumentException("the precision of " + measure.label() + " needs the measures "
                        + measure.group().label());
            }
        }
        if (replicates > wanted.most()) {
            throw new IllegalArgumentException("mostReplicates = " + wanted.most()
                    + " must be at least the replicates that a point starts with: " + replicates);
        }
    }
}
