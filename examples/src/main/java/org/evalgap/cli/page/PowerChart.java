package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.cli.input.InputException;
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
     * @param finding what it takes
     * @param of what is assumed, in a sentence or two
     * @param fresh numbers of fresh items
     * @param names of the curves
     * @param power a curve each, as long as {@code fresh}, in [0, 1]
     * @throws InputException if the file cannot be written
     */
    public static void write(
            Path file, String finding, String of, double[] fresh, List<String> names, double[][] power) {
        if (!file.toString().endsWith(".png")) {
            throw new InputException("--chart must end in .png: " + file);
        }
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < power.length; i++) {
            double[] percent = Arrays.stream(power[i]).map(share -> 100 * share).toArray();
            series.add(Series.of(names.get(i), Mark.LINE, fresh, percent));
        }
        Figure figure = new Figure.Lines(
                "power",
                finding,
                of,
                Axis.logarithmic("fresh items", ""),
                Axis.linear("chance to detect it", "%"),
                series);
        WholeFile.write("--chart " + file, file, FigureRenderer.png(figure));
    }
}
