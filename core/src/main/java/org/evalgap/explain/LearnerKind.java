package org.evalgap.explain;

import org.evalgap.Scenario;

/** A learner that may have been at work. */
public enum LearnerKind {
    /** The kernel learner: training carries over by distance. */
    KERNEL("kernel");

    private final String label;

    LearnerKind(String label) {
        this.label = label;
    }

    /**
     * The name in evidence files.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    /** A scenario with this learner. */
    Scenario in(Scenario scenario) {
        return scenario.withKernelLearner();
    }
}
