package org.evalgap;

import org.evalgap.internal.kernel.Scoring;

/**
 * Learners in training, as the engine sees them: they learn from the lab's environments, and have logits on tasks. What they
 * know is their own business.
 *
 * <p>There are one or more learners at a time, the sides: several scenarios that are trained in one go, or one learner at
 * several moments of its training, the last being its end. Sides change with {@link #train}, {@link #keep} and
 * {@link #settle} only.
 */
interface Learning {
    /** The learners of a lab, of whom those of the model are kept from scenario to scenario. */
    final class Learners {
        private final Lab lab;
        private final Scoring scoring;
        private final KernelLearning kernel;
        private final NetworkLearning network;

        Learners(Lab lab, Scoring scoring) {
            this.lab = lab;
            this.scoring = scoring;
            kernel = new KernelLearning(lab, scoring, false);
            network = new NetworkLearning(lab, scoring);
        }

        /** Who learns in a scenario. */
        Learning of(Scenario s) {
            if (s.learner().isPresent()) {
                return new OwnLearning(lab, scoring, s.learner().get(), s);
            }
            return s.get(Word.LEARNER).equals("network") ? network.open(s) : kernel;
        }
    }

    /** Trains an untrained learner for each of some scenarios on all environments, as in one round. Side r is that of the r-th. */
    void train(Scenario[] scenarios, int start, int count);

    /** Begins anew with one untrained learner, who is then led through rounds. */
    void begin(Scenario s);

    /**
     * Trains a candidate of a round: the learner settled on last, on all environments in use. There is one side, its end.
     *
     * @param from the first environment that is new to it
     * @param parts into how many parts training time is divided for those who look on; 0 if nobody does
     */
    void train(Scenario s, int round, int candidate, int from, int parts);

    /** Keeps the candidate trained last as the best so far. */
    void keep();

    /**
     * Goes on from the candidate kept, who is no more a candidate. Its sides are the moments of its training in this round.
     *
     * @param from the first environment of the round
     * @param last whether it is the one trained last
     */
    void settle(Scenario s, int from, boolean last);

    /** How many sides there are, at least 1. */
    int sides();

    /** Notes what the learner, before the lab trained it, is like on a panel. Comes before all else that is asked of the panel. */
    void meet(Scenario s, Panel panel);

    /** Writes what training gave each side on a panel, which has to be {@linkplain #finish finished} side by side. */
    void teach(Scenario s, Panel panel);

    /** The same for one side. */
    void teach(Scenario s, Panel panel, int side);

    /**
     * Makes the gains of a side on a panel complete, once.
     *
     * @param apart whether the part of the format is asked about
     * @return if it is, the score at the eval that the panel would have if nothing were asked the way the eval asks; NaN where
     *     that changes nothing
     */
    double finish(Scenario s, Panel panel, int side, boolean apart);

    /** Mean KL divergence of a side's policy on the environments from where it started. */
    double divergence(int side);

    /** Success of whole episodes on the environments of a side, before training or after it. */
    double success(Scenario s, int side, boolean trained);
}
