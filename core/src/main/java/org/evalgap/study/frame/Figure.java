package org.evalgap.study.frame;

import java.util.Arrays;
import java.util.List;

/** A picture as data: what a renderer needs to draw it, and nothing about how. */
public sealed interface Figure permits Figure.Lines, Figure.HeatMap, Figure.Bars {
    /**
     * Name of the picture.
     *
     * @return file name without its ending: lower-case words joined by hyphens
     */
    String name();

    /**
     * Title above the picture.
     *
     * @return a few words
     */
    String title();

    /**
     * What to see in the picture, for a reader who does not see it too.
     *
     * @return one or two sentences
     */
    String caption();

    /**
     * An axis.
     *
     * @param label what is along it
     * @param unit its unit, empty for pure numbers
     * @param logarithmic whether equal steps are equal ratios; values are then above 0
     */
    record Axis(String label, String unit, boolean logarithmic) {
        /**
         * A linear axis.
         *
         * @param label what is along it
         * @param unit its unit, empty for pure numbers
         * @return the axis
         */
        public static Axis linear(String label, String unit) {
            return new Axis(label, unit, false);
        }

        /**
         * A logarithmic axis.
         *
         * @param label what is along it
         * @param unit its unit, empty for pure numbers
         * @return the axis
         */
        public static Axis logarithmic(String label, String unit) {
            return new Axis(label, unit, true);
        }

        /**
         * The label with its unit.
         *
         * @return as in "time (s)"
         */
        public String text() {
            return unit.isEmpty() ? label : label + " (" + unit + ")";
        }
    }

    /** How a series is drawn. */
    enum Mark {
        /** A line. */
        LINE,
        /** A broken line, for what another line is compared with. */
        DASHES,
        /** Points, for what was simulated or observed. */
        POINTS
    }

    /**
     * One series of a figure. Series whose names agree up to the first comma belong together and share a colour.
     *
     * @param name name in the legend
     * @param mark how it is drawn
     * @param x positions along the first axis, finite
     * @param y values, finite, as many
     * @param halfWidths half the width of an interval around each value, or none
     */
    record Series(String name, Mark mark, List<Double> x, List<Double> y, List<Double> halfWidths) {
        /**
         * Copies and checks the numbers.
         *
         * @param name see the record
         * @param mark see the record
         * @param x see the record
         * @param y see the record
         * @param halfWidths see the record
         * @throws IllegalArgumentException if lengths differ, there is no point, or a number is not finite
         */
        public Series {
            x = finite(name, x);
            y = finite(name, y);
            halfWidths = finite(name, halfWidths);
            boolean intervals = halfWidths.isEmpty() || halfWidths.size() == x.size();
            if (x.isEmpty() || x.size() != y.size() || !intervals) {
                throw new IllegalArgumentException("series \"" + name + "\" must have as many values as positions, at"
                        + " least one: " + x.size() + ", " + y.size() + ", " + halfWidths.size());
            }
        }

        /**
         * A series without intervals.
         *
         * @param name name in the legend
         * @param mark how it is drawn
         * @param x positions along the first axis
         * @param y values, as many
         * @return the series
         */
        public static Series of(String name, Mark mark, double[] x, double[] y) {
            return new Series(name, mark, list(x), list(y), List.of());
        }

        /**
         * Points with intervals.
         *
         * @param name name in the legend
         * @param x positions along the first axis
         * @param y values, as many
         * @param halfWidths half the width of each interval, as many
         * @return the series
         */
        public static Series points(String name, double[] x, double[] y, double[] halfWidths) {
            return new Series(name, Mark.POINTS, list(x), list(y), list(halfWidths));
        }

        /**
         * Simulated points with 95 % intervals: 1.96 standard errors either side.
         *
         * @param name name in the legend
         * @param x positions along the first axis
         * @param y means, as many
         * @param standardErrors standard error of each mean
         * @return the series
         */
        public static Series simulated(String name, double[] x, double[] y, double[] standardErrors) {
            double[] halfWidths =
                    Arrays.stream(standardErrors).map(error -> 1.96 * error).toArray();
            return points(name, x, y, halfWidths);
        }
    }

