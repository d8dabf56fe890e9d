package org.evalgap.cli.overlap;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs of n words as numbers, equal only where the words are: a run is numbered as a pair of shorter runs that cover it, so that
 * nothing is hashed to the same number by chance. Only runs of texts that were learned have a number.
 */
final class Grams {
    /** Of runs that were not learned. */
    static final int UNKNOWN = -1;

    private final List<int[]> steps = new ArrayList<>();
    private final List<Long2IntOpenHashMap> numbers = new ArrayList<>();

    /** Runs of {@code n} words, n at least 1. */
    Grams(int n) {
        int covered = 1;
        while (covered < n) {
            int more = Math.min(covered, n - covered);
            steps.add(new int[] {more, numbers.size()});
            Long2IntOpenHashMap map = new Long2IntOpenHashMap();
            map.defaultReturnValue(UNKNOWN);
            numbers.add(map);
            covered += more;
        }
    }

    /** Numbers of all runs of a text, in order, in which new runs get new numbers; none where a word is {@link #UNKNOWN}. */
    int[] learn(int[] words) {
        return number(words, true);
    }

    /** Numbers of all runs of a text, in order; {@link #UNKNOWN} for those that were not learned. */
    int[] look(int[] words) {
        return number(words, false);
    }

    private int[] number(int[] words, boolean learning) {
        int[] runs = words;
        for (int[] step : steps) {
            Long2IntOpenHashMap map = numbers.get(step[1]);
            int[] longer = new int[Math.max(0, runs.length - step[0])];
            for (int i = 0; i < longer.length; i++) {
                longer[i] = pair(map, runs[i], runs[i + step[0]], learning);
            }
            runs = longer;
        }
        return runs;
    }

    private static int pair(Long2IntOpenHashMap map, int first, int second, boolean learning) {
        if (first == UNKNOWN || second == UNKNOWN) {
            return UNKNOWN;
        }
        long key = (long) first << 32 | second;
        int number = map.get(key);
        if (number == UNKNOWN && learning) {
            number = map.size();
            map.put(key, number);
        }
        return number;
    }
}
