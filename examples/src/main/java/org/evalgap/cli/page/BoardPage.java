package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.picture.FigureRenderer;
import org.evalgap.cli.text.BoardText;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.LabMeasure;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;

/** Boards under several protocols as a page: the answer, figures with 95 % intervals, and the numbers of the last release. */
public final class BoardPage {
    private static final double POINTS = 100;

    private final BoardResult result;
    private final BoardPlan plan;

    private BoardPage(BoardResult result) {
        this.result = result;
        this.plan = result.plan();
    }

    /**
     * Writes the page and its figures.
     *
     * @param option the option that names the directory
     * @param directory made if it does not exist
     * @param result what came out
     * @param planText the plan as it was written
     * @param command the command line
     * @throws InputException if a file cannot be written
     */
    public static void write(String option, Path directory, BoardResult result, String planText, String command) {
        BoardPage page = new BoardPage(result);
        Map<String, byte[]> images = new LinkedHashMap<>();
        StringBuilder body = new StringBuilder("<h1>What an eval's owner can do</h1>\n");
        body.append("<p class=\"finding\">")
                .append(Page.escaped(BoardText.answer(result)))
                .append("</p>\n");
        body.append("<p>").append(page.setting()).append("</p>\n");
        for (Figure figure : page.figures()) {
            images.put(figure.name() + ".png", FigureRenderer.png(figure));
            body.append(Page.figure(figure));
        }
        BoardTables tables = new BoardTables(result);
        tables.lastRelease(body);
        tables.target(body);
        tables.items(body);
        tables.labs(body);
        body.append("<details><summary>Plan</summary><pre tabindex=\"0\">")
                .append(Page.escaped(planText))
                .append("</pre></details>\n");
        body.append("<pre tabindex=\"0\">").append(Page.escaped(command)).append("</pre>\n");
        Page.write(option, directory, Page.plain("EvalGap protocols", body.toString()), images);
    }

    private String setting() {
        return plan.labs().size() + " labs, " + plan.releases() + " releases, " + plan.replicates() + " replicates, "
                + plan.labs().get(0).scenario().publicItems() + " items a set, seed " + plan.seed()
                + ". All protocols see the same labs, items and random numbers. Intervals are of 95 %.";
    }

    private List<Figure> figures() {
        return List.of(
                byRelease(
                        "inflation",
                        "Inflation told, mean over labs",
                        "What the board says minus what labs do on items that nobody ever saw, with 95 % intervals.",
                        "told − fresh score",
                        "points",
                        POINTS,
                        BoardMeasure.TOLD_INFLATION),
                byRelease(
                        "kendall-work",
                        "Does the board rank labs as work does?",
                        "Kendall's τ between the board and scores at work: 1 is the same order, 0 is none. Intervals are of 95 %.",
                        "Kendall's τ with work",
                        "",
                        1,
                        BoardMeasure.KENDALL_WORK),
                told(),
                byRelease(
                        "regret",
                        "What is lost by taking the board's first",
                        "The best lab's score at work minus that of the lab that leads the board, with 95 % intervals.",
                        "regret",
                        "points",
                        POINTS,
                        BoardMeasure.REGRET),
                cost());
    }

    private double[] releases() {
        double[] out = new double[plan.releases()];
        java.util.Arrays.setAll(out, r -> r + 1);
        return out;
    }

    private Series series(String name, Mark mark, double[] x, double unit, IntFunction<Estimate> value) {
        List<Double> positions = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        List<Double> halfWidths = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            Estimate estimate = value.apply(i);
            positions.add(x[i]);
            means.add(unit * estimate.mean());
            if (plan.replicates() > 1) {
                halfWidths.add(unit * estimate.halfWidth());
            }
        }
        return new Series(name, mark, positions, means, halfWidths);
    }

    private Figure byRelease(
            String name, String title, String caption, String label, String unit, double scale, BoardMeasure measure) {
        List<Series> series = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            int protocol = p;
            series.add(series(name(p), Mark.LINE, releases(), scale, r -> result.of(protocol, r, measure)));
        }
        return new Figure.Lines(name, title, caption, Axis.linear("release", ""), Axis.linear(label, unit), series);
    }

    private Figure told() {
        List<Series> series = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            int protocol = p;
            series.add(series(
                    name(p) + ", told",
                    Mark.LINE,
                    releases(),
                    POINTS,
                    r -> result.ofAllLabs(protocol, r, LabMeasure.REPORTED_SCORE)));
            series.add(series(
                    name(p) + ", true",
                    Mark.DASHES,
                    releases(),
                    POINTS,
                    r -> result.ofAllLabs(protocol, r, LabMeasure.FRESH_SCORE)));
        }
        return new Figure.Lines(
                "told-and-true",
                "The board over time: told (full) and true (broken)",
                "Mean over labs of the score told and of the true score on fresh items, with 95 % intervals.",
                Axis.linear("release", ""),
                Axis.linear("score", "points"),
                series);
    }

    private Figure cost() {
        int last = plan.releases() - 1;
        List<Series> series = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            int protocol = p;
            double[] items = {result.of(p, last, BoardMeasure.FRESH_ITEMS_SPENT).mean()};
            series.add(series(
                    name(p), Mark.POINTS, items, POINTS, i -> result.of(protocol, last, BoardMeasure.TOLD_INFLATION)));
        }
        return new Figure.Lines(
                "cost",
                "What new items buy",
                "Inflation told at the last release with its 95 % interval, against the items that were written after the first set.",
                Axis.linear("items written", ""),
                Axis.linear("told − fresh score", "points"),
                series);
    }

    private String name(int protocol) {
        return plan.protocols().get(protocol).name();
    }
}
