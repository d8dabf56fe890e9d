package org.evalgap.internal.items;

import java.util.Arrays;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.random.NormalQuantile;

/**
 * Difficulties shared by models: model i gets item j right with probability γ + (1 − γ)Φ(αᵢ − σxⱼ), x ~ N(0, 1) and integrated
 * out on a grid. A partial score, or the mean of attempts, counts as that share of an answer (a quasi-likelihood; variances come
 * from what items show, see {@link ItemCovariance}). Averaged over items a model's success is γ + (1 − γ)Φ(αᵢ/√(1 + σ²)).
 *
 * <p>Where items have dates, x ~ N(Σβₖbₖ(date), 1): difficulty drifts, see {@link Drift}, and success is that of an item of average
 * difficulty. Levels before and after a date and the drift then trade places slowly, so that Newton steps of both together follow.
 *
 * <p>Fitted by expectation and maximisation, with the mean and spread of x as expanded parameters: without them a common
 * shift of all models would take hundreds of rounds (Liu, Rubin, Wu 1998, doi:10.1093/biomet/85.4.755).
 */
final class ItemModel {
    private static final double END = 5;
    private static final int MOST_ROUNDS = 400;
    private static final double SETTLED = 1e-6;
    private static final double FARTHEST = 3.8;
    private static final double MOST_SPREAD = 4;
    private static final double LEAST_SPREAD = 0.02;

    /** Where difficulty drifts: rounds before the steps of all levels together begin, rounds of those, and the longest of them. */
    private static final int ROUNDS_ALONE = 60;

    private static final int ROUNDS_TOGETHER = 40;
    private static final double LONGEST_STEP = 0.5;

    final ItemMatrix data;
    final double[] x;
    final double[] alpha;

    /** By column of the drift: its coefficient, in units of x. */
    final double[] beta;

    /** By column and item; no columns where difficulty does not drift. */
    final double[][] drift;

    /** Posterior weights of the nodes by item. */
    final double[][] weight;

    double sigma = 0.8;

    /** The most that a model's success, or the share of the latent variance that is difficulty, moved in the last round. */
    final double moved;

    private final double[] prior;
    private final double[] lastStep;
    private final double[] mostStep;
    private final double[][] logRight;
    private final double[][] logWrong;

    ItemModel(ItemMatrix data) {
        this(data, new double[0][], MOST_ROUNDS);
    }

