package org.evalgap.study.closedform;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.evalgap.learner.RewardRule;

/**
 * How much experience an environment on its own needs: ∫ dv/G(v) over the logits from the start to the target, by
 * Gauss–Legendre quadrature. Written out apart from the engine's loops, which it checks.
 */
public final class EpisodeTime {
    /** Logits a panel: within one, log G moves by at most H/20 or so, which ten nodes integrate to full precision. */
    private static final double PANEL = 0.1;

    private static final GaussIntegrator UNIT = new GaussIntegratorFactory().legendre(10, 0, 1);

    private final RewardRule rule;

    /**
     * The experience that a rule asks for.
     *
     * @param rule horizon, critic and normalisation; its KL penalty is not looked at
     */
    public EpisodeTime(RewardRule rule) {
        this.rule = rule;
    }

    /**
     * How episodes are rewarded.
     *
     * @return the rule
     */
    public RewardRule rule() {
        return rule;
    }

    /**
     * The logit of a decision at which an episode succeeds with a probability.
     *
     * @param p the probability, in (0, 1)
     * @param horizon decisions of an episode
     * @return the logit
     */
    public static double logits(double p, int horizon) {
        return -StrictMath.log(StrictMath.expm1(-StrictMath.log(p) / horizon));
    }

    /**
     * Success of an episode.
     *
     * @param u logit of each decision
     * @param horizon decisions of an episode
     * @return the probability that all are right
     */
    public static double success(double u, int horizon) {
        return StrictMath.exp(-horizon * StrictMath.log1p(StrictMath.exp(-u)));
    }

    /**
     * G(u), without KL penalty.
     *
     * @param u logit of each decision
     * @return the gradient per decision of experience
     */
    public double gradient(double u) {
        int h = rule.horizon();
        double logQ = -StrictMath.log1p(StrictMath.exp(-u));
        double logFailure = -StrictMath.log1p(StrictMath.exp(u));
        double failed = -StrictMath.expm1(h * logQ);
        double logVariance = h * logQ + StrictMath.log(failed);
        double atEnd = StrictMath.exp(h * logQ + logFailure - 0.5 * rule.advantageNormalization() * logVariance);
        double cost = failed / StrictMath.exp(logFailure);
        double rho = rule.critic();
        // The policy's own value is a baseline: the expected gradient stays that of q^H, and only the cost falls.
        double judged = rule.ownValue() ? h * StrictMath.exp(h * logQ + logFailure) : StrictMath.exp(logQ) * failed;
        return ((1 - rho) * h * atEnd + rho * judged) / ((1 - rho) * h + rho * cost);
    }

    /**
     * Decisions of experience from one logit to another.
     *
     * @param from the start
     * @param to the target
     * @return 0 if the target is not above the start; may be infinite
     */
    public double between(double from, double to) {
        if (!(to > from)) {
            return 0;
        }
        int panels = (int) Math.ceil((to - from) / PANEL);
        double width = (to - from) / panels;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            double left = from + i * width;
            sum += width * UNIT.integrate(x -> 1 / gradient(left + width * x));
        }
        return sum;
    }
}
