package org.evalgap.report;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.estimate.InflationFit;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.evals.EvalShares;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** An estimate of inflation as a table of Tablesaw. */
public final class InflationTable {
    private InflationTable() {}

    /**
     * As a table of Tablesaw.
     *
     * @param fit the estimate
     * @return a row an eval and model: names; {@code check}, whether its eval's scores speak against the assumption, in one word;
     *     whether it is a reference and found inflated; {@code qValue}, missing for references; its scores on the items that it
     *     met; mean and ends of inflation, gap and clean success, as shares of items
     */
    public static Table of(InflationFit fit) {
        StringColumn eval = StringColumn.create("eval");
        StringColumn model = StringColumn.create("model");
        StringColumn check = StringColumn.create("check");
        BooleanColumn reference = BooleanColumn.create("reference");
        DoubleColumn onPublic = DoubleColumn.create("public");
        DoubleColumn onFresh = DoubleColumn.create("fresh");
        BooleanColumn found = BooleanColumn.create("found");
        List<DoubleColumn> numbers = new ArrayList<>();
        for (String name : List.of("inflation", "gap", "honest")) {
            for (String part : List.of("", "Lower", "Upper")) {
                numbers.add(DoubleColumn.create(name + part));
            }
        }
        DoubleColumn qValue = DoubleColumn.create("qValue");
        for (InflationFit.Eval e : fit.evals()) {
            e.observed().forEach(m -> {
                onPublic.append(m.publicScore().score());
                onFresh.append(m.freshScore().score());
            });
            for (ModelInflation m : e.result().models()) {
                eval.append(e.name());
                model.append(m.model());
                check.append(e.result().check().word());
                reference.append(m.reference());
                found.append(m.found());
                qValue.append(m.qValue());
                int at = 0;
                for (Interval i : List.of(m.inflation(), m.gap(), m.honest())) {
                    numbers.get(at++).append(i.mean());
                    numbers.get(at++).append(i.lower());
                    numbers.get(at++).append(i.upper());
                }
            }
        }
        Table out = Table.create("inflation", eval, model, check, reference, found, onPublic, onFresh);
        numbers.forEach(out::addColumns);
        return out.addColumns(qValue);
    }

    /**
     * Shares of models over several evals as a table of Tablesaw.
     *
     * @param shares the shares
     * @return a row a model: its name, on how many evals it counts, whether it is found inflated on all together, mean and ends of its gap
     *     on an average eval, and p- and q-value
     */
    public static Table of(EvalShares shares) {
        StringColumn model = StringColumn.create("model");
        IntColumn evals = IntColumn.create("evals");
        BooleanColumn found = BooleanColumn.create("found");
        DoubleColumn gap = DoubleColumn.create("gap");
        DoubleColumn lower = DoubleColumn.create("gapLower");
        DoubleColumn upper = DoubleColumn.create("gapUpper");
        DoubleColumn pValue = DoubleColumn.create("pValue");
        DoubleColumn qValue = DoubleColumn.create("qValue");
        for (EvalShares.ModelShare m : shares.models()) {
            model.append(m.model());
            evals.append(m.evals());
            found.append(m.found());
            gap.append(m.share().mean());
            lower.append(m.share().lower());
            upper.append(m.share().upper());
            pValue.append(m.pValue());
            qValue.append(m.qValue());
        }
        return Table.create("shares", model, evals, found, gap, lower, upper, pValue, qValue);
    }
}
