package org.evalgap.internal.audit;

/** How training environments move some tasks; without the part of the format, but for {@link #teachers}. */
public interface Strip {
    /**
     * Gains.
     *
     * @param weights w
     * @param out where Σ_j K(z, x_j) w_j goes
     */
    void gains(double[] weights, double[] out);

    /**
     * Sums over environments, memorised and broad part apart.
     *
     * @param weights one vector a side
     * @param memorized where m Σ_j exp(−d²/2s²) w_j goes
     * @param broad where (1 − m) Σ_j exp(−d²/2ℓ²) w_j goes
     */
    void parts(double[][] weights, double[][] memorized, double[][] broad);

    /**
     * Sums over tasks.
     *
     * @param values one vector a side
     * @param out where Σ_z K(z, x_j) v_z goes
     */
    void pull(double[][] values, double[][] out);

    /**
     * Nearest environments.
     *
     * @param shares only environments with a share above 0 count
     * @param out where smallest squared distances go
     */
    void nearest(double[] shares, double[] out);

    /**
     * Who taught each task most.
     *
     * @param weights w
     * @param count how many are wanted of each
     * @return the environments with the largest terms, the largest first; ties the first ones
     */
    Teachers teachers(double[] weights, int count);

    /**
     * The largest terms of every task.
     *
     * @param rows environments
     * @param terms K w, the format's part included
     * @param memorized the memorised part
     * @param distances distances
     */
    record Teachers(int[][] rows, double[][] terms, double[][] memorized, double[][] distances) {
        /**
         * Room for some tasks.
         *
         * @param tasks how many
         * @param count teachers of each
         * @return empty arrays
         */
        static Teachers room(int tasks, int count) {
            return new Teachers(
                    new int[tasks][count],
                    new double[tasks][count],
                    new double[tasks][count],
                    new double[tasks][count]);
        }
    }
}
