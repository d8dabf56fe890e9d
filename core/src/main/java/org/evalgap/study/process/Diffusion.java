package org.evalgap.study.process;

import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/**
 * A choice between two options by drift and diffusion: evidence starts at 0, drifts at a constant rate through white noise,
 * and the choice is made when it reaches a threshold on either side; the upper one is right.
 *
 * <p>In units of the threshold a for evidence and a²/s² for time (s: standard deviation of the noise gathered in one unit
 * of time) everything depends on one number, the drift A = aμ/s².
 *
 * <p>Source: Bogacz, Brown, Moehlis, Holmes, Cohen (2006), "The physics of optimal decision making", Psychological Review
 * 113, appendix; the correction for steps is Siegmund (1979), "Corrected diffusion approximations in certain random walk
 * problems", Advances in Applied Probability 11.
 *
 * @param drift A, at least 0
 */
record Diffusion(double drift) {
    /** Mean overshoot of a normal random walk over a far threshold, in standard deviations of a step: −ζ(½)/√(2π). */
    static final double OVERSHOOT = 0.5825971579390107;

    /** Numbers of the stream that each step owns. */
    private static final int DRAWS = 4;

    /**
     * What many choices come to.
     *
     * @param time decision times in units of a²/s²
     * @param right 1 for a right choice, 0 for a wrong one
     */
    record Choices(Tally time, Tally right) {}

    /** Mean time to a choice: tanh(A)/A, and 1 without drift. */
    double meanTime() {
        return drift == 0 ? 1 : StrictMath.tanh(drift) / drift;
    }

    /** Probability of the right choice. */
    double accuracy() {
        return 1 / (1 + StrictMath.exp(-2 * drift));
    }

    /** Mean time if evidence is looked at only after every step: thresholds seem farther by the mean overshoot. */
    double meanTimeInSteps(double step) {
        double wider = 1 + OVERSHOOT * Math.sqrt(step);
        return wider * wider * new Diffusion(drift * wider).meanTime();
    }

    /** Choices by evidence looked at only after every step: late by O(√step), because crossings in between go unseen. */
    Choices looked(double step, int replicates, RandomStream stream) {
        Choices choices = new Choices(new Tally(), new Tally());
        double noise = Math.sqrt(step);
        for (int r = 0; r < replicates; r++) {
            RandomStream own = stream.substream(r);
            double x = 0;
            long n = 0;
            while (Math.abs(x) < 1) {
                x += drift * step + noise * own.normal(DRAWS * n);
                n++;
            }
            choices.time().add(n * step);
            choices.right().add(x > 0 ? 1 : 0);
        }
        return choices;
    }

    /**
     * Choices with crossings between the steps: given both ends of a step, the path between them is a Brownian bridge,
     * whose probability of touching a threshold and time of first touching it are known. What remains is the chance of
     * touching both thresholds within one step, about exp(−4/step).
     */
    Choices bridged(double step, int replicates, RandomStream stream) {
        Choices choices = new Choices(new Tally(), new Tally());
        for (int r = 0; r < replicates; r++) {
            choose(step, stream.substream(r), choices);
        }
        return choices;
    }

    private void choose(double step, RandomStream own, Choices choices) {
        double noise = Math.sqrt(step);
        double x = 0;
        for (long n = 0; ; n++) {
            double next = x + drift * step + noise * own.normal(DRAWS * n);
            int side = crossed(x, next, step, own.uniform(DRAWS * n + 1));
            if (side != 0) {
                double time = touch(1 - side * x, 1 - side * next, step, own, DRAWS * n + 2);
                choices.time().add(n * step + time);
                choices.right().add(side > 0 ? 1 : 0);
                return;
            }
            x = next;
        }
    }

    /** 1 if the upper threshold was touched, −1 for the lower, 0 for neither. */
    private static int crossed(double from, double to, double step, double uniform) {
        if (Math.abs(to) >= 1) {
            return to > 0 ? 1 : -1;
        }
        double upper = StrictMath.exp(-2 * (1 - from) * (1 - to) / step);
        double lower = StrictMath.exp(-2 * (1 + from) * (1 + to) / step);
        return uniform < upper ? 1 : uniform < upper + lower ? -1 : 0;
    }

    /**
     * First time at which a Brownian bridge of duration h touches a level that lies c above its start and d above its end
     * (d may be negative), given that it does. With s = t/(h − t) the bridge is a Brownian motion with drift, so s is
     * inverse Gaussian with mean c/|d| and shape c²/h.
     */
    private static double touch(double c, double d, double h, RandomStream own, long index) {
        double mean = c / Math.max(Math.abs(d), Double.MIN_NORMAL);
        double normal = own.normal(index);
        // Michael, Schucany, Haas (1976), in a form without cancellation.
        double w = mean * (normal * normal) / (2 * (c * c / h));
        double smaller = mean / (1 + w + Math.sqrt(w * (w + 2)));
        double s = own.uniform(index + 1) <= mean / (mean + smaller) ? smaller : mean / smaller * mean;
        return s <= Double.MAX_VALUE ? h * (s / (1 + s)) : h;
    }
}
