package org.evalgap.cli.text;

import java.util.DoubleSummaryStatistics;
import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.Observation;
import org.evalgap.explain.population.PublishedTable;
import org.evalgap.explain.population.ScoreForecast;
import org.evalgap.measure.Score;

/** A forecast for reading. */
public final class ForecastText {
    private static final int PERCENT = 100;

    private ForecastText() {}

    /**
     * The text.
     *
     * @param table what models are like
     * @param given the score that is known
     * @param items of the score that is forecast
     * @param forecast of it
     * @param screen what shows the text
     * @param verbose whether with what the forecast rests on
     * @return lines
     */
    public static String of(
            PublishedTable table,
            Observation given,
            int items,
            ScoreForecast forecast,
            Screen screen,
            boolean verbose) {
        String asked = Score.words(table.asked().label());
        StringBuilder out = new StringBuilder(screen.strong(screen.wrapped("The " + asked + " on " + counted(items)
                + " will be " + points(forecast.q50()) + " points, and between " + points(forecast.q05()) + " and "
                + points(forecast.q95()) + " with probability 90 %; with probability "
                + Numbers.fixed(PERCENT * forecast.below(), 0) + " % it is lower than the score that is given.")));
        String unlike = unlike(table, given);
        out.append(unlike.isEmpty() ? "" : screen.wrapped(unlike));
        Grid grid = new Grid().names("points").numbers("median").numbers("90 % interval");
        grid.row(
                "given: " + Score.words(given.quantity().label()) + ", " + counted((long) given.items()),
                points(given.share()),
                "");
        grid.row(
                "forecast: " + asked + ", " + counted(items),
                points(forecast.q50()),
                "[" + points(forecast.q05()) + ", " + points(forecast.q95()) + "]");
        out.append('\n').append(grid.text(screen.width())).append('\n');
        out.append(screen.wrapped("If the model in question is like those of: " + table.source() + "."));
        if (verbose) {
            out.append(screen.wrapped("The true score behind what is given is " + points(forecast.known())
                    + " points on average, and by itself the simulated model adds "
                    + Numbers.signed(PERCENT * forecast.word(), 1)
                    + ". The rest is what rows of the published table make of it."));
            out.append(screen.wrapped("Tried on rows that it had not seen: " + table.check() + "."));
            out.append(screen.wrapped("Rests on " + Numbers.fixed(forecast.effectiveSampleSize(), 0)
                    + " effective points of " + forecast.simulations() + " simulations."));
        } else {
            out.append(screen.wrapped("What it rests on, and on which rows it was tried: --verbose"));
        }
        return out.toString();
    }

    private static String points(double share) {
        return Numbers.fixed(PERCENT * share, 1);
    }

    private static String counted(long items) {
        return items + (items == 1 ? " item" : " items");
    }

    /** A warning where the table has no such score. */
    private static String unlike(PublishedTable table, Observation given) {
        DoubleSummaryStatistics known = table.rows().stream()
                .mapToDouble(row -> row.observed().get(0).get(0).share())
                .summaryStatistics();
        if (given.share() >= known.getMin() && given.share() <= known.getMax()) {
            return "";
        }
        return "No model of the table scores so: theirs have " + points(known.getMin()) + " to "
                + points(known.getMax()) + " points.";
    }

    /**
     * All presets.
     *
     * @return a paragraph each
     */
    public static String presets() {
        StringBuilder out = new StringBuilder();
        for (PublishedTable table : PublishedTable.values()) {
            out.append(table.label())
                    .append(" (")
                    .append(table.given().label())
                    .append(" to ")
                    .append(table.asked().label())
                    .append(")\n  ")
                    .append(table.meaning())
                    .append("\n  ")
                    .append(table.source())
                    .append("\n  tried on rows that it had not seen: ")
                    .append(table.check())
                    .append('\n');
        }
        return out.toString();
    }
}
