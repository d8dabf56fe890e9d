package org.evalgap.internal.kernel;

/**
 * The gradient flow dw/dτ = G(u₀ + K w), τ from 0 to B/M, by the 8th-order Runge–Kutta pair of Dormand and Prince.
 *
 * <p>Three choices make it cheap. The state is u, not w: a stage costs one Gram product, and the error estimate is in
 * logits for free. Time is s = ln(1 + λτ)/λ, in
 * which a long flow slows down no more, and a short one is as it was. And the Gram product is left to the
 * caller, who can serve many flows that share a Gram matrix in one pass: {@link #drive} is to be multiplied into
 * {@link #response}, then {@link #advance} goes on. What a flow computes does not depend on who else is served.
 *
 * <p>Source: Hairer, Nørsett, Wanner (1993), Solving Ordinary Differential Equations I, section II.10 (DOP853: the
 * coefficients, and the error estimate that combines a fifth- and a third-order one).
 */
public final class ExplicitFlow {
    private static final int STAGES = 12;

    private static final double[] C = {
        0.0,
        0.05260015195876773,
        0.0789002279381516,
        0.1183503419072274,
        0.2816496580927726,
        1.0 / 3,
        0.25,
        0.3076923076923077,
        0.6512820512820513,
        0.6,
        0.8571428571428571,
        1.0
    };

    private static final double[][] A = {
        {},
        {0.05260015195876773},
        {0.0197250569845379, 0.0591751709536137},
        {0.02958758547680685, 0, 0.08876275643042054},
        {0.2413651341592667, 0, -0.8845494793282861, 0.924834003261792},
        {1.0 / 27, 0, 0, 0.17082860872947386, 0.12546768756682242},
        {0.037109375, 0, 0, 0.17025221101954405, 0.06021653898045596, -0.017578125},
        {
            0.03709200011850479,
            0,
            0,
            0.17038392571223998,
            0.10726203044637328,
            -0.015319437748624402,
            0.008273789163814023
        },
        {
            0.6241109587160757,
            0,
            0,
            -3.3608926294469414,
            -0.868219346841726,
            27.59209969944671,
            20.154067550477894,
            -43.48988418106996
        },
        {
            0.47766253643826434,
            0,
            0,
            -2.4881146199716677,
            -0.590290826836843,
            21.230051448181193,
            15.279233632882423,
            -33.28821096898486,
            -0.020331201708508627
        },
        {
            -0.9371424300859873,
            0,
            0,
            5.186372428844064,
            1.0914373489967295,
            -8.149787010746927,
            -18.52006565999696,
            22.739487099350505,
            2.4936055526796523,
            -3.0467644718982196
        },
        {
            2.273310147516538,
            0,
            0,
            -10.53449546673725,
            -2.0008720582248625,
            -17.9589318631188,
            27.94888452941996,
            -2.8589982771350235,
            -8.87285693353063,
            12.360567175794303,
            0.6433927460157636
        }
    };

    private static final double[] B = {
        0.054293734116568765,
        0,
        0,
        0,
        0,
        4.450312892752409,
        1.8915178993145003,
        -5.801203960010585,
        0.3111643669578199,
        -0.1521609496625161,
        0.20136540080403034,
        0.04471061572777259
    };

    private static final double[] ERROR3 = {
        -0.18980075407240762,
        0,
        0,
        0,
        0,
        4.450312892752409,
        1.8915178993145003,
        -5.801203960010585,
        -0.4226823213237919,
        -0.1521609496625161,
        0.20136540080403034,
        0.02265179219836082
    };

    private static final double[] ERROR5 = {
        0.01312004499419488,
        0,
        0,
        0,
        0,
        -1.2251564463762044,
        -0.4957589496572502,
        1.6643771824549864,
        -0.35032884874997366,
        0.3341791187130175,
        0.08192320648511571,
        -0.022355307863886294
    };

    /** λ: a flow much shorter than 1/λ runs in τ itself, a longer one in its logarithm. */
    private static final double BEND = 0.3;

    /** The first step moves no environment by more than about this many logits. */
    private static final double FIRST_MOVE = 1;

    /** How much of the step that an estimate allows is taken: a rejected step costs eleven products, a short one little. */
    private static final double CAUTION = 0.8;

    /**
     * The square of the third-order estimate falls with the step as the error does, and this share of it is a typical one.
     * Where few environments move alike the fifth-order estimate changes sign as the step grows: near such a zero it says
     * that anything is exact, and steps that err by 1e4 tolerances were accepted. The two are not zero together.
     */
    private static final double FLOOR = 0.1;

    private final double[][] drives = new double[STAGES][];
    private final double[][] responses = new double[STAGES][];
    private final double[] factors = new double[STAGES];
    private final double[][] terms = new double[STAGES][];

    private double[] state = new double[0];
    private double[] probe = state;
    private double[] estimate = state;

    private Drive rule;
    private double[] start;
    private double[] weight;
    private int n;

    private double tolerance;
    private double span;
    private double time;
    private double step;
    private int stage;
    private int evaluations;
    private boolean done;

    /** A solver that can be used again and again. */
    public ExplicitFlow() {}

