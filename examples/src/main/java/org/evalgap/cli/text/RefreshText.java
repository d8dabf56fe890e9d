package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Tree;
import org.evalgap.estimate.power.Refresh;

/** What fresh items a year do, by how often a set is replaced. */
public final class RefreshText {
    private static final int[] MONTHS = {1, 3, 6, 12, 24};
    private static final double YEAR = 12;

    private RefreshText() {}

    /**
     * A plan for people.
     *
     * @param refresh what labs do
     * @param allowed learned inflation that is allowed when a set is replaced
     * @param budget items a year; 0 for as many as it takes
     * @return lines
     */
    public static String table(Refresh refresh, double allowed, double budget) {
        double needed = refresh.itemsAYear(allowed);
        double yearly = budget > 0 ? budget : needed;
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%nOver time: %s fresh items a year keep learned inflation at %s points or less%n"
                        + "(labs put %s points a year on %s items).%n",
                whole(needed),
                points(allowed),
                points(refresh.pressure()),
                whole(refresh.items())));
        if (budget > 0) {
            out.append(String.format(
                    Locale.ROOT,
                    "With %s a year it ends at %s points.%n",
                    whole(budget),
                    points(refresh.learned(budget))));
        }
        out.append(String.format(
                Locale.ROOT,
                "%n%-16s%12s%12s%14s%14s%n",
                "new set every",
                "items",
                "learned",
                "luck of best",
                "score's s.e."));
        for (int months : MONTHS) {
            double set = Math.max(1, yearly * months / YEAR);
            out.append(String.format(
                    Locale.ROOT,
                    "%-16s%12s%12s%14s%14s%n",
                    months + (months == 1 ? " month" : " months"),
                    whole(set),
                    points(refresh.learned(yearly)),
                    points(refresh.luck(set)),
                    points(refresh.standardError(set))));
        }
        return out.append("In points, when a set is replaced; luck is that of the best of ")
                .append(refresh.submissions())
                .append(refresh.submissions() == 1 ? " submission.\n" : " submissions.\n")
                .toString();
    }

    /**
     * The same for programs.
     *
     * @param refresh what labs do
     * @param allowed learned inflation that is allowed when a set is replaced
     * @param budget items a year; 0 for as many as it takes
     * @return an object
     */
    public static Object tree(Refresh refresh, double allowed, double budget) {
        double needed = refresh.itemsAYear(allowed);
        double yearly = budget > 0 ? budget : needed;
        List<Object> schedules = new ArrayList<>();
        for (int months : MONTHS) {
            double set = Math.max(1, yearly * months / YEAR);
            schedules.add(Tree.of(
                    "months", months,
                    "items", set,
                    "learned", refresh.learned(yearly),
                    "luck", refresh.luck(set),
                    "standardError", refresh.standardError(set)));
        }
        return Tree.of("itemsAYear", needed, "allowed", allowed, "schedules", schedules);
    }

    private static String whole(double items) {
        return Numbers.fixed(Math.ceil(items - 1e-9), 0);
    }

    private static String points(double share) {
        return Numbers.fixed(100 * share, 2);
    }
}
