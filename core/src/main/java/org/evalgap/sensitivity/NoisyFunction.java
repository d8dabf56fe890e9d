package org.evalgap.sensitivity;

/** A function whose value also depends on luck: a simulation. Pure: equal arguments give equal values, in any thread. */
@FunctionalInterface
public interface NoisyFunction {
    /**
     * One replicate.
     *
     * @param inputs values of the inputs, in their order; not to be changed or kept
     * @param seed the seed of its random numbers. Points that are compared with each other have the same one, so that a function
     *     which draws the same numbers at every point (common random numbers) lets its luck cancel; it need not
     * @param replicate index of the replicate, counted from 0
     * @return the value, a finite number
     */
    double value(double[] inputs, long seed, long replicate);
}
