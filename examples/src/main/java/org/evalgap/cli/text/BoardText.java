package org.evalgap.cli.text;

import java.util.Locale;
import java.util.OptionalInt;
import org.evalgap.cli.output.Numbers;
import org.evalgap.protocol.board.BoardMeasure;
import org.evalgap.protocol.board.BoardPlan;
import org.evalgap.protocol.board.BoardResult;
import org.evalgap.protocol.board.BoardResult.Estimate;
import org.evalgap.protocol.board.BoardResult.Verdict;
import org.evalgap.protocol.board.Target;

/** What a board's owner reads in a terminal: the answer first, then a line a protocol. */
public final class BoardText {
    private static final int WIDTH = 80;
    private static final double PERCENT = 100;

    private BoardText() {}

    /**
     * The text, in lines of at most 80 columns unless a protocol's name is longer.
     *
     * @param result the result
     * @param screen what shows the text
     * @param verbose whether with every protocol's verdict, and what new items buy
     * @return lines
     */
    public static String of(BoardResult result, Screen screen, boolean verbose) {
        BoardPlan plan = result.plan();
        StringBuilder out = new StringBuilder(screen.strong(answer(result) + "\n")).append('\n');
        out.append(String.format(
                Locale.ROOT,
                "%s, %s, %s, %s a set. At the last release;%n"
                        + "± is half a 95 %% interval; inflation and regret in points. Half-life: releases%n"
                        + "until τ with work is below %s (and what the intervals of τ allow).%n%n",
                count(plan.labs().size(), "lab"),
                count(plan.releases(), "release"),
                count(plan.replicates(), "replicate"),
                count(plan.labs().get(0).scenario().publicItems(), "item"),
                Numbers.text(plan.level())));
        out.append(row("protocol", "inflation", "τ work", "τ fresh", "regret", "half-life", "items"));
        for (int p = 0; p < plan.protocols().size(); p++) {
            out.append(line(result, p));
        }
        if (!verbose) {
            return screen.fitted(out.append("\nEvery protocol's verdict, and what new items buy: --verbose\n")
                    .toString());
        }
        if (plan.target().isPresent()) {
            out.append('\n').append(verdicts(result, plan.target().get()));
        }
        return screen.fitted(out.append(bought(result)).toString());
    }

    /**
     * The answer in a sentence.
     *
     * @param result the result
     * @return one or two lines
     */
    public static String answer(BoardResult result) {
        BoardPlan plan = result.plan();
        if (plan.target().isEmpty()) {
            int best = 0;
            for (int p = 1; p < plan.protocols().size(); p++) {
                best = last(result, p, BoardMeasure.KENDALL_WORK).mean()
                                > last(result, best, BoardMeasure.KENDALL_WORK).mean()
                        ? p
                        : best;
            }
            return "Nearest to work at the end: " + name(result, best) + "\n(τ "
                    + pair(last(result, best, BoardMeasure.KENDALL_WORK), 1, 2)
                    + "). Give a target, and the cheapest protocol that keeps it is named.";
        }
        String target = told(plan.target().get());
        OptionalInt cheapest = result.cheapest();
        if (cheapest.isEmpty()) {
            return "No protocol of this plan keeps " + target + ".";
        }
        int p = cheapest.getAsInt();
        String surely = result.verdict(p).sure() ? "" : ",\nbut not beyond Monte Carlo error";
        return "Cheapest that keeps " + target + ":\n" + name(result, p) + " ("
                + count(result.itemsSpent(p), "new item") + ")" + surely + ".";
    }

    private static String line(BoardResult result, int p) {
        return row(
                name(result, p),
                pair(last(result, p, BoardMeasure.TOLD_INFLATION), 100, 1),
                pair(last(result, p, BoardMeasure.KENDALL_WORK), 1, 2),
                pair(last(result, p, BoardMeasure.KENDALL_FRESH), 1, 2),
                pair(last(result, p, BoardMeasure.REGRET), 100, 1),
                halfLife(result, p),
                Long.toString(
                        (long) last(result, p, BoardMeasure.FRESH_ITEMS_SPENT).mean()));
    }

    /** A line whose cells end at the same columns; a name that is too long for it has one of its own. */
    private static String row(String name, Object... cells) {
        String text = String.format(Locale.ROOT, " %10s %11s %11s %10s %13s %6s%n", cells);
        int room = Math.max(0, WIDTH + 1 - text.length());
        return name.length() <= room
                ? name + " ".repeat(room - name.length()) + text
                : name + "\n" + " ".repeat(room) + text;
    }

