package org.evalgap.cli.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.Place;
import org.evalgap.cli.audit.AdvisedPoint;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.audit.AuditFindings.WorstPair;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

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
        findings.warnings().forEach(w -> told.paragraph("Note: " + w));
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
        String told = told(m -> findings.result().bounds(m).orElse(null));
        if (!told.isEmpty()) {
            paragraph("Intervals over other samples of items, " + level() + " %: " + told + ".");
        }
        KernelRange kernels = findings.kernels();
        if (kernels == null) {
            paragraph(
                    "All of this is for one kernel, which nobody knows to be the true one: --kernels 8 shows a range.");
            return;
        }
        paragraph(AuditVerdict.assumed(kernels) + " Over them and other samples of items, " + level() + " %: "
                + told(m -> kernels.boundsWithItems(m).orElse(null)) + ".");
    }

    private String level() {
        return Numbers.fixed(100 * findings.spec().level(), 0);
    }

    private static String told(Function<Measure, @Nullable Bounds> of) {
        return BOUNDED.stream()
                .filter(m -> of.apply(m) != null)
                .map(m -> m.label() + " [" + range(of.apply(m), ", ", x -> Numbers.signed(x, 4)) + "]")
                .collect(Collectors.joining(", "));
    }

    private static String range(@Nullable Bounds bounds, String between, DoubleFunction<String> shown) {
        return bounds == null ? "" : shown.apply(bounds.lower()) + between + shown.apply(bounds.upper());
    }

    private static String logits(@Nullable Bounds bounds) {
        return range(bounds, "..", x -> Numbers.signed(x, 2));
    }

    private static String points(@Nullable Bounds bounds) {
        return range(bounds, "..", AuditText::points);
    }

    private void exposed() {
        List<WorstPair> worst = findings.worstPairs(ROWS);
        if (worst.isEmpty()) {
            return;
        }
        line("");
        paragraph("Memorised exposure, the mean of a set's items, in environments (" + level()
                + " % over other samples of items): " + exposures() + ".");
        line("");
        line("Public items learned most by heart, and from whom (logits of gain"
                + (findings.kernels() == null ? "):" : ", and their range over kernels):"));
        line("  gain    over kernels  by heart  over kernels  item          environment   wording");
        for (WorstPair pair : worst) {
            line("  " + pad(Numbers.signed(pair.item().gain(), 3), 8)
                    + pad(
                            logits(findings.overKernels(
                                    k -> k.gain(Place.PUBLIC, pair.item().row()))),
                            14)
                    + pad(Numbers.signed(pair.teacher().memorized(), 3), 10)
                    + pad(logits(findings.overKernels(k -> k.memorized(pair.teacher()))), 14)
                    + pad(pair.item().id(), 14)
                    + pad(pair.teacher().id(), 14)
                    + (pair.wording() == null ? "" : pair.wording().likeness().label()));
        }
    }

    private String exposures() {
        return Arrays.stream(Place.values())
                .filter(place -> !findings.result().items(place).isEmpty())
                .map(place -> place.label() + " "
                        + Numbers.fixed(findings.result().memorizedExposure(place), 3)
                        + findings.result()
                                .memorizedExposureBounds(place)
                                .map(b -> " [" + range(b, ", ", x -> Numbers.fixed(x, 3)) + "]")
                                .orElse(""))
                .collect(Collectors.joining(", "));
    }

    private void causes() {
        List<EnvironmentFinding> all = findings.result().environments();
        if (all.isEmpty() || !all.get(0).influences().containsKey(Measure.INFLATION)) {
            return;
        }
        line("");
        List<EnvironmentFinding> worst = all.stream()
                .sorted(Comparator.comparingDouble(e -> -e.influenceAtEqualCompute(Measure.INFLATION)))
                .limit(ROWS)
                .toList();
        double largest = worst.stream()
                .mapToDouble(e -> Math.abs(100 * e.influenceAtEqualCompute(Measure.INFLATION)))
                .max()
                .orElse(0);
        // Of many environments each does little.
        int thousands = largest >= 0.01 || largest == 0 ? 0 : largest >= 1e-5 ? 1 : 2;
        String unit = List.of("points", "thousandths of a point", "millionths of a point")
                .get(thousands);
        paragraph("Environments that cause most inflation, at equal compute, in " + unit
                + ": if a share grew e-fold, and if the environment were left out, with ranges (" + level() + " %):");
        line("  on         if       change    over items      over kernels    environment   kind");
        List<String> kinds = findings.environments().kinds();
        double factor = Math.pow(1000, thousands);
        for (EnvironmentFinding e : worst) {
            String kind = kinds == null ? "" : kinds.get(e.row());
            cause(e, Measure.INFLATION, factor, "inflation", pad(e.id(), 14) + kind);
            if (e.influences().containsKey(Measure.WORK_SCORE)) {
                cause(e, Measure.WORK_SCORE, factor, "work", "");
            }
        }
    }

    private void cause(EnvironmentFinding environment, Measure measure, double factor, String name, String who) {
        int j = environment.row();
        cause(
                pad(name, 11) + pad("e-fold", 9),
                factor,
                environment.influenceAtEqualCompute(measure),
                environment.boundsAtEqualCompute().get(measure),
                findings.overKernels(k -> k.influence(measure, j)),
                who);
        double removal = environment.removalAtEqualCompute(measure);
        if (!Double.isNaN(removal)) {
            cause(
                    pad("", 11) + pad("left out", 9),
                    factor,
                    removal,
                    environment.removalBoundsAtEqualCompute().get(measure),
                    findings.overKernels(k -> k.removal(measure, j)),
                    "");
        }
    }

    private void cause(
            String what, double factor, double value, @Nullable Bounds items, @Nullable Bounds kernels, String who) {
        DoubleFunction<String> shown = x -> points(factor * x);
        line("  " + what
                + pad(shown.apply(value), 10)
                + pad(range(items, "..", shown), 16)
                + pad(range(kernels, "..", shown), 16)
                + who);
    }

    private void front() {
        if (findings.advice() == null) {
            return;
        }
        line("");
        line("To train on instead, with the same compute, where a point of inflation costs mu points of work");
        line("(and ranges over other samples of items, " + level() + " %):");
        line("  mu     work      range             inflation  range             kept (share above a tenth)");
        for (AdvisedPoint point : findings.advice()) {
            long kept = Arrays.stream(point.shares()).filter(a -> a > .1).count();
            line("  " + pad(Numbers.text(point.mu()), 7)
                    + pad(points(point.workGain()), 10)
                    + pad(points(point.workBounds()), 18)
                    + pad(points(point.inflation()), 11)
                    + pad(points(point.inflationBounds()), 18)
                    + kept + " of " + findings.environments().size());
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
