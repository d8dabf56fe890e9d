package org.evalgap.environment;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;

/**
 * What a designer knows: the public items, how the learner does on them, what work is imagined to be, what is asked for, and
 * streams of random numbers. Valid during one design only.
 */
public interface DesignBrief {
    /**
     * How many skills a task can ask for.
     *
     * @return D, at least 1
     */
    int dimension();

    /**
     * How many further coordinates a task has, its surface, which follow its skills.
     *
     * @return S, at least 0
     */
    int surfaceDimensions();

    /**
     * How many public items there are.
     *
     * @return the number, at least 1
     */
    int publicItems();

    /**
     * Position of a public item.
     *
     * @param item index
     * @return a copy of its D + S coordinates
     */
    double[] position(int item);

    /**
     * Right answer to a public item.
     *
     * @param item index
     * @return 1 or −1
     */
    int answer(int item);

    /**
     * Difficulty of a public item.
     *
     * @param item index
     * @return logits
     */
    double difficulty(int item);

    /**
     * True success of the current learner on a public item, at the eval's horizon.
     *
     * @param item index
     * @return a probability; meaningless unless the designer {@linkplain EnvironmentDesigner#looksAtSuccess looks at it}
     */
    double success(int item);

    /**
     * What designers imagine work to be, unaided.
     *
     * @return the source, which {@link #draw} draws from
     */
    TaskSource imagined();

    /**
     * The share of environments that should take inspiration from the eval.
     *
     * @return λ in [0, 1]
     */
    double inspiration();

    /**
     * How far an inspired environment should depart from its item.
     *
     * @return δ, at least 0
     */
    double departure();

    /**
     * How much more often failed items should inspire.
     *
     * @return ψ, at least 0
     */
    double errorFocus();

    /**
     * Which research round this is.
     *
     * @return round, from 0
     */
    int round();

    /**
     * Which candidate of the round this is.
     *
     * @return candidate, from 0
     */
    int candidate();

    /**
     * A stream of random numbers of the designer's own, which nothing in the model uses.
     *
     * @param number any number, one for each purpose that the designer has
     * @return the stream of this seed, replicate, round, candidate and number; of its substreams there are as many as one likes
     */
    RandomStream stream(int number);

    /**
     * A stream that the model's own designer uses too, for designers who want the same numbers: then a comparison of the two
     * is free of the luck of the draw.
     *
     * @param purpose what for
     * @param coordinate coordinate or any further index
     * @return the stream of this seed, replicate, round and candidate
     */
    RandomStream stream(Purpose purpose, int coordinate);

    /**
     * Draws tasks, always the same for the same stream; asking for more of them keeps the first ones.
     *
     * @param source where from, such as {@link #imagined()}
     * @param stream the designer's choice; what the draw uses are its substreams
     * @param tasks how many, at least 1
     * @return the tasks, in the order in which they are drawn, all of weight 1, without a surface
     * @throws IllegalArgumentException if there is no task, or the source has another dimension
     */
    TaskSet draw(TaskSource source, RandomStream stream, int tasks);

    /**
     * Designs the environments that are asked for as {@link InspiredDesigner} does; what is written to the sheet afterwards
     * replaces them one by one.
     *
     * @param sheet where the environments go
     */
    void designAsUsual(EnvironmentSheet sheet);
}
