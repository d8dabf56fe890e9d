package org.evalgap.explain.population;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evalgap.explain.Crps;

/**
 * Fits a population on some rows of a published table and predicts others. Compared with a baseline that adds the fitted rows' mean
 * difference, with its deviation, and with the rows alone, without the model's word.
 */
final class HeldOut {
    private static final int DRAWS = 2000;

    private HeldOut() {}

    /** One row: its group, the part of the table that it is in, what is given, and all that was measured, the target last. */
    record Pair(String name, String group, String part, Row given, Row all) {
        double base() {
            return given.last().share();
        }

        double target() {
            return all.last().share();
        }
    }

    /** How well rows were predicted; sums over rows. */
    record Score(int rows, int held, double crps, double silent, double baseline) {
        static final Score NONE = new Score(0, 0, 0, 0, 0);

        Score and(Score o) {
            return new Score(rows + o.rows, held + o.held, crps + o.crps, silent + o.silent, baseline + o.baseline);
        }

        double coverage() {
            return (double) held / rows;
        }

        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d rows, 90 %% intervals hold %.1f %%, CRPS %.4f, without the model's word %.4f, baseline %.4f",
                    name,
                    rows,
                    100 * coverage(),
                    crps / rows,
                    silent / rows,
                    baseline / rows);
        }
    }

    /** Every part of the table is predicted by the others. */
    static Score parts(Bank bank, List<Pair> pairs, Asked asked) {
        Score total = Score.NONE;
        for (String part : pairs.stream().map(Pair::part).distinct().toList()) {
            List<Pair> own = pairs.stream().filter(p -> !p.part().equals(part)).toList();
            List<Pair> others =
                    pairs.stream().filter(p -> p.part().equals(part)).toList();
            total = total.and(predict(bank, own, bank, others, asked));
        }
        return total;
    }

    /** Rows in worlds of their own are predicted by others in theirs. */
    static Score predict(Bank bank, List<Pair> own, Bank there, List<Pair> others, Asked asked) {
        Population population = Population.fit(bank, own.stream().map(Pair::all).toList());
        Spread spread = Spread.of(own.stream().map(p -> p.given().last()).toList());
        List<Word> words =
                own.stream().map(p -> population.word(p.given(), spread, asked)).toList();
        double[] targets = own.stream().mapToDouble(Pair::target).toArray();
        int groups = (int) own.stream().map(Pair::group).distinct().count();
        Correction correction = Correction.fit(words, targets, groups);
        Correction silent = Correction.fit(words.stream().map(Word::silent).toList(), targets, groups);
        System.err.println("  " + Arrays.toString(population.mean()) + " "
                + Arrays.deepToString(population.covariance()) + " " + spread + " " + correction);
        double[] gaps = own.stream().mapToDouble(p -> p.target() - p.base()).toArray();
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double deviation =
                Math.sqrt(Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).sum() / (gaps.length - 1));
        Population elsewhere = population.in(there);
        Score total = Score.NONE;
        for (Pair p : others) {
            Word word = elsewhere.word(p.given(), spread, asked);
            double[] draws = correction.forecast(word, 1, DRAWS);
            boolean held = p.target() >= draws[(int) (0.05 * DRAWS)] && p.target() <= draws[(int) (0.95 * DRAWS)];
            if (!held) {
                System.err.printf(
                        Locale.ROOT,
                        "    outside: %s %.3f not in %.3f to %.3f (worlds left %.0f)%n",
                        p.name(),
                        p.target(),
                        draws[(int) (0.05 * DRAWS)],
                        draws[(int) (0.95 * DRAWS)],
                        elsewhere.effective(p.given()));
            }
            double[] rowsAlone = silent.forecast(word.silent(), 1, DRAWS);
            total = total.and(new Score(
                    1,
                    held ? 1 : 0,
                    Crps.ofDraws(draws, p.target()),
                    Crps.ofDraws(rowsAlone, p.target()),
                    Crps.ofNormal(p.base() + mean, deviation, p.target())));
        }
        return total;
    }
}
