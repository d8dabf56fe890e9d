package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.explain.Advice;
import org.evalgap.explain.Check;
import org.evalgap.explain.Direction;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.ParameterPosterior;
import org.evalgap.explain.Prediction;
import org.evalgap.explain.Wanted;
import org.jspecify.annotations.Nullable;

/** An explanation for programs. */
public final class ExplainRecords {
    private static final List<String> COLUMNS =
            List.of("kind", "name", "run", "items", "mean", "sd", "q05", "q50", "q95", "contraction");

    private final Explanation explanation;
    private final List<Advice> advice;

    /**
     * Records of an explanation.
     *
     * @param explanation not refused
     * @param advice what further measurements would do
     */
    public ExplainRecords(Explanation explanation, List<Advice> advice) {
        this.explanation = explanation;
        this.advice = advice;
    }

    /**
     * Parameters and predictions as comma-separated values.
     *
     * @return a header and a line for each
     */
    public String csv() {
        List<List<Object>> records = new ArrayList<>();
        for (ParameterPosterior p : explanation.parameters()) {
            records.add(List.of(
                    "parameter",
                    p.unknown().label(),
                    "",
                    "",
                    p.mean(),
                    p.deviation(),
                    p.q05(),
                    p.q50(),
                    p.q95(),
                    p.contraction()));
        }
        for (Prediction p : explanation.predictions()) {
            Wanted wanted = p.wanted();
            Object items = wanted.items() == 0 ? "" : wanted.items();
            records.add(List.of(
                    "prediction",
                    wanted.quantity().label(),
                    wanted.run(),
                    items,
                    p.mean(),
                    p.deviation(),
                    p.q05(),
                    p.q50(),
                    p.q95(),
                    ""));
        }
        return Csv.text(COLUMNS, records);
    }

    /**
     * As one object.
     *
     * @return for {@link Json}
     */
    public Map<String, @Nullable Object> tree() {
        Map<String, Object> learners = new LinkedHashMap<>();
        explanation.learners().forEach((learner, probability) -> learners.put(learner.label(), probability));
        return Tree.of(
                "name", explanation.evidence().name(),
                "posterior", posterior(),
                "learner", learners,
                "directions",
                        explanation.directions().stream()
                                .map(ExplainRecords::direction)
                                .toList(),
                "predictions", predictions(),
                "check", checks(),
                "effectiveSampleSize", explanation.effectiveSampleSize(),
                "simulations", explanation.simulations(),
                "narrow",
                        name(
                                explanation.evidence(),
                                explanation.evidence().narrow().quantity().label(),
                                explanation.evidence().narrow().run()),
                "next", advice.stream().map(ExplainRecords::advice).toList());
    }

    private Map<String, @Nullable Object> posterior() {
        Map<String, @Nullable Object> out = Tree.of();
        for (ParameterPosterior p : explanation.parameters()) {
            out.put(
                    p.unknown().label(),
                    Tree.of(
                            "prior", p.unknown().prior().toString(),
                            "mean", p.mean(),
                            "sd", p.deviation(),
                            "q05", p.q05(),
                            "q50", p.q50(),
                            "q95", p.q95(),
                            "contraction", p.contraction()));
        }
        return out;
    }

    private static Map<String, @Nullable Object> direction(Direction direction) {
        return Tree.of("variance", direction.variance(), "free", direction.isFree(), "loadings", direction.loadings());
    }

    private Map<String, @Nullable Object> predictions() {
        Map<String, @Nullable Object> out = Tree.of();
        for (Prediction p : explanation.predictions()) {
            Map<String, @Nullable Object> numbers =
                    Tree.of("mean", p.mean(), "sd", p.deviation(), "q05", p.q05(), "q50", p.q50(), "q95", p.q95());
            out.put(name(explanation.evidence(), p.wanted()), numbers);
        }
        return out;
    }

    private Map<String, @Nullable Object> checks() {
        Map<String, @Nullable Object> out = Tree.of();
        for (Check check : explanation.checks()) {
            out.put(
                    name(explanation.evidence(), check.observation().quantity().label(), check.run()),
                    Tree.of(
                            "observed", check.observation().share(),
                            "q05", check.q05(),
                            "q95", check.q95(),
                            "pValue", check.pValue()));
        }
        return out;
    }

    private static Map<String, @Nullable Object> advice(Advice advice) {
        return Tree.of(
                "measurement",
                Tree.of(
                        "measure", advice.candidate().quantity().label(),
                        "run", advice.candidate().run(),
                        "items", advice.candidate().items()),
                "sd",
                advice.deviation(),
                "expectedReduction",
                advice.reduction(),
                "perItem",
                advice.perItem());
    }

    /**
     * The name of a quantity in results.
     *
     * @param evidence where it belongs
     * @param wanted the quantity
     * @return its measure, with its run where there are several, and its items where it is a count
     */
    public static String name(Evidence evidence, Wanted wanted) {
        String name = name(evidence, wanted.quantity().label(), wanted.run());
        return wanted.items() == 0 ? name : name + "/" + wanted.items();
    }

    /**
     * The name of a measure in results.
     *
     * @param evidence where it belongs
     * @param measure the measure
     * @param run name of the run
     * @return the measure, with its run where there are several
     */
    public static String name(Evidence evidence, String measure, String run) {
        return evidence.runs().size() == 1 ? measure : measure + "@" + run;
    }
}
