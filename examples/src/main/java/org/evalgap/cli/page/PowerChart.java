package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.picture.FigureRenderer;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;

/** The power curve as a picture. */
public final class PowerChart {
    private PowerChart() {}

    /**
     * Draws it.
     *
     * @param file where to; a PNG
     * @param inflation what is to be detected
     * @param fresh numbers of fresh items
     * @param names of the curves
     * @param power a curve each, as long as {@code fresh}
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, double inflation, double[] fresh, List<String> names, double[][] power) {
        if (!file.toString().endsWith(".png")) {
            throw new InputException("--chart must end in .png: " + file);
        }
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < power.length; i++) {
            series.add(Series.of(names.get(i), Mark.LINE, fresh, power[i]));
        }
        Figure figure = new Figure.Lines(
                "power",
                "Chance to detect an inflation of " + Numbers.text(inflation),
                "More fresh items find a smaller inflation; a shift between the item sets sets a limit that none pass.",
                Axis.logarithmic("fresh items", ""),
                Axis.linear("power", ""),
                series);
        WholeFile.write("--chart " + file, file, FigureRenderer.png(figure));
    }
}
