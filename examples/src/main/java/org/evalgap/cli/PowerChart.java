package org.evalgap.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The power curve as a picture. */
final class PowerChart {
    private PowerChart() {}

    static void write(Path file, double inflation, double[] fresh, List<String> names, double[][] power)
            throws IOException {
        if (!file.toString().endsWith(".png")) {
            throw new InputException("--chart must end in .png: " + file);
        }
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title("Chance to detect an inflation of " + Numbers.text(inflation))
                .xAxisTitle("fresh items")
                .yAxisTitle("power")
                .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisMin(0.0).setYAxisMax(1.0);
        for (int i = 0; i < power.length; i++) {
            chart.addSeries(names.get(i), fresh, power[i]).setMarker(SeriesMarkers.NONE);
        }
        try {
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be written (" + e.getMessage() + ")");
        }
    }
}
