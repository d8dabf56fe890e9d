package org.evalgap.study.process;

import java.util.Arrays;
import java.util.Comparator;
import org.evalgap.protocol.Announcer;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Submission;
import org.evalgap.protocol.Telling;
import org.evalgap.random.RandomStream;

/**
 * An analyst who chooses features by looking at a holdout: of d features without any signal, those whose correlations with a
 * binary label agree in sign on n training and n holdout examples and exceed 1/√n on both, the strongest in training first; the
 * vote of their signs is the classifier.
 *
 * <p>Features are standard normal, so that a feature's correlation m_j, its mean product with the label, is N(0, 1/n) and
 * independent of the deviations from it: the classifier of k features with signs s_j has the margins Σ_j s_j m_j + √k (g_i − ḡ),
 * g standard normal, in law exactly, and no n × d table is drawn.
 *
 * <p>Source: Dwork, Feldman, Hardt, Pitassi, Reingold, Roth (2015), "The reusable holdout", Science 349, 636–638.
 */
final class FeatureSelection {
    private final int examples;
    private final double[] training;
    private final double[] holdout;
    private final double[] fresh;
    private final RandomStream stream;

    /** Draws correlations. */
    FeatureSelection(int examples, int features, RandomStream stream) {
        this.examples = examples;
        this.stream = stream;
        this.training = correlations(features, 0);
        this.holdout = correlations(features, 1);
        this.fresh = correlations(features, 2);
    }

    private double[] correlations(int features, int sample) {
        double[] out = new double[features];
        stream.substream(sample).normals(out, features);
        double scale = 1 / Math.sqrt(examples);
        for (int j = 0; j < features; j++) {
            out[j] *= scale;
        }
        return out;
    }

    /**
     * What an analyst believes, and what is so: shares of examples that the classifier gets right.
     *
     * @param told as the holdout tells it
     * @param training in training
     * @param truth on fresh examples
     */
    record Result(double told, double training, double truth) {}

    /** Chooses at most so many features with a holdout that may be asked freely. */
    Result freely(int features) {
        int[] chosen = choose(holdout, features);
        return new Result(score(chosen, holdout, 1), score(chosen, training, 0), score(chosen, fresh, 2));
    }

    /** The same with a holdout that answers so; every correlation is asked, and the classifier at last. */
    Result told(int features, Telling telling) {
        Announcer announcer = StandardProtocol.retiring(1).telling(telling).announcer();
        double[] answers = new double[holdout.length];
        for (int j = 0; j < answers.length; j++) {
            answers[j] = ask(announcer, holdout[j], training[j], j);
        }
        int[] chosen = choose(answers, features);
        double seen = score(chosen, training, 0);
        double answer = ask(announcer, score(chosen, holdout, 1), seen, answers.length);
        return new Result(answer, seen, score(chosen, fresh, 2));
    }

    private double ask(Announcer announcer, double onHoldout, double inTraining, int query) {
        RandomStream noise = stream.substream(3).substream(query);
        return announcer.tell(Submission.of(0, onHoldout, new double[1], 1, () -> inTraining, noise));
    }

    private int[] choose(double[] answers, int most) {
        double least = 1 / Math.sqrt(examples);
        Integer[] order = new Integer[training.length];
        int n = 0;
        for (int j = 0; j < training.length; j++) {
            boolean up = training[j] > least && answers[j] > least;
            boolean down = training[j] < -least && answers[j] < -least;
            if (up || down) {
                order[n++] = j;
            }
        }
        Arrays.sort(order, 0, n, Comparator.comparingDouble(j -> -Math.abs(training[j])));
        return Arrays.stream(order, 0, Math.min(n, most)).mapToInt(j -> j).toArray();
    }

    /** Share of the examples of a sample with a margin above 0; a half without features. */
    private double score(int[] chosen, double[] correlations, int sample) {
        if (chosen.length == 0) {
            return 0.5;
        }
        double mean = 0;
        for (int j : chosen) {
            mean += Math.copySign(1, training[j]) * correlations[j];
        }
        double[] g = new double[examples];
        stream.substream(4).substream(sample).normals(g, examples);
        double centre = 0;
        for (double x : g) {
            centre += x;
        }
        centre /= examples;
        double threshold = centre - mean / Math.sqrt(chosen.length);
        int right = 0;
        for (double x : g) {
            right += x > threshold ? 1 : 0;
        }
        return (double) right / examples;
    }
}
