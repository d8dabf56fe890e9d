package org.evalgap.task;

/**
 * Where tasks come from: a {@linkplain GaussianMixture mixture of Gaussians} or an {@linkplain TaskSet explicit set}.
 *
 * <p>A task is a position (which skills it asks for), a difficulty in logits, and a format in {0, 1} that tells whether it is
 * asked the way the eval asks.
 */
public sealed interface TaskSource permits GaussianMixture, TaskSet {
    /**
     * The number of coordinates of a position.
     *
     * @return the dimension, at least 1
     */
    int dimension();

    /**
     * A text that tells this source from any other, the same on every machine: exact values, no rounding.
     *
     * @return the text, one line
     */
    String canonicalText();
}
