package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.EstimateRecords;
import org.evalgap.cli.output.Json;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Series;

/** The page of an estimate: a forest plot of the honest leaderboard, every model, and how to have it again. */
public final class EstimatePage {
    private static final double POINTS = 100;

    private EstimatePage() {}

    /**
     * Writes the page, and one image of the leaderboard for each assumption.
     *
     * @param directory made if it does not exist
     * @param rows the models
     * @param results one estimate an assumption
     * @param records the same for the page's script
     * @param command the command line
     * @return the path of the page
     * @throws InputException if a file cannot be written
     */
    public static Path write(
            Path directory,
            List<ModelScores> rows,
            List<InflationResult> results,
            EstimateRecords records,
            String command) {
        String reproduce = "<p>EvalGap " + Page.escaped(Build.version()) + "</p>\n<pre tabindex=\"0\">"
                + Page.escaped(command) + "</pre>" + sources(records);
        String page = Page.drawn(
                "EvalGap: the honest leaderboard",
                "estimate",
                Map.of("reproduce", reproduce),
                json -> Json.write(json, records.tree()));
        Map<String, byte[]> images = new LinkedHashMap<>();
        for (InflationResult result : results) {
            Figure figure = leaderboard(rows, result);
            images.put(figure.name() + ".png", FigureRenderer.png(figure));
        }
        return Page.write("--report", directory, page, images);
    }

    /** Which logs the scores are from, and what was left out; nothing where they are from a table. */
    private static String sources(EstimateRecords records) {
        if (records.origin().sources().isEmpty()) {
            return "";
        }
        return "\n<h3>Sources</h3>\n" + list(records.origin().account())
                + list(records.origin().sources());
    }

    private static String list(List<String> lines) {
        return lines.stream()
                .map(line -> "<li>" + Page.escaped(line) + "</li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static Figure leaderboard(List<ModelScores> rows, InflationResult result) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingDouble(i -> -result.models().get(i).honest().mean()));
        double[] rank = new double[order.size()];
        double[] middle = new double[order.size()];
        double[] half = new double[order.size()];
        double[] onPublic = new double[order.size()];
        for (int k = 0; k < rank.length; k++) {
            ModelInflation model = result.models().get(order.get(k));
            rank[k] = k + 1.0;
            middle[k] = POINTS / 2 * (model.honest().upper() + model.honest().lower());
            half[k] = POINTS / 2 * (model.honest().upper() - model.honest().lower());
            onPublic[k] = POINTS * rows.get(order.get(k)).publicScore().score();
        }
        return new Figure.Lines(
                "leaderboard-" + result.assumption().label(),
                "Honest and public scores, " + result.assumption().label(),
                "Models by honest score, with intervals, and what they score in public.",
                Axis.linear("place by honest score", ""),
                Axis.linear("score", "% of items"),
                List.of(
                        Series.points("honest", rank, middle, half),
                        Series.of("public", Figure.Mark.POINTS, rank, onPublic)));
    }
}
