package org.evalgap.internal.kernel;

/**
 * The gradient flow dw/dτ = G(u₀ + K w) from τ = 0 on, by the 8th-order Runge–Kutta pair of Dormand and Prince, in steps that know
 * nothing of the lengths that are asked for: {@link #weights} gives what was learned anywhere within the last one.
 *
 * <p>Three choices make it cheap. The state is u, not w: a stage costs one Gram product, and the error estimate is in
 * logits for free. Time is s = ln(1 + λτ)/λ, in
 * which a long flow slows down no more, and a short one is as it was. And the Gram product is left to the
 * caller, who can serve many flows that share a Gram matrix in one pass: {@link #drive} is to be multiplied into
 * {@link #response}, then {@link #advance} goes on. What a flow computes does not depend on who else is served.
 *
 * <p>Within a step no product is needed at all. The stages give u anywhere to an order of about 6, and w is the integral of G
 * along that u, in which the errors of u shrink once more.
 *
 * <p>Source: Hairer, Nørsett, Wanner (1993), Solving Ordinary Differential Equations I, section II.10 (DOP853, and its error
 * estimate that combines a fifth- and a third-order one).
 */
final class ExplicitFlow {
    /** λ: a flow much shorter than 1/λ runs in τ itself, a longer one in its logarithm. */
    private static final double BEND = 0.3;

    /** The first step moves no environment by more than about this many logits. */
    static final double FIRST_MOVE = 1.2;

    /** Where next to nothing moves, the first step ends here: beyond any legal budget. */
    private static final double LONGEST_FIRST = 100;

    /** How much of the step that an estimate allows is taken: a rejected step costs eleven products, a short one little. */
    private static final double CAUTION = 0.72;

    /**
     * The square of the third-order estimate falls with the step as the error does, and this share of it is a typical one.
     * Where few environments move alike the fifth-order estimate changes sign as the step grows: near such a zero it says
     * that anything is exact, and steps that err by 1e4 tolerances were accepted. The two are not zero together.
     */
    private static final double FLOOR = 0.1;

    /** Gauss and Legendre's five nodes on [0, 1]: good to order 10. */
    private static final double[] NODES = {
        0.04691007703066800, 0.23076534494715845, 0.5, 0.76923465505284155, 0.95308992296933200
    };

    private static final double[] NODE_WEIGHTS = {
        0.11846344252809454, 0.23931433524968324, 0.28444444444444444, 0.23931433524968324, 0.11846344252809454
    };

    private final double[][] drives = new double[DormandPrince.STAGES][];
    private final double[][] responses = new double[DormandPrince.STAGES][];
    private final double[] factors = new double[DormandPrince.STAGES];
    private final double[][] terms = new double[DormandPrince.STAGES][];

    private final double[] extension = new double[DormandPrince.STAGES];

    private double[] state = new double[0];
    private double[] weight = state;
    private double[] stateBefore = state;
    private double[] weightBefore = state;
    private double[] probe = state;
    private double[] estimate = state;

    private Drive rule;
    private double[] start;
    private int n;

    private double tolerance;
    private double timeBefore;
    private double time;
    private double step;
    private int stage;
    private int evaluations;

    /** A solver that can be used again and again. */
    ExplicitFlow() {}

    /**
     * Begins a flow.
     *
     * @param flowRule G
     * @param untrained logits before any training, u₀
     * @param now logits now, u₀ + K w; copied
     * @param from weights now; copied
     * @param environments M
     * @param error root mean square error of the logits allowed a step, as estimated; the actual one is several times smaller
     */
    void begin(Drive flowRule, double[] untrained, double[] now, double[] from, int environments, double error) {
        tolerance = error;
        rule = flowRule;
        start = untrained;
        n = environments;
        reserve();
        System.arraycopy(now, 0, state, 0, n);
        System.arraycopy(from, 0, weight, 0, n);
        timeBefore = 0;
        time = 0;
        step = 0;
        stage = 0;
        evaluations = 0;
        rule.evaluate(state, start, 1, drives[0], n);
    }

    static double bent(double length) {
        return StrictMath.log1p(BEND * length) / BEND;
    }

    private void reserve() {
        int room = (n + 7) / 8 * 8 + 6;
        if (state.length < room) {
            state = new double[room];
            weight = new double[room];
            stateBefore = new double[room];
            weightBefore = new double[room];
            probe = new double[room];
            estimate = new double[room];
            // Made one after another, all begin equally far from a cache line, as rows of the Gram matrix do.
            for (int i = 0; i < DormandPrince.STAGES; i++) {
                drives[i] = new double[room];
                responses[i] = new double[room];
            }
        }
    }

    /**
     * The vector that is to be multiplied by the Gram matrix next.
     *
     * @return the vector, of length M or more
     */
    double[] drive() {
        return drives[stage];
    }

