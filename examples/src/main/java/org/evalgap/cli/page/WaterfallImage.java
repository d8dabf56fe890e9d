package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.picture.Ground;
import org.evalgap.cli.picture.Waterfall;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** The public gain, what three gaps take off it, and the impact that is left, as a PNG image. */
final class WaterfallImage {
    private static final List<String> COLUMNS = List.of(
            Score.PUBLIC.gainLabel(),
            Measure.INFLATION.label(),
            Measure.DISTRIBUTION_GAP.label(),
            Measure.RELIABILITY_GAP.label(),
            Score.IMPACT.gainLabel());

    private static final double POINTS = 100;

    private WaterfallImage() {}

    /** Draws a row; the title says what it comes to. */
    static byte[] png(ResultView view, int row, Ground ground) {
        List<Waterfall.Bar> bars = new ArrayList<>();
        for (String column : COLUMNS) {
            bars.add(new Waterfall.Bar(
                    ResultTable.words(column), POINTS * view.at(column, row), POINTS * view.half(column, row)));
        }
        String title = "Of " + Numbers.fixed(bars.get(0).value(), 1) + " points gained in public, "
                + Numbers.fixed(bars.get(bars.size() - 1).value(), 1) + " reach jobs";
        String note = "Points, at " + view.name(row) + "; hatched: what is lost on the way. " + view.intervals();
        return new Waterfall(title, note, bars).png(ground);
    }
}
