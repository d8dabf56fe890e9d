package org.evalgap.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Indices of an output from its repetitions, with intervals by resampling the repetitions. */
final class Indices {
    private static final int RESAMPLES = 1000;

    // Statistics in their order; behind the first-order indices come the total ones.
    private static final int VARIANCE = 0;
    private static final int NOISE = 1;
    private static final int INTERACTIONS = 2;
    private static final int FIRST = 3;

    /** Times its standard error that a variance must be for shares of it to mean something. */
    private static final double TOLD = 3;

    private final List<Products> repetitions;
    private final int inputs;
    private final long seed;

    Indices(List<Products> repetitions, int inputs, long seed) {
        this.repetitions = repetitions;
        this.inputs = inputs;
        this.seed = seed;
    }

    OutputSensitivity of(String output, List<String> names) {
        int count = repetitions.size();
        double[] once = new double[count];
        Arrays.fill(once, 1.0 / count);
        double[] slopes = slopes(once);
        double[] value = statistics(once, slopes);
        double[] error = errors(slopes);
        boolean told = value[VARIANCE] > TOLD * error[VARIANCE];
        List<InputSensitivity> shares = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            int first = FIRST + i;
            int total = first + inputs;
            shares.add(new InputSensitivity(
                    names.get(i),
                    told ? IndexEstimate.fitted(value[first], error[first]) : IndexEstimate.NONE,
                    told ? IndexEstimate.of(value[total], error[total]) : IndexEstimate.NONE));
        }
        double mean = 0;
        for (Products repetition : repetitions) {
            mean += repetition.mean / count;
        }
        return new OutputSensitivity(
                output,
                mean,
                IndexEstimate.of(value[VARIANCE], error[VARIANCE]),
                IndexEstimate.of(value[NOISE], error[NOISE]),
                told ? IndexEstimate.fitted(value[INTERACTIONS], error[INTERACTIONS]) : IndexEstimate.NONE,
                shares);
    }

    private double[] forms(double[] weight) {
        double[] form = new double[Products.FIRST + 2 * inputs];
        for (int k = 0; k < weight.length; k++) {
            for (int q = 0; q < form.length; q++) {
                form[q] += weight[k] * repetitions.get(k).form(q);
            }
        }
        return form;
    }

    /**
     * By input, how much of the chance product of A and B is in the product of B and AB: as much as AB is like A, that is, one
     * less the total index, and what a regression over repetitions finds in the rest.
     */
    private double[] slopes(double[] weight) {
        double[] form = forms(weight);
        double[] slopes = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            double total = form[Products.FIRST + inputs + i] / form[Products.VARIANCE];
            double alike = Math.min(1, Math.max(0, 1 - total));
            slopes[i] = alike + excess(weight, Products.FIRST + i, alike, form);
        }
        return slopes;
    }

    private double excess(double[] weight, int product, double alike, double[] form) {
        double share = (form[product] - alike * form[Products.CHANCE]) / form[Products.VARIANCE];
        double cross = 0;
        double square = 0;
        for (int k = 0; k < weight.length; k++) {
            Products repetition = repetitions.get(k);
            double chance = repetition.form(Products.CHANCE);
            double rest = repetition.form(product) - alike * chance - share * repetition.form(Products.VARIANCE);
            cross += weight[k] * (chance - form[Products.CHANCE]) * rest;
            square += weight[k] * (chance - form[Products.CHANCE]) * (chance - form[Products.CHANCE]);
        }
        return square > 0 ? cross / square : 0;
    }

    /** Variance, share of noise, interactions, first-order and total indices under weights of the repetitions. */
    private double[] statistics(double[] weight, double[] slopes) {
        double[] form = forms(weight);
        double noise = 0;
        for (int k = 0; k < weight.length; k++) {
            noise += weight[k] * repetitions.get(k).noise;
        }
        double variance = form[Products.VARIANCE];
        double[] out = new double[FIRST + 2 * inputs];
        out[VARIANCE] = variance;
        out[NOISE] = noise == 0 ? 0 : noise / (variance + noise);
        out[INTERACTIONS] = 1;
        for (int i = 0; i < inputs; i++) {
            double first = (form[Products.FIRST + i] - slopes[i] * form[Products.CHANCE]) / variance;
            out[INTERACTIONS] -= first;
            out[FIRST + i] = first;
            out[FIRST + inputs + i] = form[Products.FIRST + inputs + i] / variance;
        }
        return out;
    }

    /** Standard errors: deviations over resamples of whole repetitions, made free of bias for few of them. */
    private double[] errors(double[] slopes) {
        int count = repetitions.size();
        int length = FIRST + 2 * inputs;
        double[] mean = new double[length];
        double[] square = new double[length];
        double[] weight = new double[count];
        for (int b = 0; b < RESAMPLES; b++) {
            RandomStream draws = RandomStream.of(seed, b, Purpose.BOOTSTRAP);
            Arrays.fill(weight, 0);
            for (int k = 0; k < count; k++) {
                weight[(int) (draws.uniform(k) * count)] += 1.0 / count;
            }
            double[] value = statistics(weight, slopes);
            for (int i = 0; i < length; i++) {
                double delta = value[i] - mean[i];
                mean[i] += delta / (b + 1);
                square[i] += delta * (value[i] - mean[i]);
            }
        }
        double[] error = new double[length];
        for (int i = 0; i < length; i++) {
            // First-order indices have a fitted slope: it takes a degree of freedom, and its own error adds 1/(n − 3).
            boolean fitted = i >= INTERACTIONS && i < FIRST + inputs;
            error[i] = Math.sqrt(square[i] / (RESAMPLES - 1) * count / (count - (fitted ? 3 : 1)));
        }
        return error;
    }
}
