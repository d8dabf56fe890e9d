package org.evalgap.internal.answer;

import java.util.Arrays;

/** Tells the right answer to a task from the skills it asks for. */
public interface AnswerRule {
    /** Every answer is 1. */
    AnswerRule ONE = (position, out, n) -> Arrays.fill(out, 0, n, 1);

    /**
     * One rule hides another: sgn x₂ where x₃ > −¼, else sgn(x₀ x₁), with coordinates counted from 0 and sgn 0 = 1. Needs four
     * coordinates.
     */
    AnswerRule CONTEXT = (position, out, n) -> {
        for (int i = 0; i < n; i++) {
            double told = position[3][i] > -0.25 ? position[2][i] : position[0][i] * position[1][i];
            out[i] = told >= 0 ? 1 : -1;
        }
    };

    /**
     * Writes the answers.
     *
     * @param position skills by coordinate: {@code position[d][i]}
     * @param out where the answers go, each 1 or −1
     * @param n how many tasks
     */
    void answer(double[][] position, double[] out, int n);
}
