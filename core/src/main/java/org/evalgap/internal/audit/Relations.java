package org.evalgap.internal.audit;

import org.evalgap.internal.kernel.FlowTrace;
import org.jspecify.annotations.Nullable;

/** How training environments move each other, and tasks. Serves one audit at a time. */
public interface Relations extends FlowTrace.Product {
    /**
     * Logits of the environments.
     *
     * @param untrained u₀
     * @param weights w
     * @param out where u₀ + K w goes
     */
    void logits(double[] untrained, double[] weights, double[] out);

    /**
     * A bound of the Gram matrix's largest eigenvalue.
     *
     * @return its largest row sum
     */
    double largestRowSum();

    /**
     * The Gram matrix, where it is held in full precision.
     *
     * @return rows, or null
     */
    double @Nullable [] @Nullable [] rows();

    /**
     * The root mean square error of logits that a step of the flow is allowed.
     *
     * @return the tolerance
     */
    double tolerance();

    /**
     * Relations to tasks.
     *
     * @param tasks where they lie
     * @return their strip
     */
    Strip strip(Block tasks);
}
