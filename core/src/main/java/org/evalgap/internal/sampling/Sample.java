package org.evalgap.internal.sampling;

/**
 * Weighted points of a posterior.
 *
 * @param points coordinates by point
 * @param traces what each point left behind
 * @param logLikelihoods by point
 * @param logWeights logarithms of prior × likelihood/proposal, by point
 * @param heat 1 if the likelihood counts in full; below, the power of the likelihood at which the sampler ended
 */
public record Sample(double[][] points, double[][] traces, double[] logLikelihoods, double[] logWeights, double heat) {
    /**
     * How many points there are.
     *
     * @return the number
     */
    public int size() {
        return points.length;
    }

    /**
     * Weights of the posterior.
     *
     * @return weights that sum to 1
     */
    public double[] weights() {
        return Weights.normalized(logWeights);
    }

    /**
     * Weights under a power of the likelihood.
     *
     * @param power from 0, the prior, to 1, the posterior
     * @return weights that sum to 1
     */
    public double[] weights(double power) {
        double[] logs = new double[points.length];
        for (int i = 0; i < logs.length; i++) {
            boolean possible = logLikelihoods[i] > Double.NEGATIVE_INFINITY;
            logs[i] = possible ? logWeights[i] - (1 - power) * logLikelihoods[i] : Double.NEGATIVE_INFINITY;
        }
        return Weights.normalized(logs);
    }

    /**
     * The logarithm of the evidence: of the likelihood's mean under the prior.
     *
     * @return log Z
     */
    public double logEvidence() {
        return Weights.logMean(logWeights);
    }
}
