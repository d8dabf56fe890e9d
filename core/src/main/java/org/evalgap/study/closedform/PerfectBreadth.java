package org.evalgap.study.closedform;

import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.evalgap.Scenario;

/**
 * The limit of a learner whose training carries everywhere (breadth → ∞, no memorisation, no format, single decisions): every
 * task gains the same g, with dg/dB = E[σ′(θ − b + g)], the expectation over difficulties. The best that any breadth can do.
 */
public final class PerfectBreadth {
    private static final double PANEL = 0.25;
    private static final GaussIntegrator UNIT = new GaussIntegratorFactory().legendre(10, 0, 1);

    private final Scenario scenario;

    /**
     * The limit of one scenario.
     *
     * @param scenario its competence and difficulties
     */
    public PerfectBreadth(Scenario scenario) {
        this.scenario = scenario;
    }

    private double slope(double gain) {
        return FirstOrder.overDifficulty(scenario, u -> FirstOrder.success(u + gain) * FirstOrder.success(-u - gain));
    }

    private double budget(double from, double to) {
        return (to - from) * UNIT.integrate(x -> 1 / slope(from + (to - from) * x));
    }

    /**
     * Expected success after a gain.
     *
     * @param gain g, in logits
     * @return the success, in [0, 1]
     */
    public double score(double gain) {
        return FirstOrder.overDifficulty(scenario, u -> FirstOrder.success(u + gain));
    }

    /**
     * The gain that a budget buys.
     *
     * @param budget decisions, at least 0
     * @return g, in logits
     */
    public double gain(double budget) {
        double gain = 0;
        double left = budget;
        double next = budget(0, PANEL);
        while (next < left) {
            left -= next;
            gain += PANEL;
            next = budget(gain, gain + PANEL);
        }
        double low = gain;
        double high = gain + PANEL;
        while (high - low > 1e-13 * high) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                break;
            }
            if (budget(gain, middle) < left) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /**
     * The budget that brings the expected success to a level.
     *
     * @param level the level, below 1
     * @return decisions; 0 if success is there from the start
     */
    public double budgetFor(double level) {
        if (score(0) >= level) {
            return 0;
        }
        double high = 1;
        while (score(high) < level) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            if (score(middle) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int panels = (int) Math.ceil(high / PANEL);
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            sum += budget(high * i / panels, high * (i + 1) / panels);
        }
        return sum;
    }
}
