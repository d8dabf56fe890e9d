package org.evalgap.internal.audit;

import java.util.Arrays;

/** Keeps the largest of the numbers that come by; of equal ones the first. */
final class Foremost {
    final int[] index;
    final double[] value;
    private int size;

    Foremost(int count) {
        index = new int[count];
        value = new double[count];
        clear();
    }

    void clear() {
        size = 0;
        Arrays.fill(value, Double.NEGATIVE_INFINITY);
    }

    /** Numbers that are not larger than this need not be offered. */
    double least() {
        return value.length == 0 ? Double.POSITIVE_INFINITY : value[value.length - 1];
    }

    void offer(int i, double x) {
        if (!(x > least())) {
            return;
        }
        int place = Math.min(size, value.length - 1);
        for (; place > 0 && value[place - 1] < x; place--) {
            value[place] = value[place - 1];
            index[place] = index[place - 1];
        }
        value[place] = x;
        index[place] = i;
        size = Math.min(size + 1, value.length);
    }
}
