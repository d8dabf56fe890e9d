package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.SensitivityText;
import org.evalgap.measure.Score;
import org.evalgap.sensitivity.IndexEstimate;
import org.evalgap.sensitivity.InputSensitivity;
import org.evalgap.sensitivity.OutputSensitivity;
import org.evalgap.sensitivity.SensitivityResult;

/** Which axis of a plan matters, as a page: a sentence a measure, and of each axis what it makes alone and with others. */
public final class SensitivityPage {
    private static final double PERCENT = 100;

    private final SensitivityResult result;
    private final StringBuilder body = new StringBuilder();

    private SensitivityPage(SensitivityResult result) {
        this.result = result;
    }

    /**
     * Writes the page.
     *
     * @param option the option that names the directory
     * @param directory made if it does not exist
     * @param name of the plan
     * @param result the indices
     * @param command the command line
     * @return the path of the page
     * @throws InputException if it cannot be written
     */
    public static Path write(String option, Path directory, String name, SensitivityResult result, String command) {
        SensitivityPage page = new SensitivityPage(result);
        page.body
                .append("<p class=\"meta\">")
                .append(Page.escaped(
                        "Sensitivity of " + SensitivityText.head(name, result) + " · EvalGap " + Build.version()))
                .append("</p>\n<h1>Which assumption matters?</h1>\n")
                .append(
                        "<p class=\"lead\">Every axis of the plan varies over its range; a measure varies with them. How much of that"
                                + " variance does an axis make? <strong>It says what matters within these ranges, not what is"
                                + " true.</strong></p>\n");
        page.answers();
        result.outputs().forEach(page::output);
        page.end(command);
        return Page.write(
                option, directory, Page.plain("EvalGap: sensitivity of " + name, page.body.toString()), Map.of());
    }

    private void answers() {
        body.append("<ul class=\"finding\">\n");
        for (OutputSensitivity output : result.outputs()) {
            body.append("<li><a href=\"#")
                    .append(Page.escaped(output.output()))
                    .append("\">")
                    .append(Page.escaped(Score.words(output.output())))
                    .append("</a>: ")
                    .append(text(SensitivityText.sentence(output)))
                    .append("</li>\n");
        }
        body.append("</ul>\n");
    }

    private void output(OutputSensitivity output) {
        String words = Page.escaped(Score.words(output.output()));
        body.append("<section aria-labelledby=\"")
                .append(Page.escaped(output.output()))
                .append("\">\n<h2 id=\"")
                .append(Page.escaped(output.output()))
                .append("\">What moves ")
                .append(words)
                .append("</h2>\n");
        if (output.told()) {
            shares(output, words);
        } else {
            body.append("<p>")
                    .append(text(capital(SensitivityText.sentence(output))))
                    .append("</p>\n");
        }
        if (!output.constant()) {
            body.append("<p class=\"note\">Noise, which is taken out, makes ")
                    .append(percent(output.noise().value()))
                    .append(" ±")
                    .append(percent((output.noise().high() - output.noise().low()) / 2))
                    .append(" % of the variance between means of ")
                    .append(result.replicates())
                    .append(" replicates.</p>\n");
        }
        body.append("</section>\n");
    }

    private void shares(OutputSensitivity output, String words) {
        body.append(Page.scroll("Shares of the variance of " + words))
                .append(
                        "<table><caption>% of the variance [95 % interval], the greatest first; full bar: alone, hatched: with"
                                + " others</caption><thead><tr><th class=\"text\" scope=\"col\">axis</th>"
                                + "<th class=\"text\" scope=\"col\">share</th><th scope=\"col\">alone</th>"
                                + "<th scope=\"col\">with others</th></tr></thead><tbody>\n");
        output.inputs().stream()
                .sorted(Comparator.comparingDouble(
                        (InputSensitivity input) -> -input.total().value()))
                .forEach(input -> {
                    body.append("<tr><th class=\"text\" scope=\"row\">")
                            .append(Page.escaped(input.input()))
                            .append("</th><td class=\"text\">");
                    bar(input.first().value(), "alone");
                    bar(input.total().value() - Math.max(0, input.first().value()), "others");
                    body.append("</td>");
                    cell(input.first());
                    cell(input.total());
                    body.append("</tr>\n");
                });
        body.append("<tr><th class=\"text\" scope=\"row\">interactions</th><td></td>");
        cell(output.interactions());
        body.append("<td>–</td></tr>\n</tbody></table></div>\n");
    }

    private void bar(double share, String kind) {
        body.append(String.format(
                Locale.ROOT,
                "<span class=\"share %s\" style=\"width: %.2frem\"></span>",
                kind,
                10 * Math.max(0, Math.min(1, share))));
    }

    private void cell(IndexEstimate share) {
        body.append("<td>")
                .append(percent(share.value()))
                .append(" [")
                .append(percent(share.low()))
                .append(", ")
                .append(percent(share.high()))
                .append("]</td>");
    }

    private void end(String command) {
        body.append("<section aria-labelledby=\"reproduce\">\n<h2 id=\"reproduce\">How to reproduce</h2>\n")
                .append("<p>The same version, plan and seed give the same numbers on any machine.</p>\n")
                .append(Page.called(command))
                .append("</section>\n");
    }

    private static String percent(double share) {
        return Numbers.fixed(PERCENT * share, 0).replace('-', '−');
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String text(String sentence) {
        return Page.escaped(sentence.replaceAll("-(?=[0-9.])", "−"));
    }
}
