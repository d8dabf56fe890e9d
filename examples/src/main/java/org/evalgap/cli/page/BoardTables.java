package org.evalgap.cli.page;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.BoardText;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.BoardResult.Further;
import org.evalgap.protocol.board.BoardResult.Verdict;
import org.evalgap.protocol.board.LabMeasure;
import org.evalgap.protocol.board.Target;

/** The tables of a board's page, each number with half its 95 % interval. Scores, inflation and regret in points. */
final class BoardTables {
    private static final double POINTS = 100;
    private static final String NONE = "–";

    private final BoardResult result;
    private final BoardPlan plan;
    private final int last;

    BoardTables(BoardResult result) {
        this.result = result;
        this.plan = result.plan();
        this.last = plan.releases() - 1;
    }

    private static void begin(StringBuilder out, String heading, String note, List<String> columns) {
        out.append("<h2>")
                .append(heading)
                .append("</h2>\n<p class=\"note\">")
                .append(note)
                .append("</p>\n");
        table(out, heading, columns);
    }

    private static void table(StringBuilder out, String label, List<String> columns) {
        out.append(Page.scroll(label)).append("<table><thead><tr><th class=\"text\" scope=\"col\">protocol</th>");
        columns.forEach(
                column -> out.append("<th scope=\"col\">").append(column).append("</th>"));
        out.append("</tr></thead><tbody>\n");
    }

    private static void end(StringBuilder out) {
        out.append("</tbody></table></div>\n");
    }

    private void row(StringBuilder out, int protocol, List<String> cells) {
        out.append("<tr><td class=\"text\">").append(name(protocol)).append("</td>");
        cells.forEach(cell -> out.append("<td>").append(cell).append("</td>"));
        out.append("</tr>\n");
    }

    private String name(int protocol) {
        return Page.escaped(plan.protocols().get(protocol).name());
    }

    private String board(int protocol, BoardMeasure measure, double unit, int decimals) {
        return pair(result.of(protocol, last, measure), unit, decimals);
    }

    private static String pair(Estimate estimate, double unit, int decimals) {
        double half = unit * estimate.halfWidth();
        String mean = Double.isNaN(estimate.mean()) ? NONE : Numbers.fixed(unit * estimate.mean(), decimals);
        return Double.isNaN(half) ? mean : mean + "&nbsp;±&nbsp;" + Numbers.fixed(half, decimals);
    }

    /** What stands at the end, by protocol. */
    void lastRelease(StringBuilder out) {
        begin(
                out,
                "The last release",
                "Inflation (told minus true fresh score, mean over labs) and regret in points. First is best: share of worlds in"
                        + " which the board's first is the best at work. Half-life: releases until"
                        + " Kendall's τ with work is below " + Numbers.text(plan.level())
                        + "; behind it the range that the intervals of τ allow.",
                List.of(
                        "inflation told",
                        "τ with work",
                        "τ with fresh",
                        "ρ with work",
                        "ρ with fresh",
                        "first is best",
                        "regret",
                        "half-life",
                        "items written"));
        for (int p = 0; p < plan.protocols().size(); p++) {
            row(
                    out,
                    p,
                    List.of(
                            board(p, BoardMeasure.TOLD_INFLATION, POINTS, 2),
                            board(p, BoardMeasure.KENDALL_WORK, 1, 2),
                            board(p, BoardMeasure.KENDALL_FRESH, 1, 2),
                            board(p, BoardMeasure.SPEARMAN_WORK, 1, 2),
                            board(p, BoardMeasure.SPEARMAN_FRESH, 1, 2),
                            board(p, BoardMeasure.FIRST_IS_BEST, 1, 2),
                            board(p, BoardMeasure.REGRET, POINTS, 2),
                            halfLife(p),
                            items(p)));
        }
        end(out);
    }

    private String items(int protocol) {
        return Numbers.text(
                result.of(protocol, last, BoardMeasure.FRESH_ITEMS_SPENT).mean());
    }

    private String halfLife(int protocol) {
        String mean = releases(result.halfLife(protocol));
        String least = releases(result.halfLifeAtLeast(protocol));
        String most = releases(result.halfLifeAtMost(protocol));
        return least.equals(most) ? mean : mean + " (" + least + " to " + most + ")";
    }

    private String releases(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "&gt;&nbsp;" + plan.releases();
    }

    /** Whether protocols keep the target, where they do least. */
    void target(StringBuilder out) {
        if (plan.target().isEmpty()) {
            return;
        }
        Target target = plan.target().get();
        begin(
                out,
                "Who keeps " + Page.escaped(BoardText.told(target)) + "?",
                "At the release where a protocol does least. It is sure where the interval there is on one side of the bound.",
                List.of("keeps it", "where it does least", "at release", "items written for the target"));
        for (int p = 0; p < plan.protocols().size(); p++) {
            Verdict verdict = result.verdict(p);
            row(
                    out,
                    p,
                    List.of(
                            (verdict.kept() ? "yes" : "no") + (verdict.sure() ? "" : ", not sure"),
                            BoardText.inUnit(target, verdict.worst()).replace(" ", "&nbsp;"),
                            Integer.toString(verdict.release() + 1),
                            Long.toString(result.itemsSpent(p))));
        }
        end(out);
    }

    /** What new items buy, on average and one more. */
    void items(StringBuilder out) {
        begin(
                out,
                "What new items buy",
                "Points of inflation that are bought off at the last release, in the same worlds: against "
                        + name(0)
                        + ", for every 100 items beyond that one's, and for every 100 more than the protocol writes"
                        + " that is next cheaper in items, the first listed of equals: the price of items alone only where"
                        + " the two differ in nothing else.",
                List.of("items written", "bought off", "for 100 items", "for 100 more", "more than"));
        for (int p = 0; p < plan.protocols().size(); p++) {
            Optional<Further> further = result.further(p);
            row(
                    out,
                    p,
                    List.of(
                            items(p),
                            p == 0 ? NONE : board(p, BoardMeasure.BOUGHT_OFF, POINTS, 2),
                            pair(result.boughtPerItem(p), POINTS * 100, 3),
                            further.map(f -> pair(f.perItem(), POINTS * 100, 3)).orElse(NONE),
                            further.map(f -> name(f.beyond())).orElse(NONE)));
        }
        end(out);
    }

    /** Every lab at the last release. */
    void labs(StringBuilder out) {
        out.append("<details><summary>Every lab at the last release</summary>\n"
                + "<p class=\"note\">Scores in points: told, true on fresh items, true at work; inflation is told minus"
                + " fresh.</p>\n");
        table(out, "Every lab", List.of("lab", "told", "fresh", "work", "inflation"));
        for (int p = 0; p < plan.protocols().size(); p++) {
            for (int l = 0; l < plan.labs().size(); l++) {
                row(
                        out,
                        p,
                        List.of(
                                Page.escaped(plan.labs().get(l).name()),
                                lab(p, l, LabMeasure.REPORTED_SCORE),
                                lab(p, l, LabMeasure.FRESH_SCORE),
                                lab(p, l, LabMeasure.WORK_SCORE),
                                lab(p, l, LabMeasure.TOLD_INFLATION)));
            }
        }
        end(out);
        out.append("</details>\n");
    }

    private String lab(int protocol, int lab, LabMeasure measure) {
        return pair(result.of(protocol, last, lab, measure), POINTS, 2);
    }
}
