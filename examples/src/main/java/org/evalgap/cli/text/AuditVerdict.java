package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.SuiteTestResult;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.overlap.Likeness;
import org.evalgap.measure.Measure;

/** The verdict of an audit in a few plain sentences, for the terminal and for the page. */
public final class AuditVerdict {
    private static final double CLEAR = 0.01;
    private static final double SOME = 0.05;

    private AuditVerdict() {}

    /**
     * The sentences, the most important first.
     *
     * @param findings of the audit
     * @return at least one sentence
     */
    public static List<String> sentences(AuditFindings findings) {
        List<String> sentences = new ArrayList<>();
        if (findings.test() != null) {
            sentences.add(origin(findings.test()));
        }
        if (findings.overlap() != null) {
            sentences.add(wording(findings));
        }
        if (findings.result().measures().containsKey(Measure.INFLATION)) {
            sentences.add(inflation(findings));
        } else {
            sentences.add("Without fresh items (--fresh) nobody can say which part of the public gain is inflation,"
                    + " nor test where the suite comes from.");
        }
        return sentences;
    }

    /** Whether anybody could tell from where the environments lie. */
    private static String origin(SuiteTestResult test) {
        String p = "p = " + Numbers.fixed(test.pValue(), test.pValue() < .001 ? 4 : 3);
        Bounds bounds = test.bounds();
        if (test.pValue() > SOME) {
            return "Nobody could tell from where they lie that these environments were made from the public items (" + p
                    + "); copies of a few items can escape this test.";
        }
        String sure = test.pValue() <= CLEAR
                ? "The environments were made with an eye on the public items: "
                : "The environments were probably made with an eye on the public items: ";
        String share = bounds.upper() >= 1
                ? "at least " + percent(Math.max(0, bounds.lower())) + " of them"
                : "about " + percent(Math.max(0, test.inspiredShare())) + " of them ("
                        + percent(Math.max(0, bounds.lower())) + " to " + percent(bounds.upper()) + ")";
        return sure + "they lie nearer to public than to fresh items (" + p + "), which tells of " + share + ".";
    }

    private static String wording(AuditFindings findings) {
        long exact = findings.alike(Likeness.EXACT);
        long near = findings.alike(Likeness.NEAR);
        long quoted = findings.alike(Likeness.QUOTED);
        int all = findings.environments().size();
        if (exact + near + quoted == 0) {
            return "No environment shares 13 words in a row, or half of its wording, with a public item.";
        }
        return "Of " + all + " environments " + exact + " are copies of public items, " + near
                + " are near-duplicates, and " + quoted + (quoted == 1 ? " shares" : " share")
                + " 13 words in a row with one.";
    }

    private static String inflation(AuditFindings findings) {
        double inflation = findings.result().measures().get(Measure.INFLATION);
        String told = "Under these assumptions training on them inflates the public score by " + points(inflation)
                + " points";
        String items = findings.result()
                .bounds(Measure.INFLATION)
                .map(b -> range(b) + " over other items")
                .orElse("");
        Bounds over = findings.overKernels(k -> k.boundsWithItems(Measure.INFLATION));
        String kernels = over == null ? "" : range(over) + " over a range of kernels too";
        String both = items + (items.isEmpty() || kernels.isEmpty() ? "" : "; ") + kernels;
        return told + (both.isEmpty() ? "" : " (" + both + ")") + ".";
    }

    private static String range(Bounds bounds) {
        return points(bounds.lower()) + " to " + points(bounds.upper());
    }

    /**
     * What is assumed of the kernel, in a sentence or two.
     *
     * @param range of kernels
     * @return plain text
     */
    public static String assumed(KernelRange range) {
        KernelRange.Prior prior = range.prior();
        return "How far learning carries is assumed, not found: "
                + range.kernels().size() + " kernels were tried, breadth "
                + ends(prior.breadth()) + " and memorizationScale " + ends(prior.memorizationScale())
                + " (even in logarithms), memorization " + ends(prior.memorization()) + ".";
    }

    private static String ends(KernelRange.Range range) {
        return Numbers.text(range.low()) + " to " + Numbers.text(range.high());
    }

    private static String points(double share) {
        return Numbers.signed(100 * share, 2);
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 0) + " %";
    }
}