    /**
     * Lines and points over two axes.
     *
     * @param name see {@link Figure#name()}
     * @param title see {@link Figure#title()}
     * @param caption see {@link Figure#caption()}
     * @param x first axis
     * @param y second axis
     * @param series what is drawn, at least one
     */
    record Lines(String name, String title, String caption, Axis x, Axis y, List<Series> series) implements Figure {
        /**
         * Copies the series.
         *
         * @param name see the record
         * @param title see the record
         * @param caption see the record
         * @param x see the record
         * @param y see the record
         * @param series see the record
         * @throws IllegalArgumentException if there are none, or a value on a logarithmic axis is not above 0
         */
        public Lines {
            series = List.copyOf(series);
            boolean drawable = series.stream().allMatch(s -> fits(x, s.x()) && fits(y, s.y()));
            if (series.isEmpty() || !drawable) {
                throw new IllegalArgumentException(
                        "figure " + name + " must have series, and values above 0 on logarithmic axes");
            }
        }

        private static boolean fits(Axis axis, List<Double> values) {
            return !axis.logarithmic() || values.stream().allMatch(v -> v > 0);
        }
    }

    /**
     * A value by colour over a grid.
     *
     * @param name see {@link Figure#name()}
     * @param title see {@link Figure#title()}
     * @param caption see {@link Figure#caption()}
     * @param x axis of the columns; its values are labels, evenly spaced
     * @param y axis of the rows; its values are labels, evenly spaced
     * @param value what the colour says
     * @param columns positions of the columns
     * @param rows positions of the rows, from the bottom
     * @param values one list a row, one finite value a column
     */
    record HeatMap(
            String name,
            String title,
            String caption,
            Axis x,
            Axis y,
            Axis value,
            List<Double> columns,
            List<Double> rows,
            List<List<Double>> values)
            implements Figure {
        /**
         * Copies and checks the numbers.
         *
         * @param name see the record
         * @param title see the record
         * @param caption see the record
         * @param x see the record
         * @param y see the record
         * @param value see the record
         * @param columns see the record
         * @param rows see the record
         * @param values see the record
         * @throws IllegalArgumentException if the grid is empty or values are missing or not finite
         */
        public HeatMap {
            columns = finite(name, columns);
            rows = finite(name, rows);
            String figure = name;
            values = values.stream().map(row -> finite(figure, row)).toList();
            int width = columns.size();
            boolean full = values.size() == rows.size() && values.stream().allMatch(row -> row.size() == width);
            if (width == 0 || values.isEmpty() || !full) {
                throw new IllegalArgumentException("figure " + name + " must have one value a row and column: "
                        + rows.size() + " rows, " + width + " columns");
            }
        }
    }

    /**
     * Groups of bars from zero.
     *
     * @param name see {@link Figure#name()}
     * @param title see {@link Figure#title()}
     * @param caption see {@link Figure#caption()}
     * @param x axis of the groups
     * @param y axis of the values
     * @param groups names of the groups
     * @param series one bar a group each; {@link Series#x()} is the group's index
     */
    record Bars(String name, String title, String caption, Axis x, Axis y, List<String> groups, List<Series> series)
            implements Figure {
        /**
         * Copies and checks the numbers.
         *
         * @param name see the record
         * @param title see the record
         * @param caption see the record
         * @param x see the record
         * @param y see the record
         * @param groups see the record
         * @param series see the record
         * @throws IllegalArgumentException if a series has not one value for each group
         */
        public Bars {
            groups = List.copyOf(groups);
            series = List.copyOf(series);
            int bars = groups.size();
            if (bars == 0 || series.isEmpty() || !series.stream().allMatch(s -> s.y().size() == bars)) {
                throw new IllegalArgumentException("figure " + name + " must have one value a series and group");
            }
        }
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static List<Double> finite(String name, List<Double> values) {
        for (double value : values) {
            if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException("values of \"" + name + "\" must be finite: " + value);
            }
        }
        return List.copyOf(values);
    }
}
