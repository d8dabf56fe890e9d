package org.evalgap.cli.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.evalgap.Audit;
import org.evalgap.Parameter;
import org.evalgap.audit.AuditResult;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.Place;
import org.evalgap.audit.Scales;
import org.evalgap.audit.SuiteTestResult;
import org.evalgap.audit.Teacher;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.overlap.Pair;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** What an audit of a suite found, as a tree for programs. */
public final class AuditRecords {
    private AuditRecords() {}

    /**
     * The tree.
     *
     * @param findings of the audit
     * @return maps, lists, numbers and texts
     */
    public static Map<String, @Nullable Object> tree(AuditFindings findings) {
        Map<String, @Nullable Object> tree = Tree.of("scenario", scenario(findings));
        tree.put("embedding", findings.placement().told());
        Scales scales = findings.result().scales();
        tree.put(
                "scales",
                Tree.of(
                        "scale", scales.scale().label(),
                        "unit", scales.unit(),
                        "breadth", scales.breadth(),
                        "memorizationScale", scales.memorizationScale()));
        tree.put("warnings", findings.warnings());
        measures(findings, tree);
        tree.put("kernels", findings.kernels() == null ? null : KernelRecords.tree(findings.kernels()));
        tree.put("exposures", exposures(findings));
        tree.put("items", items(findings));
        tree.put("environments", environments(findings));
        SuiteTestResult test = findings.test();
        tree.put("suite", test == null ? null : test(test));
        tree.put("duplicates", duplicates(findings));
        tree.put("front", findings.advice() == null ? null : front(findings.advice()));
        return tree;
    }

    private static Map<String, @Nullable Object> scenario(AuditFindings findings) {
        Map<String, @Nullable Object> assumed = Tree.of();
        for (Parameter parameter : Parameter.values()) {
            if (Audit.knows(parameter)) {
                assumed.put(parameter.label(), findings.spec().scenario().get(parameter));
            }
        }
        return assumed;
    }

    private static void measures(AuditFindings findings, Map<String, @Nullable Object> tree) {
        Map<String, @Nullable Object> values = Tree.of();
        Map<String, @Nullable Object> lower = Tree.of();
        Map<String, @Nullable Object> upper = Tree.of();
        findings.result().measures().forEach((measure, value) -> {
            values.put(measure.label(), value);
            findings.result().bounds(measure).ifPresent(bounds -> {
                lower.put(measure.label(), bounds.lower());
                upper.put(measure.label(), bounds.upper());
            });
        });
        tree.put("measures", values);
        tree.put("lower", lower);
        tree.put("upper", upper);
        tree.put("level", findings.spec().level());
    }

    private static List<Object> items(AuditFindings findings) {
        List<Object> all = new ArrayList<>();
        for (Place place : Place.values()) {
            Part part = AuditFindings.part(place);
            int compared = findings.compared().indexOf(part);
            double[] eight = overlap(findings, compared, 8);
            double[] thirteen = overlap(findings, compared, 13);
            for (ItemFinding item : findings.result().items(place)) {
                Map<String, @Nullable Object> row = Tree.of("set", place.label(), "id", item.id());
                row.put("exposure", item.exposure());
                row.put("memorizedExposure", item.memorizedExposure());
                row.put("gain", item.gain());
                KernelRecords.item(findings.kernels(), item, row);
                if (compared >= 0) {
                    row.put("overlap8", eight[item.row()]);
                    row.put("overlap13", thirteen[item.row()]);
                }
                row.put(
                        "teachers",
                        item.teachers().stream().map(AuditRecords::teacher).toList());
                all.add(row);
            }
        }
        return all;
    }

    /** Overlaps of a set's items; none where texts were not compared. */
    static double[] overlap(AuditFindings findings, int compared, int words) {
        if (compared < 0 || findings.overlap() == null) {
            return new double[0];
        }
        return words == 8
                ? findings.overlap().overlap8(compared)
                : findings.overlap().overlap13(compared);
    }

    private static Map<String, @Nullable Object> teacher(Teacher teacher) {
        return Tree.of(
                "id", teacher.id(),
                "term", teacher.term(),
                "memorized", teacher.memorized(),
                "distance", teacher.distance());
    }

    private static List<Object> environments(AuditFindings findings) {
        List<Object> all = new ArrayList<>();
        double[] advised = advised(findings);
        for (EnvironmentFinding environment : findings.result().environments()) {
            Map<String, @Nullable Object> row = Tree.of("id", environment.id(), "share", environment.share());
            row.put("weight", environment.weight());
            row.put("influence", labelled(environment.influences()));
            row.put("influenceAtEqualCompute", labelled(environment.influencesAtEqualCompute()));
            row.put("removal", labelled(environment.removals()));
            row.put("removalAtEqualCompute", labelled(environment.removalsAtEqualCompute()));
            Map<String, Map<Measure, Bounds>> bounds = new LinkedHashMap<>();
            bounds.put("influence", environment.influenceBounds());
            bounds.put("influenceAtEqualCompute", environment.boundsAtEqualCompute());
            bounds.put("removal", environment.removalBounds());
            bounds.put("removalAtEqualCompute", environment.removalBoundsAtEqualCompute());
            row.put("lower", ends(bounds, Bounds::lower));
            row.put("upper", ends(bounds, Bounds::upper));
            KernelRecords.environment(findings.kernels(), environment.row(), row);
            row.put("advisedShare", advised == null ? null : advised[environment.row()]);
            all.add(row);
        }
        return all;
    }

