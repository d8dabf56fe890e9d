package org.evalgap.cli.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.Place;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.audit.AuditRecords;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.overlap.Pair;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/** What the script of an audit's page draws: of large suites the parts that a person can look at. */
final class AuditPageData {
    private static final int ROWS = 500;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_KINDS = 7;

    private final AuditFindings findings;

    private AuditPageData(AuditFindings findings) {
        this.findings = findings;
    }

    /** The tree. */
    static Map<String, @Nullable Object> tree(AuditFindings findings) {
        return new AuditPageData(findings).tree();
    }

    private Map<String, @Nullable Object> tree() {
        Map<String, @Nullable Object> tree = Tree.of("curves", curves());
        items(tree);
        List<Object> environments = environments();
        tree.put("environments", environments);
        tree.put("environmentsAll", findings.environments().size());
        tree.put("work", findings.set(Part.WORK) != null);
        List<String> kinds = findings.environments().kinds();
        List<String> groups = kinds == null
                ? List.of()
                : kinds.stream().map(AuditPageData::group).distinct().sorted().toList();
        tree.put("kernels", findings.kernels() != null);
        tree.put("kinds", groups.size() > MOST_KINDS ? List.of() : groups);
        front(tree);
        List<Object> wording = wording();
        tree.put("wording", findings.overlap() == null ? null : wording);
        tree.put(
                "wordingAll",
                findings.overlap() == null ? 0 : findings.overlap().pairs().size());
        return tree;
    }

    /** What stands before the first " of": a kind of environment, not its original. */
    private static String group(String kind) {
        return kind.replaceFirst(" of .*", "");
    }

