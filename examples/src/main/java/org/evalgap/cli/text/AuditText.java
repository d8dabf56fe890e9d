package org.evalgap.cli.text;

import java.util.ArrayList;
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
    private static final int NAMED = 3;
    private static final List<Measure> BOUNDED =
            List.of(Measure.INFLATION, Measure.DISTRIBUTION_GAP, Measure.RELIABILITY_GAP, Measure.TRANSFER);

    private final AuditFindings findings;
    private final Screen screen;
    private final StringBuilder text = new StringBuilder();

    private AuditText(AuditFindings findings, Screen screen) {
        this.findings = findings;
        this.screen = screen;
    }

    /**
     * Tells it.
     *
     * @param findings of the audit
     * @param screen what shows the text
     * @param verbose whether with ranges, items and environments
     * @return lines, each ended by a line feed
     */
    public static String tell(AuditFindings findings, Screen screen, boolean verbose) {
        AuditText told = new AuditText(findings, screen);
        AuditVerdict.sentences(findings).forEach(told::paragraph);
        told.names();
        told.line("");
        Findings found = Findings.of(findings.result());
        told.text.append(Story.table(findings.spec().scenario(), found, screen));
        told.line("");
        told.head();
        if (verbose) {
            told.text.append(Story.answer(findings.spec().scenario(), found, screen));
            told.text.append(Story.more(findings.spec().scenario(), found, screen));
            told.intervals();
            told.exposed();
            told.causes();
        } else {
            told.kernels();
        }
        told.front();
        findings.warnings().forEach(w -> told.paragraph("Note: " + w));
        if (findings.test() != null) {
            findings.test().warnings().forEach(w -> told.paragraph("Note: " + w));
        }
        if (!verbose) {
            told.line("Every item and environment, and ranges: --verbose. A page: --report DIR.");
        }
        return screen.fitted(told.text.toString());
    }

    /** The environments that cause most, by name. */
    private void names() {
        List<EnvironmentFinding> worst = worstEnvironments();
        List<String> names = worst.stream()
                .filter(e -> e.influenceAtEqualCompute(Measure.INFLATION) > 0)
                .limit(NAMED)
                .map(EnvironmentFinding::id)
                .toList();
        if (!names.isEmpty()) {
            paragraph("Most of the inflation is due to " + (names.size() == 1 ? "environment " : "environments ")
                    + Lines.listed(names) + ".");
        }
    }

    private List<EnvironmentFinding> worstEnvironments() {
        List<EnvironmentFinding> all = findings.result().environments();
        if (all.isEmpty() || !all.get(0).influences().containsKey(Measure.INFLATION)) {
            return List.of();
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(e -> -e.influenceAtEqualCompute(Measure.INFLATION)))
                .limit(ROWS)
                .toList();
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
    }

    private void intervals() {
        String told = told(m -> findings.result().bounds(m).orElse(null));
        if (!told.isEmpty()) {
            paragraph("Intervals in points over other samples of items, " + level() + " %: " + told + ".");
        }
        kernels();
        KernelRange kernels = findings.kernels();
        if (kernels == null) {
            return;
        }
        paragraph(AuditVerdict.assumed(kernels) + " Over them and other samples of items, " + level() + " %: "
                + told(m -> kernels.boundsWithItems(m).orElse(null)) + ".");
    }

    private void kernels() {
        if (findings.kernels() == null) {
            paragraph(
                    "All of this is for one kernel, which nobody knows to be the true one: --kernels 8 shows a range.");
        }
    }

    private String level() {
        return Numbers.fixed(100 * findings.spec().level(), 0);
    }

    private static String told(Function<Measure, @Nullable Bounds> of) {
        return BOUNDED.stream()
                .filter(m -> of.apply(m) != null)
                .map(m -> m.words() + " [" + range(of.apply(m), ", ", x -> inUnit(m, x)) + "]"
                        + (m == Measure.TRANSFER ? " of 100" : ""))
                .collect(Collectors.joining(", "));
    }

    /** Gaps in points; transfer in points at work of 100 gained in public. */
    private static String inUnit(Measure measure, double value) {
        return measure == Measure.TRANSFER ? Numbers.fixed(100 * value, 1) : Numbers.signed(100 * value, 2);
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
        Grid grid = new Grid().names("item").numbers("gain");
        if (findings.kernels() != null) {
            grid.numbers("over kernels");
        }
        grid.numbers("by heart");
        if (findings.kernels() != null) {
            grid.numbers("over kernels");
        }
        grid.names("environment").names("wording");
        for (WorstPair pair : worst) {
            List<String> cells = new ArrayList<>(
                    List.of(pair.item().id(), Numbers.signed(pair.item().gain(), 3)));
            if (findings.kernels() != null) {
                cells.add(logits(findings.overKernels(
                        k -> k.gain(Place.PUBLIC, pair.item().row()))));
            }
            cells.add(Numbers.signed(pair.teacher().memorized(), 3));
            if (findings.kernels() != null) {
                cells.add(logits(findings.overKernels(k -> k.memorized(pair.teacher()))));
            }
            cells.add(pair.teacher().id());
            cells.add(pair.wording() == null ? "" : pair.wording().likeness().label());
            grid.row(cells);
        }
        text.append(grid.text(screen.tableWidth()));
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
        List<EnvironmentFinding> worst = worstEnvironments();
        if (worst.isEmpty()) {
            return;
        }
        line("");
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
        List<String> kinds = findings.environments().kinds();
        double factor = Math.pow(1000, thousands);
        Grid grid = new Grid().names("environment");
        if (kinds != null) {
            grid.names("kind");
        }
        grid.names("on").names("if").numbers("change").numbers("over items");
        if (findings.kernels() != null) {
            grid.numbers("over kernels");
        }
        for (EnvironmentFinding e : worst) {
            List<String> who = new ArrayList<>(List.of(e.id()));
            if (kinds != null) {
                who.add(kinds.get(e.row()));
            }
            cause(grid, who, e, Measure.INFLATION, factor, Measure.INFLATION.words());
            if (e.influences().containsKey(Measure.WORK_SCORE)) {
                cause(grid, kinds == null ? List.of("") : List.of("", ""), e, Measure.WORK_SCORE, factor, "work");
            }
        }
        text.append(grid.text(screen.tableWidth()));
    }

    private void cause(
            Grid grid, List<String> who, EnvironmentFinding environment, Measure measure, double factor, String name) {
        int j = environment.row();
        List<String> cells = new ArrayList<>(who);
        cells.addAll(List.of(name, "e-fold"));
        numbers(
                cells,
                factor,
                environment.influenceAtEqualCompute(measure),
                environment.boundsAtEqualCompute().get(measure),
                findings.overKernels(k -> k.influence(measure, j)));
        grid.row(cells);
        double removal = environment.removalAtEqualCompute(measure);
        if (!Double.isNaN(removal)) {
            List<String> left = new ArrayList<>(who.stream().map(cell -> "").toList());
            left.addAll(List.of("", "left out"));
            numbers(
                    left,
                    factor,
                    removal,
                    environment.removalBoundsAtEqualCompute().get(measure),
                    findings.overKernels(k -> k.removal(measure, j)));
            grid.row(left);
        }
    }

    private void numbers(
            List<String> cells, double factor, double value, @Nullable Bounds items, @Nullable Bounds kernels) {
        DoubleFunction<String> shown = x -> points(factor * x);
        cells.add(shown.apply(value));
        cells.add(range(items, "..", shown));
        if (findings.kernels() != null) {
            cells.add(range(kernels, "..", shown));
        }
    }

    private void front() {
        if (findings.advice() == null) {
            return;
        }
        line("");
        paragraph("To train on instead, with the same compute, where a point of inflation costs mu points of work"
                + " (points, and ranges over other samples of items, " + level() + " %):");
        Grid grid = new Grid()
                .numbers("mu")
                .numbers("work")
                .numbers("range")
                .numbers(Measure.INFLATION.words())
                .numbers("range")
                .numbers("kept");
        for (AdvisedPoint point : findings.advice()) {
            long kept = Arrays.stream(point.shares()).filter(a -> a > .1).count();
            grid.row(
                    Numbers.text(point.mu()),
                    points(point.workGain()),
                    points(point.workBounds()),
                    points(point.inflation()),
                    points(point.inflationBounds()),
                    kept + " of " + findings.environments().size());
        }
        text.append(grid.text(screen.width()));
        line("Kept: those whose share is above a tenth.");
        if (findings.set(Part.WORK) != null) {
            paragraph(
                    "Shares of environments for mu = 1 are advisedShare in --format json, and a file to feed back with --report.");
        }
    }

    private static String points(double share) {
        return Double.isNaN(share) ? "" : Numbers.signed(100 * share, 3);
    }

    private void paragraph(String words) {
        text.append(screen.wrapped(words));
    }

    private void line(String words) {
        text.append(words.stripTrailing()).append('\n');
    }
}
