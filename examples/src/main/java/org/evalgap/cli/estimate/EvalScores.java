package org.evalgap.cli.estimate;

import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelScores;

/** The scores of one eval, from wherever they are. */
public interface EvalScores {
    /**
     * What the eval is called.
     *
     * @return its name; empty where nothing names it
     */
    String name();

    /**
     * Totals.
     *
     * @return a row a model
     */
    List<ModelScores> rows();

    /**
     * Estimates.
     *
     * @param spec what to ask for
     * @param labels assumptions that were asked for; none for all that the models allow
     * @return the estimate
     * @throws InputException if an assumption is impossible, or the scores cannot be estimated from
     */
    Estimated estimate(InflationSpec spec, List<String> labels);
}
