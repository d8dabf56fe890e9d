package org.evalgap.cli.estimate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.EstimateRecords;
import org.evalgap.cli.output.SharesRecords;
import org.evalgap.cli.output.Tree;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.evals.EvalShares;
import org.evalgap.estimate.evals.UnsuitableEvalsException;
import org.jspecify.annotations.Nullable;

/**
 * Several evals, each estimated by itself, and what of inflation is a model's and what an eval's.
 *
 * @param byEval the estimate of each eval by its name
 * @param shares by assumption, in the order of the estimates; none where too few evals are left
 * @param notes why an assumption is not there, or has no shares
 */
public record SeveralEvals(Map<String, Estimated> byEval, List<EvalShares> shares, List<String> notes) {
    /**
     * Copies what is given.
     *
     * @param byEval as the component
     * @param shares as the component
     * @param notes as the component
     */
    public SeveralEvals {
        byEval = Collections.unmodifiableMap(new LinkedHashMap<>(byEval));
        shares = List.copyOf(shares);
        notes = List.copyOf(notes);
    }

    /**
     * Estimates every eval under the assumptions that all of them allow.
     *
     * @param evals the scores of each, at least two
     * @param spec what to ask for
     * @param labels assumptions that were asked for; none for all that are possible
     * @return the estimates and the shares
     * @throws InputException if an assumption that is asked for is impossible for an eval, or two evals have one name
     */
    public static SeveralEvals of(List<? extends EvalScores> evals, InflationSpec spec, List<String> labels) {
        Set<ShiftAssumption> possible = new LinkedHashSet<>(List.of(ShiftAssumption.values()));
        for (EvalScores eval : evals) {
            possible.retainAll(Assumptions.of(labels, eval.rows()));
        }
        List<String> notes = new ArrayList<>(dropped(evals, labels, possible));
        List<String> wanted = possible.stream().map(ShiftAssumption::label).toList();
        Map<String, Estimated> byEval = new LinkedHashMap<>();
        for (EvalScores eval : evals) {
            if (byEval.put(eval.name(), eval.estimate(spec, wanted)) != null) {
                throw new InputException(
                        "--eval " + eval.name() + ": two evals have these public tasks; name each once");
            }
        }
        List<EvalShares> shares = new ArrayList<>();
        for (int a = 0; a < wanted.size(); a++) {
            Map<String, InflationResult> results = new LinkedHashMap<>();
            for (Map.Entry<String, Estimated> eval : byEval.entrySet()) {
                results.put(eval.getKey(), eval.getValue().results().get(a));
            }
            try {
                shares.add(EvalShares.of(results, spec.level()));
            } catch (UnsuitableEvalsException e) {
                notes.add(wanted.get(a) + ": no shares; " + e.getMessage());
            }
        }
        return new SeveralEvals(byEval, shares, notes);
    }

    /** Assumptions that some evals allow and others do not, where nobody asked for them. */
    private static List<String> dropped(
            List<? extends EvalScores> evals, List<String> labels, Set<ShiftAssumption> possible) {
        List<String> out = new ArrayList<>();
        for (ShiftAssumption assumption : ShiftAssumption.values()) {
            List<String> against = evals.stream()
                    .filter(eval -> !Assumptions.of(labels, eval.rows()).contains(assumption))
                    .map(EvalScores::name)
                    .toList();
            if (labels.isEmpty() && !possible.contains(assumption) && against.size() < evals.size()) {
                out.add(assumption.label() + ": not estimated; fewer than " + InflationEstimator.LEAST_REFERENCES
                        + " models with " + String.join(", ", against) + " are believed clean");
            }
        }
        return out;
    }

    /**
     * What was matched and what was left out.
     *
     * @return lines, each with its eval
     */
    public List<String> account() {
        return lines(estimated -> estimated.origin().account());
    }

    /**
     * Where each model's scores are from.
     *
     * @return lines, each with its eval
     */
    public List<String> sources() {
        return lines(estimated -> estimated.origin().sources());
    }

    private List<String> lines(Function<Estimated, List<String>> what) {
        return byEval.entrySet().stream()
                .flatMap(eval -> what.apply(eval.getValue()).stream().map(line -> eval.getKey() + ": " + line))
                .toList();
    }

    /**
     * The estimates of each eval.
     *
     * @return by its name, one an assumption
     */
    public Map<String, List<InflationResult>> results() {
        Map<String, List<InflationResult>> out = new LinkedHashMap<>();
        byEval.forEach((name, estimated) -> out.put(name, estimated.results()));
        return out;
    }

    /**
     * As one object.
     *
     * @param spec what was asked for
     * @return for {@link org.evalgap.cli.output.Json}: each eval as an estimate by itself has it, and the shares
     */
    public Map<String, @Nullable Object> tree(InflationSpec spec) {
        Map<String, @Nullable Object> evals = new LinkedHashMap<>();
        byEval.forEach(
                (name, e) -> evals.put(name, new EstimateRecords(e.rows(), spec, e.results(), e.origin()).tree()));
        return Tree.of(
                "level",
                spec.level(),
                "evals",
                evals,
                "shares",
                shares.stream().map(SharesRecords::tree).toList(),
                "notes",
                notes);
    }
}