    private static Map<String, @Nullable Object> ends(
            Map<String, Map<Measure, Bounds>> bounds, ToDoubleFunction<Bounds> end) {
        Map<String, @Nullable Object> all = Tree.of();
        bounds.forEach((name, byMeasure) -> {
            Map<String, @Nullable Object> ends = Tree.of();
            byMeasure.forEach((measure, of) -> ends.put(measure.label(), end.applyAsDouble(of)));
            all.put(name, ends);
        });
        return all;
    }

    /** Mean exposures of the sets. */
    private static List<Object> exposures(AuditFindings findings) {
        List<Object> all = new ArrayList<>();
        AuditResult result = findings.result();
        for (Place place : Place.values()) {
            if (!result.items(place).isEmpty()) {
                Map<String, @Nullable Object> row = Tree.of("set", place.label());
                row.put("exposure", result.exposure(place));
                row.put("memorizedExposure", result.memorizedExposure(place));
                Bounds whole = result.exposureBounds(place).orElse(null);
                Bounds byHeart = result.memorizedExposureBounds(place).orElse(null);
                row.put("lower", exposureEnds(whole, byHeart, Bounds::lower));
                row.put("upper", exposureEnds(whole, byHeart, Bounds::upper));
                all.add(row);
            }
        }
        return all;
    }

    private static Map<String, @Nullable Object> exposureEnds(
            @Nullable Bounds whole, @Nullable Bounds byHeart, ToDoubleFunction<Bounds> end) {
        return Tree.of("exposure", end(whole, end), "memorizedExposure", end(byHeart, end));
    }

    /** An end of an interval, or null. */
    static @Nullable Double end(@Nullable Bounds bounds, ToDoubleFunction<Bounds> end) {
        return bounds == null ? null : end.applyAsDouble(bounds);
    }

    /**
     * Shares of the suite to train on instead, where a point of inflation costs as much as a point of work is worth.
     *
     * @param findings of the audit
     * @return one share an environment; null where no advice was asked for
     */
    public static double @Nullable [] advised(AuditFindings findings) {
        if (findings.advice() == null) {
            return null;
        }
        List<AdvisedPoint> front = findings.advice();
        AdvisedPoint nearest = front.get(0);
        for (AdvisedPoint point : front) {
            nearest = Math.abs(point.mu() - 1) < Math.abs(nearest.mu() - 1) ? point : nearest;
        }
        return nearest.shares();
    }

    private static Map<String, @Nullable Object> labelled(Map<Measure, Double> values) {
        Map<String, @Nullable Object> labelled = Tree.of();
        moved(values.keySet()).forEach(measure -> labelled.put(measure.label(), values.get(measure)));
        return labelled;
    }

    /** What training can move: no score before it. */
    static List<Measure> moved(Collection<Measure> measures) {
        return measures.stream().filter(m -> !m.label().endsWith("Before")).toList();
    }

    private static Map<String, @Nullable Object> test(SuiteTestResult test) {
        Bounds bounds = test.bounds();
        return Tree.of(
                "pValue", test.pValue(),
                "inspiredShare", test.inspiredShare(),
                "lower", bounds.lower(),
                "upper", bounds.upper(),
                "permutations", test.permutations(),
                "statistic", test.statistic(),
                "expected", test.expected(),
                "departure", test.departure(),
                "warnings", test.warnings());
    }

    private static @Nullable List<Object> duplicates(AuditFindings findings) {
        if (findings.overlap() == null) {
            return null;
        }
        List<Object> all = new ArrayList<>();
        for (Pair pair : findings.overlap().pairs()) {
            Part part = findings.compared().get(pair.set());
            SuiteSet set = Objects.requireNonNull(findings.set(part));
            all.add(Tree.of(
                    "environment", findings.environments().ids().get(pair.environment()),
                    "set", part.label(),
                    "item", set.ids().get(pair.item()),
                    "similarity", pair.similarity(),
                    "kind", pair.likeness().label()));
        }
        return all;
    }

    private static List<Object> front(List<AdvisedPoint> points) {
        List<Object> all = new ArrayList<>();
        for (AdvisedPoint point : points) {
            Map<String, @Nullable Object> row =
                    Tree.of("mu", point.mu(), "workGain", point.workGain(), "inflation", point.inflation());
            row.put("lower", frontEnds(point, Bounds::lower));
            row.put("upper", frontEnds(point, Bounds::upper));
            all.add(row);
        }
        return all;
    }

    private static Map<String, @Nullable Object> frontEnds(AdvisedPoint point, ToDoubleFunction<Bounds> end) {
        return Tree.of("workGain", end(point.workBounds(), end), "inflation", end(point.inflationBounds(), end));
    }
}
