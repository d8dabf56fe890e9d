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
import org.evalgap.explain.Wanted;
import org.evalgap.measure.Score;

/** An explanation for reading: the answer, what follows, and all else behind {@code --verbose}. */
public final class ExplainText {
    private static final int PERCENT = 100;
    private static final double SMALL = 0.2;

    /** Measurements that fit as badly as one in twenty do by chance are worth a line. */
    private static final double BAD_FIT = 0.05;

    private final Explanation explanation;
    private final List<Advice> advice;

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
     * @param screen what shows the text
     * @param verbose whether with parameters, free directions and every measurement that could be made
     * @return lines
     */
    public String text(Screen screen, boolean verbose) {
        StringBuilder out = new StringBuilder(screen.strong(screen.wrapped(answer())));
        out.append('\n').append(predictions().text(screen.width())).append('\n');
        Check worst = worst();
        if (verbose) {
            out.append(parameters().text(screen.tableWidth()));
            out.append(screen.wrapped(
                    "found: 1 where a parameter is found, 0 where these measurements do not speak of it."));
            free(screen, out);
        }
        if (verbose || worst.pValue() < BAD_FIT) {
            out.append(screen.wrapped(fit(worst)));
        }
        if (verbose && !advice.isEmpty()) {
            out.append('\n').append(measurements().text(screen.tableWidth())).append('\n');
        }
        if (!verbose && !advice.isEmpty()) {
            out.append(screen.wrapped(next()));
        }
        out.append(screen.wrapped(basis()));
        if (!verbose) {
            out.append(screen.wrapped("What would have to be true, and every measurement: --verbose"));
        }
        return screen.fitted(out.toString());
    }