    /**
     * Where the product goes.
     *
     * @return the array, of length M or more
     */
    double[] response() {
        return responses[stage];
    }

    /**
     * How often G was evaluated since {@link #begin}.
     *
     * @return the number of evaluations
     */
    int evaluations() {
        return evaluations;
    }

    /** Takes the product in and prepares the next one. */
    void advance() {
        evaluations++;
        if (stage == 0 && step == 0) {
            step = firstStep();
        }
        stage++;
        if (stage == DormandPrince.STAGES) {
            finishStep();
        } else {
            prepareStage();
        }
    }

    /** Whether a length lies before the end of the last step. */
    boolean covers(double length) {
        return reached(bent(length));
    }

    /** Whether a bent time lies before the end of the last step. */
    boolean reached(double end) {
        return time > 0 && end <= time;
    }

    /** Writes the weights at a length within the last step, before the next product is taken in. */
    void weights(double length, double[] out) {
        double part = bent(length) - timeBefore;
        double whole = time - timeBefore;
        System.arraycopy(weightBefore, 0, out, 0, n);
        for (int k = 0; k < NODES.length; k++) {
            double since = part * NODES[k];
            DormandPrince.extension(since / whole, extension);
            System.arraycopy(stateBefore, 0, probe, 0, n);
            addNonzero(extension, whole, responses, DormandPrince.STAGES, probe);
            rule.evaluate(probe, start, rate(timeBefore + since), estimate, n);
            Vectors.addScaled(NODE_WEIGHTS[k] * part, estimate, out, n);
        }
    }

    private double firstStep() {
        double fastest = 0;
        for (int i = 0; i < n; i++) {
            fastest = Math.max(fastest, Math.abs(responses[0][i]));
        }
        return Math.min(bent(FIRST_MOVE / fastest), LONGEST_FIRST);
    }

    /** dτ/ds. */
    static double rate(double bentTime) {
        return StrictMath.exp(BEND * bentTime);
    }

    private void prepareStage() {
        System.arraycopy(state, 0, probe, 0, n);
        addNonzero(DormandPrince.A[stage], step, responses, stage, probe);
        rule.evaluate(probe, start, rate(time + DormandPrince.C[stage] * step), drives[stage], n);
    }

    /** Many coefficients are zero: the vectors of the others are gathered, so that they are added three at a time. */
    private void addNonzero(double[] coefficients, double scale, double[][] vectors, int count, double[] out) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            if (coefficients[i] != 0) {
                factors[used] = scale * coefficients[i];
                terms[used++] = vectors[i];
            }
        }
        Vectors.addColumns(terms, factors, used, out, n);
    }

    private void finishStep() {
        double size = errorSize();
        // The eighth root: StrictMath.pow allocates.
        double root = Math.sqrt(Math.sqrt(Math.sqrt(size)));
        double factor = Math.min(6, Math.max(0.2, CAUTION / root));
        if (size <= 1) {
            accept(factor);
        } else {
            // A NaN cannot come here: G and K are bounded. A step that halves for ever would be a fault of ours.
            step = step * Math.min(1, factor);
            stage = 1;
            prepareStage();
        }
    }

    private double errorSize() {
        double fifth = norm(DormandPrince.ERROR5);
        double third = norm(DormandPrince.ERROR3);
        double both = fifth + 0.01 * third;
        return both == 0 ? 0 : Math.max(fifth / Math.sqrt(both * n), FLOOR * third / n) / tolerance;
    }

    private double norm(double[] coefficients) {
        java.util.Arrays.fill(estimate, 0, n, 0);
        addNonzero(coefficients, step, responses, DormandPrince.STAGES, estimate);
        return Vectors.dot(estimate, estimate, probe, n);
    }

    private void accept(double factor) {
        System.arraycopy(state, 0, stateBefore, 0, n);
        System.arraycopy(weight, 0, weightBefore, 0, n);
        addNonzero(DormandPrince.B, step, responses, DormandPrince.STAGES, state);
        addNonzero(DormandPrince.B, step, drives, DormandPrince.STAGES, weight);
        timeBefore = time;
        time += step;
        step = step * factor;
        stage = 0;
        rule.evaluate(state, start, rate(time), drives[0], n);
    }

    /** The logits of the environments at the end of the last step. */
    double[] state() {
        return state;
    }

    /** The logits of the environments at the beginning of the last step. */
    double[] stateBefore() {
        return stateBefore;
    }

    /** When the last step began, in bent time. */
    double timeBefore() {
        return timeBefore;
    }

    /** When the last step ended, in bent time; 0 before the first. */
    double time() {
        return time;
    }

    /** K times the drives of the stages of the last step, until the next product is written. */
    double[][] responses() {
        return responses;
    }
}
