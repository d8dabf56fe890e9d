package org.evalgap.internal.audit;

/**
 * Loops of {@link BlockRelations} in single precision: half the memory, twice the lanes. C2 vectorises them as long as bodies are
 * short; two sums share what they load, one with the shared factor on the left and one on the right, or C2 pairs up the wrong
 * operations.
 */
final class FloatLoops {
    /** Exponents are divided by this, and the polynomial squared log₂ of it times. */
    private static final int PARTS = 64;

    /** Beyond an exponent of 32 the exponential is the constant 1.3e-14. */
    private static final float END = 32f / PARTS;

    private FloatLoops() {}

    /** Adds products of four columns with four factors each, for two sums. No offsets: with one, C2 is ten times slower. */
    static void addFourTwice(float[][] x, int k, float[] a, float[] b, int j, float[] y, float[] z, int n) {
        float a0 = a[j];
        float a1 = a[j + 1];
        float a2 = a[j + 2];
        float a3 = a[j + 3];
        float b0 = b[j];
        float b1 = b[j + 1];
        float b2 = b[j + 2];
        float b3 = b[j + 3];
        float[] x0 = x[k];
        float[] x1 = x[k + 1];
        float[] x2 = x[k + 2];
        float[] x3 = x[k + 3];
        for (int i = 0; i < n; i++) {
            float first = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
            float second = Math.fma(x1[i], b1, Math.fma(x0[i], b0, z[i]));
            first = Math.fma(a3, x3[i], Math.fma(a2, x2[i], first));
            second = Math.fma(x3[i], b3, Math.fma(x2[i], b2, second));
            y[i] = first;
            z[i] = second;
        }
    }

    static void addFour(float[][] x, int k, float[] a, int j, float[] y, int n) {
        addFour(a[j], x[k], a[j + 1], x[k + 1], a[j + 2], x[k + 2], a[j + 3], x[k + 3], y, n);
    }

    private static void addFour(
            float a0, float[] x0, float a1, float[] x1, float a2, float[] x2, float a3, float[] x3, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            float two = Math.fma(a1, x1[i], Math.fma(a0, x0[i], y[i]));
            y[i] = Math.fma(a3, x3[i], Math.fma(a2, x2[i], two));
        }
    }

    static void addOne(float[] x, float a, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = Math.fma(a, x[i], y[i]);
        }
    }

    /** |x|² + |y|² − 2 x·y, not below 0: (d + |d|)/2, since a maximum is not vectorised. */
    static void squaredDistances(float[] norm, float other, float[] product, float[] out, int n) {
        for (int i = 0; i < n; i++) {
            float d = Math.fma(-2f, product[i], norm[i] + other);
            out[i] = 0.5f * (d + Math.abs(d));
        }
    }

    /** factor·exp(−x·rate), good to 5e-6 of the factor. */
    static void decay(float[] x, double rate, double factor, float[] out, int n) {
        float unit = (float) Math.min(rate / PARTS, Float.MAX_VALUE);
        float scale = (float) factor;
        for (int i = 0; i < n; i++) {
            float y = Math.min(x[i] * unit, END);
            float p = Math.fma(y, 1f / 720, -1f / 120);
            p = Math.fma(y, p, 1f / 24);
            p = Math.fma(y, p, -1f / 6);
            p = Math.fma(y, p, 0.5f);
            p = Math.fma(y, p, -1f);
            out[i] = Math.fma(y, p, 1f);
        }
        for (int i = 0; i < n; i++) {
            float p2 = out[i] * out[i];
            float p4 = p2 * p2;
            float p8 = p4 * p4;
            float p16 = p8 * p8;
            float p32 = p16 * p16;
            out[i] = scale * (p32 * p32);
        }
    }

    static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = y[i] + x[i];
        }
    }

    static void addTo(float[] x, double[] y, int from, int n) {
        for (int i = 0; i < n; i++) {
            y[from + i] += x[i];
        }
    }

    /** Σ x_i y_i over four accumulators. */
    static double dot(float[] x, double[] y, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 = Math.fma(x[i], y[i], s0);
            s1 = Math.fma(x[i + 1], y[i + 1], s1);
            s2 = Math.fma(x[i + 2], y[i + 2], s2);
            s3 = Math.fma(x[i + 3], y[i + 3], s3);
        }
        for (; i < n; i++) {
            s0 = Math.fma(x[i], y[i], s0);
        }
        return (s0 + s1) + (s2 + s3);
    }
}
