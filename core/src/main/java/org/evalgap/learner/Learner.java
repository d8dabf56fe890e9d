package org.evalgap.learner;

import java.util.Set;
import org.evalgap.random.RandomStream;

/**
 * A learner of one's own, in place of the generalisation kernel and its {@link Trainer}: whatever can learn from environments
 * and then tell its logits on tasks. Given to a scenario, it goes through rounds, candidates, trajectories and sweeps as the
 * model's own learner does.
 *
 * <p>Implementations are immutable; what a learner knows lives in the {@link Pupil} that they begin.
 */
public interface Learner {
    /**
     * A name that tells this learner, settings included, from any other: part of a scenario's key.
     *
     * @return one line
     */
    String name();

    /**
     * Parameters of a scenario that mean nothing to this learner. A scenario in which one of them is not its default is
     * refused, so that nobody varies what has no effect.
     *
     * @return names of parameters; by default those of the generalisation kernel, which a learner that uses
     *     {@link Setting#kernel()} takes out
     */
    default Set<String> ignores() {
        return Set.of("breadth", "memorization", "memorizationScale", "formatLearning", "narrowing");
    }

    /**
     * A learner as it is before the lab trains it, used by one thread.
     *
     * @param setting what holds for all of its training
     * @param stream random numbers of this seed and replicate, for what is drawn before training; its substreams are as many
     *     as one likes
     * @return always the same for the same setting and stream
     */
    Pupil begin(Setting setting, RandomStream stream);
}
