package org.evalgap.learner;

import org.evalgap.task.TaskView;

/** One learner and what it has learned so far. Confined to a thread. */
public interface Pupil {
    /**
     * Goes on learning. A round comes in {@link Lesson#parts()} parts, one after another.
     *
     * @param lesson what to learn from; valid during the call only
     */
    void learn(Lesson lesson);

    /**
     * Tells how much better it is at tasks than competence alone: its logits on a task are θ − b + gain.
     *
     * @param tasks which tasks; valid during the call only
     * @param gains where the gains go, in logits, one a task; all finite
     */
    void gains(TaskView tasks, double[] gains);

    /**
     * A second learner who knows the same.
     *
     * @return a copy; what either learns from here on, the other does not
     */
    Pupil copy();
}
