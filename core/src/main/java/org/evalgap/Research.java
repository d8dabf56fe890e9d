package org.evalgap;

import org.evalgap.internal.kernel.Points;

/**
 * A lab's research, step by step: a round is opened with what the lab sees, candidates are tried, one of them is kept, and the
 * round is closed. Who may look, who selects and what is told is decided between the steps.
 */
final class Research {
    private final Lab lab;
    private final Learning learning;
    private final Scenario scenario;
    private int round = -1;
    private int from;
    private int to;
    private int tried;
    private int kept;

    /** Opens a lab without environments, and its learner without training. */
    Research(Lab lab, Learning learning, Scenario scenario) {
        this.lab = lab;
        this.learning = learning;
        this.scenario = scenario;
        lab.begin(scenario);
    }

    /** Opens the next round for a lab that sees these items, and its learner's success on them. */
    void open(Points items, double[] success) {
        round++;
        long m = scenario.environments();
        from = (int) (m * round / scenario.rounds());
        to = (int) (m * (round + 1) / scenario.rounds());
        tried = -1;
        lab.show(items, success);
    }

    /**
     * Designs the environments of the next candidate and trains it on all there are by now.
     *
     * @param parts into how many parts training time is divided for those who look on; 0 if nobody does
     * @return which candidate it is, from 0
     */
    int attempt(int parts) {
        tried++;
        lab.design(scenario, round, tried, from, to);
        learning.train(scenario, round, tried, from, parts);
        return tried;
    }

    /** Keeps the candidate tried last, in place of the one kept so far. */
    void keep() {
        kept = tried;
        lab.keep(from);
        learning.keep();
    }

    /** Goes on with the candidate kept, of which there must be one. */
    void close() {
        boolean last = kept == tried;
        if (!last) {
            lab.restore(from);
        }
        learning.settle(scenario, from, last);
    }

    /** The round that is open or was closed last, from 0. */
    int round() {
        return round;
    }

    /** The candidate kept in it, from 0. */
    int kept() {
        return kept;
    }

    /** Whether no round is left. */
    boolean done() {
        return round == scenario.rounds() - 1;
    }
}
