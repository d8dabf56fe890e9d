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
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.picture.Ground;
import org.evalgap.cli.picture.Leaderboard;
import org.evalgap.cli.text.EstimateText;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;
import org.jspecify.annotations.Nullable;

/** The page of an estimate: all assumptions side by side, a forest plot of the honest leaderboard, and every model. */
public final class EstimatePage {
    private static final double POINTS = 100;

    private EstimatePage() {}

    /**
     * Writes the page, and one image of the leaderboard for each assumption.
     *
     * @param directory made if it does not exist
     * @param rows the models
     * @param options what was asked for
     * @param results one estimate an assumption
     * @param records the same for the page's script
     * @param command the command line
     * @return the path of the page
     * @throws InputException if a file cannot be written
     */
    public static Path write(
            Path directory,
            List<ModelScores> rows,
            InflationSpec options,
            List<InflationResult> results,
            EstimateRecords records,
            String command) {
        String reproduce =
                "<p>EvalGap " + Page.escaped(Build.version()) + "</p>\n" + Page.called(command) + sources(records);
        String page = Page.drawn(
                "EvalGap: the honest leaderboard",
                "estimate",
                Map.of(
                        "heading", Page.escaped(EstimateText.gap(rows)),
                        "percent", Numbers.text(POINTS * options.level()),
                        "reproduce", reproduce),
                json -> Json.write(json, data(results, records)));
        Map<String, byte[]> images = new LinkedHashMap<>();
        for (InflationResult result : results) {
            Leaderboard board = leaderboard(rows, result, options.level());
            String name = "leaderboard-" + result.assumption().label();
            images.put(name + ".png", board.png(Ground.LIGHT));
            images.put(name + "-dark.png", board.png(Ground.DARK));
        }
        return Page.write("--report", directory, page, images);
    }

    /** The records, with what each assumption says in words. */
    private static Map<String, @Nullable Object> data(List<InflationResult> results, EstimateRecords records) {
        Map<String, @Nullable Object> tree = records.tree();
        // The list on the page has them without the folders of whoever made it; the script needs none.
        tree.remove("sources");
        tree.put(
                "words",
                results.stream()
                        .map(result -> Tree.of(
                                "condition", EstimateText.condition(result),
                                "found", EstimateText.found(result),
                                "why", why(result.assumption())))
                        .toList());
        return tree;
    }

    private static String why(ShiftAssumption assumption) {
        return switch (assumption) {
            case SAME_RECIPE ->
                "Fresh items were written as the public ones were, so that nearly all of a gap is inflation or luck."
                        + " Take this where the authors and the procedure were the same.";
            case REFERENCE ->
                "Models that nobody trained on the eval show how much harder or easier the fresh test is; any of the others may"
                        + " be inflated. Take this where you can name such models.";
            case ROBUST ->
                "What nearly all models have in common is a shift of the test; inflated is who stands out of it. Take this where"
                        + " you can name no clean model. Inflation of everybody does not show.";
        };
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
                .map(line -> "<li>" + Page.escaped(Page.withoutPlaces(line)) + "</li>\n")
                .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
    }

    private static Leaderboard leaderboard(List<ModelScores> rows, InflationResult result, double level) {
        String percent = Numbers.text(POINTS * level);
        List<Leaderboard.Row> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ModelInflation model = result.models().get(i);
            lines.add(new Leaderboard.Row(
                    rows.get(i).model(),
                    POINTS * model.honest().mean(),
                    POINTS * model.honest().lower(),
                    POINTS * model.honest().upper(),
                    POINTS * rows.get(i).publicScore().score(),
                    rows.get(i).reference(),
                    model.found()));
        }
        lines.sort(Comparator.comparingDouble((Leaderboard.Row line) -> -line.honest()));
        return new Leaderboard(
                "Found inflated: " + EstimateText.found(result),
                "Honest score with its " + percent + " % interval, and the public score (diamond), in % of items."
                        + " Bold: found inflated. Hollow: a reference.",
                lines);
    }
}
