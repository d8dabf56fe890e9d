// Dormand-Prince 5(4) from t = 0 to 1 with the usual control of steps, shared by the C++ programs.

#pragma once

#include <algorithm>
#include <cmath>

/** Integrates dw/dt = rate(w) for n numbers. */
template <int n>
class DormandPrince {
public:
    /**
     * Takes w from t = 0 to 1, each step within an absolute and relative tolerance.
     *
     * @param boundBySize whether the size of w bounds the first step, as Hairer, Norsett and Wanner have it; where w
     *     starts at 0, which it does here, that only costs steps
     * @return how often the rate was evaluated
     */
    template <class Rate>
    int integrate(const Rate& rate, double tolerance, bool boundBySize, double* w) {
        evaluations = 0;
        evaluate(rate, w, stage[0]);
        double t = 0;
        double h = firstStep(rate, w, tolerance, boundBySize);
        bool rejected = false;
        while (t < 1) {
            h = std::min(h, 1 - t);
            double error = step(rate, w, h, tolerance);
            double factor = error == 0 ? 10 : std::min(10.0, std::max(0.2, 0.9 * std::pow(error, -0.2)));
            if (error < 1) {
                t = 1 - t <= h ? 1 : t + h;
                std::copy(next, next + n, w);
                std::copy(stage[6], stage[6] + n, stage[0]);
                h *= rejected ? std::min(1.0, factor) : factor;
                rejected = false;
            } else {
                h *= factor;
                rejected = true;
            }
        }
        return evaluations;
    }

private:
    int evaluations = 0;
    alignas(64) double stage[7][n];
    double trial[n];
    double next[n];

    template <class Rate>
    void evaluate(const Rate& rate, const double* w, double* dw) {
        evaluations++;
        rate(w, dw);
    }

    /** Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, section II.4. */
    template <class Rate>
    double firstStep(const Rate& rate, const double* w, double tolerance, bool boundBySize) {
        double size = norm(w, w, w, tolerance);
        double speed = norm(stage[0], w, w, tolerance);
        double h0 = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
        for (int i = 0; i < n; i++) trial[i] = w[i] + h0 * stage[0][i];
        evaluate(rate, trial, stage[1]);
        for (int i = 0; i < n; i++) trial[i] = stage[1][i] - stage[0][i];
        double bend = norm(trial, w, w, tolerance) / h0;
        double h1 = speed <= 1e-15 && bend <= 1e-15 ? std::max(1e-6, h0 * 1e-3)
                                                    : std::pow(0.01 / std::max(speed, bend), 0.2);
        return boundBySize ? std::min(h1, 100 * h0) : h1;
    }

    static double norm(const double* v, const double* w0, const double* w1, double tolerance) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double scaled = v[i] / (tolerance + tolerance * std::max(std::abs(w0[i]), std::abs(w1[i])));
            sum += scaled * scaled;
        }
        return std::sqrt(sum / n);
    }

    /** One step to `next`, its last stage the first of the step after; returns the error in units of the tolerance. */
    template <class Rate>
    double step(const Rate& rate, const double* w, double h, double tolerance) {
        auto& [k1, k2, k3, k4, k5, k6, k7] = stage;
        for (int i = 0; i < n; i++) trial[i] = w[i] + h / 5 * k1[i];
        evaluate(rate, trial, k2);
        for (int i = 0; i < n; i++) trial[i] = w[i] + h * (3.0 / 40 * k1[i] + 9.0 / 40 * k2[i]);
        evaluate(rate, trial, k3);
        for (int i = 0; i < n; i++) {
            trial[i] = w[i] + h * (44.0 / 45 * k1[i] - 56.0 / 15 * k2[i] + 32.0 / 9 * k3[i]);
        }
        evaluate(rate, trial, k4);
        for (int i = 0; i < n; i++) {
            trial[i] = w[i]
                    + h * (19372.0 / 6561 * k1[i] - 25360.0 / 2187 * k2[i] + 64448.0 / 6561 * k3[i]
                           - 212.0 / 729 * k4[i]);
        }
        evaluate(rate, trial, k5);
        for (int i = 0; i < n; i++) {
            trial[i] = w[i]
                    + h * (9017.0 / 3168 * k1[i] - 355.0 / 33 * k2[i] + 46732.0 / 5247 * k3[i] + 49.0 / 176 * k4[i]
                           - 5103.0 / 18656 * k5[i]);
        }
        evaluate(rate, trial, k6);
        for (int i = 0; i < n; i++) {
            next[i] = w[i]
                    + h * (35.0 / 384 * k1[i] + 500.0 / 1113 * k3[i] + 125.0 / 192 * k4[i] - 2187.0 / 6784 * k5[i]
                           + 11.0 / 84 * k6[i]);
        }
        evaluate(rate, next, k7);
        for (int i = 0; i < n; i++) {
            trial[i] = h * (71.0 / 57600 * k1[i] - 71.0 / 16695 * k3[i] + 71.0 / 1920 * k4[i]
                            - 17253.0 / 339200 * k5[i] + 22.0 / 525 * k6[i] - 1.0 / 40 * k7[i]);
        }
        return norm(trial, w, next, tolerance);
    }
};
