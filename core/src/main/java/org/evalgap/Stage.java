package org.evalgap;

/**
 * The stages of a computation, in order. A parameter belongs to the first stage that it changes, so that two scenarios that
 * agree on all parameters up to a stage share that stage's work.
 */
public enum Stage {
    /** Drawing public, fresh and work tasks. */
    TASKS,
    /** Designing environments. */
    ENVIRONMENTS,
    /** The generalisation kernel between environments and tasks. */
    KERNEL,
    /** Training and scoring. */
    TRAINING
}