    /**
     * Begins a flow.
     *
     * @param flowRule G
     * @param untrained logits before any training, u₀
     * @param now logits now, u₀ + K w; copied
     * @param weights w, moved in place as steps are accepted
     * @param length B/M, the compute an environment, at least 0; infinite for a flow that only others {@linkplain #fork leave}
     * @param environments M
     * @param error root mean square error of the logits allowed a step, as estimated; the actual one is several times smaller
     */
    public void begin(
            Drive flowRule,
            double[] untrained,
            double[] now,
            double[] weights,
            double length,
            int environments,
            double error) {
        tolerance = error;
        rule = flowRule;
        start = untrained;
        weight = weights;
        n = environments;
        reserve();
        System.arraycopy(now, 0, state, 0, n);
        span = bent(length);
        time = 0;
        step = 0;
        stage = 0;
        evaluations = 0;
        done = length == 0;
        if (!done) {
            rule.evaluate(state, start, 1, drives[0], n);
        }
    }

    private static double bent(double length) {
        return StrictMath.log1p(BEND * length) / BEND;
    }

    private void reserve() {
        int room = (n + 7) / 8 * 8 + 6;
        if (state.length < room) {
            state = new double[room];
            probe = new double[room];
            estimate = new double[room];
            // Made one after another, all begin equally far from a cache line, as rows of the Gram matrix do.
            for (int i = 0; i < STAGES; i++) {
                drives[i] = new double[room];
                responses[i] = new double[room];
            }
        }
    }

    /**
     * Whether the end is reached.
     *
     * @return true when nothing is left to do
     */
    public boolean done() {
        return done;
    }

    /**
     * The vector that is to be multiplied by the Gram matrix next.
     *
     * @return the vector, of length M or more
     */
    public double[] drive() {
        return drives[stage];
    }

    /**
     * Where the product goes.
     *
     * @return the array, of length M or more
     */
    public double[] response() {
        return responses[stage];
    }

    /**
     * How often G was evaluated since {@link #begin}.
     *
     * @return the number of evaluations
     */
    public int evaluations() {
        return evaluations;
    }

    /** Takes the product in and prepares the next one, or ends. */
    public void advance() {
        if (stage == 0) {
            openStep();
            takeStep();
            return;
        }
        evaluations++;
        stage++;
        if (stage == STAGES) {
            finishStep();
        } else {
            prepareStage();
        }
    }

    /** Whether the product that is waited for is the first of a step. */
    boolean opensStep() {
        return stage == 0;
    }

    /** Takes the first product of a step in; what follows is {@link #takeStep}, or a {@link #fork}. */
    void openStep() {
        evaluations++;
        if (step == 0) {
            step = firstStep();
        }
    }

    void takeStep() {
        stage = 1;
        prepareStage();
    }

    /** Whether the step that is open reaches a length. */
    boolean reaches(double length) {
        return time + step >= bent(length);
    }

    /** Leaves another flow, whose step is open, to end at a length within that step. */
    void fork(ExplicitFlow trunk, double length, double[] weights) {
        tolerance = trunk.tolerance;
        rule = trunk.rule;
        start = trunk.start;
        weight = weights;
        n = trunk.n;
        reserve();
        System.arraycopy(trunk.state, 0, state, 0, n);
        System.arraycopy(trunk.weight, 0, weights, 0, n);
        System.arraycopy(trunk.drives[0], 0, drives[0], 0, n);
        System.arraycopy(trunk.responses[0], 0, responses[0], 0, n);
        span = bent(length);
        time = trunk.time;
        step = span - time;
        evaluations = 0;
        done = !(step > 0);
        if (!done) {
            takeStep();
        }
    }

    private double firstStep() {
        double fastest = 0;
        for (int i = 0; i < n; i++) {
            fastest = Math.max(fastest, Math.abs(responses[0][i]));
        }
        return evenly(FIRST_MOVE / fastest);
    }

    /** The largest step up to the wished one that divides what is left into equal parts. */
    private double evenly(double wished) {
        if (span == Double.POSITIVE_INFINITY) {
            return wished;
        }
        double left = span - time;
        return wished >= left ? left : left / Math.ceil(left / wished);
    }

    private void prepareStage() {
        System.arraycopy(state, 0, probe, 0, n);
        addNonzero(A[stage], responses, stage, probe);
        rule.evaluate(probe, start, StrictMath.exp(BEND * (time + C[stage] * step)), drives[stage], n);
    }

    /** Many coefficients are zero: the vectors of the others are gathered, so that they are added three at a time. */
    private void addNonzero(double[] coefficients, double[][] vectors, int count, double[] out) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            if (coefficients[i] != 0) {
                factors[used] = step * coefficients[i];
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
            step = evenly(step * Math.min(1, factor));
            stage = 1;
            prepareStage();
        }
    }

    private double errorSize() {
        double fifth = norm(ERROR5);
        double third = norm(ERROR3);
        double both = fifth + 0.01 * third;
        return both == 0 ? 0 : Math.max(fifth / Math.sqrt(both * n), FLOOR * third / n) / tolerance;
    }

    private double norm(double[] coefficients) {
        java.util.Arrays.fill(estimate, 0, n, 0);
        addNonzero(coefficients, responses, STAGES, estimate);
        return Vectors.dot(estimate, estimate, probe, n);
    }

    private void accept(double factor) {
        addNonzero(B, responses, STAGES, state);
        addNonzero(B, drives, STAGES, weight);
        time += step;
        if (time >= span * (1 - 1e-14)) {
            done = true;
            return;
        }
        step = evenly(step * factor);
        stage = 0;
        rule.evaluate(state, start, StrictMath.exp(BEND * time), drives[0], n);
    }

    /**
     * The logits of the environments at the end.
     *
     * @return u, of length M or more; valid until the next {@link #begin}
     */
    public double[] state() {
        return state;
    }
}
