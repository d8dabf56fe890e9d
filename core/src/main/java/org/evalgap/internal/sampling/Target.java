package org.evalgap.internal.sampling;

/**
 * What is sampled: points under a standard normal prior in every coordinate, with a likelihood. The likelihood may be random: the
 * posterior is exact if it is right on average over indices, each of which then stands for one draw of what is not a coordinate.
 */
public interface Target {
    /**
     * How many coordinates there are.
     *
     * @return the number, at least 1
     */
    int dimension();

    /**
     * How many numbers a point leaves behind.
     *
     * @return the number, at least 0
     */
    int width();

    /**
     * The logarithm of a point's likelihood. Called by many threads at once.
     *
     * @param z the coordinates, standard normal under the prior
     * @param index of the point, counted from 0; the only source of randomness
     * @param trace where to leave what is to be known of the point later
     * @return a number or −∞
     */
    double logLikelihood(double[] z, long index, double[] trace);
}
