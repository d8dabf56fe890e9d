package org.evalgap.explain.population;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.evalgap.Simulator;
import org.evalgap.explain.Unknown;

/**
 * What was fitted to a published table: how parameters are spread over its models, and what its rows make of the model's word. As text
 * it holds all that it takes to have it again. What is in the package was written by {@link #fit}, and a test compares.
 */
public final class FittedTable {
    private static final int WORLDS = 12_000;
    private static final long SEED = 1;
    private static final MathContext DIGITS = new MathContext(6);

    private final double[] mean;
    private final double[][] covariance;
    private final Spread spread;
    private final Correction correction;

    private FittedTable(double[] mean, double[][] covariance, Spread spread, Correction correction) {
        this.mean = mean;
        this.covariance = covariance;
        this.spread = spread;
        this.correction = correction;
    }

    /**
     * Fits a table, at a fixed seed.
     *
     * @param table whose
     * @param threads how many; they change nothing but the time
     * @return the text
     */
    public static String fit(PublishedTable table, int threads) {
        Bank bank = Bank.draw(List.of(table.run(table.askedItems())), table.unknown(), WORLDS, SEED, threads);
        List<Row> rows = table.rows();
        Population population = Population.fit(bank, rows);
        List<Row> given = rows.stream().map(row -> row.without(table.asked())).toList();
        Spread spread = Spread.of(given.stream().map(Row::last).toList());
        Asked asked = new Asked(0, table.asked(), table.askedItems());
        List<Word> words = given.stream()
                .map(row -> population.word(bank, row, spread, asked))
                .toList();
        double[] shown = rows.stream().mapToDouble(row -> row.last().share()).toArray();
        return text(table, population, spread, Correction.fit(words, shown, table.groups()), rows.size());
    }

    private static String text(
            PublishedTable table, Population population, Spread spread, Correction correction, int rows) {
        StringBuilder out = new StringBuilder();
        out.append("# Written by: evalgap forecast ").append(table.label()).append(" --fit\n");
        out.append("# ").append(table.source()).append('\n');
        line(out, "rows", Integer.toString(rows));
        line(out, "groups", Integer.toString(table.groups()));
        line(out, "worlds", Integer.toString(WORLDS));
        line(out, "seed", Long.toString(SEED));
        line(out, "model", Integer.toString(Simulator.MODEL_VERSION));
        line(out, "parameters", table.unknown().stream().map(Unknown::label).collect(Collectors.joining(" ")));
        line(out, "mean", numbers(population.mean()));
        double[][] covariance = population.covariance();
        for (int k = 0; k < covariance.length; k++) {
            line(out, "covariance" + (k + 1), numbers(covariance[k]));
        }
        line(out, "spread", numbers(spread.mean(), spread.strength()));
        line(out, "shift", numbers(correction.shift(), correction.shiftVariance()));
        line(out, "trust", numbers(correction.trust(), correction.trustVariance()));
        line(out, "shiftWithTrust", numbers(correction.covariance()));
        line(out, "scatter", numbers(correction.scatter()));
        line(out, "ratio", numbers(correction.ratio()));
        line(out, "freedom", Integer.toString(correction.freedom()));
        return out.toString();
    }

    private static void line(StringBuilder out, String key, String value) {
        out.append(key).append('=').append(value).append('\n');
    }

    private static String numbers(double... values) {
        return Arrays.stream(values)
                .mapToObj(value ->
                        new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString())
                .collect(Collectors.joining(" "));
    }

    /**
     * What is in the package.
     *
     * @param table whose
     * @return its population, the spread of its known scores, and its correction
     */
    public static FittedTable of(PublishedTable table) {
        return read(table.unknown().size(), PublishedTable.text(table.label() + ".properties"));
    }

    /** Reads a text of {@link #fit}, with so many parameters. */
    static FittedTable read(int parameters, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double[][] covariance = new double[parameters][];
        for (int k = 0; k < parameters; k++) {
            covariance[k] = row(properties, "covariance" + (k + 1), parameters);
        }
        double[] spread = row(properties, "spread", 2);
        double[] shift = row(properties, "shift", 2);
        double[] trust = row(properties, "trust", 2);
        Correction correction = new Correction(
                shift[0],
                trust[0],
                shift[1],
                row(properties, "shiftWithTrust", 1)[0],
                trust[1],
                row(properties, "scatter", 1)[0],
                row(properties, "ratio", 1)[0],
                (int) row(properties, "freedom", 1)[0]);
        return new FittedTable(
                row(properties, "mean", parameters), covariance, new Spread(spread[0], spread[1]), correction);
    }

    private static double[] row(Properties properties, String key, int length) {
        String value = properties.getProperty(key);
        double[] row = value == null
                ? new double[0]
                : Arrays.stream(value.split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        if (row.length != length) {
            throw new IllegalArgumentException(
                    "a fitted table must have " + length + " numbers for " + key + ": " + value);
        }
        return row;
    }

    /**
     * The mean of the models' parameters.
     *
     * @return a copy, by parameter; of logarithms where the prior is even in ratios
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * How parameters are spread over models.
     *
     * @return a copy of the covariance, on the scale of {@link #mean}
     */
    public double[][] covariance() {
        return Arrays.stream(covariance).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * How the true known scores are spread over models.
     *
     * @return the spread
     */
    public Spread spread() {
        return spread;
    }

    /**
     * What the table's rows make of the model's word.
     *
     * @return the correction
     */
    public Correction correction() {
        return correction;
    }
}
