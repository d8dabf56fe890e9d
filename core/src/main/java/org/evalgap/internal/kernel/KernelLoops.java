package org.evalgap.internal.kernel;

/**
 * The loops of {@link KernelColumns}, two columns at a time: what one loop loads serves both, and the processor has two
 * chains of operations to go on with while a step of one is on its way.
 *
 * <p>C2 vectorises them, on JDK 17 and later, as long as the body is short (seven arrays and little arithmetic, or four and
 * more); results are stored last, or arrays would be loaded anew; and what is loaded once is used on the left for one column
 * and on the right for the other, or C2 pairs up the wrong operations.
 */
final class KernelLoops {
    private KernelLoops() {}

    static void multiply(double factor, double[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = factor * x[i];
        }
    }

    static void first1(double[] x0, double p0, double q0, double[] p, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = q0 - x0[i];
            p[i] = a * a;
            q[i] = b * b;
        }
    }

    static void first3(
            double[] x0,
            double[] x1,
            double[] x2,
            double p0,
            double p1,
            double p2,
            double q0,
            double q1,
            double q2,
            double[] p,
            double[] q,
            int n) {
        for (int i = 0; i < n; i++) {
            double a0 = x0[i] - p0;
            double a1 = x1[i] - p1;
            double a2 = x2[i] - p2;
            double b0 = q0 - x0[i];
            double b1 = q1 - x1[i];
            double b2 = q2 - x2[i];
            double first = Math.fma(a2, a2, Math.fma(a1, a1, a0 * a0));
            double second = Math.fma(b2, b2, Math.fma(b1, b1, b0 * b0));
            p[i] = first;
            q[i] = second;
        }
    }

    static void next1(double[] x0, double p0, double q0, double[] p, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double a = x0[i] - p0;
            double b = q0 - x0[i];
            double first = Math.fma(a, a, p[i]);
            double second = Math.fma(b, b, q[i]);
            p[i] = first;
            q[i] = second;
        }
    }

    static void next2(
            double[] x0, double[] x1, double p0, double p1, double q0, double q1, double[] p, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double a0 = x0[i] - p0;
            double a1 = x1[i] - p1;
            double b0 = q0 - x0[i];
            double b1 = q1 - x1[i];
            double first = Math.fma(a1, a1, Math.fma(a0, a0, p[i]));
            double second = Math.fma(b1, b1, Math.fma(b0, b0, q[i]));
            p[i] = first;
            q[i] = second;
        }
    }

    static void next3(
            double[] x0,
            double[] x1,
            double[] x2,
            double p0,
            double p1,
            double p2,
            double q0,
            double q1,
            double q2,
            double[] p,
            double[] q,
            int n) {
        for (int i = 0; i < n; i++) {
            double a0 = x0[i] - p0;
            double a1 = x1[i] - p1;
            double a2 = x2[i] - p2;
            double b0 = q0 - x0[i];
            double b1 = q1 - x1[i];
            double b2 = q2 - x2[i];
            double first = Math.fma(a2, a2, Math.fma(a1, a1, Math.fma(a0, a0, p[i])));
            double second = Math.fma(b2, b2, Math.fma(b1, b1, Math.fma(b0, b0, q[i])));
            p[i] = first;
            q[i] = second;
        }
    }

    /** |x − p|² from |x|² = {@code squares}, |p|² and coordinates times −2, over the first four axes; the next loop adds four more. */
    static void product4(
            double[] squares,
            double square,
            double square2,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double p0,
            double p1,
            double p2,
            double p3,
            double q0,
            double q1,
            double q2,
            double q3,
            double[] p,
            double[] q,
            int n) {
        for (int i = 0; i < n; i++) {
            double first = Math.fma(x1[i], p1, Math.fma(x0[i], p0, squares[i] + square));
            double second = Math.fma(q1, x1[i], Math.fma(q0, x0[i], squares[i] + square2));
            first = Math.fma(x3[i], p3, Math.fma(x2[i], p2, first));
            second = Math.fma(q3, x3[i], Math.fma(q2, x2[i], second));
            p[i] = first;
            q[i] = second;
        }
    }

    static void addProduct4(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double p0,
            double p1,
            double p2,
            double p3,
            double q0,
            double q1,
            double q2,
            double q3,
            double[] p,
            double[] q,
            int n) {
        for (int i = 0; i < n; i++) {
            double first = Math.fma(x1[i], p1, Math.fma(x0[i], p0, p[i]));
            double second = Math.fma(q1, x1[i], Math.fma(q0, x0[i], q[i]));
            first = Math.fma(x3[i], p3, Math.fma(x2[i], p2, first));
            second = Math.fma(q3, x3[i], Math.fma(q2, x2[i], second));
            p[i] = first;
            q[i] = second;
        }
    }

    /** In place: with two arrays more JDK 17 does not vectorise. */
    static void replaceByClose(double[] p, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double first = Exp.Decay.close(p[i]);
            double second = Exp.Decay.close(q[i]);
            p[i] = first;
            q[i] = second;
        }
    }

    /** In place, as above. */
    static void replaceByNear(double[] p, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double first = Exp.Decay.near(p[i]);
            double second = Exp.Decay.near(q[i]);
            p[i] = first;
            q[i] = second;
        }
    }

    static void close(double[] t, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Exp.Decay.close(t[i]);
        }
    }

    static void near(double[] h, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Exp.Decay.near(h[i]);
        }
    }

    static void any(double[] h, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Exp.Decay.any(h[i]);
        }
    }

    static void addNear(double ratio, double narrower, double[] h, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Math.fma(ratio, Exp.Decay.near(narrower * h[i]), p[i]);
        }
    }

    static void addAny(double ratio, double narrower, double[] h, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = Math.fma(ratio, Exp.Decay.any(narrower * h[i]), p[i]);
        }
    }

    static void withSixteenth(double ratio, double[] e, double[] p, int n) {
        for (int i = 0; i < n; i++) {
            p[i] = withSixteenth(ratio, e[i]);
        }
    }

    /** The kernel and the products in one loop: what the default scenario spends most of its time in, after {@link #replaceByNear}. */
    static void sumSixteenth(double ratio, double v, double w, double[] p, double[] q, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            double first = Math.fma(v, withSixteenth(ratio, p[i]), sum[i]);
            sum[i] = Math.fma(w, withSixteenth(ratio, q[i]), first);
        }
    }

    private static double withSixteenth(double ratio, double e) {
        double e2 = e * e;
        double e4 = e2 * e2;
        double e8 = e4 * e4;
        return Math.fma(ratio, e8 * e8, e);
    }

    static void smallest(double[] p, double[] q, double[] least, int n) {
        for (int i = 0; i < n; i++) {
            least[i] = Math.min(Math.min(p[i], q[i]), least[i]);
        }
    }
}
