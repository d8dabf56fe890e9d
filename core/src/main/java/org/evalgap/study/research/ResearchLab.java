package org.evalgap.study.research;

import java.util.Arrays;
import org.evalgap.random.NormalQuantile;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/**
 * A lab that divides compute between scale and experiments: competence comes from scale, breadth from the best experiment,
 * and impact from both.
 *
 * @param scale what scale gives
 * @param gains what experiments give
 * @param cost compute that one experiment takes
 * @param ideas ideas worth an experiment, where ideas are the bottleneck
 * @param breadth breadth without research
 * @param surface impact by competence and breadth
 */
record ResearchLab(
        ScaleLaw scale, Breakthroughs gains, double cost, int ideas, double breadth, OutcomeSurface surface) {
    /** Midpoints of equal probabilities at which the best experiment and the luck of scale are taken. */
    private static final int GAINS = 100;

    private static final int LUCKS = 9;

    /** Simulated draws that check the quadrature. */
    private static final int DRAWS = 4000;

    /**
     * What a way of spending comes to.
     *
     * @param share share of compute that goes to research
     * @param experiments experiments made
     * @param mean expected impact
     * @param deviation its standard deviation
     * @param tenth impact below which the worst tenth lies
     * @param ninetieth impact above which the best tenth lies
     */
    record Prospect(double share, int experiments, double mean, double deviation, double tenth, double ninetieth) {}

    private int experiments(double compute, double share, boolean ideasBound) {
        // A hair more than the quotient: a share that pays for ten experiments must not pay for nine by rounding.
        double affordable = share * compute / cost * (1 + 1e-12);
        double most = ideasBound ? ideas : 1e9;
        return (int) Math.floor(Math.min(most, affordable));
    }

    private double outcome(double spent, double luck, double gain) {
        return surface.at(scale.competence(spent, luck), breadth + gain);
    }

    /** The law of impact where a share of compute goes to research, by quadrature. */
    Prospect prospect(double compute, double share, boolean ideasBound) {
        int n = experiments(compute, share, ideasBound);
        double spent = (1 - share) * compute;
        double[] outcomes = new double[GAINS * LUCKS];
        for (int i = 0; i < GAINS; i++) {
            double gain = gains.quantileOfBest(n, (i + 0.5) / GAINS);
            for (int j = 0; j < LUCKS; j++) {
                outcomes[i * LUCKS + j] = outcome(spent, NormalQuantile.of((j + 0.5) / LUCKS), gain);
            }
        }
        Arrays.sort(outcomes);
        Tally tally = new Tally();
        for (double outcome : outcomes) {
            tally.add(outcome);
        }
        double tenth = outcomes[outcomes.length / 10];
        double ninetieth = outcomes[outcomes.length - 1 - outcomes.length / 10];
        return new Prospect(share, n, tally.mean(), Math.sqrt(tally.variance()), tenth, ninetieth);
    }

    /** The same by simulated labs. */
    Tally simulated(double compute, double share, boolean ideasBound, RandomStream stream) {
        int n = experiments(compute, share, ideasBound);
        Tally tally = new Tally();
        for (int r = 0; r < DRAWS; r++) {
            RandomStream own = stream.substream(r);
            double gain = gains.quantileOfBest(n, own.uniform(0));
            tally.add(outcome((1 - share) * compute, own.normal(1), gain));
        }
        return tally;
    }
}
