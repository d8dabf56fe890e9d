package org.evalgap.study.process;

/**
 * Somebody who chooses between two options by drift and diffusion and insists on being right with some probability.
 *
 * <p>With the share ρ of the value signal that arrives, evidence drifts at vρ through noise s to a threshold a on either
 * side. Probability p asks for a = s² logit(p)/(2vρ), and takes s² logit(p)(2p − 1)/(2v²ρ²) in the mean.
 *
 * @param difference drift v of an intact value signal
 * @param noise standard deviation s of the noise gathered in one second
 * @param accuracy p, in (½, 1)
 */
record Chooser(double difference, double noise, double accuracy) {
    /** The threshold that gives the required accuracy with a signal of this quality. */
    double threshold(double quality) {
        double logit = StrictMath.log(accuracy / (1 - accuracy));
        return noise * noise * logit / (2 * difference * quality);
    }

    /** The choice with a signal of this quality and some threshold. */
    Diffusion diffusion(double quality, double threshold) {
        return new Diffusion(threshold * difference * quality / (noise * noise));
    }

    /** Seconds in one unit of the diffusion's own time. */
    double unit(double threshold) {
        double ratio = threshold / noise;
        return ratio * ratio;
    }

    /** Mean seconds to a choice of the required accuracy. */
    double meanTime(double quality) {
        double threshold = threshold(quality);
        return diffusion(quality, threshold).meanTime() * unit(threshold);
    }
}
