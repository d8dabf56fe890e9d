package org.evalgap.internal.kernel;

/**
 * Flows that differ in nothing but their length: one trajectory, within whose steps each ends. The steps know nothing of where
 * anybody ends, so that a flow has the same bits in any company, or alone; an end costs no product.
 *
 * <p>{@link #drive} is to be multiplied by the Gram matrix into {@link #response}, then {@link #advance} goes on: the caller can
 * serve many bundles in one pass over the matrix.
 */
public final class FlowBundle {
    private final ExplicitFlow flow = new ExplicitFlow();

    private double[] lengths = new double[0];
    private double[][] weights = new double[0][];
    private int count;
    private int next;

    /** Where the next flow ends, in the time of the flow: a logarithm, which is not taken again at every product. */
    private double end;

    /** A bundle that can be used again and again. */
    public FlowBundle() {}

    /**
     * Begins.
     *
     * @param rule G
     * @param untrained logits before any training, u₀
     * @param now logits now, u₀ + K w; copied
     * @param from weights now; copied
     * @param ends lengths B/M in ascending order, each at least 0
     * @param out where the weights at each length go
     * @param flows how many lengths, at least 1
     * @param environments M
     * @param error root mean square error of the logits allowed a step, as estimated
     */
    public void begin(
            Drive rule,
            double[] untrained,
            double[] now,
            double[] from,
            double[] ends,
            double[][] out,
            int flows,
            int environments,
            double error) {
        lengths = ends;
        weights = out;
        count = flows;
        next = 0;
        while (next < count && lengths[next] == 0) {
            System.arraycopy(from, 0, weights[next++], 0, environments);
        }
        aim();
        flow.begin(rule, untrained, now, from, environments, error);
    }

    /**
     * Whether every flow is at its end.
     *
     * @return true when nothing is left to do
     */
    public boolean done() {
        return next == count;
    }

    /**
     * The vector that is to be multiplied by the Gram matrix next.
     *
     * @return the vector, of length M or more
     */
    public double[] drive() {
        return flow.drive();
    }

    /**
     * Where the product goes.
     *
     * @return the array, of length M or more
     */
    public double[] response() {
        return flow.response();
    }

    /**
     * How many products were taken in since {@link #begin}.
     *
     * @return the number of products
     */
    public int evaluations() {
        return flow.evaluations();
    }

    /** Takes the product in and prepares the next one, or ends. */
    public void advance() {
        flow.advance();
        while (next < count && flow.reached(end)) {
            flow.weights(lengths[next], weights[next]);
            next++;
            aim();
        }
    }

    private void aim() {
        end = next < count ? ExplicitFlow.bent(lengths[next]) : 0;
    }
}
