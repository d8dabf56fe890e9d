package org.evalgap.explain;

import java.util.Optional;

/**
 * Keeps what was simulated, so that no world is simulated twice: neither for more precision, nor for further measurements, runs or
 * predictions where they meet the same points. Called by many threads at once. It changes nothing but the time.
 */
public interface PointStore {
    /** Keeps nothing. */
    PointStore NONE = new PointStore() {
        @Override
        public Optional<double[]> find(String key) {
            return Optional.empty();
        }

        @Override
        public void keep(String key, double[] values) {}
    };

    /**
     * Looks for a world.
     *
     * @param key tells worlds apart: a hash of the scenario, seed, replicate, groups of measures and version of the model
     * @return the measures that were kept, not to be changed
     */
    Optional<double[]> find(String key);

    /**
     * Keeps a world.
     *
     * @param key as it will be looked for
     * @param values of all measures, not to be changed; NaN where one was not computed
     */
    void keep(String key, double[] values);
}
