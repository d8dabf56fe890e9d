package org.evalgap.study.frame;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;

/** Series of a figure out of a table's columns. Rows without a number in either column, and series without rows, are left out. */
public final class Curves {
    private final double scale;
    private final boolean logarithmic;
    private final List<Series> series = new ArrayList<>();

    private Curves(double scale, boolean logarithmic) {
        this.scale = scale;
        this.logarithmic = logarithmic;
    }

    /**
     * Values as they stand in tables.
     *
     * @return no series yet
     */
    public static Curves plain() {
        return new Curves(1, false);
    }

    /**
     * Shares as percentages.
     *
     * @return no series yet
     */
    public static Curves percent() {
        return new Curves(100, false);
    }

    /**
     * Values for a logarithmic axis: only those above 0.
     *
     * @return no series yet
     */
    public static Curves logarithmic() {
        return new Curves(1, true);
    }

    /**
     * Adds a series, with 95 % intervals where the table has standard errors of the values.
     *
     * @param name name in the legend
     * @param mark how it is drawn
     * @param table where the numbers are
     * @param x column of the positions
     * @param y column of the values
     * @return this
     */
    public Curves add(String name, Mark mark, StudyTable table, String x, String y) {
        List<Object> positions = table.column(x);
        List<Object> values = table.column(y);
        boolean known = table.columns().stream().anyMatch(c -> c.name().equals(y + StudyTable.ERROR));
        List<Object> errors = known ? table.column(y + StudyTable.ERROR) : List.of();
        List<Double> at = new ArrayList<>();
        List<Double> value = new ArrayList<>();
        List<Double> half = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) instanceof Number p && values.get(i) instanceof Double v && (!logarithmic || v > 0)) {
                at.add(p.doubleValue());
                value.add(scale * v);
                half.add(known && errors.get(i) instanceof Double e ? half(scale * v, scale * e) : 0.0);
            }
        }
        if (!at.isEmpty()) {
            series.add(new Series(name, mark, at, value, known ? half : List.of()));
        }
        return this;
    }

    /** An interval that reaches 0 has no lower end on a logarithmic axis and is not drawn. */
    private double half(double value, double error) {
        double half = new Estimate(value, error).halfWidth();
        return logarithmic && half >= value ? 0 : half;
    }

    /**
     * Adds a broken line at a height.
     *
     * @param name name in the legend
     * @param height its height, in the unit of tables
     * @param from where it begins on the first axis
     * @param to where it ends
     * @return this
     */
    public Curves level(String name, double height, double from, double to) {
        double[] y = {scale * height, scale * height};
        series.add(Series.of(name, Mark.DASHES, new double[] {from, to}, y));
        return this;
    }

    /**
     * Bars of one kind, one a group, with 95 % intervals unless all are exact.
     *
     * @param name name in the legend
     * @param scale what heights are multiplied by
     * @param heights one a group
     * @return the series
     */
    public static Series bars(String name, double scale, List<Estimate> heights) {
        List<Double> index = new ArrayList<>();
        List<Double> height = new ArrayList<>();
        List<Double> half = new ArrayList<>();
        for (Estimate estimate : heights) {
            index.add((double) index.size());
            height.add(scale * estimate.value());
            half.add(scale * estimate.halfWidth());
        }
        boolean exact = half.stream().allMatch(h -> h == 0);
        return new Series(name, Mark.POINTS, index, height, exact ? List.of() : half);
    }

    /**
     * Whether nothing is to be drawn.
     *
     * @return true without series
     */
    public boolean isEmpty() {
        return series.isEmpty();
    }

    /**
     * What is to be drawn.
     *
     * @return the series, in the order in which they were added
     */
    public List<Series> series() {
        return List.copyOf(series);
    }
}
