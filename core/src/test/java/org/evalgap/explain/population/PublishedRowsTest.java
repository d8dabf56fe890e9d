package org.evalgap.explain.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Quantity;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fits a population on one half of a published table's rows and predicts the other half's fresh (or later) score from the public
 * (or earlier) one; then the other way round. Compared with a baseline that adds the fitted half's mean difference, with its
 * deviation, and with the rows alone, without the model's word. docs/validation.md has the figures, agreeing or not.
 */
@Tag("long")
class PublishedRowsTest {
    private static final int POINTS = 12_000;
    private static final int DRAWS = 2000;

    /** One row: what is given, what is to be predicted, and what the baseline starts from. */
    private record Pair(
            String name, String group, String half, Row given, Row all, double base, double target, int items) {}

    private record Score(int rows, int held, double crps, double silent, double baseline) {
        Score and(Score o) {
            return new Score(rows + o.rows, held + o.held, crps + o.crps, silent + o.silent, baseline + o.baseline);
        }

        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d rows, 90 %% intervals hold %.1f %%, CRPS %.4f, without the model's word %.4f, baseline %.4f",
                    name,
                    rows,
                    100.0 * held / rows,
                    crps / rows,
                    silent / rows,
                    baseline / rows);
        }
    }

    private static Observation seen(Measure measure, double score, int items) {
        return new Observation(Quantity.of(measure), score * items, items);
    }

    private static TrainingRun run(Scenario scenario) {
        return new TrainingRun("run", scenario, java.util.Set.of(), java.util.Map.of(), List.of());
    }

    private static Unknown unknown(String parameter, Prior prior) {
        return Unknown.of(Parameter.labelled(parameter), prior);
    }

    private static Score halves(Bank bank, List<Pair> pairs, Measure target, int run) {
        Score total = new Score(0, 0, 0, 0, 0);
        for (String fit : List.of("a", "b")) {
            List<Pair> own = pairs.stream().filter(p -> p.half().equals(fit)).toList();
            Population population =
                    Population.fit(bank, own.stream().map(Pair::all).toList());
            Asked asked = new Asked(run, Quantity.of(target), own.get(0).items());
            double[] gaps = own.stream().mapToDouble(p -> p.target() - p.base()).toArray();
            double mean = Arrays.stream(gaps).average().orElseThrow();
            double deviation = Math.sqrt(
                    Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).sum() / (gaps.length - 1));
            List<Word> words =
                    own.stream().map(p -> population.word(p.given(), asked)).toList();
            int groups = (int) own.stream().map(Pair::group).distinct().count();
            Correction correction = Correction.fit(words, gaps, groups);
            Correction silent =
                    Correction.fit(words.stream().map(PublishedRowsTest::silent).toList(), gaps, groups);
            System.err.println("  fitted on half " + fit + ": " + Arrays.toString(population.mean()) + " "
                    + Arrays.deepToString(population.covariance()) + " " + correction);
            for (Pair p : pairs) {
                if (!p.half().equals(fit)) {
                    Word word = population.word(p.given(), asked);
                    double[] draws = correction.forecast(p.base(), word, 1, DRAWS);
                    double[] rowsAlone = silent.forecast(p.base(), silent(word), 1, DRAWS);
                    double low = draws[(int) (0.05 * DRAWS)];
                    double high = draws[(int) (0.95 * DRAWS)];
                    boolean held = p.target() >= low && p.target() <= high;
                    if (!held) {
                        System.err.printf(
                                Locale.ROOT,
                                "    outside: %s %.3f not in %.3f to %.3f (worlds left %.0f)%n",
                                p.name(),
                                p.target(),
                                low,
                                high,
                                population.effective(p.given()));
                    }
                    total = total.and(new Score(
                            1,
                            held ? 1 : 0,
                            crps(draws, p.target()),
                            crps(rowsAlone, p.target()),
                            crps(p.base() + mean, deviation, p.target())));
                }
            }
        }
        return total;
    }

    /** The same word without what it says: only the rows speak. */
    private static Word silent(Word word) {
        return new Word(0, word.variance());
    }

    private static double crps(double[] sorted, double y) {
        int n = sorted.length;
        double distance = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            distance += Math.abs(sorted[i] - y);
            spread += sorted[i] * (2.0 * i - n + 1);
        }
        return distance / n - spread / n / n;
    }

    /** Of a normal distribution (Gneiting and Raftery 2007, equation 21). */
    private static double crps(double mean, double deviation, double y) {
        double z = (y - mean) / deviation;
        return deviation * (z * (2 * Normal.cdf(z) - 1) + 2 * Normal.density(z) - 1 / Math.sqrt(Math.PI));
    }

    @Test
    void oneHalfOfTheRowsPredictsTheOther() throws IOException {
        Score all = new Score(0, 0, 0, 0, 0);
        all = all.and(report("GSM1k by family", gsm1k()));
        all = all.and(report("training on the test task by model", testTask()));
        all = all.and(report("ConStat's leaks", constat()));
        all = all.and(report("Procgen's curves", procgen()));
        System.err.println(all.text("pooled"));
        assertThat(all.rows()).isGreaterThan(100);
        assertThat((double) all.held() / all.rows()).isBetween(0.85, 0.95);
        assertThat(all.crps()).as("CRPS against the baseline").isLessThan(all.baseline());
    }

    private static Score report(String name, Score score) {
        System.err.println(score.text(name));
        return score;
    }

    private static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static Score gsm1k() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        List<String> families = new ArrayList<>();
        for (String[] row : shared("gsm1k.csv")) {
            if (!families.contains(row[1])) {
                families.add(row[1]);
            }
            double open = Double.parseDouble(row[2]);
            double fresh = Double.parseDouble(row[4]);
            Observation given = seen(Measure.PUBLIC_SCORE, open, 1319);
            Observation held = seen(Measure.FRESH_SCORE, fresh, 1205);
            String half = families.indexOf(row[1]) % 2 == 0 ? "a" : "b";
            pairs.add(new Pair(
                    row[0],
                    row[0],
                    half,
                    Row.of(row[0], List.of(given)),
                    Row.of(row[0], List.of(given, held)),
                    open,
                    fresh,
                    1205));
        }
        Scenario leak = Scenario.withDefaults()
                .withPublicItems(1319)
                .withFreshItems(1205)
                .withWorkTasks(50)
                .withEnvironments(256)
                .withInspiration(1)
                .withDeparture(0);
        Bank bank = Bank.draw(
                List.of(run(leak)),
                List.of(unknown("competence", Prior.normal(0, 2)), unknown("budget", Prior.logUniform(1, 20_000))),
                POINTS,
                1,
                threads());
        return halves(bank, pairs, Measure.FRESH_SCORE, 0);
    }

    private static Score testTask() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String[] row : shared("training_on_test_task_mmlu.csv")) {
            double before = Double.parseDouble(row[5]);
            double after = Double.parseDouble(row[20]);
            Observation given = seen(Measure.PUBLIC_SCORE_BEFORE, before, 1000);
            Observation held = seen(Measure.PUBLIC_SCORE, after, 1000);
            String half = pairs.size() % 2 == 0 ? "a" : "b";
            pairs.add(new Pair(
                    row[0],
                    row[0],
                    half,
                    Row.of(row[0], List.of(given)),
                    Row.of(row[0], List.of(given, held)),
                    before,
                    after,
                    1000));
        }
        Scenario format = Scenario.withDefaults()
                .withPublicItems(1000)
                .withFreshItems(50)
                .withWorkTasks(50)
                .withEnvironments(128)
                .withInspiration(0)
                .withGuessRate(0.25)
                .withFormatLearning(1);
        Bank bank = Bank.draw(
                List.of(run(format)),
                List.of(unknown("competence", Prior.normal(0, 2)), unknown("budget", Prior.logUniform(0.1, 100_000))),
                POINTS,
                1,
                threads());
        return halves(bank, pairs, Measure.PUBLIC_SCORE, 0);
    }

    private static Score constat() throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (String[] row : shared("constat.csv")) {
            boolean leaked =
                    row[0].equals("gsm8k") && row[1].equals("rephrase") && row[3].equals("controlled_contaminated");
            if (leaked) {
                double open = Double.parseDouble(row[4]);
                double fresh = Double.parseDouble(row[11]);
                Observation given = seen(Measure.PUBLIC_SCORE, open, 659);
                Observation held = seen(Measure.FRESH_SCORE, fresh, 660);
                String half = pairs.size() % 2 == 0 ? "a" : "b";
                pairs.add(new Pair(
                        row[2],
                        row[2],
                        half,
                        Row.of(row[2], List.of(given)),
                        Row.of(row[2], List.of(given, held)),
                        open,
                        fresh,
                        660));
            }
        }
        // So few items that 512 environments reach nearly all of them, as training on the whole half did.
        Scenario leak = Scenario.withDefaults()
                .withPublicItems(150)
                .withFreshItems(150)
                .withWorkTasks(50)
                .withEnvironments(512)
                .withInspiration(1)
                .withDeparture(0)
                .withMemorization(0.9);
        Bank bank = Bank.draw(
                List.of(run(leak)),
                List.of(unknown("competence", Prior.normal(0, 2)), unknown("budget", Prior.logUniform(10, 200_000))),
                POINTS,
                1,
                threads());
        return halves(bank, pairs, Measure.FRESH_SCORE, 0);
    }

    /** Games with 200 levels: from both curves at the half of training, the fresh curve at its end. */
    private static Score procgen() throws IOException {
        double[][][] curves = new double[24][21][2];
        List<String> names = new ArrayList<>();
        for (String[] row : shared("procgen_curves.csv")) {
            if (row[0].equals("easy")) {
                String name = row[2] + " " + row[3];
                if (!names.contains(name)) {
                    names.add(name);
                }
                double[] point = curves[names.indexOf(name)][Integer.parseInt(row[4])];
                point[0] = Math.min(1, Math.max(0, Double.parseDouble(row[6])));
                point[1] = Math.min(1, Math.max(0, Double.parseDouble(row[7])));
            }
        }
        int items = 500;
        List<Pair> pairs = new ArrayList<>();
        for (String name : names) {
            double[][] c = curves[names.indexOf(name)];
            List<Observation> quarter =
                    List.of(seen(Measure.PUBLIC_SCORE, c[5][0], items), seen(Measure.FRESH_SCORE, c[5][1], items));
            List<Observation> half =
                    List.of(seen(Measure.PUBLIC_SCORE, c[10][0], items), seen(Measure.FRESH_SCORE, c[10][1], items));
            List<Observation> end =
                    List.of(seen(Measure.PUBLIC_SCORE, c[20][0], items), seen(Measure.FRESH_SCORE, c[20][1], items));
            Row given = new Row(name, List.of(quarter, half, List.of()));
            Row all = new Row(name, List.of(quarter, half, end));
            // Games in turn, not runs: three runs of a game are alike.
            String part = names.indexOf(name) / 3 % 2 == 0 ? "a" : "b";
            pairs.add(new Pair(name, name.split(" ")[0], part, given, all, c[10][1], c[20][1], items));
        }
        Scenario levels = Scenario.withDefaults()
                .withPublicItems(200)
                .withFreshItems(500)
                .withWorkTasks(50)
                .withEnvironments(200)
                .withInspiration(1)
                .withDeparture(0);
        List<TrainingRun> runs = new ArrayList<>();
        for (double time : new double[] {0.25, 0.5, 1}) {
            runs.add(new TrainingRun(
                    "t" + time, levels, java.util.Set.of(), java.util.Map.of(Parameter.BUDGET, time), List.of()));
        }
        Bank bank = Bank.draw(
                runs,
                List.of(
                        unknown("competence", Prior.normal(-1, 1.5)),
                        unknown("budget", Prior.logUniform(10, 50_000)),
                        unknown("breadth", Prior.logUniform(0.3, 3)),
                        unknown("memorization", Prior.uniform(0, 1))),
                POINTS,
                1,
                threads());
        return halves(bank, pairs, Measure.FRESH_SCORE, 2);
    }

    private static List<String[]> shared(String name) throws IOException {
        String given = System.getProperty("evalgap.shared");
        Path file = Path.of(given == null ? "../../shared" : given, "data", name);
        if (!Files.exists(file)) {
            System.err.println("SKIPPED: no " + name + " in the shared folder; give it with -Devalgap.shared=FOLDER");
        }
        Assumptions.assumeTrue(Files.exists(file), name + " is not there");
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }
}
