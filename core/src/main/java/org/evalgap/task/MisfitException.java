package org.evalgap.task;

/**
 * Settings that are legal each, but do not fit one another, or what a replicate draws: more rounds than environments, fewer
 * items than are wanted, steps of training that overshoot. The settings must change; every other error of a simulation is one
 * of the program.
 */
public final class MisfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * A misfit.
     *
     * @param message what does not fit, and what to change
     */
    public MisfitException(String message) {
        super(message);
    }
}