    /** A fit of at most so many rounds; columns of the drift are as {@link Drift} makes them. */
    ItemModel(ItemMatrix data, double[][] drift, int rounds) {
        this.data = data;
        this.drift = drift;
        beta = new double[drift.length];
        // A step of at most the posterior deviation of a difficulty that all models have answered.
        int nodes = 2 * (int) Math.min(100, Math.max(20, Math.ceil(END * Math.sqrt(0.8 * data.models())))) + 1;
        x = new double[nodes];
        prior = new double[nodes];
        double sum = 0;
        for (int q = 0; q < nodes; q++) {
            x[q] = END * (2.0 * q / (nodes - 1) - 1);
            prior[q] = Normal.density(x[q]);
            sum += prior[q];
        }
        for (int q = 0; q < nodes; q++) {
            prior[q] /= sum;
        }
        alpha = new double[data.models()];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = start(i) * Math.sqrt(1 + sigma * sigma);
        }
        lastStep = new double[alpha.length];
        mostStep = new double[alpha.length];
        Arrays.fill(mostStep, 1);
        weight = new double[data.items()][nodes];
        logRight = new double[data.models()][nodes];
        logWrong = new double[data.models()][nodes];
        moved = drift.length == 0 ? fit(rounds) : fitTogether(fit(Math.min(rounds, ROUNDS_ALONE)));
    }

    /** Where x is centred for an item. */
    double centre(int item) {
        double sum = 0;
        for (int k = 0; k < beta.length; k++) {
            sum += beta[k] * drift[k][item];
        }
        return sum;
    }

    /** The probit of the success above chance, half an item from both ends. */
    private double start(int model) {
        double n = data.met(model);
        double above = (data.mean(model) * n + 0.5) / (n + 1);
        double clean = (above - data.guess()) / (1 - data.guess());
        return NormalQuantile.of(Math.min(1 - 0.5 / (n + 1), Math.max(0.5 / (n + 1), clean)));
    }

    private double fit(int rounds) {
        double[] before = state();
        double moved = Double.POSITIVE_INFINITY;
        double farthest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds && farthest >= SETTLED; round++) {
            double[] alphas = alpha.clone();
            double spread = sigma;
            expect();
            maximise();
            rescale();
            farthest = Math.max(Math.abs(sigma - spread), distance(alphas, alpha));
            double[] now = state();
            moved = distance(before, now);
            before = now;
        }
        expect();
        return moved;
    }

    /** Rounds with a Newton step each of all levels and the drift. */
    private double fitTogether(double before) {
        double moved = before;
        for (int round = 0; round < ROUNDS_TOGETHER && moved >= SETTLED; round++) {
            double[] last = state();
            double[] step = ItemCovariance.step(this);
            double farthest = 0;
            for (double s : step) {
                farthest = Math.max(farthest, Math.abs(s));
            }
            double scale = Math.min(1, LONGEST_STEP / farthest);
            for (int i = 0; i < alpha.length; i++) {
                alpha[i] = inside(alpha[i] + scale * step[i]);
            }
            for (int k = 0; k < beta.length; k++) {
                beta[k] += scale * step[alpha.length + k];
            }
            expect();
            rescale();
            expect();
            moved = distance(last, state());
        }
        return moved;
    }

    /** What the fit is for: every model's success, and the share of the latent variance that is difficulty. */
    private double[] state() {
        double[] out = new double[alpha.length + 1];
        for (int i = 0; i < alpha.length; i++) {
            out[i] = (1 - data.guess()) * Normal.cdf(probit(i));
        }
        out[alpha.length] = sigma * sigma / (1 + sigma * sigma);
        return out;
    }

    private static double distance(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    double success(int model, int node) {
        return data.guess() + (1 - data.guess()) * Normal.cdf(alpha[model] - sigma * x[node]);
    }

    private void expect() {
        for (int i = 0; i < alpha.length; i++) {
            for (int q = 0; q < x.length; q++) {
                logRight[i][q] = StrictMath.log(success(i, q));
                logWrong[i][q] = StrictMath.log((1 - data.guess()) * Normal.cdf(sigma * x[q] - alpha[i]));
            }
        }
        double[] log = new double[x.length];
        for (int j = 0; j < data.items(); j++) {
            Arrays.fill(log, 0);
            for (int i = 0; i < alpha.length; i++) {
                double y = data.scores()[i][j];
                if (!Double.isNaN(y)) {
                    add(log, logRight[i], logWrong[i], y);
                }
            }
            normalise(log, beta.length == 0 ? prior : density(j), weight[j]);
        }
    }

    private static void add(double[] log, double[] right, double[] wrong, double y) {
        if (y == 1 || y == 0) {
            double[] one = y == 1 ? right : wrong;
            for (int q = 0; q < log.length; q++) {
                log[q] += one[q];
            }
            return;
        }
        for (int q = 0; q < log.length; q++) {
            log[q] += y * right[q] + (1 - y) * wrong[q];
        }
    }

    private double[] density(int item) {
        double centre = centre(item);
        double[] out = new double[x.length];
        for (int q = 0; q < out.length; q++) {
            out[q] = Normal.density(x[q] - centre);
        }
        return out;
    }

    private static void normalise(double[] log, double[] prior, double[] out) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double l : log) {
            greatest = Math.max(greatest, l);
        }
        double sum = 0;
        for (int q = 0; q < out.length; q++) {
            out[q] = log[q] - greatest < -60 ? 0 : prior[q] * StrictMath.exp(log[q] - greatest);
            sum += out[q];
        }
        for (int q = 0; q < out.length; q++) {
            out[q] /= sum;
        }
    }

    /** One scoring step for each α: answers by node, as if the difficulties were known. */
    private void maximise() {
        double[] right = new double[x.length];
        double[] met = new double[x.length];
        for (int i = 0; i < alpha.length; i++) {
            Arrays.fill(right, 0);
            Arrays.fill(met, 0);
            for (int j = 0; j < data.items(); j++) {
                double y = data.scores()[i][j];
                if (!Double.isNaN(y)) {
                    addTo(met, weight[j], 1);
                    addTo(right, weight[j], y);
                }
            }
            double gradient = 0;
            double information = 1e-9;
            for (int q = 0; q < x.length; q++) {
                double p = success(i, q);
                double wrong = (1 - data.guess()) * Normal.cdf(sigma * x[q] - alpha[i]);
                double slope = (1 - data.guess()) * Normal.density(alpha[i] - sigma * x[q]);
                double each = slope / Math.max(p * wrong, 1e-300);
                gradient += each * (right[q] - met[q] * p);
                information += met[q] * each * slope;
            }
            alpha[i] = inside(alpha[i] + step(i, gradient / information));
        }
    }

    private double inside(double level) {
        double end = FARTHEST * Math.sqrt(1 + sigma * sigma);
        return Math.min(Math.max(level, -end), end);
    }

    /** A step that turns back by more than half of the last one has gone too far, and so would the next: it is halved. */
    private double step(int model, double wanted) {
        double last = lastStep[model];
        boolean tooFar = wanted * last < 0 && Math.abs(wanted) > 0.5 * Math.abs(last);
        mostStep[model] = tooFar ? 0.5 * Math.abs(last) : Math.min(1.5 * mostStep[model], 1);
        lastStep[model] = Math.min(Math.max(wanted, -mostStep[model]), mostStep[model]);
        return lastStep[model];
    }

    private static void addTo(double[] to, double[] from, double factor) {
        if (factor != 0) {
            for (int q = 0; q < to.length; q++) {
                to[q] += factor * from[q];
            }
        }
    }

    /** Takes the mean and the spread that the difficulties turned out to have into α and σ, and how they drift into β. */
    private void rescale() {
        double mean = 0;
        double square = 0;
        double[] along = new double[beta.length];
        for (int j = 0; j < weight.length; j++) {
            double own = 0;
            double[] w = weight[j];
            for (int q = 0; q < x.length; q++) {
                mean += w[q] * x[q] / weight.length;
                square += w[q] * x[q] * x[q] / weight.length;
                own += w[q] * x[q];
            }
            for (int k = 0; k < along.length; k++) {
                along[k] += drift[k][j] * own / weight.length;
            }
        }
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] -= sigma * mean;
        }
        double left = square - mean * mean;
        for (double a : along) {
            left -= a * a;
        }
        double before = sigma;
        sigma = Math.min(MOST_SPREAD, Math.max(LEAST_SPREAD, sigma * Math.sqrt(left)));
        for (int k = 0; k < along.length; k++) {
            beta[k] = along[k] * before / sigma;
        }
    }

    /** The probit of a model's success above chance, averaged over items. */
    double probit(int model) {
        return alpha[model] / Math.sqrt(1 + sigma * sigma);
    }
}
