package org.evalgap.estimate.evals;

import java.util.List;

/**
 * Gaps of models on evals, cells in the order of their models.
 *
 * @param models number of models
 * @param evals number of evals
 * @param cells what is there
 */
record GapTable(int models, int evals, List<Gap> cells) {
    GapTable {
        cells = List.copyOf(cells);
    }

    /**
     * One gap.
     *
     * @param model number of the model
     * @param eval number of the eval
     * @param gap its mean
     * @param own variance of its own error
     * @param load what a standard deviation of the eval's shift makes of it
     */
    record Gap(int model, int eval, double gap, double own, double load) {}
}
