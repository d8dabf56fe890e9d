package org.evalgap.report;

import java.util.List;
import java.util.Objects;
import org.evalgap.sweep.PublishedFigure;

/**
 * A published figure and the cells of a sweep that reproduce it. Cells do whose mean lies within two standard errors of the
 * published one.
 *
 * @param figure what was published
 * @param cells how many cells reproduce it, at least 0
 * @param nearest the cell whose mean is nearest, by its axes; empty where no cell has a mean
 * @param nearestValue that mean, in the measure's unit; NaN where there is none
 * @param levels for each axis of the plan the levels, from 0, that the cells which reproduce it have, in ascending order
 */
public record Matching(
        PublishedFigure figure, long cells, String nearest, double nearestValue, List<List<Integer>> levels) {
    private static final double STANDARD_ERRORS = 2;

    /**
     * A figure and its cells.
     *
     * @param figure what was published
     * @param cells how many cells reproduce it, at least 0
     * @param nearest the cell whose mean is nearest, by its axes; empty where no cell has a mean
     * @param nearestValue that mean, in the measure's unit; NaN where there is none
     * @param levels for each axis of the plan the levels that the cells which reproduce it have, in ascending order
     */
    public Matching {
        Objects.requireNonNull(figure, "figure");
        Objects.requireNonNull(nearest, "nearest");
        levels = levels.stream().map(List::copyOf).toList();
    }

    /**
     * How far from the published mean a cell's mean may be.
     *
     * @param figure what was published
     * @return two standard errors, in the measure's unit; about half of a 95 % interval
     */
    public static double within(PublishedFigure figure) {
        return STANDARD_ERRORS * figure.standardError();
    }

    /**
     * Whether a cell reproduces a figure: the one rule, for tables and pages.
     *
     * @param figure what was published
     * @param mean the cell's mean of the figure's measure, in the measure's unit
     * @return true if it is {@link #within} reach; false where there is none, NaN
     */
    public static boolean reproduces(PublishedFigure figure, double mean) {
        return Math.abs(mean - figure.mean()) <= within(figure);
    }
}
