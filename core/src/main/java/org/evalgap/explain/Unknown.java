package org.evalgap.explain;

import java.util.Optional;
import org.evalgap.Parameter;

/**
 * A parameter that is not known.
 *
 * @param parameter which
 * @param prior what is believed of it
 * @param run name of the one training run that it belongs to; empty if it is common to all
 */
public record Unknown(Parameter parameter, Prior prior, Optional<String> run) {
    /**
     * Checks that the prior is legal.
     *
     * @param parameter which
     * @param prior what is believed of it
     * @param run name of the one training run that it belongs to; empty if it is common to all
     * @throws IllegalArgumentException if it leaves the parameter's range
     */
    public Unknown {
        prior.requireLegal(parameter);
    }

    /**
     * A parameter that is common to all runs.
     *
     * @param parameter which
     * @param prior what is believed of it
     * @return the unknown
     */
    public static Unknown of(Parameter parameter, Prior prior) {
        return new Unknown(parameter, prior, Optional.empty());
    }

    /**
     * The name in results.
     *
     * @return the parameter's, with {@code @run} where it belongs to one run
     */
    public String label() {
        return parameter.label() + run.map(name -> "@" + name).orElse("");
    }
}