    private List<Object> curves() {
        List<Object> curves = new ArrayList<>();
        for (Place place : Place.values()) {
            double[] sorted = findings.result().items(place).stream()
                    .mapToDouble(item -> -item.memorizedExposure())
                    .sorted()
                    .map(x -> -x)
                    .toArray();
            int count = Math.min(sorted.length, ROWS);
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = sorted[count < 2 ? 0 : (int) ((long) i * (sorted.length - 1) / (count - 1))];
            }
            curves.add(Tree.of("set", place.label(), "values", values));
        }
        return curves;
    }

    private void items(Map<String, @Nullable Object> tree) {
        List<ItemFinding> all = new ArrayList<>();
        for (Place place : Place.values()) {
            all.addAll(findings.result().items(place));
        }
        tree.put("itemsAll", all.size());
        all.sort(Comparator.comparingDouble((ItemFinding item) -> -item.memorizedExposure())
                .thenComparing(ItemFinding::place)
                .thenComparingInt(ItemFinding::row));
        List<Object> rows = new ArrayList<>();
        for (ItemFinding item : all.subList(0, Math.min(ROWS, all.size()))) {
            rows.add(item(item));
        }
        tree.put("itemsShown", rows.size());
        tree.put("items", rows);
    }

    private Map<String, @Nullable Object> item(ItemFinding item) {
        Part part = AuditFindings.part(item.place());
        Map<String, @Nullable Object> row = Tree.of("set", part.label(), "id", item.id());
        row.put("memorized", item.memorizedExposure());
        row.put("exposure", item.exposure());
        row.put("gain", item.gain());
        ends(row, "memorized", findings.overKernels(k -> k.memorizedExposure(item.place(), item.row())));
        ends(row, "exposure", findings.overKernels(k -> k.exposure(item.place(), item.row())));
        ends(row, "gain", findings.overKernels(k -> k.gain(item.place(), item.row())));
        int compared = findings.compared().indexOf(part);
        if (compared >= 0 && findings.overlap() != null) {
            row.put("overlap8", overlap8(compared)[item.row()]);
            row.put("overlap13", overlap13(compared)[item.row()]);
        }
        row.put(
                "teacher",
                item.teachers().isEmpty() ? "" : item.teachers().get(0).id());
        row.put("text", cut(findings.text(part, item.row())));
        return row;
    }

    /** Both ends of an interval, or nothing. */
    private static void ends(Map<String, @Nullable Object> row, String name, @Nullable Bounds bounds) {
        if (bounds != null) {
            row.put(name + "Range", new double[] {bounds.lower(), bounds.upper()});
        }
    }

    private double[] overlap8(int set) {
        return Objects.requireNonNull(findings.overlap()).overlap8(set);
    }

    private double[] overlap13(int set) {
        return Objects.requireNonNull(findings.overlap()).overlap13(set);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private List<Object> environments() {
        double[] advised = AuditRecords.advised(findings);
        List<String> kinds = findings.environments().kinds();
        List<EnvironmentFinding> all = new ArrayList<>(findings.result().environments());
        all.sort(Comparator.comparingDouble(AuditPageData::importance)
                .reversed()
                .thenComparingInt(EnvironmentFinding::row));
        List<Object> rows = new ArrayList<>();
        for (EnvironmentFinding environment : all.subList(0, Math.min(ROWS, all.size()))) {
            int j = environment.row();
            Map<String, @Nullable Object> row = Tree.of("id", environment.id(), "share", environment.share());
            row.put("kind", kinds == null ? "" : kinds.get(j));
            row.put("group", kinds == null ? "" : group(kinds.get(j)));
            row.put("advised", advised == null ? null : advised[j]);
            row.put("inflation", environment.influenceAtEqualCompute(Measure.INFLATION));
            row.put("work", environment.influenceAtEqualCompute(Measure.WORK_SCORE));
            row.put("public", environment.influenceAtEqualCompute(Measure.PUBLIC_SCORE));
            row.put("inflationLeft", environment.removalAtEqualCompute(Measure.INFLATION));
            row.put("workLeft", environment.removalAtEqualCompute(Measure.WORK_SCORE));
            Map<Measure, Bounds> bounds = environment.boundsAtEqualCompute();
            ends(row, "inflation", bounds.get(Measure.INFLATION));
            ends(row, "work", bounds.get(Measure.WORK_SCORE));
            ends(row, "inflationKernels", findings.overKernels(k -> k.influence(Measure.INFLATION, j)));
            ends(row, "workKernels", findings.overKernels(k -> k.influence(Measure.WORK_SCORE, j)));
            Map<Measure, Bounds> removed = environment.removalBoundsAtEqualCompute();
            ends(row, "inflationLeft", removed.get(Measure.INFLATION));
            ends(row, "workLeft", removed.get(Measure.WORK_SCORE));
            ends(row, "inflationLeftKernels", findings.overKernels(k -> k.removal(Measure.INFLATION, j)));
            ends(row, "workLeftKernels", findings.overKernels(k -> k.removal(Measure.WORK_SCORE, j)));
            row.put("text", cut(findings.text(Part.ENVIRONMENTS, j)));
            rows.add(row);
        }
        return rows;
    }

    private static double importance(EnvironmentFinding environment) {
        double inflation = environment.influenceAtEqualCompute(Measure.INFLATION);
        double work = environment.influenceAtEqualCompute(Measure.WORK_SCORE);
        return (Double.isNaN(inflation) ? 0 : Math.abs(inflation)) + (Double.isNaN(work) ? 0 : Math.abs(work));
    }

    private void front(Map<String, @Nullable Object> tree) {
        double[] advised = AuditRecords.advised(findings);
        if (findings.advice() == null || advised == null) {
            tree.put("front", null);
            return;
        }
        List<Object> points = new ArrayList<>();
        findings.advice().forEach(p -> {
            Map<String, @Nullable Object> point =
                    Tree.of("mu", p.mu(), "workGain", p.workGain(), "inflation", p.inflation());
            ends(point, "work", p.workBounds());
            ends(point, "inflation", p.inflationBounds());
            points.add(point);
        });
        tree.put("front", points);
        Map<Measure, Double> measures = findings.result().measures();
        double work = Score.WORK.gain(m -> measures.getOrDefault(m, Double.NaN));
        tree.put("now", Tree.of("work", work, "inflation", measures.get(Measure.INFLATION)));
        long dropped = findings.result().environments().stream()
                .filter(e -> advised[e.row()] < .1 * e.share())
                .count();
        tree.put("dropped", dropped);
    }

    private List<Object> wording() {
        List<Object> rows = new ArrayList<>();
        if (findings.overlap() == null) {
            return rows;
        }
        List<Pair> pairs = findings.overlap().pairs();
        for (Pair pair : pairs.subList(0, Math.min(ROWS, pairs.size()))) {
            Part part = findings.compared().get(pair.set());
            SuiteSet set = Objects.requireNonNull(findings.set(part));
            rows.add(Tree.of(
                    "environment", findings.environments().ids().get(pair.environment()),
                    "set", part.label(),
                    "item", set.ids().get(pair.item()),
                    "similarity", pair.similarity(),
                    "kind", pair.likeness().label(),
                    "text", cut(findings.text(part, pair.item()))));
        }
        return rows;
    }
}
