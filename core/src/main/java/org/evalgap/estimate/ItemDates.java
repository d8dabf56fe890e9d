package org.evalgap.estimate;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.internal.items.Drift;

/** Items of one eval that have dates: before one model's cutoff and after another's it is the same item. */
record ItemDates(ItemScores scores, String eval, Map<String, LocalDate> released) {
    /** Fewer items that are public for one model and fresh for another tell nothing of how difficulty drifts. */
    private static final int LEAST_BETWEEN = 10;

    /** Numbers of the items of each name, one or two. */
    static int[][] columns(ItemScores scores, String eval) {
        Map<String, int[]> byName = new LinkedHashMap<>();
        for (ItemRole role : ItemRole.values()) {
            for (int item : scores.itemsOf(eval, role)) {
                byName.merge(scores.nameOf(item), new int[] {item}, (a, b) -> new int[] {a[0], b[0]});
            }
        }
        return byName.values().toArray(new int[0][]);
    }

    /**
     * How difficulty may drift.
     *
     * @param before scores by model and column, NaN where there is none
     * @param after the same after the model's cutoff
     * @param models those that count
     */
    double[][] drift(int[][] columns, double[][] before, double[][] after, List<Integer> models) {
        int between = 0;
        double[] day = new double[columns.length];
        for (int j = 0; j < day.length; j++) {
            LocalDate date = released.get(scores.nameOf(columns[j][0]));
            if (date == null) {
                throw new IllegalArgumentException("eval \"" + eval + "\", item " + scores.itemName(columns[j][0])
                        + ": has no release date; give one to every item, or leave the item out");
            }
            day[j] = date.toEpochDay();
            int column = j;
            if (models.stream().anyMatch(m -> !Double.isNaN(before[m][column]))
                    && models.stream().anyMatch(m -> !Double.isNaN(after[m][column]))) {
                between++;
            }
        }
        if (between < LEAST_BETWEEN) {
            throw new UnsuitableItemsException("eval \"" + eval
                    + "\": items released after one model's cutoff and before another's must be at least "
                    + LEAST_BETWEEN + ": " + between + ", for only they tell inflation from a drift of"
                    + " difficulty; add models with other cutoffs");
        }
        return Drift.columns(day);
    }
}
