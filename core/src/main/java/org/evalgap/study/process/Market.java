package org.evalgap.study.process;

import java.util.Arrays;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Tally;

/**
 * Labs that compete in niches, round by round.
 *
 * @param labs number of labs
 * @param niches number of niches
 * @param kernel how much of what is learned in one niche carries over to another
 * @param learning skill per round from all of a lab's environments
 * @param ageing share of skill beyond pre-training lost per round
 * @param copying share of the leader's advantage copied per round
 * @param selection how strongly environments follow earnings
 * @param exploration share of environments spread evenly again per round
 */
record Market(
        int labs,
        int niches,
        double kernel,
        double learning,
        double ageing,
        double copying,
        double selection,
        double exploration) {
    /**
     * One round.
     *
     * @param skill logits beyond pre-training, by lab and niche
     * @param environments shares of a lab's environments, by lab and niche
     */
    record State(double[][] skill, double[][] environments) {}

    /** Before the first round: the first lab is ahead everywhere, and designs are uneven by chance. */
    State start(double headStart, double unevenness, RandomStream stream) {
        double[][] skill = new double[labs][niches];
        Arrays.fill(skill[0], headStart);
        double[][] environments = new double[labs][niches];
        for (int i = 0; i < labs; i++) {
            for (int k = 0; k < niches; k++) {
                environments[i][k] = StrictMath.exp(unevenness * stream.normal((long) i * niches + k));
            }
            normalise(environments[i]);
        }
        return new State(skill, environments);
    }

    /** One round: train, copy, sell, and let environments follow what was earned. */
    State next(State state) {
        double[][] skill = new double[labs][];
        for (int i = 0; i < labs; i++) {
            skill[i] = trained(state.skill()[i], state.environments()[i]);
        }
        for (int k = 0; k < niches; k++) {
            copy(skill, k);
        }
        double[][] environments = new double[labs][];
        for (int i = 0; i < labs; i++) {
            environments[i] = moved(state.environments()[i], earnings(skill, i));
        }
        return new State(skill, environments);
    }

    private double[] trained(double[] skill, double[] environments) {
        double[] trained = new double[niches];
        for (int k = 0; k < niches; k++) {
            // Shares sum to one, so all other niches together hold 1 − e.
            double reach = environments[k] + kernel * (1 - environments[k]);
            trained[k] = (1 - ageing) * skill[k] + learning * reach;
        }
        return trained;
    }

    private void copy(double[][] skill, int niche) {
        double best = best(skill, niche, -1);
        for (double[] lab : skill) {
            // At full copying exactly the best, not the best up to rounding.
            lab[niche] = copying == 1 ? best : lab[niche] + copying * (best - lab[niche]);
        }
    }

    private static double best(double[][] skill, int niche, int except) {
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < skill.length; i++) {
            best = i == except ? best : Math.max(best, skill[i][niche]);
        }
        return best;
    }

    /** What a lab earns in each niche: how far it is ahead of everybody else, or nothing. */
    private double[] earnings(double[][] skill, int lab) {
        double[] earnings = new double[niches];
        for (int k = 0; k < niches; k++) {
            earnings[k] = Math.max(0, skill[lab][k] - best(skill, k, lab));
        }
        return earnings;
    }

    private double[] moved(double[] shares, double[] earnings) {
        double highest = Arrays.stream(earnings).max().orElse(0);
        double[] moved = new double[niches];
        for (int k = 0; k < niches; k++) {
            moved[k] = shares[k] * StrictMath.exp(selection * (earnings[k] - highest));
        }
        normalise(moved);
        for (int k = 0; k < niches; k++) {
            moved[k] = (1 - exploration) * moved[k] + exploration / niches;
        }
        return moved;
    }

    private static void normalise(double[] shares) {
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
    }

    /**
     * The share copied at and above which two labs that are nearly alike become alike again; 0 if they do even without
     * copying. With z the difference of their environments in a niche and Δ that of their skills, one round near the even
     * state is Δ ← (1 − ψ)((1 − δ)Δ + B(1 − k)z), z ← (1 − μ)(z + ηΔ/n): linear, with coefficients that are not negative,
     * so its largest eigenvalue passes through 1, where (1 − ψ)(μ(1 − δ) + (1 − μ)ηB(1 − k)/n) = μ.
     */
    double threshold() {
        double push = (1 - exploration) * selection * learning * (1 - kernel) / niches;
        return Math.max(0, 1 - exploration / (exploration * (1 - ageing) + push));
    }

    /** Mean over niches of what the best lab is ahead of the second. */
    double price(State state) {
        double sum = 0;
        for (int i = 0; i < labs; i++) {
            sum += Arrays.stream(earnings(state.skill(), i)).sum();
        }
        return sum / niches;
    }

    /** Herfindahl index of environments over niches, mean over labs: 1/n for generalists, 1 for specialists. */
    double labConcentration(State state) {
        Tally mean = new Tally();
        for (double[] shares : state.environments()) {
            double sum = 0;
            for (double share : shares) {
                sum += share * share;
            }
            mean.add(sum);
        }
        return mean.mean();
    }

    /** Herfindahl index of earnings over labs; 0 where nobody earns anything. */
    double revenueConcentration(State state) {
        double all = price(state) * niches;
        double sum = 0;
        for (int i = 0; i < labs && all > 0; i++) {
            double share = Arrays.stream(earnings(state.skill(), i)).sum() / all;
            sum += share * share;
        }
        return sum;
    }

    /** Labs that are ahead of all others somewhere. */
    int leadingLabs(State state) {
        int leaders = 0;
        for (int i = 0; i < labs; i++) {
            leaders += Arrays.stream(earnings(state.skill(), i)).anyMatch(e -> e > 0) ? 1 : 0;
        }
        return leaders;
    }

    /** Difference of skill profiles: root mean square over niches, mean over pairs of labs, levels taken off. */
    double diversity(State state) {
        Tally pairs = new Tally();
        for (int i = 0; i < labs; i++) {
            for (int j = 0; j < i; j++) {
                Tally difference = new Tally();
                for (int k = 0; k < niches; k++) {
                    difference.add(state.skill()[i][k] - state.skill()[j][k]);
                }
                pairs.add(Math.sqrt(difference.variance() * (niches - 1) / niches));
            }
        }
        return pairs.mean();
    }
}
