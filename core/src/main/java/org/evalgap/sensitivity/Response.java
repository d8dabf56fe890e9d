package org.evalgap.sensitivity;

import java.util.List;

/** What is analysed: outputs at points of the unit cube, in replicates. Pure, and asked by many threads at a time. */
interface Response {
    /** Names of the inputs. */
    List<String> inputs();

    /** Names of the outputs. */
    List<String> outputs();

    /** Replicates a point, at least 1; with 1 nothing is taken for noise. */
    int replicates();

    /**
     * Evaluates consecutive stars of the design.
     *
     * @param points coordinates; A, AB₁ … AB_d, B of a first star, then of the next one
     * @param seed what points of one repetition share
     * @return values by output, replicate and point
     */
    double[][][] evaluate(double[][] points, long seed);
}
