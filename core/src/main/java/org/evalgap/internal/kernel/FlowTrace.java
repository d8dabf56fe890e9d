package org.evalgap.internal.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A flow that is remembered, so that what came out of it can be traced back to the shares of its environments: the exact
 * derivative of the steps that {@link ExplicitFlow} took, taken from the last stage to the first (the discrete adjoint).
 *
 * <p>With U_s the logits at a stage, d_s = rate_s a∘G(U_s) and f_s = K d_s, a step is u += h Σ b_s f_s, w += h Σ b_s d_s,
 * U_s = u + h Σ_k A_sk f_k. Backwards, of a function φ of w and u at the end: μ_s = h (b_s φ_u + Σ_k A_ks ν_k),
 * η_s = K μ_s + h b_s φ_w, ν_s = rate_s a∘G′(U_s)∘η_s, ∂φ/∂a += rate_s G(U_s)∘η_s, and φ_u += Σ_s ν_s. One product a stage and function.
 */
public final class FlowTrace {
    /** Products with the Gram matrix, which is symmetric. */
    @FunctionalInterface
    public interface Product {
        /**
         * Multiplies several vectors.
         *
         * @param x vectors of length M or more
         * @param out where K x goes, each of length M or more
         * @param sides how many vectors
         */
        void multiply(double[][] x, double[][] out, int sides);
    }

