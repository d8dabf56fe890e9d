package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.report.Matching;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.PublishedFigure;
import org.evalgap.sweep.SweepPlan;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep answers, in two or three sentences; the same in the terminal and on the page. A plan with published figures asks
 * which labs have them, any other plan how much of a public gain is real.
 *
 * @param headline the answer
 * @param more what else belongs to it; may be empty
 * @param caveat what it does not show
 */
public record SweepAnswer(String headline, String more, String caveat) {
    private static final int PERCENT = 100;

    /**
     * What an axis does to inflation and work: means over the rest, at its last level minus at its first.
     *
     * @param axis its name
     * @param from its first level
     * @param to its last level
     * @param inflation how much inflation changes, as a share of 1
     * @param work how much the work gain changes, as a share of 1
     */
    public record Effect(String axis, String from, String to, double inflation, double work) {}

    /**
     * The answer of a sweep.
     *
     * @param plan what was swept
     * @param labs how many labs there are
     * @param matching the first published figure and what reproduces it
     * @return the answer
     */
    public static SweepAnswer of(SweepPlan plan, long labs, Matching matching) {
        PublishedFigure figure = matching.figure();
        String headline = published(figure) + " " + matched(matching.cells(), labs);
        if (matching.cells() == 0) {
            return new SweepAnswer(
                    headline,
                    matching.nearest().isEmpty()
                            ? ""
                            : "The nearest is " + matching.nearest() + ", with "
                                    + amount(figure.measure(), matching.nearestValue()) + unit(figure.measure()) + ".",
                    "Other values of what is not varied might have it.");
        }
        return new SweepAnswer(
                headline,
                conditions(plan, matching),
                "This shows which mechanisms can make the gap, not that they did.");
    }

    /** Such as "Published: 63 models average 2.1 ±0.6 points of inflation." */
    private static String published(PublishedFigure figure) {
        Measure measure = figure.measure();
        return "Published: " + figure.name().replaceFirst("^all (?=\\d)", "")
                + (figure.count() == 1 ? " has " : " average ") + amount(measure, figure.mean())
                + (figure.sd() > 0 ? " ±" + amount(measure, Matching.within(figure)) : "") + unit(measure)
                + (measure.unit() == Measure.Unit.RATIO ? " in " : " of ") + measure.words() + ".";
    }

    private static String matched(long cells, long labs) {
        if (labs == 1) {
            return "The simulated lab " + (cells == 1 ? "matches" : "does not match") + " that.";
        }
        return (cells == 0 ? "None" : Lines.counted(cells)) + " of the " + Lines.counted(labs)
                + (cells > 1 ? " simulated labs match that." : " simulated labs matches that.");
    }

    private static String conditions(SweepPlan plan, Matching matching) {
        List<String> needed = new ArrayList<>();
        List<String> free = new ArrayList<>();
        for (int a = 0; a < plan.axes().size(); a++) {
            String condition = condition(plan.axes().get(a), matching.levels().get(a));
            if (condition.isEmpty()) {
                free.add(plan.axes().get(a).name());
            } else {
                needed.add(condition);
            }
        }
        if (needed.isEmpty()) {
            return free.isEmpty() ? "" : "They have all levels of " + Lines.listed(free) + ".";
        }
        return (matching.cells() == 1 ? "It has " : "All of them have ") + Lines.listed(needed) + ".";
    }

    /** Which levels of an axis occur; nothing where all do. */
    private static String condition(Axis axis, List<Integer> levels) {
        int last = axis.levels() - 1;
        if (levels.isEmpty() || levels.size() == axis.levels()) {
            return "";
        }
        int from = levels.get(0);
        int to = levels.get(levels.size() - 1);
        boolean ordered = axis.parameter().isPresent() && !axis.continuous() && to - from + 1 == levels.size();
        if (ordered && levels.size() > 1) {
            if (to == last) {
                return axis.name() + " " + axis.label(from) + " or more";
            }
            return axis.name()
                    + (from == 0
                            ? " " + axis.label(to) + " or less"
                            : " " + axis.label(from) + " to " + axis.label(to));
        }
        return axis.name() + " " + levels.stream().map(axis::label).collect(Collectors.joining(" or "));
    }

    /**
     * The answer of a sweep without published figures.
     *
     * @param labs how many labs there are
     * @param gain the mean public gain over all labs, a share of tasks
     * @param inflation the mean inflation, a share of tasks
     * @param work the mean work gain, a share of tasks
     * @param effects what each axis does; none where axes have no levels
     * @return the answer
     */
    public static SweepAnswer of(long labs, double gain, double inflation, double work, List<Effect> effects) {
        String where = labs == 1 ? "In this lab" : "Over " + Lines.counted(labs) + " labs";
        String headline = where + " the public score gains " + points(gain) + " points"
                + (labs == 1 ? "" : " on average")
                + (Double.isNaN(inflation) ? "" : ", of which " + points(inflation) + " are inflation")
                + (Double.isNaN(work) ? "" : "; work gains " + points(work)) + ".";
        Effect inflating = greatest(effects, true);
        Effect working = greatest(effects, false);
        String more = inflating == null || working == null
                ? ""
                : "Inflation is moved most by " + told(inflating, inflating.inflation()) + ", work by "
                        + told(working, working.work()) + ".";
        return new SweepAnswer(headline, more, "These are labs of the model; it does not tell which of them is yours.");
    }

    private static @Nullable Effect greatest(List<Effect> effects, boolean inflation) {
        return IntStream.range(0, effects.size())
                .mapToObj(effects::get)
                .filter(effect -> !Double.isNaN(inflation ? effect.inflation() : effect.work()))
                .reduce((a, b) -> size(b, inflation) > size(a, inflation) ? b : a)
                .orElse(null);
    }

    private static double size(Effect effect, boolean inflation) {
        return Math.abs(inflation ? effect.inflation() : effect.work());
    }

    private static String told(Effect effect, double moved) {
        return effect.axis() + " (" + Numbers.signed(PERCENT * moved, 1) + " from " + effect.from() + " to "
                + effect.to() + ")";
    }

    private static String points(double share) {
        return Numbers.fixed(PERCENT * share, 1);
    }

    private static String amount(Measure measure, double value) {
        return measure.unit() == Measure.Unit.SHARE ? points(value) : Numbers.fixed(value, 2);
    }

    private static String unit(Measure measure) {
        return switch (measure.unit()) {
            case SHARE -> " points";
            case LOGITS -> " logits";
            case NATS -> " nats";
            case RATIO -> "";
        };
    }
}
