package org.evalgap.protocol;

import org.evalgap.internal.kernel.Log;
import org.evalgap.random.RandomStream;

/** Laplace noise. */
final class Laplace {
    private Laplace() {}

    /** A number of density exp(−|x|)/2: the inverse distribution function of the uniform at an index. */
    static double at(RandomStream stream, long index) {
        double u = stream.uniform(index);
        return u < 0.5 ? Log.of(2 * u) : -Log.of(2 * (1 - u));
    }
}