    /** Hears of steps. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A step was done.
         *
         * @param done steps so far
         * @param part how much of the training is done, in [0, 1]
         */
        void step(int done, double part);
    }

    private record Step(double time, double length, double[] state, double[][] responses) {}

    private final Drive plain;
    private final Drive shared;
    private final double[] shares;
    private final double[] untrained;
    private final int n;
    private final Product gram;
    private final List<Step> steps = new ArrayList<>();
    private final double[] weights;
    private final double[] logits;
    private final double end;

    /**
     * Trains from nothing.
     *
     * @param rule G
     * @param shares a, one an environment; kept
     * @param untrained u₀; kept
     * @param n how many environments
     * @param length B/M
     * @param error root mean square error of the logits allowed a step, as estimated
     * @param gram the Gram matrix
     * @param listener who hears of steps
     */
    public FlowTrace(
            Drive rule,
            double[] shares,
            double[] untrained,
            int n,
            double length,
            double error,
            Product gram,
            Listener listener) {
        this.plain = rule;
        this.shares = shares;
        this.shared = rule.withShares(shares);
        this.untrained = untrained;
        this.n = n;
        this.gram = gram;
        weights = new double[n];
        logits = Arrays.copyOf(untrained, n);
        end = ExplicitFlow.bent(length);
        if (length > 0) {
            follow(length, error, listener);
        }
    }

    private void follow(double length, double error, Listener listener) {
        ExplicitFlow flow = new ExplicitFlow();
        flow.begin(shared, untrained, untrained, weights, n, error);
        double[][] x = new double[1][];
        double[][] y = new double[1][];
        while (true) {
            x[0] = flow.drive();
            y[0] = flow.response();
            gram.multiply(x, y, 1);
            double before = flow.time();
            flow.advance();
            if (flow.time() == before) {
                continue;
            }
            boolean last = flow.covers(length);
            double until = last ? end : flow.time();
            double[][] responses = new double[DormandPrince.STAGES][];
            for (int s = 0; s < responses.length; s++) {
                responses[s] = Arrays.copyOf(flow.responses()[s], n);
            }
            double[] state = Arrays.copyOf(flow.stateBefore(), n);
            Step step = new Step(flow.timeBefore(), until - flow.timeBefore(), state, responses);
            steps.add(step);
            listener.step(steps.size(), until / end);
            if (last) {
                flow.weights(length, weights);
                finish(step, until < flow.time());
                return;
            }
        }
    }

    /** The last step, as short as it has to be. */
    private void finish(Step step, boolean shorter) {
        double[][] drive = {new double[n + 8]};
        double[][] response = new double[1][];
        for (int s = 1; shorter && s < DormandPrince.STAGES; s++) {
            double[] stage = stage(step, s);
            shared.evaluate(stage, untrained, rate(step, s), drive[0], n);
            response[0] = step.responses[s];
            gram.multiply(drive, response, 1);
        }
        System.arraycopy(step.state, 0, logits, 0, n);
        for (int s = 0; s < DormandPrince.STAGES; s++) {
            addScaled(DormandPrince.B[s] * step.length, step.responses[s], logits);
        }
    }

    private double[] stage(Step step, int s) {
        double[] u = Arrays.copyOf(step.state, n);
        for (int k = 0; k < s; k++) {
            addScaled(DormandPrince.A[s][k] * step.length, step.responses[k], u);
        }
        return u;
    }

    private static double rate(Step step, int s) {
        return ExplicitFlow.rate(step.time + DormandPrince.C[s] * step.length);
    }

    private void addScaled(double factor, double[] x, double[] y) {
        if (factor != 0) {
            Vectors.addScaled(factor, x, y, n);
        }
    }

    /**
     * What was learned.
     *
     * @return w, the bits of {@link FlowBundle}; not to be changed
     */
    public double[] weights() {
        return weights;
    }

    /**
     * Where the environments ended.
     *
     * @return u₀ + K w to the error of a step; not to be changed
     */
    public double[] logits() {
        return logits;
    }

    /**
     * How many steps there were.
     *
     * @return accepted steps
     */
    public int steps() {
        return steps.size();
    }

    /**
     * Traces functions of the end back to the shares.
     *
     * @param byWeight ∂φ_r/∂w at the end, by function
     * @param byLogit ∂φ_r/∂u at the end, by function; changed
     * @param sides how many functions
     * @param out where ∂φ_r/∂a goes, the others' shares unchanged; explicit dependence of φ on a is the caller's business
     * @param listener who hears of steps
     */
    public void gradient(double[][] byWeight, double[][] byLogit, int sides, double[][] out, Listener listener) {
        Backward backward = new Backward(sides);
        for (int r = 0; r < sides; r++) {
            Arrays.fill(out[r], 0, n, 0);
        }
        for (int k = steps.size() - 1; k >= 0; k--) {
            backward.step(steps.get(k), byWeight, byLogit, out);
            listener.step(steps.size() - k, 1 - steps.get(k).time / end);
        }
    }

    /** One step backwards, for several functions at once. */
    private final class Backward {
        private final int sides;
        private final double[][][] pulls;
        private final double[][] asked;
        private final double[][] answered;
        private final double[] gain = new double[n + 8];
        private final double[] slope = new double[n + 8];
        private final double[] probe = new double[n + 8];
        private final double[] below = new double[n + 8];

        Backward(int sides) {
            this.sides = sides;
            pulls = new double[DormandPrince.STAGES][sides][n];
            asked = new double[sides][n + 8];
            answered = new double[sides][n + 8];
        }

        void step(Step step, double[][] byWeight, double[][] byLogit, double[][] out) {
            for (int s = DormandPrince.STAGES - 1; s >= 0; s--) {
                double[] u = stage(step, s);
                double rate = rate(step, s);
                plain.evaluate(u, untrained, rate, gain, n);
                plain.derivative(u, untrained, probe, below, slope, n);
                for (int r = 0; r < sides; r++) {
                    ask(s, step.length, byLogit[r], r);
                }
                gram.multiply(asked, answered, sides);
                for (int r = 0; r < sides; r++) {
                    addScaled(DormandPrince.B[s] * step.length, byWeight[r], answered[r]);
                    multiplyAdd(gain, answered[r], out[r], n);
                    pull(rate, shares, slope, answered[r], pulls[s][r], n);
                }
            }
            for (int r = 0; r < sides; r++) {
                for (int s = 0; s < DormandPrince.STAGES; s++) {
                    Vectors.addScaled(1, pulls[s][r], byLogit[r], n);
                }
            }
        }

        private void ask(int s, double length, double[] byLogit, int r) {
            Arrays.fill(asked[r], 0, n, 0);
            addScaled(DormandPrince.B[s] * length, byLogit, asked[r]);
            for (int k = s + 1; k < DormandPrince.STAGES; k++) {
                addScaled(DormandPrince.A[k][s] * length, pulls[k][r], asked[r]);
            }
        }
    }

    private static void multiplyAdd(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.fma(x[i], y[i], out[i]);
        }
    }

    private static void pull(double rate, double[] a, double[] slope, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = rate * a[i] * slope[i] * x[i];
        }
    }
}
