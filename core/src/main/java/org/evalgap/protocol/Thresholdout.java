package org.evalgap.protocol;

import org.evalgap.random.RandomStream;

/** Thresholdout (algorithm 1 of Dwork et al. 2015). While labs see nothing, all answers come from the scored items. */
final class Thresholdout implements Announcer {
    private static final int ANSWER = 1;
    private static final int DIFFERENCE = 2;
    private static final int THRESHOLD = 3;
    private static final int FIRST_THRESHOLD = 4;

    private final double threshold;
    private final double noise;
    private final boolean gaussian;
    private int budget;

    /** The noise of the threshold in force; NaN before the first submission. */
    private double raised = Double.NaN;

    Thresholdout(double threshold, double noise, int budget, boolean gaussian) {
        this.threshold = threshold;
        this.noise = noise;
        this.budget = budget;
        this.gaussian = gaussian;
    }

    @Override
    public double tell(Submission submission) {
        RandomStream stream = submission.noise();
        if (Double.isNaN(raised)) {
            raised = raise(stream, FIRST_THRESHOLD);
        }
        double seen = submission.seenScore();
        double difference = Math.abs(submission.score() - seen);
        boolean spent = budget == 0 && !Double.isNaN(seen);
        if (spent || difference <= threshold + raised + inDifference(stream)) {
            return seen;
        }
        budget = Math.max(0, budget - 1);
        raised = raise(stream, THRESHOLD);
        return submission.score() + noise * (gaussian ? stream.normal(ANSWER) : Laplace.at(stream, ANSWER));
    }

    private double raise(RandomStream stream, int index) {
        return gaussian ? 0 : 2 * noise * Laplace.at(stream, index);
    }

    private double inDifference(RandomStream stream) {
        return noise * (gaussian ? stream.normal(DIFFERENCE) : 4 * Laplace.at(stream, DIFFERENCE));
    }
}
