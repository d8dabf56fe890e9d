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

    /**
     * The logarithms of the likelihoods of many points, each as {@link #logLikelihood} finds it.
     *
     * @param threads how many may work
     * @param points coordinates by point; the index of a point is its place
     * @param first place of the first point
     * @param traces where to put what is to be known of each point later, as an array of its own
     * @param likelihoods where to put the logarithms
     */
    default void logLikelihoods(int threads, double[][] points, int first, double[][] traces, double[] likelihoods) {
        Parallel.loop(threads, first, points.length, i -> {
            traces[i] = new double[width()];
            likelihoods[i] = logLikelihood(points[i], i, traces[i]);
        });
    }
}
