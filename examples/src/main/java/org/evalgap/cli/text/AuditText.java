package org.evalgap.cli.text;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.cli.audit.AdvisedPoint;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.audit.AuditFindings.WorstPair;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.measure.Measure;

/** An audit of a suite for people in a terminal: verdict, scores, who is exposed, who causes it, what to train on instead. */
public final class AuditText {
    private static final int ROWS = 5;
    private static final int WIDE = 100;
    private static final List<Measure> BOUNDED =
            List.of(Measure.INFLATION, Measure.DISTRIBUTION_GAP, Measure.RELIABILITY_GAP, Measure.TRANSFER);

    private final AuditFindings findings;
    private final StringBuilder text = new StringBuilder();

    private AuditText(AuditFindings findings) {
        this.findings = findings;
    }

    /**
     * Tells it.
     *
     * @param findings of the audit
     * @return lines, each ended by a line feed
     */
    public static String tell(AuditFindings findings) {
        AuditText told = new AuditText(findings);
        told.head();
        AuditVerdict.sentences(findings).forEach(told::paragraph);
        told.line("");
        told.text.append(Story.tell(findings.spec().scenario(), Findings.of(findings.result())));
        told.intervals();
        told.exposed();
        told.causes();
        told.front();
        findings.result().warnings().forEach(w -> told.paragraph("Note: " + w));
        if (findings.test() != null) {
            findings.test().warnings().forEach(w -> told.paragraph("Note: " + w));
        }
        return told.text.toString();
    }

    private void head() {
        line(findings.placement().sets().values().stream()
                .map(set -> set.size() + " " + set.part().label())
                .collect(Collectors.joining(", ", "Tasks: ", "")));
        paragraph("Placed: " + findings.placement().told() + ".");
        for (SuiteSet set : findings.placement().sets().values()) {
            if (set.difficulties() == null && set.attempts() == null) {
                paragraph("Note: no pass rates and no difficulties of the "
                        + set.part().label()
                        + " set; each is taken for as hard as the learner is able (difficulty 0).");
            }
            if (!set.unused().isEmpty()) {
                paragraph("Note: of the " + set.part().label() + " set nobody reads the fields "
                        + String.join(
                                ", ",
                                set.unused().subList(0, Math.min(9, set.unused().size()))) + ".");
            }
        }
        line("");
    }

    private void intervals() {
        String told = BOUNDED.stream()
                .filter(m -> findings.result().bounds(m).isPresent())
                .map(m -> m.label()
                        + findings.result()
                                .bounds(m)
                                .map(b ->
                                        " [" + Numbers.signed(b.lower(), 4) + ", " + Numbers.signed(b.upper(), 4) + "]")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        if (!told.isEmpty()) {
            paragraph("Intervals over other samples of items, "
                    + Numbers.fixed(100 * findings.spec().level(), 0) + " %: " + told + ".");
        }
    }

    private void exposed() {
        List<WorstPair> worst = findings.worstPairs(ROWS);
        if (worst.isEmpty()) {
            return;
        }
        line("");
        line("Public items learned most by heart, and from whom (logits of gain):");
        line("  gain    by heart  item          environment   shared wording");
        for (WorstPair pair : worst) {
            line("  " + pad(Numbers.signed(pair.item().gain(), 3), 8)
                    + pad(Numbers.signed(pair.teacher().memorized(), 3), 10)
                    + pad(pair.item().id(), 14)
                    + pad(pair.teacher().id(), 14)
                    + (pair.wording() == null ? "" : pair.wording().likeness().label()));
        }
    }

    private void causes() {
        List<EnvironmentFinding> all = findings.result().environments();
        if (all.isEmpty() || !all.get(0).influences().containsKey(Measure.INFLATION)) {
            return;
        }
        line("");
        line("Environments that cause most inflation, at equal compute (points if a share grew e-fold):");
        line("  inflation  work     environment   kind");
        List<String> kinds = findings.environments().kinds();
        all.stream()
                .sorted(Comparator.comparingDouble(e -> -e.influenceAtEqualCompute(Measure.INFLATION)))
                .limit(ROWS)
                .forEach(e -> line("  " + pad(points(e.influenceAtEqualCompute(Measure.INFLATION)), 11)
                        + pad(points(e.influenceAtEqualCompute(Measure.WORK_SCORE)), 9) + pad(e.id(), 14)
                        + (kinds == null ? "" : kinds.get(e.row()))));
    }

    private void front() {
        if (findings.advice() == null) {
            return;
        }
        line("");
        line("To train on instead, with the same compute, where a point of inflation costs mu points of work:");
        line("  mu     work      inflation  environments kept (share above a tenth)");
        for (AdvisedPoint point : findings.advice()) {
            long kept =
                    java.util.Arrays.stream(point.shares()).filter(a -> a > .1).count();
            line("  " + pad(Numbers.text(point.mu()), 7) + pad(points(point.workGain()), 10)
                    + pad(points(point.inflation()), 11) + kept + " of "
                    + findings.environments().size());
        }
        if (findings.set(Part.WORK) != null) {
            paragraph(
                    "Shares of environments for mu = 1 are advisedShare in --format json, and a file to feed back with --report.");
        }
    }

    private static String points(double share) {
        return Double.isNaN(share) ? "" : Numbers.signed(100 * share, 3);
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(Math.max(1, width - cell.length()));
    }

    /** A paragraph in lines that a terminal holds. */
    private void paragraph(String words) {
        StringBuilder row = new StringBuilder();
        for (String word : words.split(" ")) {
            if (row.length() > 0 && row.length() + 1 + word.length() > WIDE) {
                line(row.toString());
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : " ").append(word);
        }
        line(row.toString());
    }

    private void line(String words) {
        text.append(words.stripTrailing()).append('\n');
    }
}
