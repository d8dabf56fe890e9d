package org.evalgap.learner;

import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskView;

/**
 * A part of a round's training.
 *
 * @param environments all environments so far
 * @param from the first of them that is new in this round
 * @param round which round, from 0
 * @param candidate which candidate of the round, from 0
 * @param part which part of the round's training, from 1
 * @param parts into how many parts the round's training is divided
 * @param stream random numbers of this seed, replicate, round and candidate, the same in all parts; its substreams are as many
 *     as one likes
 */
public record Lesson(
        TaskView environments, int from, int round, int candidate, int part, int parts, RandomStream stream) {
    /**
     * The first update of this part.
     *
     * @param updates how many the round has
     * @return its index, from 0
     */
    public int firstOf(int updates) {
        return (int) ((part - 1L) * updates / parts);
    }

    /**
     * The end of the updates of this part.
     *
     * @param updates how many the round has
     * @return the index after the last; that of the first where no update falls into this part
     */
    public int endOf(int updates) {
        return (int) ((long) part * updates / parts);
    }
}
