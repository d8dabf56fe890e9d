package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.ExplainText;
import org.evalgap.cli.text.LeewayText;
import org.evalgap.explain.Advice;
import org.evalgap.explain.Check;
import org.evalgap.explain.Direction;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.ParameterPosterior;
import org.evalgap.explain.Prediction;
import org.evalgap.explain.planning.Leeway;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;

/** An explanation as a page: the answer, what follows, what would have to be true, what stays free, and what to measure. */
public final class ExplainPage {
    private static final double POINTS = 100;
    private static final double SMALL = 0.2;

    private final Explanation explanation;
    private final Evidence evidence;
    private final ExplainText words;
    private final StringBuilder body = new StringBuilder();

    private ExplainPage(Explanation explanation, List<Advice> advice) {
        this.explanation = explanation;
        this.words = new ExplainText(explanation, advice);
        this.evidence = explanation.evidence();
        body.append("<h1>").append(Page.escaped(evidence.name())).append("</h1>\n");
    }

    /**
     * Writes the page.
     *
     * @param directory made if it does not exist
     * @param explanation not refused
     * @param advice what further measurements would do
     * @param command the command line
     * @throws InputException if it cannot be written
     */
    public static void write(Path directory, Explanation explanation, List<Advice> advice, String command) {
        ExplainPage page = new ExplainPage(explanation, advice);
        page.finding(page.words.answer());
        page.predictions();
        page.parameters();
        page.directions();
        page.checks();
        page.advice(advice);
        page.end(command);
        page.write(directory, Map.of());
    }

    /**
     * Writes the page of a plan.
     *
     * @param directory made if it does not exist
     * @param explanation not refused
     * @param leeway how far one may go
     * @param command the command line
     * @throws InputException if it cannot be written
     */
    public static void write(Path directory, Explanation explanation, Leeway leeway, String command) {
        ExplainPage page = new ExplainPage(explanation, List.of());
        page.finding(LeewayText.answer(leeway));
        Map<String, byte[]> images = page.leeway(leeway);
        page.parameters();
        page.end(command);
        page.write(directory, images);
    }

    private void write(Path directory, Map<String, byte[]> images) {
        Page.write("--report", directory, Page.plain("EvalGap: what would have to be true", body.toString()), images);
    }

    private void finding(String answer) {
        body.append("<p class=\"finding\">")
                .append(Page.escaped(minus(answer.replace('\n', ' '))))
                .append("</p>\n");
    }

    private void head(String title, String note, String rows, List<String> columns) {
        body.append("<h2>").append(title).append("</h2>\n<p>").append(note).append("</p>\n");
        body.append(Page.scroll(title))
                .append("<table><thead><tr><th class=\"text\" scope=\"col\">")
                .append(rows)
                .append("</th>");
        columns.forEach(
                column -> body.append("<th scope=\"col\">").append(column).append("</th>"));
        body.append("</tr></thead><tbody>\n");
    }

    private void row(String name, List<String> cells) {
        body.append("<tr><th class=\"text\" scope=\"row\">")
                .append(Page.escaped(name))
                .append("</th>");
        cells.forEach(
                cell -> body.append("<td>").append(Page.escaped(minus(cell))).append("</td>"));
        body.append("</tr>\n");
    }

    private void foot() {
        body.append("</tbody></table></div>\n");
    }

    private void predictions() {
        head(
                "What follows",
                "In points where nothing else is said: ends of the 90 % interval, and the middle.",
                "quantity",
                List.of("mean", "5 %", "50 %", "95 %"));
        for (Prediction p : explanation.predictions()) {
            row(
                    words.name(p.wanted()),
                    DoubleStream.of(p.mean(), p.q05(), p.q50(), p.q95())
                            .mapToObj(x -> ExplainText.cell(p.wanted(), x))
                            .toList());
        }
        foot();
    }

    private void parameters() {
        head(
                "What would have to be true",
                "The posterior of every parameter that is not known. <em>Found</em> is the share of the prior's variance that the"
                        + " measurements take away: 1 where a parameter is found, 0 where they do not speak of it.",
                "parameter",
                List.of("mean", "5 %", "50 %", "95 %", "found", "before"));
        for (ParameterPosterior p : explanation.parameters()) {
            row(
                    p.unknown().label(),
                    List.of(
                            significant(p.mean()),
                            significant(p.q05()),
                            significant(p.q50()),
                            significant(p.q95()),
                            Numbers.fixed(p.contraction(), 2),
                            p.unknown().prior().toString()));
        }
        foot();
        body.append("<div class=\"densities\">\n");
        for (int i = 0; i < evidence.unknown().size(); i++) {
            body.append(DensitySvg.of(evidence.unknown().get(i), explanation.drawn(i)));
        }
        body.append(
                "</div>\n<p class=\"note\">Bars: after the measurements; broken line: before. Along each axis the prior's"
                        + " scale, of ratios where it is even in ratios.</p>\n");
        if (evidence.learners().size() > 1) {
            body.append("<p>Learner: ")
                    .append(explanation.learners().entrySet().stream()
                            .map(e -> e.getKey().label() + " " + Numbers.fixed(100 * e.getValue(), 0) + " %")
                            .collect(Collectors.joining(", ")))
                    .append(", half and half before.</p>\n");
        }
    }