    /**
     * What one may say of the first quantity that was asked for.
     *
     * @return a sentence or two
     */
    public String answer() {
        Prediction first = explanation.predictions().get(0);
        List<String> found = explanation.parameters().stream()
                .filter(p -> p.contraction() < SMALL)
                .map(p -> p.unknown().label())
                .toList();
        String silent = found.isEmpty()
                ? "These measurements speak of every parameter that is not known."
                : "These measurements say almost nothing about " + joined(found) + ".";
        String unit = isShare(first.wanted()) ? " points" : "";
        return explanation.evidence().name() + ": " + name(first.wanted()) + " is " + cell(first.wanted(), first.q50())
                + unit + ", and between " + cell(first.wanted(), first.q05()) + " and "
                + cell(first.wanted(), first.q95())
                + " with probability 90 %, if one of the worlds below is the true one. " + silent;
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    private Grid predictions() {
        Grid grid = new Grid().names("What follows, points").numbers("median").numbers("90 % interval");
        for (Prediction p : explanation.predictions()) {
            grid.row(
                    name(p.wanted()) + (isShare(p.wanted()) ? "" : ", no points"),
                    cell(p.wanted(), p.q50()),
                    "[" + cell(p.wanted(), p.q05()) + ", " + cell(p.wanted(), p.q95()) + "]");
        }
        return grid;
    }

    private Grid parameters() {
        Grid grid = new Grid().names("What would have to be true");
        List.of("mean", "5 %", "50 %", "95 %", "found").forEach(grid::numbers);
        grid.names("before");
        for (ParameterPosterior p : explanation.parameters()) {
            grid.row(
                    p.unknown().label(),
                    significant(p.mean()),
                    significant(p.q05()),
                    significant(p.q50()),
                    significant(p.q95()),
                    Numbers.fixed(p.contraction(), 2),
                    p.unknown().prior().toString());
        }
        return grid;
    }

    private void free(Screen screen, StringBuilder out) {
        List<Direction> free =
                explanation.directions().stream().filter(Direction::isFree).toList();
        for (Direction direction : free) {
            String sum = direction.loadings().entrySet().stream()
                    .filter(e -> Math.abs(e.getValue()) >= SMALL)
                    .map(ExplainText::loading)
                    .collect(Collectors.joining(" "));
            out.append(screen.wrapped("Stays free, at " + Numbers.fixed(PERCENT * direction.variance(), 0)
                    + " % of the prior's variance: " + sum));
        }
    }

    private static String loading(Map.Entry<String, Double> entry) {
        return Numbers.signed(entry.getValue(), 1) + " " + entry.getKey();
    }

    private Check worst() {
        Check worst = explanation.checks().get(0);
        for (Check check : explanation.checks()) {
            worst = check.pValue() < worst.pValue() ? check : worst;
        }
        return worst;
    }

    private String fit(Check worst) {
        String name = named(worst.observation().quantity().label(), worst.run());
        return "Check: hardest to explain is the " + name + " of "
                + Numbers.fixed(PERCENT * worst.observation().share(), 1)
                + " points, predicted " + Numbers.fixed(PERCENT * worst.q05(), 1) + " to "
                + Numbers.fixed(PERCENT * worst.q95(), 1) + " (p = " + Numbers.fixed(worst.pValue(), 2) + ").";
    }

    private String next() {
        Advice best = advice.get(0);
        return "Best measured next for " + goal() + ": "
                + named(best.candidate().quantity().label(), best.candidate().run())
                + " on " + best.candidate().items() + " items, which is expected to take "
                + Numbers.fixed(PERCENT * best.reduction(), 0) + " % off its variance.";
    }

    private Grid measurements() {
        boolean points = isShare(explanation.evidence().narrow());
        Grid grid = new Grid().names("To narrow " + goal());
        List.of("items", points ? "sd then, points" : "sd then", "variance", "an item")
                .forEach(grid::numbers);
        for (Advice each : advice) {
            grid.row(
                    named(each.candidate().quantity().label(), each.candidate().run()),
                    Integer.toString(each.candidate().items()),
                    points ? Numbers.fixed(PERCENT * each.deviation(), 1) : Numbers.fixed(each.deviation(), 3),
                    Numbers.signed(-PERCENT * each.reduction(), 1) + " %",
                    Numbers.signed(-PERCENT * each.perItem(), 3) + " %");
        }
        return grid;
    }

    private String goal() {
        return name(explanation.evidence().narrow());
    }

    private String basis() {
        return "Rests on " + Numbers.fixed(explanation.effectiveSampleSize(), 0) + " effective points of "
                + explanation.simulations() + " simulations; learner: "
                + explanation.learners().entrySet().stream()
                        .map(e -> e.getKey().label()
                                + (explanation.learners().size() == 1
                                        ? " (assumed)"
                                        : " " + Numbers.fixed(PERCENT * e.getValue(), 0) + " %"))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /**
     * What a wanted quantity is called.
     *
     * @param wanted what was asked for
     * @return its words, with its run where there are several, and its items where they are few
     */
    public String name(Wanted wanted) {
        String name = named(wanted.quantity().label(), wanted.run());
        return wanted.items() == 0 ? name : name + " on " + wanted.items() + " items";
    }

    /**
     * What a quantity is called.
     *
     * @param label of a gain or a measure
     * @param run whose it is
     * @return its words, with its run where there are several
     */
    public String named(String label, String run) {
        return ExplainRecords.name(explanation.evidence(), Score.words(label), run)
                .replace("@", " of ");
    }

    /**
     * Whether a quantity is told in points.
     *
     * @param wanted what was asked for
     * @return false for logits, ratios and the like
     */
    public static boolean isShare(Wanted wanted) {
        return Score.inPoints(wanted.quantity().label());
    }

    /**
     * A value of a wanted quantity.
     *
     * @param wanted what was asked for
     * @param value as it was computed
     * @return in points where it is a share, with its sign where it is no score
     */
    public static String cell(Wanted wanted, double value) {
        if (!isShare(wanted)) {
            return Numbers.signed(value, 3);
        }
        boolean level = wanted.quantity().label().contains("Score");
        return level ? Numbers.fixed(PERCENT * value, 1) : Numbers.signed(PERCENT * value, 1);
    }

    private static String significant(double value) {
        double size = Math.abs(value);
        return Numbers.fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
    }
}
