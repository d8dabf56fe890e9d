package org.evalgap.cli.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.output.ExplainRecords;
import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.Advice;
import org.evalgap.explain.Check;
import org.evalgap.explain.Direction;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.ParameterPosterior;
import org.evalgap.explain.Prediction;
import org.evalgap.measure.Measure;

/** An explanation for reading, in 80 columns: the answer first. */
public final class ExplainText {
    private static final int WIDTH = 80;
    private static final int NAME = 27;
    private static final int CELL = 10;
    private static final double SMALL = 0.2;

    private final Explanation explanation;
    private final List<Advice> advice;
    private final StringBuilder out = new StringBuilder();

    /**
     * The text of an explanation.
     *
     * @param explanation not refused
     * @param advice what further measurements would do
     */
    public ExplainText(Explanation explanation, List<Advice> advice) {
        this.explanation = explanation;
        this.advice = advice;
    }

    /**
     * Tells it.
     *
     * @return lines of at most 80 columns, unless a name is long
     */
    public String text() {
        wrap(answer());
        out.append('\n');
        predictions();
        out.append('\n');
        parameters();
        free();
        check();
        next();
        wrap("Rests on " + Numbers.fixed(explanation.effectiveSampleSize(), 0) + " effective points of "
                + explanation.simulations() + " simulations; learner: "
                + explanation.learners().entrySet().stream()
                        .map(e -> e.getKey().label()
                                + (explanation.learners().size() == 1
                                        ? " (assumed)"
                                        : " " + Numbers.fixed(100 * e.getValue(), 0) + " %"))
                        .collect(Collectors.joining(", "))
                + ".");
        return out.toString();
    }

    /**
     * What one may say of the first quantity that was asked for.
     *
     * @return a sentence or two
     */
    public String answer() {
        Prediction first = explanation.predictions().get(0);
        String name = ExplainRecords.name(explanation.evidence(), first.wanted());
        List<String> found = explanation.parameters().stream()
                .filter(p -> p.contraction() < SMALL)
                .map(p -> p.unknown().label())
                .toList();
        String silent = found.isEmpty()
                ? "These measurements speak of every parameter that is not known."
                : "These measurements hardly speak of " + joined(found) + ".";
        return explanation.evidence().name() + ": " + name + " is "
                + cell(first, first.q50()).strip() + ", and between "
                + cell(first, first.q05()).strip() + " and "
                + cell(first, first.q95()).strip()
                + " with probability 90 %, if one of the worlds below is the true one. " + silent;
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private void predictions() {
        head("What follows", List.of("mean", "5 %", "50 %", "95 %"));
        for (Prediction p : explanation.predictions()) {
            row(ExplainRecords.name(explanation.evidence(), p.wanted()));
            for (double value : new double[] {p.mean(), p.q05(), p.q50(), p.q95()}) {
                out.append(cell(p, value));
            }
            out.append('\n');
        }
    }

    private void parameters() {
        head("What would have to be true", List.of("mean", "5 %", "50 %", "95 %", "found"));
        for (ParameterPosterior p : explanation.parameters()) {
            row(p.unknown().label());
            for (double value : new double[] {p.mean(), p.q05(), p.q50(), p.q95()}) {
                out.append(padded(significant(value)));
            }
            out.append(padded(Numbers.fixed(p.contraction(), 2))).append('\n');
            out.append("  before: ").append(p.unknown().prior()).append('\n');
        }
        wrap("found: 1 where a parameter is found, 0 where these measurements do not speak of it.");
    }

    private void free() {
        List<Direction> free =
                explanation.directions().stream().filter(Direction::isFree).toList();
        for (Direction direction : free) {
            String sum = direction.loadings().entrySet().stream()
                    .filter(e -> Math.abs(e.getValue()) >= SMALL)
                    .map(ExplainText::loading)
                    .collect(Collectors.joining(" "));
            wrap("Stays free, at " + Numbers.fixed(100 * direction.variance(), 0) + " % of the prior's variance: "
                    + sum);
        }
    }

    private static String loading(Map.Entry<String, Double> entry) {
        return Numbers.signed(entry.getValue(), 1) + " " + entry.getKey();
    }

    private void check() {
        Check worst = explanation.checks().get(0);
        for (Check check : explanation.checks()) {
            worst = check.pValue() < worst.pValue() ? check : worst;
        }
        String name = ExplainRecords.name(
                explanation.evidence(), worst.observation().quantity().label(), worst.run());
        wrap("Check: hardest to explain is " + name + " = "
                + Numbers.fixed(worst.observation().share(), 3)
                + ", predicted " + Numbers.fixed(worst.q05(), 3) + " to " + Numbers.fixed(worst.q95(), 3) + " (p = "
                + Numbers.fixed(worst.pValue(), 2) + ").");
        out.append('\n');
    }

    private void next() {
        if (advice.isEmpty()) {
            return;
        }
        String goal = ExplainRecords.name(
                explanation.evidence(), explanation.evidence().narrow());
        head("To narrow " + goal, List.of("items", "sd then", "variance", "an item"));
        for (Advice each : advice) {
            row(ExplainRecords.name(
                    explanation.evidence(),
                    each.candidate().quantity().label(),
                    each.candidate().run()));
            out.append(padded(Integer.toString(each.candidate().items())));
            out.append(padded(Numbers.fixed(each.deviation(), 4)));
            out.append(padded(Numbers.signed(-100 * each.reduction(), 1) + " %"));
            out.append(padded(Numbers.signed(-100 * each.perItem(), 3) + " %")).append('\n');
        }
        out.append('\n');
    }

    private void head(String title, List<String> columns) {
        row(title);
        columns.forEach(column -> out.append(padded(column)));
        out.append('\n');
    }

    private void row(String name) {
        out.append(name).append(" ".repeat(Math.max(1, NAME - name.length())));
    }

    private static String padded(String cell) {
        return " ".repeat(Math.max(1, CELL - cell.length())) + cell;
    }

    private static String cell(Prediction prediction, double value) {
        Measure measure =
                Measure.labelled(prediction.wanted().quantity().label()).orElse(null);
        boolean level = measure != null && measure.label().contains("Score");
        return padded(level ? Numbers.fixed(value, 3) : Numbers.signed(value, 3));
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        return Numbers.fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }

    private void wrap(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                out.append(line).append('\n');
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.append(line).append('\n');
    }
}
