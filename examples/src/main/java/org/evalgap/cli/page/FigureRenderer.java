package org.evalgap.cli.page;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.evalgap.study.frame.Figure;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws figures as PNG images, on a light ground, in colours that the colour-blind can tell apart (Okabe and Ito 2008,
 * "Color universal design"). Needs no display.
 */
public final class FigureRenderer {
    /** Width of an image, in pixels of the chart. */
    static final int WIDTH = 820;

    /** Height of an image, in pixels of the chart. */
    static final int HEIGHT = 520;

    /** Image pixels for each of the chart's own: sharp on dense screens and in print. */
    private static final int SCALE = 2;

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE, SeriesMarkers.DIAMOND, SeriesMarkers.SQUARE, SeriesMarkers.TRIANGLE_UP
    };

    /** What text is written in. */
    static final Color INK = new Color(0x222222);

    private static final int TITLE = 17;
    private static final int MARGIN = 20;
    private static final int BASELINE = 30;
    private static final int HEADROOM = 34;
    private static final Color GRID = new Color(0xE4E4E4);
    private static final BasicStroke FULL = new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke BROKEN =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 5f}, 0f);

    private FigureRenderer() {}

    /**
     * Draws one figure.
     *
     * @param figure what to draw
     * @return the bytes of a PNG image
     */
    public static byte[] png(Figure figure) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        if (figure instanceof Figure.HeatMap map) {
            HeatMapPainter.paint(map, graphics, WIDTH, HEIGHT);
        } else {
            Chart<?, ?> chart = figure instanceof Figure.Lines lines ? lines(lines) : bars((Figure.Bars) figure);
            // The library centres titles over the plot, where long ones do not fit.
            chart.getStyler().setChartTitleVisible(false);
            graphics.translate(0, HEADROOM);
            chart.paint(graphics, WIDTH, HEIGHT - HEADROOM);
            graphics.translate(0, -HEADROOM);
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, WIDTH, HEADROOM);
            graphics.setColor(INK);
            graphics.setFont(titleFont(figure.title(), graphics));
            int width = graphics.getFontMetrics().stringWidth(figure.title());
            graphics.drawString(figure.title(), (WIDTH - width) / 2, BASELINE);
        }
        graphics.dispose();
        return encoded(image);
    }

    /** As large as titles are, or as large as one of this length can be. */
    static Font titleFont(String title, Graphics2D graphics) {
        Font font = font(Font.BOLD, TITLE);
        double width = graphics.getFontMetrics(font).stringWidth(title);
        double room = WIDTH - 2 * MARGIN;
        return width <= room ? font : font.deriveFont((float) (TITLE * room / width));
    }

    /** Draws a chart that somebody else made. */
    static byte[] png(Chart<?, ?> chart) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage image = new BufferedImage(WIDTH * SCALE, HEIGHT * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        chart.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return encoded(image);
    }

    private static byte[] encoded(BufferedImage image) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static XYChart lines(Figure.Lines figure) {
        XYChart chart = new XYChart(WIDTH, HEIGHT);
        style(chart.getStyler(), figure.x(), figure.y());
        chart.setXAxisTitle(figure.x().text());
        chart.setYAxisTitle(figure.y().text());
        List<String> families = new ArrayList<>();
        for (Figure.Series series : figure.series()) {
            XYSeries drawn = chart.addSeries(
                    series.name(),
                    array(series.x()),
                    array(series.y()),
                    series.halfWidths().isEmpty() ? null : array(series.halfWidths()));
            mark(drawn, series, families);
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

    /** Series of one family, which is what their names say before the first comma, share a colour. */
    private static void mark(XYSeries drawn, Figure.Series series, List<String> families) {
        String family = series.name().split(",", 2)[0];
        if (!families.contains(family)) {
            families.add(family);
        }
        int index = families.indexOf(family);
        Color colour = Palette.colour(Palette.index(family, index));
        drawn.setLineColor(colour);
        drawn.setMarkerColor(colour);
        boolean points = series.mark() == Figure.Mark.POINTS;
        drawn.setMarker(points ? MARKERS[index % MARKERS.length] : SeriesMarkers.NONE);
        if (points) {
            drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        }
        drawn.setLineStyle(series.mark() == Figure.Mark.DASHES ? BROKEN : FULL);
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
            return named ? label(value) : "";
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

    private static CategoryChart bars(Figure.Bars figure) {
        CategoryChart chart = new CategoryChart(WIDTH, HEIGHT);
        style(chart.getStyler(), Figure.Axis.linear("", ""), figure.y());
        chart.setXAxisTitle(figure.x().text());
        chart.setYAxisTitle(figure.y().text());
        int index = 0;
        for (Figure.Series series : figure.series()) {
            List<Double> errors = series.halfWidths().isEmpty() ? null : series.halfWidths();
            chart.addSeries(series.name(), figure.groups(), series.y(), errors)
                    .setFillColor(Palette.colour(Palette.index(series.name(), index)));
            index++;
        }
        chart.getStyler().setAvailableSpaceFill(0.7);
        chart.getStyler()
                .setXAxisTickMarkSpacingHint(40)
                .setErrorBarsColorSeriesColor(false)
                .setErrorBarsColor(INK);
        return chart;
    }

    /** What all charts have in common. */
    static void style(AxesChartStyler styler, Figure.Axis x, Figure.Axis y) {
        styler.setAntiAlias(true)
                .setTextAntiAlias(true)
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartFontColor(INK)
                .setChartPadding(12)
                .setChartTitleFont(font(Font.BOLD, TITLE))
                .setLegendFont(font(Font.PLAIN, 13))
                .setLegendBorderColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setMarkerSize(8);
        styler.setAxisTitleFont(font(Font.PLAIN, 14))
                .setAxisTickLabelsFont(font(Font.PLAIN, 12))
                .setPlotGridLinesColor(GRID)
                .setPlotGridLinesStroke(new BasicStroke(1f))
                .setErrorBarsColorSeriesColor(true)
                .setXAxisLogarithmic(x.logarithmic())
                .setYAxisLogarithmic(y.logarithmic())
                .setXAxisLogarithmicDecadeOnly(false)
                .setYAxisLogarithmicDecadeOnly(false)
                .setXAxisTickMarkSpacingHint(90);
    }

    /** Three significant digits; powers of ten where a number would be long. */
    static String label(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude >= 1e4 || magnitude < 1e-3)) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceAll("\\.?0+e", "e")
                    .replaceAll("e([+-])0*", "e$1")
                    .replace("e+", "e");
        }
        String text = String.format(Locale.ROOT, magnitude >= 100 ? "%.0f" : magnitude >= 1 ? "%.2f" : "%.3f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