    private void directions() {
        List<Direction> free =
                explanation.directions().stream().filter(Direction::isFree).toList();
        body.append("<h2>What stays free</h2>\n");
        if (free.isEmpty()) {
            body.append("<p>No direction keeps half of its prior variance.</p>\n");
            return;
        }
        body.append("<p>Directions, in units of the prior, that keep half of their variance or more:</p>\n<ul>\n");
        for (Direction direction : free) {
            String sum = direction.loadings().entrySet().stream()
                    .filter(e -> Math.abs(e.getValue()) >= SMALL)
                    .map(e -> minus(Numbers.signed(e.getValue(), 1)) + " " + e.getKey())
                    .collect(Collectors.joining(" "));
            body.append("<li>")
                    .append(Page.escaped(sum))
                    .append(", at ")
                    .append(Numbers.fixed(100 * direction.variance(), 0))
                    .append(" %</li>\n");
        }
        body.append("</ul>\n");
    }

    private void checks() {
        head(
                "Do the measurements fit?",
                "What each measurement showed, in points, and where the posterior has it in 90 of 100 worlds. A small p contradicts.",
                "measurement",
                List.of("shown", "5 %", "95 %", "p"));
        for (Check check : explanation.checks()) {
            row(
                    words.named(check.observation().quantity().label(), check.run()),
                    List.of(
                            Numbers.fixed(POINTS * check.observation().share(), 1),
                            Numbers.fixed(POINTS * check.q05(), 1),
                            Numbers.fixed(POINTS * check.q95(), 1),
                            Numbers.fixed(check.pValue(), 2)));
        }
        foot();
    }

    private void advice(List<Advice> advice) {
        if (advice.isEmpty()) {
            return;
        }
        boolean points = ExplainText.isShare(evidence.narrow());
        head(
                "What to measure next",
                "What a further measurement would take off the variance of "
                        + Page.escaped(words.name(evidence.narrow()))
                        + ", in expectation; the best an item first.",
                "measurement",
                List.of("items", points ? "sd then, points" : "sd then", "variance", "an item"));
        for (Advice each : advice) {
            row(
                    words.named(
                            each.candidate().quantity().label(),
                            each.candidate().run()),
                    List.of(
                            Integer.toString(each.candidate().items()),
                            points ? Numbers.fixed(POINTS * each.deviation(), 1) : Numbers.fixed(each.deviation(), 3),
                            Numbers.signed(-100 * each.reduction(), 1) + " %",
                            Numbers.signed(-100 * each.perItem(), 3) + " %"));
        }
        foot();
    }

    private Map<String, byte[]> leeway(Leeway leeway) {
        double[] x = leeway.steps().stream().mapToDouble(Leeway.Step::value).toArray();
        double[] y = leeway.steps().stream()
                .mapToDouble(step -> 100 * step.probability())
                .toArray();
        double[] wanted = new double[x.length];
        java.util.Arrays.fill(wanted, 100 * leeway.goal().probability());
        String label = leeway.parameter().label();
        boolean ratios = x[0] > 0 && x[x.length - 1] > 10 * x[0];
        Figure figure = new Figure.Lines(
                "leeway",
                evidence.name() + ": " + LeewayText.answer(leeway).replaceFirst("\\.$", ""),
                "The probability that " + LeewayText.kept(leeway.goal()) + ", at each " + label
                        + ": the share of " + leeway.draws() + " worlds of the posterior, the same at every value."
                        + " Broken: the probability that is wanted.",
                ratios ? Axis.logarithmic(label, "") : Axis.linear(label, ""),
                Axis.linear("probability", "%"),
                List.of(Series.of("kept", Mark.LINE, x, y), Series.of("wanted", Mark.DASHES, x, wanted)));
        Map<String, byte[]> images = new LinkedHashMap<>();
        body.append(Page.figure(figure, images));
        return images;
    }

    private void end(String command) {
        body.append("<h2>What this rests on</h2>\n<p>")
                .append(Numbers.fixed(explanation.effectiveSampleSize(), 0))
                .append(" effective points of ")
                .append(explanation.simulations())
                .append(
                        " simulations. It tells what would have to be true if one of the model's worlds is; it does not tell"
                                + " whether one is. EvalGap ")
                .append(Page.escaped(Build.version()))
                .append("</p>\n")
                .append(Page.called(command));
    }

    private static String minus(String text) {
        return text.replaceAll("-(?=[0-9.])", "−");
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        return Numbers.fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }
}
