package org.evalgap.cli.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.SuiteTestResult;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.audit.AuditFindings.WorstPair;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Build;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.text.AuditVerdict;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** The page of an audit: verdict, exposure, the worst pairs side by side, influence, what to drop, and how to have it again. */
public final class AuditPage {
    private static final int PAIRS = 10;
    private static final double POINTS = 100;
    private static final int LONGEST_TEXT = 4000;
    private static final List<Measure> SHOWN = List.of(
            Measure.PUBLIC_SCORE,
            Measure.FRESH_SCORE,
            Measure.WORK_SCORE,
            Measure.IMPACT_SCORE,
            Measure.INFLATION,
            Measure.DISTRIBUTION_GAP,
            Measure.RELIABILITY_GAP,
            Measure.DISCONNECT,
            Measure.TRANSFER);
    private static final Map<Measure, String> NAMES = Map.of(
            Measure.PUBLIC_SCORE, "public score after training",
            Measure.FRESH_SCORE, "fresh score after training",
            Measure.WORK_SCORE, "work score after training",
            Measure.IMPACT_SCORE, "impact score after training",
            Measure.INFLATION, "inflation: learned about these very items",
            Measure.DISTRIBUTION_GAP, "distribution gap: learned about this kind of item",
            Measure.RELIABILITY_GAP, "reliability gap: lost in chains",
            Measure.DISCONNECT, "disconnect: the sum of the three",
            Measure.TRANSFER, "transfer: gained at work of 100 points gained in public");

    private AuditPage() {}

    /**
     * Writes the page.
     *
     * @param directory made if it does not exist
     * @param findings of the audit
     * @param command the command line
     * @return the path of the page
     * @throws InputException if it cannot be written
     */
    public static Path write(Path directory, AuditFindings findings, String command) {
        String page = Page.drawn(
                "EvalGap: audit of a suite",
                "audit",
                Map.of(
                        "sets", sets(findings),
                        "verdict", paragraphs(AuditVerdict.sentences(findings), "finding"),
                        "placed", Page.escaped("Placed " + findings.placement().told() + "."),
                        "warnings", paragraphs(findings.warnings(), "note"),
                        "level", Numbers.fixed(100 * findings.spec().level(), 0),
                        "scores", scores(findings),
                        "pairs", pairs(findings),
                        "origin", origin(findings.test()),
                        "kernels", kernels(findings.kernels()),
                        "reproduce", reproduce(findings, command)),
                json -> Json.write(json, AuditPageData.tree(findings)));
        return Page.write("--report", directory, page, Map.of());
    }

    private static String sets(AuditFindings findings) {
        return findings.placement().sets().values().stream()
                .map(set -> set.size() + " "
                        + switch (set.part()) {
                            case PUBLIC -> "public items";
                            case FRESH -> "fresh items";
                            case WORK -> "work tasks";
                            case ENVIRONMENTS -> "environments";
                        })
                .collect(Collectors.joining(", ", "", "."));
    }

    private static String paragraphs(List<String> sentences, String style) {
        return sentences.stream()
                .map(s -> "<p class=\"" + style + "\">" + Page.escaped(s) + "</p>\n")
                .collect(Collectors.joining());
    }

