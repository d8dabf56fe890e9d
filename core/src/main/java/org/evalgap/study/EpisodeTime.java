package org.evalgap.study;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.evalgap.learner.RewardRule;

/**
 * How much experience an environment on its own needs: ∫ dv/G(v) over the logits from the start to the target, by
 * Gauss–Legendre quadrature. Written out apart from the engine's loops, which it checks.
 */
final class EpisodeTime {
    /** Logits a panel: within one, log G moves by at most H/20 or so, which ten nodes integrate to full precision. */
    private static final double PANEL = 0.1;

    private static final GaussIntegrator UNIT = new GaussIntegratorFactory().legendre(10, 0, 1);

    private final RewardRule rule;

    EpisodeTime(RewardRule rule) {
        this.rule = rule;
    }

    RewardRule rule() {
        return rule;
    }

    /** The logits of a decision at which an episode of H decisions succeeds with probability p in (0, 1). */
    static double logits(double p, int horizon) {
        return -StrictMath.log(StrictMath.expm1(-StrictMath.log(p) / horizon));
    }

    /** Success of an episode at these logits of a decision. */
    static double success(double u, int horizon) {
        return StrictMath.exp(-horizon * StrictMath.log1p(StrictMath.exp(-u)));
    }

    /** G(u) without KL penalty. */
    double gradient(double u) {
        int h = rule.horizon();
        double logQ = -StrictMath.log1p(StrictMath.exp(-u));
        double logFailure = -StrictMath.log1p(StrictMath.exp(u));
        double failed = -StrictMath.expm1(h * logQ);
        double logVariance = h * logQ + StrictMath.log(failed);
        double atEnd = StrictMath.exp(h * logQ + logFailure - 0.5 * rule.advantageNormalization() * logVariance);
        double cost = failed / StrictMath.exp(logFailure);
        double rho = rule.critic();
        return ((1 - rho) * h * atEnd + rho * StrictMath.exp(logQ) * failed) / ((1 - rho) * h + rho * cost);
    }

    /** Decisions of experience from one logit to another, 0 if the target is not above the start; may be infinite. */
    double between(double from, double to) {
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