    private static String halfLife(BoardResult result, int p) {
        int releases = result.plan().releases();
        String mean = releases(result.halfLife(p), releases);
        String least = releases(result.halfLifeAtLeast(p), releases);
        String most = releases(result.halfLifeAtMost(p), releases);
        return least.equals(most) ? mean : mean + " (" + least + " to " + most + ")";
    }

    private static String releases(OptionalInt number, int all) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : ">" + all;
    }

    private static String verdicts(BoardResult result, Target target) {
        StringBuilder out = new StringBuilder("Does it keep " + told(target) + "?\n");
        for (int p = 0; p < result.plan().protocols().size(); p++) {
            Verdict verdict = result.verdict(p);
            out.append(String.format(
                    Locale.ROOT,
                    "  %-4s%s %s%n      %s at release %d%n",
                    verdict.kept() ? "yes" : "no",
                    name(result, p),
                    verdict.sure() ? "" : "(within Monte Carlo error)",
                    inUnit(target, verdict.worst()),
                    verdict.release() + 1));
        }
        return out.toString().replaceAll(" +\n", "\n");
    }

    /** What fresh items buy, against the plan's first protocol and beyond the next cheaper one, where either writes fewer. */
    private static String bought(BoardResult result) {
        StringBuilder out = new StringBuilder();
        for (int p = 0; p < result.plan().protocols().size(); p++) {
            Estimate bought = result.boughtPerItem(p);
            boolean known = !Double.isNaN(bought.mean());
            String further = further(result, p);
            if (known || !further.isEmpty()) {
                out.append("  ").append(name(result, p)).append(": ");
                out.append(known ? pair(bought, 1e4, 2) + " points" : "–").append('\n');
                out.append(further);
            }
        }
        return out.isEmpty() ? "" : "\nInflation bought off by 100 new items, against " + name(result, 0) + ":\n" + out;
    }

    /** Where the next cheaper protocol is the first, it is what was said already: both count from there. */
    private static String further(BoardResult result, int p) {
        return result.further(p)
                .filter(further -> further.beyond() != 0)
                .map(further -> "      100 more than " + name(result, further.beyond()) + ": "
                        + pair(further.perItem(), 1e4, 2) + " points\n")
                .orElse("");
    }

    /**
     * A target in a reader's words and units.
     *
     * @param target as the plan has it
     * @return such as {@code inflation told at 1 point or less for 10 releases}
     */
    public static String told(Target target) {
        String bound = Numbers.text(Math.rint(1e4 * unit(target) * target.bound()) / 1e4);
        return words(target.measure()) + " at " + bound
                + (bound.equals("1") ? points(target, "point") : points(target, "points"))
                + (target.atLeast() ? " or more" : " or less") + " for " + count(target.releases(), "release");
    }

    /**
     * A value of what a target is about.
     *
     * @param target of a plan
     * @param value of its measure
     * @return in points where it is a share of items, with half of its interval
     */
    public static String inUnit(Target target, Estimate value) {
        return pair(value, unit(target), unit(target) == 1 ? 3 : 2) + points(target, "points");
    }

    private static double unit(Target target) {
        return switch (target.measure()) {
            case TOLD_INFLATION, REGRET, BOUGHT_OFF -> PERCENT;
            default -> 1;
        };
    }

    private static String points(Target target, String word) {
        return unit(target) == PERCENT ? " " + word : "";
    }

    private static String words(BoardMeasure measure) {
        return switch (measure) {
            case TOLD_INFLATION -> "inflation told";
            case KENDALL_WORK -> "τ with work";
            case KENDALL_FRESH -> "τ with fresh";
            case SPEARMAN_WORK -> "ρ with work";
            case SPEARMAN_FRESH -> "ρ with fresh";
            case REGRET -> "regret";
            case FRESH_ITEMS_SPENT -> "items written";
            case BOUGHT_OFF -> "inflation bought off";
            case FIRST_IS_BEST -> "the share of worlds whose first is best";
        };
    }

    private static Estimate last(BoardResult result, int p, BoardMeasure measure) {
        return result.of(p, result.plan().releases() - 1, measure);
    }

    private static String name(BoardResult result, int p) {
        return result.plan().protocols().get(p).name();
    }

    /** A mean and half its interval. */
    private static String pair(Estimate estimate, double unit, int decimals) {
        String mean = Numbers.fixed(unit * estimate.mean(), decimals);
        double half = unit * estimate.halfWidth();
        return Double.isNaN(half) ? mean : mean + " ±" + Numbers.fixed(half, decimals);
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