    private static String scores(AuditFindings findings) {
        boolean kernels = findings.kernels() != null;
        StringBuilder table = new StringBuilder(
                "<table class=\"scores\"><thead><tr><th class=\"text\" scope=\"col\">measure</th><th scope=\"col\">points</th>"
                        + "<th scope=\"col\">over items</th>"
                        + (kernels ? "<th scope=\"col\">over kernels too</th>" : "")
                        + "</tr></thead><tbody>\n");
        for (Measure measure : SHOWN) {
            Double value = findings.result().measures().get(measure);
            if (value == null) {
                continue;
            }
            table.append("<tr><th class=\"text\" scope=\"row\">")
                    .append(NAMES.get(measure))
                    .append("</th>");
            cell(table, number(measure, value));
            cell(table, range(measure, findings.result().bounds(measure).orElse(null)));
            if (kernels) {
                cell(table, range(measure, findings.overKernels(k -> k.boundsWithItems(measure))));
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody></table>").toString();
    }

    private static void cell(StringBuilder table, String shown) {
        table.append("<td>").append(shown).append("</td>");
    }

    /** In points, as the verdict is; a gap with its sign. */
    private static String number(Measure measure, double share) {
        boolean level = measure.label().endsWith("Score") || measure == Measure.TRANSFER;
        String shown = level ? Numbers.fixed(POINTS * share, 1) : Numbers.signed(POINTS * share, 2);
        return shown.isEmpty() ? "–" : shown.replace("-", "−");
    }

    private static String range(Measure measure, @Nullable Bounds bounds) {
        return bounds == null ? "–" : number(measure, bounds.lower()) + " to " + number(measure, bounds.upper());
    }

    private static String pairs(AuditFindings findings) {
        StringBuilder html = new StringBuilder();
        for (WorstPair pair : findings.worstPairs(PAIRS)) {
            html.append("<article class=\"pair\"><h3>")
                    .append(Page.escaped(
                            pair.item().id() + " and " + pair.teacher().id()))
                    .append("</h3>\n<p class=\"note\">")
                    .append(Page.escaped(told(pair)))
                    .append("</p>\n<div class=\"two\">")
                    .append(side(
                            "Public item",
                            findings.text(Part.PUBLIC, pair.item().row())))
                    .append(side(
                            "Environment",
                            findings.text(Part.ENVIRONMENTS, pair.teacher().row())))
                    .append("</div></article>\n");
        }
        return html.isEmpty() ? "<p>No item has a teacher.</p>" : html.toString();
    }

    private static String told(WorstPair pair) {
        String wording = pair.wording() == null
                ? ""
                : ", shared wording: " + pair.wording().likeness().label() + " (similarity "
                        + Numbers.fixed(pair.wording().similarity(), 2) + ")";
        return "By heart " + Numbers.signed(pair.teacher().memorized(), 3) + " of "
                + Numbers.signed(pair.item().gain(), 3) + " logits of gain; distance "
                + Numbers.fixed(pair.teacher().distance(), 3) + wording;
    }

    private static String side(String title, String text) {
        String shown = text.isEmpty() ? "(no text was given)" : text;
        shown = shown.length() <= LONGEST_TEXT ? shown : shown.substring(0, LONGEST_TEXT) + "…";
        return "<figure><figcaption>" + title + "</figcaption><blockquote>"
                + Page.escaped(shown).replace("\n", "<br>") + "</blockquote></figure>";
    }

    private static String origin(@Nullable SuiteTestResult test) {
        if (test == null) {
            return "<p>Not tested: it takes fresh items of the eval's recipe (--fresh).</p>";
        }
        Bounds bounds = test.bounds();
        return "<p>Public and fresh items of one recipe may be exchanged if nobody looked. "
                + Numbers.fixed(100 * test.statistic(), 1)
                + " % of the environments lie nearer to a public item than to any fresh one; "
                + Numbers.fixed(100 * test.expected(), 1) + " % would be expected. p = "
                + Numbers.fixed(test.pValue(), 4) + " by "
                + test.permutations()
                + " permutations of the labels.</p>\n<p>Estimated share of environments made from public items: "
                + Numbers.fixed(test.inspiredShare(), 2) + ", from " + Numbers.fixed(bounds.lower(), 2) + " to "
                + Numbers.fixed(bounds.upper(), 2) + " at " + Numbers.fixed(100 * bounds.level(), 0) + " %. "
                + "Fresh items of another time or by other authors are not exchangeable, and make this test void.</p>\n"
                + paragraphs(test.warnings(), "note");
    }

    private static String kernels(@Nullable KernelRange range) {
        return range == null
                ? "One kernel was tried; nobody knows it to be the true one (--kernels 8 shows a range)."
                : Page.escaped(AuditVerdict.assumed(range))
                        + " Where figures have a range over kernels, it is as wide as this assumption: the suite's own data do"
                        + " not narrow it.";
    }

    private static String reproduce(AuditFindings findings, String command) {
        return "<p>EvalGap " + Page.escaped(Build.version()) + ", seed "
                + findings.spec().seed() + "</p>\n" + Page.called(command);
    }
}
