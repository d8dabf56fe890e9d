package org.evalgap.cli.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.KernelRange.Range;
import org.evalgap.cli.output.Tree;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** How far the figures of an audit move with the kernel, for programs. */
final class KernelRecords {
    /** What influence over kernels is known of. */
    static final Measure[] TRACED = {Measure.INFLATION, Measure.WORK_SCORE};

    private KernelRecords() {}

    static Map<String, @Nullable Object> tree(KernelRange range) {
        Map<String, @Nullable Object> tree = Tree.of("points", range.kernels().size());
        tree.put(
                "assumed",
                Tree.of(
                        "breadth", ends(range.prior().breadth()),
                        "memorization", ends(range.prior().memorization()),
                        "memorizationScale", ends(range.prior().memorizationScale())));
        Map<String, @Nullable Object> median = Tree.of();
        for (Measure measure : Measure.values()) {
            if (!Double.isNaN(range.median(measure))) {
                median.put(measure.label(), range.median(measure));
            }
        }
        tree.put("median", median);
        tree.put("lower", measures(range, Bounds::lower));
        tree.put("upper", measures(range, Bounds::upper));
        return tree;
    }

    private static double[] ends(Range range) {
        return new double[] {range.low(), range.high()};
    }

    /** Kernels and items together. */
    private static Map<String, @Nullable Object> measures(KernelRange range, ToDoubleFunction<Bounds> end) {
        Map<String, @Nullable Object> ends = Tree.of();
        for (Measure measure : Measure.values()) {
            range.boundsWithItems(measure).ifPresent(b -> ends.put(measure.label(), end.applyAsDouble(b)));
        }
        return ends;
    }

    /** Adds intervals of an item's figures. */
    static void item(@Nullable KernelRange range, ItemFinding item, Map<String, @Nullable Object> row) {
        if (range != null) {
            Map<String, Optional<Bounds>> figures = new LinkedHashMap<>();
            figures.put("exposure", range.exposure(item.place(), item.row()));
            figures.put("memorizedExposure", range.memorizedExposure(item.place(), item.row()));
            figures.put("gain", range.gain(item.place(), item.row()));
            row.put("lower", ends(figures, Bounds::lower));
            row.put("upper", ends(figures, Bounds::upper));
        }
    }

    /** Adds intervals of an environment's figures. */
    static void environment(@Nullable KernelRange range, int j, Map<String, @Nullable Object> row) {
        if (range != null) {
            Map<String, Optional<Bounds>> figures = new LinkedHashMap<>();
            figures.put("weight", range.weight(j));
            for (Measure measure : TRACED) {
                figures.put("influenceAtEqualCompute." + measure.label(), range.influence(measure, j));
            }
            for (Measure measure : TRACED) {
                figures.put("removalAtEqualCompute." + measure.label(), range.removal(measure, j));
            }
            row.put(
                    "overKernels",
                    Tree.of("lower", ends(figures, Bounds::lower), "upper", ends(figures, Bounds::upper)));
        }
    }

    private static Map<String, @Nullable Object> ends(
            Map<String, Optional<Bounds>> figures, ToDoubleFunction<Bounds> end) {
        Map<String, @Nullable Object> ends = Tree.of();
        figures.forEach((name, of) -> ends.put(name, AuditRecords.end(of.orElse(null), end)));
        return ends;
    }
}
