package org.evalgap.learner;

/**
 * A way to train: it turns a training problem into weights of the environments. The model's definition is
 * {@link GradientFlow}; {@link SampledTrainer} checks it; another one can be given to a scenario.
 *
 * <p>Implementations are immutable; what they need of buffers lives in the {@link Training} that they begin.
 */
public interface Trainer {
    /**
     * A name that tells this trainer, settings included, from any other: part of a scenario's key.
     *
     * @return one line
     */
    String name();

    /**
     * Something that trains, confined to one thread and used for one problem after another.
     *
     * @return a new training
     */
    Training begin();

    /** Carries out training problems, one at a time, with buffers that it keeps. */
    interface Training {
        /**
         * Trains.
         *
         * @param problem what to train on; valid during the call only
         * @param weights weights w of the environments so far, of length at least M; moved in place
         * @param snapshots where the weights go underway
         */
        void train(TrainingProblem problem, double[] weights, Snapshots snapshots);

        /**
         * Trains several untrained learners on the same environments, each to the bits that it would get alone; one after
         * another, unless there is work to share.
         *
         * @param problems the problems, over one Gram matrix
         * @param weights where the weights of each go; all 0 on entry
         * @param count how many problems
         */
        default void trainTogether(TrainingProblem[] problems, double[][] weights, int count) {
            for (int r = 0; r < count; r++) {
                train(problems[r], weights[r], Snapshots.NONE);
            }
        }
    }

    /** Takes weights underway at equally spaced training times. */
    interface Snapshots {
        /** Nobody looks. */
        Snapshots NONE = new Snapshots() {
            @Override
            public int count() {
                return 0;
            }

            @Override
            public void take(int k, double[] weights) {
                throw new IllegalStateException("no snapshots were asked for");
            }
        };

        /**
         * Into how many equal parts training time is divided.
         *
         * @return the number n, 0 for no snapshots
         */
        int count();

        /**
         * Takes the weights at training time k/n.
         *
         * @param k 1 … n − 1, ascending (the end is the result itself)
         * @param weights the weights, copied or used before this returns
         */
        void take(int k, double[] weights);
    }
}
