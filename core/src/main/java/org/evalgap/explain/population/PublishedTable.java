package org.evalgap.explain.population;

import static org.evalgap.Parameter.BREADTH;
import static org.evalgap.Parameter.BUDGET;
import static org.evalgap.Parameter.COMPETENCE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evalgap.Scenario;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Quantity;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.internal.Resources;
import org.evalgap.measure.Measure;

/**
 * Published tables of two scores a model, one of which is then forecast from the other. Each says what is assumed of the labs
 * behind it, and holds its rows in a file of this package.
 */
public enum PublishedTable {
    /** Scores on GSM8K, and on fresh questions of its recipe. */
    GSM8K(
            "gsm8k",
            "from a score on a public eval that labs trained near, the score on fresh items of its recipe",
            "GSM8K and GSM1k, 63 models: Zhang et al. 2024, arXiv:2405.00332v4, appendix F",
            "one half of the families predicted the other",
            Measure.PUBLIC_SCORE,
            Measure.FRESH_SCORE,
            1319,
            1205,
            List.of(Unknown.of(COMPETENCE, Prior.normal(0, 2)), Unknown.of(BUDGET, Prior.logUniform(1, 20_000)))),

    /** Scores on MMLU before and after fine-tuning on questions of its shape. */
    TEST_TASK(
            "training-on-the-test-task",
            "from a score before, the score after fine-tuning on questions shaped like the eval's (four choices)",
            "MMLU before and after, 53 models: Dominguez-Olmedo, Dorner, Hardt 2024, arXiv:2407.07890",
            "one half of the models predicted the other",
            Measure.PUBLIC_SCORE_BEFORE,
            Measure.PUBLIC_SCORE,
            1000,
            1000,
            List.of(Unknown.of(COMPETENCE, Prior.normal(0, 2)), Unknown.of(BUDGET, Prior.logUniform(0.1, 100_000)))),

    /** Success on the levels of a game that an agent was trained on, and on fresh ones. */
    COINRUN(
            "coinrun",
            "from success on 200 training levels of one game, success on fresh levels",
            "CoinRun, three runs at five times: " + Levels.SOURCE,
            "two runs predicted the third, for each of the three: all of one game",
            Measure.PUBLIC_SCORE,
            Measure.FRESH_SCORE,
            200,
            500,
            Levels.UNKNOWN),

    /** Returns on training levels of eight games, and on fresh ones. */
    PROCGEN(
            "procgen",
            "from an agent's return on 200 training levels of some game, its return on fresh levels",
            "eight games, three runs: " + Levels.SOURCE,
            "one half of the games predicted the other, and easy games hard ones",
            Measure.PUBLIC_SCORE,
            Measure.FRESH_SCORE,
            200,
            500,
            Levels.UNKNOWN);

    /** Larger sets are simulated in part. */
    private static final int MOST_ITEMS = 1500;

    private static final int COLUMNS = 3;

    /** Of each game. */
    private static final int RUNS = 3;

    private final String label;
    private final String meaning;
    private final String source;
    private final String check;
    private final Quantity given;
    private final Quantity asked;
    private final int givenItems;
    private final int askedItems;
    private final List<Unknown> unknown;

    PublishedTable(
            String label,
            String meaning,
            String source,
            String check,
            Measure given,
            Measure asked,
            int givenItems,
            int askedItems,
            List<Unknown> unknown) {
        this.label = label;
        this.meaning = meaning;
        this.source = source;
        this.check = check;
        this.given = Quantity.of(given);
        this.asked = Quantity.of(asked);
        this.givenItems = givenItems;
        this.askedItems = askedItems;
        this.unknown = unknown;
    }

    /**
     * Finds a table by its name.
     *
     * @param label as {@link #label()}
     * @return the table, if there is one
     */
    public static Optional<PublishedTable> labelled(String label) {
        for (PublishedTable each : values()) {
            if (each.label.equals(label)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * The name.
     *
     * @return lower-case words joined by hyphens
     */
    public String label() {
        return label;
    }

    /**
     * What is forecast from what.
     *
     * @return a phrase
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Who published the rows.
     *
     * @return a citation
     */
    public String source() {
        return source;
    }

    /**
     * On which rows that it had not seen a fit of this table was tried; docs/validation.md has the figures.
     *
     * @return a sentence without its full stop
     */
    public String check() {
        return check;
    }

    /**
     * What is given.
     *
     * @return a score
     */
    public Quantity given() {
        return given;
    }

    /**
     * What is forecast.
     *
     * @return a score
     */
    public Quantity asked() {
        return asked;
    }

    /**
     * On how many items the given scores were published.
     *
     * @return the number; of very large sets, as many as their spread over questions deserves
     */
    public int givenItems() {
        return givenItems;
    }

    /**
     * On how many items the other scores were published.
     *
     * @return the number; of very large sets, as many as their spread over questions deserves
     */
    public int askedItems() {
        return askedItems;
    }

    /** What differs from row to row, with a wide prior. */
    List<Unknown> unknown() {
        return unknown;
    }

    /** How many independent groups the rows are of: runs of one game are alike, but there is more than one. */
    int groups() {
        return switch (this) {
            case GSM8K, TEST_TASK -> rows().size();
            case COINRUN -> RUNS;
            case PROCGEN -> rows().size() / RUNS;
        };
    }

    /**
     * What is assumed of a lab, but for what differs from row to row. The set that it trained on, or near, is as large as the table's.
     *
     * @param asked items of the score that is asked for
     * @return one run without measurements
     */
    public TrainingRun run(int asked) {
        Scenario sized = Scenario.withDefaults()
                .withPublicItems(givenItems)
                .withFreshItems(this == TEST_TASK ? 50 : Math.min(MOST_ITEMS, asked))
                .withWorkTasks(50);
        Scenario scenario = switch (this) {
            case GSM8K -> sized.withEnvironments(256).withInspiration(1).withDeparture(0);
            case TEST_TASK ->
                sized.withEnvironments(128)
                        .withInspiration(0)
                        .withGuessRate(0.25)
                        .withFormatLearning(1);
            case COINRUN, PROCGEN ->
                sized.withEnvironments(givenItems).withInspiration(1).withDeparture(0);
        };
        return new TrainingRun(label, scenario, Set.of(), Map.of(), List.of());
    }

    /**
     * The published rows.
     *
     * @return each with both measurements
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : text(label + ".csv").lines().toList()) {
            String[] cells = line.split(",", -1);
            if (!line.startsWith("#") && cells.length == COLUMNS && !cells[0].equals("model")) {
                double first = share(cells[1]) * givenItems;
                double second = share(cells[2]) * askedItems;
                rows.add(Row.of(
                        cells[0],
                        List.of(
                                new Observation(given, first, givenItems),
                                new Observation(asked, second, askedItems))));
            }
        }
        return List.copyOf(rows);
    }

    /** Normalised returns below or beyond the range count as its ends. */
    private static double share(String cell) {
        return Math.min(1, Math.max(0, Double.parseDouble(cell)));
    }

    /** A file of this package. */
    static String text(String name) {
        return Resources.text(PublishedTable.class, name);
    }

    /** What both tables of levels share. */
    private static final class Levels {
        static final String SOURCE = "Cobbe et al. 2020, arXiv:1912.01588; openai/train-procgen 1a2ae21";

        static final List<Unknown> UNKNOWN = List.of(
                Unknown.of(COMPETENCE, Prior.normal(-1, 1.5)),
                Unknown.of(BUDGET, Prior.logUniform(10, 50_000)),
                Unknown.of(BREADTH, Prior.logUniform(0.3, 3)));
    }
}
