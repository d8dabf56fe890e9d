package org.evalgap.cli.output;

import java.util.List;
import java.util.Map;
import org.evalgap.explain.Observation;
import org.evalgap.explain.population.PublishedTable;
import org.evalgap.explain.population.ScoreForecast;
import org.jspecify.annotations.Nullable;

/** A forecast for programs. */
public final class ForecastRecords {
    private ForecastRecords() {}

    /**
     * One line of comma-separated values.
     *
     * @param table what models are like
     * @param given the score that is known
     * @param items of the score that is forecast
     * @param forecast of it
     * @return a header and a line
     */
    public static String csv(PublishedTable table, Observation given, int items, ScoreForecast forecast) {
        return Csv.text(
                List.of(
                        "preset",
                        "score",
                        "items",
                        "measure",
                        "freshItems",
                        "mean",
                        "q05",
                        "q50",
                        "q95",
                        "below",
                        "known",
                        "word",
                        "effectiveSampleSize"),
                List.of(List.of(
                        table.label(),
                        given.share(),
                        given.items(),
                        table.asked().label(),
                        items,
                        forecast.mean(),
                        forecast.q05(),
                        forecast.q50(),
                        forecast.q95(),
                        forecast.below(),
                        forecast.known(),
                        forecast.word(),
                        forecast.effectiveSampleSize())));
    }

    /**
     * Everything as an object.
     *
     * @param table what models are like
     * @param given the score that is known
     * @param items of the score that is forecast
     * @param forecast of it
     * @return for {@link Json}
     */
    public static Map<String, @Nullable Object> tree(
            PublishedTable table, Observation given, int items, ScoreForecast forecast) {
        return Tree.of(
                "preset",
                table.label(),
                "source",
                table.source(),
                "given",
                Tree.of("measure", given.quantity().label(), "score", given.share(), "items", given.items()),
                "forecast",
                Tree.of(
                        "measure", table.asked().label(),
                        "items", items,
                        "mean", forecast.mean(),
                        "q05", forecast.q05(),
                        "q50", forecast.q50(),
                        "q95", forecast.q95()),
                "below",
                forecast.below(),
                "known",
                forecast.known(),
                "word",
                forecast.word(),
                "check",
                table.check(),
                "effectiveSampleSize",
                forecast.effectiveSampleSize(),
                "simulations",
                forecast.simulations());
    }
}
