package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.evalgap.cli.picture.Heading.Key;
import org.evalgap.study.frame.Figure;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines, points and bars over two axes, drawn by XChart; lines are named at their ends where there is room. */
final class Charts {
    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
    };
    private static final BasicStroke FULL = new BasicStroke(2.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final int MOST_NAMED = 7;
    private static final int NAME = 22;
    private static final int SWATCH = 15;

    private final Ground ground;

    Charts(Ground ground) {
        this.ground = ground;
    }

    /** A chart that says where its plot lies. */
    private static final class Measured extends XYChart {
        Measured(int width, int height) {
            super(width, height);
        }

        /** From a value on the second axis, which is not logarithmic, to pixels. */
        double at(double value) {
            Rectangle2D bounds = plot.getBounds();
            double used = getStyler().getPlotContentSize();
            double share = (value - getStyler().getYAxisMin())
                    / (getStyler().getYAxisMax() - getStyler().getYAxisMin());
            return bounds.getMaxY() - bounds.getHeight() * ((1 - used) / 2 + used * share);
        }

        double right() {
            return plot.getBounds().getMaxX();
        }
    }

    /** Draws lines into a box of some size. */
    void paint(Figure.Lines figure, Graphics2D graphics, int width, int height) {
        List<Named> ends = ends(figure);
        graphics.setFont(FigureRenderer.font(Font.BOLD, FigureRenderer.TEXT));
        int room = ends.stream()
                .mapToInt(end -> graphics.getFontMetrics().stringWidth(end.key.name()) + SWATCH + 6)
                .max()
                .orElse(0);
        beginBelow(figure.y().text(), graphics, width, height);
        Measured chart = lines(figure, width - room, height - NAME);
        chart.paint(graphics, width - room, height - NAME);
        graphics.setFont(FigureRenderer.font(Font.BOLD, FigureRenderer.TEXT));
        int step = FigureRenderer.TEXT + 3;
        double last = Double.NEGATIVE_INFINITY;
        for (Named end : ends) {
            double y = Math.max(last + step, chart.at(end.y));
            last = y;
            graphics.setColor(end.key.colour());
            swatch(graphics, chart.right() - 2, y - 3, end.key.broken());
            graphics.setColor(ground.ink());
            graphics.drawString(end.key.name(), (float) chart.right() - 2 + SWATCH, (float) y + 5);
        }
    }

    /** A piece of the line beside its name, which is in ink, since not every colour can be read. */
    private static void swatch(Graphics2D graphics, double x, double y, boolean broken) {
        double part = broken ? 4 : SWATCH - 5;
        for (double at = 0; at + part <= SWATCH - 5; at += part + 2) {
            graphics.fill(new Rectangle2D.Double(x + at, y, part, 6));
        }
    }

    /** The end of a line and what it is called. */
    private record Named(Key key, double y) {}

    /** Ends of lines from above, if all series are lines that end at the right; else none. */
    private List<Named> ends(Figure.Lines figure) {
        if (figure.series().size() > MOST_NAMED
                || figure.series().size() < 2
                || figure.y().logarithmic()) {
            return List.of();
        }
        double most = figure.series().stream()
                .flatMap(s -> s.x().stream())
                .max(Double::compare)
                .orElseThrow();
        List<Named> ends = new ArrayList<>();
        List<Key> keys = keys(figure.series());
        for (int i = 0; i < keys.size(); i++) {
            Figure.Series series = figure.series().get(i);
            int last = series.x().size() - 1;
            if (series.mark() == Figure.Mark.POINTS
                    || series.x().get(last) != most
                    || series.name().length() > 20) {
                return List.of();
            }
            ends.add(new Named(keys.get(i), series.y().get(last)));
        }
        ends.sort((a, b) -> Double.compare(b.y, a.y));
        return ends;
    }

    /** What colours mean, if ends of lines do not say it. */
    List<Key> keysOf(Figure.Lines figure) {
        return ends(figure).isEmpty() && figure.series().size() > 1 ? keys(figure.series()) : List.of();
    }

    List<Key> keysOf(Figure.Bars figure) {
        return figure.series().size() > 1 ? keys(figure.series()) : List.of();
    }

    /** Series of one family, which is what their names say before the first comma, share a colour. */
    private List<Key> keys(List<Figure.Series> series) {
        Map<String, Color> colours =
                Palette.ofAll(series.stream().map(Charts::family).distinct().toList(), ground);
        return series.stream()
                .map(each -> new Key(each.name(), colours.get(family(each)), each.mark() == Figure.Mark.DASHES))
                .toList();
    }

    private static String family(Figure.Series series) {
        return series.name().split(",", 2)[0];
    }

    /** Which family, of those that have been seen. */
    private static int place(Figure.Series series, List<String> families) {
        if (!families.contains(family(series))) {
            families.add(family(series));
        }
        return families.indexOf(family(series));
    }

    private Measured lines(Figure.Lines figure, int width, int height) {
        Measured chart = new Measured(width, height);
        style(chart.getStyler(), figure.x(), figure.y());
        chart.setXAxisTitle(figure.x().text());
        List<Key> keys = keys(figure.series());
        List<String> families = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Figure.Series series = figure.series().get(i);
            XYSeries drawn = chart.addSeries(
                    series.name(),
                    FigureRenderer.array(series.x()),
                    FigureRenderer.array(series.y()),
                    series.halfWidths().isEmpty() ? null : FigureRenderer.array(series.halfWidths()));
            mark(drawn, series.mark(), keys.get(i).colour(), place(series, families));
        }
        limits(chart.getStyler(), figure);
        if (!figure.x().logarithmic()) {
            unevenly(chart);
        }
        return chart;
    }

    /**
     * Adds a point that nobody sees: where all positions are evenly spaced, the library puts a mark at every so manieth of
     * them, at odd numbers, instead of at round ones.
     */
    private static void unevenly(XYChart chart) {
        double from = chart.getStyler().getXAxisMin();
        double to = chart.getStyler().getXAxisMax();
        double height = chart.getStyler().getYAxisMin();
        chart.addSeries(" ", new double[] {from + 0.3183 * (to - from)}, new double[] {height})
                .setMarker(SeriesMarkers.NONE)
                .setShowInLegend(false);
    }

    private static void mark(XYSeries drawn, Figure.Mark mark, Color colour, int family) {
        drawn.setLineColor(colour);
        drawn.setMarkerColor(colour);
        boolean points = mark == Figure.Mark.POINTS;
        drawn.setMarker(points ? MARKERS[family % MARKERS.length] : SeriesMarkers.NONE);
        if (points) {
            drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
        drawn.setLineStyle(mark == Figure.Mark.DASHES ? FigureRenderer.BROKEN : FULL);
    }

    /** Ends of the axes: a little air, zero where values begin near it, and whole decades on logarithmic ones. */
    private static void limits(AxesChartStyler styler, Figure.Lines figure) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Figure.Series series : figure.series()) {
            x.addAll(series.x());
            for (int i = 0; i < series.y().size(); i++) {
                double half =
                        series.halfWidths().isEmpty() ? 0 : series.halfWidths().get(i);
                y.add(series.y().get(i) + half);
                y.add(figure.y().logarithmic() ? series.y().get(i) : series.y().get(i) - half);
            }
        }
        styler.setXAxisMin(low(Collections.min(x), Collections.max(x), figure.x(), 0));
        styler.setXAxisMax(high(Collections.min(x), Collections.max(x), figure.x(), 0));
        styler.setYAxisMin(low(Collections.min(y), Collections.max(y), figure.y(), 0.04));
        styler.setYAxisMax(high(Collections.min(y), Collections.max(y), figure.y(), 0.04));
        styler.setXAxisDecimalPattern(pattern(x));
        styler.setYAxisDecimalPattern(pattern(y));
        if (figure.x().logarithmic()) {
            styler.setXAxisTickLabelsFormattingFunction(decades(styler.getXAxisMin(), styler.getXAxisMax()));
        }
        if (figure.y().logarithmic()) {
            styler.setYAxisTickLabelsFormattingFunction(decades(styler.getYAxisMin(), styler.getYAxisMax()));
        }
    }

    /** Labels on a linear axis. */
    private static String pattern(List<Double> values) {
        double largest = values.stream().mapToDouble(Math::abs).max().orElse(1);
        return largest >= 1e6 || largest < 1e-2 ? "0.###E0" : "#,##0.####";
    }

    /** Labels on a logarithmic axis: every tick has a line, but only as many have a number as there is room for. */
    private static Function<Double, String> decades(double min, double max) {
        double span = Math.log10(max / min);
        int every = (int) Math.ceil(span / 8);
        return value -> {
            int decade = (int) Math.floor(Math.log10(value) + 1e-9);
            long digit = Math.round(value / Math.pow(10, decade));
            boolean named = digit == 1 && Math.floorMod(decade, every) == 0
                    || span < 2.5 && (digit == 2 || digit == 5)
                    || span < 0.8;
            return named ? FigureRenderer.label(value) : "";
        };
    }

    private static double low(double min, double max, Figure.Axis axis, double air) {
        if (axis.logarithmic()) {
            return min / Math.pow(max / min, 0.02);
        }
        boolean nearZero = min >= 0 && min < 0.3 * max;
        return nearZero ? 0 : min - air * (max - min);
    }

    private static double high(double min, double max, Figure.Axis axis, double air) {
        if (axis.logarithmic()) {
            return max * Math.pow(max / min, 0.02);
        }
        return max > min ? max + air * (max - min) : max + 1;
    }

    /** Bars in a box of some size. */
    void paint(Figure.Bars figure, Graphics2D graphics, int width, int height) {
        beginBelow(figure.y().text(), graphics, width, height);
        CategoryChart chart = new CategoryChart(width, height - NAME);
        style(chart.getStyler(), Figure.Axis.linear("", ""), figure.y());
        chart.setXAxisTitle(figure.x().text());
        List<Key> keys = keys(figure.series());
        for (int i = 0; i < keys.size(); i++) {
            Figure.Series series = figure.series().get(i);
            List<Double> errors = series.halfWidths().isEmpty() ? null : series.halfWidths();
            chart.addSeries(series.name(), figure.groups(), series.y(), errors)
                    .setFillColor(keys.get(i).colour());
        }
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler()
                .setXAxisTickMarkSpacingHint(40)
                .setErrorBarsColorSeriesColor(false)
                .setErrorBarsColor(ground.ink());
        chart.paint(graphics, width, height - NAME);
    }

    /** The second axis is named above its top, where a name of any length can be read. Moves the origin below it. */
    private void beginBelow(String name, Graphics2D graphics, int width, int height) {
        graphics.setColor(ground.colour());
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(ground.ink());
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT));
        graphics.drawString(name, Heading.LEFT, NAME - 6);
        graphics.translate(0, NAME);
    }

    /** What all charts have in common. */
    private void style(AxesChartStyler styler, Figure.Axis x, Figure.Axis y) {
        styler.setAntiAlias(true)
                .setTextAntiAlias(true)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(ground.colour())
                .setPlotBackgroundColor(ground.colour())
                .setPlotBorderVisible(false)
                .setChartFontColor(ground.ink())
                .setChartPadding(8)
                .setChartTitleVisible(false)
                .setLegendVisible(false)
                .setMarkerSize(8);
        styler.setAxisTitleFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT))
                .setYAxisTitleVisible(false)
                .setAxisTickLabelsFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK))
                .setAxisTickLabelsColor(ground.ink())
                .setXAxisTickLabelsColor(ground.ink())
                .setYAxisTickLabelsColor(ground.ink())
                .setAxisTickMarksColor(ground.faint())
                .setXAxisTickMarksColor(ground.faint())
                .setYAxisTickMarksColor(ground.faint())
                .setPlotGridLinesColor(ground.line())
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setErrorBarsColorSeriesColor(true)
                .setXAxisLogarithmic(x.logarithmic())
                .setYAxisLogarithmic(y.logarithmic())
                .setXAxisLogarithmicDecadeOnly(false)
                .setYAxisLogarithmicDecadeOnly(false)
                .setXAxisTickMarkSpacingHint(90);
    }
}
