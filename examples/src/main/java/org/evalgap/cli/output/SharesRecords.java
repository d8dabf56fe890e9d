package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.evals.EvalShares;
import org.jspecify.annotations.Nullable;

/** Shares of models and evals for programs: a record a model, eval and cell, or a tree. */
public final class SharesRecords {
    private static final List<String> HEADER = List.of(
            "assumption", "kind", "model", "eval", "gap", "gapLower", "gapUpper", "alone", "pValue", "qValue", "found");

    private SharesRecords() {}

    /**
     * As comma-separated values.
     *
     * @param shares by assumption
     * @return a header, and a line for each model, eval and cell; cells that do not apply are empty
     */
    public static String csv(List<EvalShares> shares) {
        List<List<@Nullable Object>> records = new ArrayList<>();
        for (EvalShares s : shares) {
            String label = s.assumption().label();
            for (EvalShares.ModelShare m : s.models()) {
                records.add(
                        record(label, "model", m.model(), null, m.share(), null, m.pValue(), m.qValue(), m.found()));
            }
            for (EvalShares.EvalShare e : s.evals()) {
                records.add(record(label, "eval", null, e.eval(), e.share(), null, null, null, null));
            }
            for (EvalShares.Cell c : s.cells()) {
                Double alone = c.alone().mean();
                records.add(record(label, "cell", c.model(), c.eval(), c.gap(), alone, null, null, null));
            }
        }
        return Csv.text(HEADER, records);
    }

    private static List<@Nullable Object> record(
            String assumption,
            String kind,
            @Nullable String model,
            @Nullable String eval,
            Interval gap,
            @Nullable Object... rest) {
        List<@Nullable Object> out = new ArrayList<>();
        out.add(assumption);
        out.add(kind);
        out.add(model);
        out.add(eval);
        out.add(gap.mean());
        out.add(gap.lower());
        out.add(gap.upper());
        out.addAll(Arrays.asList(rest));
        return out;
    }

    /**
     * As one object.
     *
     * @param s the shares under an assumption
     * @return for {@link Json}
     */
    public static Map<String, @Nullable Object> tree(EvalShares s) {
        return Tree.of(
                "assumption",
                s.assumption().label(),
                "spread",
                Tree.of(
                        "models", s.spread().models(),
                        "evals", s.spread().evals(),
                        "own", s.spread().own()),
                "refuted",
                s.refuted(),
                "models",
                s.models().stream().map(SharesRecords::model).toList(),
                "evals",
                s.evals().stream()
                        .map(e -> Tree.of("eval", e.eval(), "models", e.models(), "gap", interval(e.share())))
                        .toList(),
                "cells",
                s.cells().stream()
                        .map(c -> Tree.of(
                                "model",
                                c.model(),
                                "eval",
                                c.eval(),
                                "alone",
                                interval(c.alone()),
                                "gap",
                                interval(c.gap())))
                        .toList());
    }

    private static Map<String, @Nullable Object> model(EvalShares.ModelShare m) {
        return Tree.of(
                "model", m.model(),
                "evals", m.evals(),
                "gap", interval(m.share()),
                "pValue", m.pValue(),
                "qValue", m.qValue(),
                "found", m.found());
    }

    private static Map<String, @Nullable Object> interval(Interval interval) {
        return Tree.of("mean", interval.mean(), "lower", interval.lower(), "upper", interval.upper());
    }
}
