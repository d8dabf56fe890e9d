package org.evalgap.task;

/**
 * What the public eval samples, what the economy pays for, and what designers imagine the latter to be.
 *
 * @param eval source of public and fresh items
 * @param work source of work tasks
 * @param imagined source of imagined environments
 */
public record World(TaskSource eval, TaskSource work, TaskSource imagined) {
    /**
     * Checks that the three live in one space.
     *
     * @param eval source of public and fresh items
     * @param work source of work tasks
     * @param imagined source of imagined environments
     * @throws IllegalArgumentException if dimensions differ
     */
    public World {
        if (work.dimension() != eval.dimension() || imagined.dimension() != eval.dimension()) {
            throw new IllegalArgumentException("eval, work and designer must have one dimension: " + eval.dimension()
                    + ", " + work.dimension() + ", " + imagined.dimension());
        }
    }
}
