package org.evalgap.task;

/** Tasks to look at: environments that are trained on, or items and jobs that are asked about. */
public interface TaskView {
    /**
     * How many tasks there are.
     *
     * @return the number, at least 0
     */
    int size();

    /**
     * How many skills a task can ask for: coordinates without those of the surface.
     *
     * @return the number, at least 1
     */
    int dimension();

    /**
     * How many further coordinates the surface of a task has: the story around the problem, which the skills do not see.
     *
     * @return the number, at least 0
     */
    int surfaceDimensions();

    /**
     * The right answer to a task.
     *
     * @param task index, from 0
     * @return 1 or −1; always 1 where a scenario does not say otherwise
     */
    double answer(int task);

    /**
     * A coordinate of a task's position.
     *
     * @param task index, from 0
     * @param axis which coordinate, from 0: skills, and then the surface
     * @return the coordinate
     */
    double position(int task, int axis);

    /**
     * A task's difficulty.
     *
     * @param task index, from 0
     * @return logits
     */
    double difficulty(int task);

    /**
     * Whether a task is asked the way the eval asks.
     *
     * @param task index, from 0
     * @return 1 if it is, else 0
     */
    double format(int task);
}
