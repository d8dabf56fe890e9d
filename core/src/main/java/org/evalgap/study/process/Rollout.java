package org.evalgap.study.process;

import java.util.Arrays;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.evalgap.random.RandomStream;

/** Users over time, in waves of equal length with constant numbers; the last wave does not end. */
final class Rollout {
    /** Arrivals up to which they are drawn one by one. */
    private static final double FEW = 50;

    /** Mean above which a Poisson number is normal to within a ten-thousandth of its standard deviation. */
    private static final double MANY = 1e7;

    private final double[] users;
    private final double length;

    /**
     * A release.
     *
     * @param users users of each wave, all above 0
     * @param length time from one wave to the next
     */
    Rollout(double[] users, double length) {
        this.users = users.clone();
        this.length = length;
    }

    int waves() {
        return users.length;
    }

    double users(int wave) {
        return users[wave];
    }

    double start(int wave) {
        return wave * length;
    }

    /** Use up to a time; 0 before the release. */
    double use(double time) {
        double use = 0;
        for (int k = 0; k < users.length && time > start(k); k++) {
            boolean last = k == users.length - 1;
            use += users[k] * (last ? time - start(k) : Math.min(length, time - start(k)));
        }
        return use;
    }

    /** The time at which so much use is reached. */
    double timeOf(double use) {
        double left = use;
        int k = 0;
        while (k < users.length - 1 && left > users[k] * length) {
            left -= users[k] * length;
            k++;
        }
        return start(k) + left / users[k];
    }

    private int waveAt(double time) {
        return Math.max(0, Math.min(users.length - 1, (int) Math.floor(time / length)));
    }

    /**
     * Expected showings of one fault between two times, if a fault is corrected a delay after it first showed itself:
     * ∫ p(t) (−L′(E(t − delay))) dt, whose integrand is exponential (or a power) between the times at which p(t) or
     * p(t − delay) changes.
     */
    double shows(Hardening hardening, double delay, double from, double to) {
        double[] cuts = new double[2 * users.length + 2];
        for (int k = 0; k < users.length; k++) {
            cuts[2 * k] = clamp(start(k), from, to);
            cuts[2 * k + 1] = clamp(start(k) + delay, from, to);
        }
        cuts[cuts.length - 2] = from;
        cuts[cuts.length - 1] = to;
        Arrays.sort(cuts);
        double shows = 0;
        for (int i = 1; i < cuts.length; i++) {
            if (cuts[i] > cuts[i - 1]) {
                shows += piece(hardening, delay, cuts[i - 1], cuts[i]);
            }
        }
        return shows;
    }

    private static double clamp(double time, double from, double to) {
        return Math.max(from, Math.min(to, time));
    }

    private double piece(Hardening hardening, double delay, double from, double to) {
        double middle = 0.5 * (from + to);
        double now = users[waveAt(middle)];
        double before = use(from - delay);
        if (middle < delay) {
            return now * (to - from) * hardening.intensity(before);
        }
        double then = users[waveAt(middle - delay)];
        return now / then * hardening.noticed(before, before + then * (to - from));
    }

    /**
     * One simulated release, fault by fault.
     *
     * @param hardening how faults show themselves
     * @param faults expected number of faults
     * @param delay from first showing to correction
     * @param use where it ends
     * @param stream random numbers of this release
     * @return showings by wave
     */
    double[] simulate(Hardening hardening, double faults, double delay, double use, RandomStream stream) {
        double[] shows = new double[users.length];
        double end = timeOf(use);
        // Unit-rate arrivals up to the expected number: as many as a Poisson variable says.
        double arrival = exponential(stream, 0);
        for (int fault = 1; arrival < faults; fault++) {
            life(hardening, delay, end, stream.substream(fault), shows);
            arrival += exponential(stream, fault);
        }
        return shows;
    }

    private void life(Hardening hardening, double delay, double end, RandomStream own, double[] shows) {
        double rate = rate(hardening, own.uniform(0));
        double first = exponential(own, 1) / rate;
        if (!(first < use(end))) {
            return;
        }
        double noticed = timeOf(first);
        double corrected = Math.min(end, noticed + delay);
        shows[waveAt(noticed)]++;
        for (int k = waveAt(noticed); k < users.length && start(k) < corrected; k++) {
            double until = k < users.length - 1 ? Math.min(corrected, start(k + 1)) : corrected;
            double meanwhile = Math.max(0, until - Math.max(noticed, start(k))) * users[k];
            shows[k] += poisson(rate * meanwhile, own.substream(k));
        }
    }

    /** A Poisson number: by its arrivals where they are few, else by its distribution function. */
    private static double poisson(double mean, RandomStream own) {
        if (mean > MANY) {
            return Math.max(0, StrictMath.rint(mean + Math.sqrt(mean) * own.normal(0)));
        }
        if (mean > FEW) {
            return new PoissonDistribution(null, mean, 1e-13, 1_000_000).inverseCumulativeProbability(own.uniform(0));
        }
        int arrivals = 0;
        for (double time = exponential(own, 0); time < mean; time += exponential(own, arrivals)) {
            arrivals++;
        }
        return arrivals;
    }

    private static double rate(Hardening hardening, double uniform) {
        double c = hardening.variation();
        if (c == 0) {
            return hardening.rate();
        }
        GammaDistribution gamma = new GammaDistribution(null, 1 / (c * c), hardening.rate() * c * c);
        return Math.max(Double.MIN_NORMAL, gamma.inverseCumulativeProbability(uniform));
    }

    private static double exponential(RandomStream stream, long index) {
        return -StrictMath.log(stream.uniform(index));
    }
}
