package org.evalgap.study.research;

import org.evalgap.random.NormalQuantile;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/**
 * Ideas that come at a steady rate, each of which shows what it is worth as soon as so much compute is there as it needs. Needs are
 * log-normal; what is there grows exponentially. An idea that comes by t is shown by t if its need is at most A(t), so that r·t·F(A(t))
 * are expected by then, F being the law of needs.
 *
 * @param median median need
 * @param spread standard deviation of the need's decimal logarithm, above 0
 * @param available A(0), compute that is there at the start, in the unit of needs
 * @param growth decimal logarithm of what a year multiplies it by, at least 0
 * @param rate ideas a year
 */
record IdeaNeeds(double median, double spread, double available, double growth, double rate) {
    /** The same with another amount of compute at the start. */
    IdeaNeeds withAvailable(double other) {
        return new IdeaNeeds(median, spread, other, growth, rate);
    }

    private double z(double compute) {
        return StrictMath.log10(compute / median) / spread;
    }

    /** F(A): the share of ideas that so much compute is enough for. */
    double withinReach(double compute) {
        return NormalDensity.below(z(compute));
    }

    /** A(t). */
    double at(double years) {
        return available * StrictMath.pow(10, growth * years);
    }

    /** Breakthroughs expected by then: r·t·F(A(t)). */
    double shown(double years) {
        return rate * years * withinReach(at(years));
    }

    /**
     * The share of the breakthroughs by then that needed at most the part x of what was there when they were shown: ∫ F(x A(τ)) dτ over
     * t F(A(t)) for x below 1, with ∫ Φ = zΦ(z) + φ(z); those that waited for their compute needed all of it. 0 where there are none.
     */
    double neededAtMost(double x, double years) {
        if (x >= 1) {
            return 1;
        }
        if (withinReach(at(years)) == 0) {
            return 0;
        }
        double from = z(x * available);
        double to = z(x * at(years));
        double mean = to == from
                ? NormalDensity.below(from)
                : (NormalDensity.integral(to) - NormalDensity.integral(from)) / (to - from);
        return mean / withinReach(at(years));
    }

    /** The median need among ideas that so much compute is enough for: all that anybody sees. */
    double seenMedian(double compute) {
        return median * StrictMath.pow(10, spread * NormalQuantile.of(0.5 * withinReach(compute)));
    }

    /** Breakthroughs of simulated courses, and which of them needed at most each part of what was there. */
    record Simulated(Tally shown, Tally[] neededAtMost) {}

    /** Ideas one by one: when each comes, what it needs, and whether and when that is there. */
    Simulated simulated(double years, double[] parts, int replicates, RandomStream stream) {
        Tally shown = new Tally();
        Tally[] below = new Tally[parts.length];
        for (int i = 0; i < parts.length; i++) {
            below[i] = new Tally();
        }
        for (int r = 0; r < replicates; r++) {
            RandomStream own = stream.substream(r);
            int count = 0;
            double time = -StrictMath.log(own.uniform(0)) / rate;
            for (int i = 1; time < years; i++) {
                double need = median * StrictMath.pow(10, spread * own.normal(2L * i - 1));
                if (need <= at(years)) {
                    count++;
                    double part = Math.min(1, need / at(time));
                    for (int p = 0; p < parts.length; p++) {
                        below[p].add(part <= parts[p] ? 1 : 0);
                    }
                }
                time -= StrictMath.log(own.uniform(2L * i)) / rate;
            }
            shown.add(count);
        }
        return new Simulated(shown, below);
    }
}
