package org.evalgap.protocol;

/**
 * The parameter-free Ladder. Where the scored set is not that of the best submission, the two are independent, and s² is the
 * sum of their variances over items.
 */
final class FreeLadder implements Announcer {
    private double best = Double.NEGATIVE_INFINITY;
    private int set = -1;
    private double[] results = new double[0];
    private int count;

    @Override
    public double tell(Submission submission) {
        if (count == 0 || submission.score() > best + threshold(submission)) {
            keep(submission);
        }
        return best;
    }

    private double threshold(Submission s) {
        double variance = set == s.set() && count == s.items() ? ofDifferences(s) : of(results, count) + of(s);
        return Math.sqrt(variance / s.items());
    }

    private double ofDifferences(Submission s) {
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            differences[i] = s.result(i) - results[i];
        }
        return of(differences, count);
    }

    private static double of(Submission s) {
        double[] x = new double[s.items()];
        for (int i = 0; i < x.length; i++) {
            x[i] = s.result(i);
        }
        return of(x, x.length);
    }

    /** The unbiased variance; 0 for a single number. */
    private static double of(double[] x, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (x[i] - mean) * (x[i] - mean);
        }
        return n < 2 ? 0 : squares / (n - 1);
    }

    private void keep(Submission s) {
        count = s.items();
        set = s.set();
        if (results.length < count) {
            results = new double[count];
        }
        for (int i = 0; i < count; i++) {
            results[i] = s.result(i);
        }
        best = Math.rint(s.score() * count) / count;
    }
}
