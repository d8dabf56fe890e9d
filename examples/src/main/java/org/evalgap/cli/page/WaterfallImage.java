package org.evalgap.cli.page;

import java.awt.BasicStroke;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Figure;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The public gain, what three gaps take off it, and the impact that is left, as a PNG image. */
final class WaterfallImage {
    private static final List<String> NAMES =
            List.of("public gain", "inflation", "distribution gap", "reliability gap", "impact");
    private static final List<String> COLUMNS = List.of(
            Score.PUBLIC.gainLabel(),
            Measure.INFLATION.label(),
            Measure.DISTRIBUTION_GAP.label(),
            Measure.RELIABILITY_GAP.label(),
            Score.IMPACT.gainLabel());

    private static final float BAR = 74;
    private static final double POINTS = 100;

    private WaterfallImage() {}

    /** Draws a row; the title says what it comes to. */
    static byte[] png(ResultView view, int row) {
        XYChart chart = new XYChart(FigureRenderer.WIDTH, FigureRenderer.HEIGHT);
        FigureRenderer.style(chart.getStyler(), Figure.Axis.linear("", ""), Figure.Axis.linear("gain", "points"));
        chart.setTitle("Of " + Numbers.fixed(POINTS * view.at(COLUMNS.get(0), row), 1) + " points gained in public, "
                + Numbers.fixed(POINTS * view.at(COLUMNS.get(COLUMNS.size() - 1), row), 1) + " reach jobs");
        chart.setXAxisTitle(view.name(row));
        chart.setYAxisTitle("gain (points)");
        double height = 0;
        List<String> labels = new ArrayList<>();
        List<Double> tops = new ArrayList<>();
        List<Double> ends = new ArrayList<>(List.of(0.0));
        for (int i = 0; i < NAMES.size(); i++) {
            double value = POINTS * view.at(COLUMNS.get(i), row);
            double from = i == 0 || i == NAMES.size() - 1 ? 0 : height;
            height = i == 0 || i == NAMES.size() - 1 ? value : height - value;
            double half = POINTS * view.half(COLUMNS.get(i), row);
            bar(chart, i, from, height, half);
            double sign = i == 0 || i == NAMES.size() - 1 ? value : -value;
            double top = Math.max(from, height + (half > 0 ? half : 0));
            labels.add(NAMES.get(i) + " " + Numbers.signed(sign, 1));
            tops.add(top);
            ends.add(height - (half > 0 ? half : 0));
            ends.add(height + (half > 0 ? half : 0));
        }
        double air = limits(chart, ends);
        for (int i = 0; i < NAMES.size(); i++) {
            chart.addAnnotation(new AnnotationText(labels.get(i), i, tops.get(i) + air / 2, false));
        }
        return FigureRenderer.png(chart);
    }

    /** A line as thick as a bar is wide: XChart's own bars all start at zero. */
    private static void bar(XYChart chart, int i, double from, double to, double half) {
        XYSeries bar = chart.addSeries(NAMES.get(i), new double[] {i, i}, new double[] {from, to});
        bar.setMarker(SeriesMarkers.NONE);
        bar.setLineColor(Palette.colour(Palette.index(NAMES.get(i), 1)));
        bar.setLineStyle(new BasicStroke(BAR, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        if (half > 0) {
            XYSeries interval = chart.addSeries(
                    NAMES.get(i) + " interval", new double[] {i}, new double[] {to}, new double[] {half});
            interval.setMarker(SeriesMarkers.NONE);
            interval.setMarkerColor(FigureRenderer.INK);
            interval.setLineColor(FigureRenderer.INK);
        }
    }

    /** Ends of the axes. Returns the air above the highest bar. */
    private static double limits(XYChart chart, List<Double> ends) {
        double low = ends.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = ends.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double air = 0.06 * Math.max(high - low, 1e-9);
        chart.getStyler().setLegendVisible(false).setAnnotationTextFont(FigureRenderer.font(Font.PLAIN, 12));
        chart.getStyler()
                .setXAxisMin(-0.6)
                .setXAxisMax(NAMES.size() - 0.4)
                .setYAxisMin(low < 0 ? low - air : 0)
                .setYAxisMax(high + air)
                .setYAxisDecimalPattern("0.####")
                .setXAxisTicksVisible(false)
                .setPlotGridVerticalLinesVisible(false);
        return air;
    }
}
