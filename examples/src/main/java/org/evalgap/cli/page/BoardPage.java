package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.evalgap.cli.input.InputException;
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
    private final BoardTitles titles;

    private BoardPage(BoardResult result) {
        this.result = result;
        this.plan = result.plan();
        this.titles = new BoardTitles(result);
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
            body.append(Page.figure(figure, images));
        }
        BoardTables tables = new BoardTables(result);
        tables.lastRelease(body);
        tables.target(body);
        tables.items(body);
        tables.labs(body);
        body.append("<details><summary>Plan</summary><pre tabindex=\"0\">")
                .append(Page.escaped(planText))
                .append("</pre></details>\n");
        body.append(Page.called(command));
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
                        titles.inflation(),
                        "What the board tells minus what labs do on items that nobody ever saw, mean over labs, by release.",
                        "told − fresh score",
                        "points",
                        POINTS,
                        BoardMeasure.TOLD_INFLATION),
                byRelease(
                        "kendall-work",
                        titles.order(),
                        "Kendall's τ between the board and scores at work, by release: 1 is the same order, 0 none, −1 the reverse.",
                        "Kendall's τ with work",
                        "",
                        1,
                        BoardMeasure.KENDALL_WORK),
                told(),
                byRelease(
                        "regret",
                        titles.regret(),
                        "The best lab's score at work minus that of the lab that leads the board, by release.",
                        "regret",
                        "points",
                        POINTS,
                        BoardMeasure.REGRET),
                cost());
    }

    /** What whiskers are, and of how many. */
    private String whiskers() {
        return plan.replicates() > 1
                ? " Whiskers: 95 % intervals of " + plan.replicates() + " replicates."
                : " One replicate has no intervals.";
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
        return new Figure.Lines(
                name, title, caption + whiskers(), Axis.linear("release", ""), Axis.linear(label, unit), series);
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
                titles.told(),
                "Full: the score told; broken: the true score on fresh items; mean over labs, by release." + whiskers(),
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
                titles.cost(),
                "Inflation told at the last release, against the items that were written after the first set."
                        + whiskers(),
                Axis.linear("items written", ""),
                Axis.linear("told − fresh score", "points"),
                series);
    }

    private String name(int protocol) {
        return plan.protocols().get(protocol).name();
    }
}
