package org.evalgap.cli.text;

import java.util.DoubleSummaryStatistics;
import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.Observation;
import org.evalgap.explain.population.PublishedTable;
import org.evalgap.explain.population.ScoreForecast;

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
     * @return lines of at most 80 columns, unless the source's are longer
     */
    public static String of(PublishedTable table, Observation given, int items, ScoreForecast forecast) {
        String answer = "Given " + given.quantity().label() + " " + Numbers.fixed(given.share(), 3) + " on "
                + counted((long) given.items()) + ", " + table.asked().label() + " on " + counted(items) + " will be\n"
                + Numbers.fixed(forecast.q50(), 3) + ", and between " + Numbers.fixed(forecast.q05(), 3) + " and "
                + Numbers.fixed(forecast.q95(), 3) + " with probability 90 %; it is\n"
                + "lower than what is given with probability "
                + Numbers.fixed(PERCENT * forecast.below(), 0) + " %.\n";
        String known = "The true score behind that is " + Numbers.fixed(forecast.known(), 3)
                + " on average, and by itself the simulated\nmodel adds " + Numbers.signed(forecast.word(), 3)
                + ". The rest is what rows of a published table make of it,\n"
                + "if the model in question is like theirs:\n" + table.source() + "\n";
        return answer + unlike(table, given) + known + "Tried on rows that it had not seen:\n" + table.check()
                + ".\nRests on " + Numbers.fixed(forecast.effectiveSampleSize(), 0) + " effective points of "
                + forecast.simulations() + " simulations.\n";
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
        return "No model of the table scores so: theirs have " + Numbers.fixed(known.getMin(), 3) + " to "
                + Numbers.fixed(known.getMax(), 3) + ".\n";
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
