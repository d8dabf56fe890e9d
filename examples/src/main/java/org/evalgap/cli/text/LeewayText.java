package org.evalgap.cli.text;

import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.planning.Goal;
import org.evalgap.explain.planning.Leeway;
import org.evalgap.measure.Score;

/** How far one may go, for reading: the answer first. */
public final class LeewayText {
    private static final int NAME = 20;

    private LeewayText() {}

    /**
     * The text.
     *
     * @param name of the evidence
     * @param leeway how far one may go
     * @param screen what shows the text
     * @return lines
     */
    public static String of(String name, Leeway leeway, Screen screen) {
        StringBuilder out = new StringBuilder(screen.strong(screen.wrapped(name + ": " + answer(leeway)))).append('\n');
        String head = leeway.parameter().label();
        out.append(head).append(" ".repeat(Math.max(1, NAME - head.length()))).append("kept with probability\n");
        for (Leeway.Step step : leeway.steps()) {
            String value = shown(step.value());
            out.append(value).append(" ".repeat(Math.max(1, NAME - value.length())));
            out.append(Numbers.fixed(100 * step.probability(), 1)).append(" %\n");
        }
        out.append("Rests on ").append(leeway.draws()).append(" worlds of the posterior, the same at every value.\n");
        return screen.fitted(out.toString());
    }

    /**
     * The answer.
     *
     * @param leeway how far one may go
     * @return a sentence
     */
    public static String answer(Leeway leeway) {
        String kept = quantity(leeway.goal()) + " at " + limit(leeway.goal()) + " with probability "
                + Numbers.text(100 * leeway.goal().probability()) + " %";
        String name = leeway.parameter().label();
        double first = leeway.steps().get(0).value();
        double last = leeway.steps().get(leeway.steps().size() - 1).value();
        Optional<Double> greatest = leeway.greatest();
        Optional<Double> least = leeway.least();
        if (greatest.isPresent() && greatest.get() == last) {
            return "Every " + name + " from " + shown(first) + " to " + shown(last) + " keeps " + kept + ".";
        }
        if (greatest.isPresent() && least.isPresent()) {
            return name + " up to " + shown(greatest.get()) + ", and from " + shown(least.get()) + " on, keeps " + kept
                    + ".";
        }
        if (greatest.isPresent()) {
            return "The greatest " + name + " that keeps " + kept + " is " + shown(greatest.get()) + ".";
        }
        if (least.isPresent()) {
            return "The smallest " + name + " that keeps " + kept + " is " + shown(least.get()) + ".";
        }
        return "No " + name + " from " + shown(first) + " to " + shown(last) + " that does not have worse ones on"
                + " either side keeps " + kept + ".";
    }

    /**
     * What a goal asks.
     *
     * @param goal what is to be kept
     * @return such as {@code inflation is 2 points or less}
     */
    public static String kept(Goal goal) {
        return quantity(goal) + " is " + limit(goal);
    }

    private static String quantity(Goal goal) {
        return Score.words(goal.quantity().label());
    }

    private static String limit(Goal goal) {
        String end = goal.atMost() ? " or less" : " or more";
        return Score.inPoints(goal.quantity().label())
                ? Numbers.text(Math.rint(1e6 * goal.limit()) / 1e4) + " points" + end
                : Numbers.text(goal.limit()) + end;
    }

    private static String shown(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 1 ? 2 : 4;
        return value == Math.rint(value) && size < 1e9 ? Parameter.text(value) : Numbers.fixed(value, decimals);
    }
}
