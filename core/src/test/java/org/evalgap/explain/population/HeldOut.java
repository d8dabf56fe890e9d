package org.evalgap.explain.population;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evalgap.explain.Crps;
import org.evalgap.internal.sampling.Weights;

/**
 * Fits a population on some rows of a published table and predicts others. Compared with a baseline that adds the fitted rows' mean
 * difference, with its deviation, and with the rows alone, without the model's word.
 *
 * <p>Where several learners may have been at work, each has its bank and its population; before a row's measurements all are as
 * probable, and the word is that of the mixture that the measurements leave, as {@code explain} has it with {@code learner: both}.
 */
final class HeldOut {
    private static final int DRAWS = 2000;

    private final double floor;

    /** Rows of which fewer worlds are left are refused, and nothing is learnt from what the model says of them. */
    HeldOut(double floor) {
        this.floor = floor;
    }

    /** One row: its group, the part of the table that it is in, what is given, and all that was measured, the target last. */
    record Pair(String name, String group, String part, Row given, Row all) {
        double base() {
            return given.last().share();
        }

        double target() {
            return all.last().share();
        }
    }

    /** How well rows were predicted that were told of; sums over rows. */
    record Score(int rows, int refused, int held, double crps, double silent, double baseline) {
        static final Score NONE = new Score(0, 0, 0, 0, 0, 0);

        Score and(Score o) {
            return new Score(
                    rows + o.rows,
                    refused + o.refused,
                    held + o.held,
                    crps + o.crps,
                    silent + o.silent,
                    baseline + o.baseline);
        }

        double coverage() {
            return (double) held / rows;
        }

        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d rows, %d refused, 90 %% intervals hold %.1f %%, CRPS %.4f, without the model's word %.4f, baseline %.4f",
                    name,
                    rows,
                    refused,
                    100 * coverage(),
                    crps / rows,
                    silent / rows,
                    baseline / rows);
        }
    }

    /** What is said of a row, by how many worlds, and how probable the last learner is. */
    private record Said(Word word, double effective, double last) {}

    /** Every part of the table is predicted by the others. */
    Score parts(List<Bank> banks, List<Pair> pairs, Asked asked) {
        Score total = Score.NONE;
        for (String part : pairs.stream().map(Pair::part).distinct().toList()) {
            List<Pair> own = pairs.stream().filter(p -> !p.part().equals(part)).toList();
            List<Pair> others =
                    pairs.stream().filter(p -> p.part().equals(part)).toList();
            total = total.and(predict(banks, own, banks, others, asked));
        }
        return total;
    }

    /** Rows in worlds of their own are predicted by others in theirs; worlds by learner. */
    Score predict(List<Bank> banks, List<Pair> own, List<Bank> there, List<Pair> others, Asked asked) {
        List<Population> populations = banks.stream()
                .map(bank -> Population.fit(bank, own.stream().map(Pair::all).toList()))
                .toList();
        Spread spread = Spread.of(own.stream().map(p -> p.given().last()).toList());
        List<Word> words = new ArrayList<>();
        List<Pair> told = new ArrayList<>();
        for (Pair p : own) {
            Said said = said(populations, banks, p.given(), spread, asked);
            if (said.effective() >= floor) {
                words.add(said.word());
                told.add(p);
            }
        }
        int groups = (int) told.stream().map(Pair::group).distinct().count();
        if (told.size() < 3 || groups < 2) {
            System.err.println(
                    "  told " + told.size() + " of " + own.size() + ": too few to fit, " + others.size() + " refused");
            return new Score(0, others.size(), 0, 0, 0, 0);
        }
        double[] targets = told.stream().mapToDouble(Pair::target).toArray();
        Correction correction = Correction.fit(words, targets, groups);
        Correction silent = Correction.fit(words.stream().map(Word::silent).toList(), targets, groups);
        System.err.println("  told " + told.size() + " of " + own.size() + ", " + spread + " " + correction);
        Baseline baseline = Baseline.of(own);
        Score total = Score.NONE;
        for (Pair p : others) {
            Said said = said(populations, there, p.given(), spread, asked);
            total = total.and(
                    said.effective() < floor
                            ? new Score(0, 1, 0, 0, 0, 0)
                            : new Score(
                                    1,
                                    0,
                                    held(p, correction.forecast(said.word(), 1, DRAWS), said) ? 1 : 0,
                                    Crps.ofDraws(correction.forecast(said.word(), 1, DRAWS), p.target()),
                                    Crps.ofDraws(silent.forecast(said.word().silent(), 1, DRAWS), p.target()),
                                    baseline.crps(p)));
        }
        return total;
    }

    private static Said said(List<Population> populations, List<Bank> banks, Row given, Spread spread, Asked asked) {
        int n = banks.size();
        double[] evidences = new double[n];
        double[] worlds = new double[n];
        Word[] words = new Word[n];
        for (int k = 0; k < n; k++) {
            double[] ratios = populations.get(k).logRatios(banks.get(k));
            double[] likelihoods = banks.get(k).logLikelihoods(given);
            double[] both = new double[ratios.length];
            Arrays.setAll(both, i -> ratios[i] + likelihoods[i]);
            evidences[k] = Weights.logMean(both) - Weights.logMean(ratios);
            worlds[k] = Weights.effective(Weights.normalized(both));
            words[k] = populations.get(k).word(banks.get(k), given, spread, asked);
        }
        double[] p = Weights.normalized(evidences);
        double mean = 0;
        double square = 0;
        double parts = 0;
        for (int k = 0; k < n; k++) {
            mean += p[k] * words[k].mean();
            square += p[k] * (words[k].variance() + words[k].mean() * words[k].mean());
            parts += p[k] * p[k] / worlds[k];
        }
        Word word = n == 1 ? words[0] : new Word(words[0].known(), mean, square - mean * mean);
        return new Said(word, 1 / parts, p[n - 1]);
    }

    private static boolean held(Pair pair, double[] draws, Said said) {
        double low = draws[(int) (0.05 * DRAWS)];
        double high = draws[(int) (0.95 * DRAWS)];
        boolean held = pair.target() >= low && pair.target() <= high;
        if (!held) {
            System.err.printf(
                    Locale.ROOT,
                    "    outside: %s %.3f not in %.3f to %.3f (worlds left %.1f, last learner %.2f)%n",
                    pair.name(),
                    pair.target(),
                    low,
                    high,
                    said.effective(),
                    said.last());
        }
        return held;
    }

    /** The mean difference of rows, with its deviation. */
    private record Baseline(double mean, double deviation) {
        static Baseline of(List<Pair> rows) {
            double[] gaps =
                    rows.stream().mapToDouble(p -> p.target() - p.base()).toArray();
            double mean = Arrays.stream(gaps).average().orElseThrow();
            double squares =
                    Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).sum();
            return new Baseline(mean, Math.sqrt(squares / (gaps.length - 1)));
        }

        double crps(Pair row) {
            return Crps.ofNormal(row.base() + mean, deviation, row.target());
        }
    }
}
