package org.evalgap.cli.text;

import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.Observation;
import org.evalgap.explain.population.Forecast;
import org.evalgap.explain.population.PublishedTable;

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
    public static String of(PublishedTable table, Observation given, int items, Forecast forecast) {
        String answer = "Given " + given.quantity().label() + " " + Numbers.fixed(given.share(), 3) + " on "
                + (long) given.items() + " items, " + table.asked().label() + " on " + items + " items will be\n"
                + Numbers.fixed(forecast.q50(), 3) + ", and between " + Numbers.fixed(forecast.q05(), 3) + " and "
                + Numbers.fixed(forecast.q95(), 3) + " with probability 90 %; it is\n"
                + "lower than what is given with probability "
                + Numbers.fixed(PERCENT * forecast.below(), 0) + " %.\n";
        return answer + "By itself the simulated model says " + Numbers.signed(forecast.word(), 3)
                + "; the rest is what rows of\na published table make of it, if the model in question is like theirs:\n"
                + table.source() + "\nRests on " + Numbers.fixed(forecast.effectiveSampleSize(), 0)
                + " effective points of " + forecast.simulations() + " simulations.\n";
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
                    .append('\n');
        }
        return out.toString();
    }
}
