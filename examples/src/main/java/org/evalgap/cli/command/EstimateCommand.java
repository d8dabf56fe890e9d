package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.ScoreColumns;
import org.evalgap.cli.input.ScoreDefaults;
import org.evalgap.cli.input.ScoreFile;
import org.evalgap.cli.input.ScoreUnit;
import org.evalgap.cli.logs.Logs;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.EstimateRecords;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.page.EstimatePage;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.text.EstimateText;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap estimate}: how inflated published scores are. */
@Command(
        name = "estimate",
        description = "Estimate how inflated published scores are, from many models' fresh scores.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"docs/estimate.md tells columns and logs. Example: evalgap estimate examples/data/gsm1k.csv"})
final class EstimateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "SCORES.csv|LOGS",
            description = "Table of scores; or logs, and folders of them.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private LogOptions logOptions = new LogOptions();

    @Option(
            names = "--shift",
            paramLabel = "ASSUMPTION",
            split = ",",
            description = "same-recipe, reference, robust. Default: all.")
    private List<String> shift = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "X",
            description = "Inflation that matters, share of items. Default: ${DEFAULT-VALUE}.")
    private double threshold = 0.02;

    @Option(names = "--level", paramLabel = "P", description = "Probability of intervals. Default: ${DEFAULT-VALUE}.")
    private double level = 0.95;

    @Option(
            names = "--item-correlation",
            paramLabel = "R",
            description = "Of models' answers to one item. Default: ${DEFAULT-VALUE}.")
    private double itemCorrelation;

    @Option(
            names = "--cluster-correlation",
            paramLabel = "R",
            description = "Of items of one cluster. Default: ${DEFAULT-VALUE}.")
    private double clusterCorrelation = 1;

    @Option(names = "--public-items", paramLabel = "N", description = "Items of the public eval, where no column says.")
    private @Nullable Integer publicItems;

    @Option(names = "--fresh-items", paramLabel = "N", description = "Items of the fresh set, where no column says.")
    private @Nullable Integer freshItems;

    @Option(
            names = "--public-guess",
            paramLabel = "X",
            description = "Its chance level, where no column says. Default: 0.")
    private double publicGuess;

    @Option(
            names = "--fresh-guess",
            paramLabel = "X",
            description = "Its chance level, where no column says. Default: 0.")
    private double freshGuess;

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            split = ",",
            description = "Models or families believed clean, with the column's.")
    private Set<String> references = new TreeSet<>();

    @Option(names = "--scores", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}. Default: auto.")
    private ScoreUnit.Kind scores = ScoreUnit.Kind.auto;

    @Option(
            names = "--column",
            paramLabel = "NAME=HEADER",
            description = "Which column is what, if the header does not say.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page with a forest plot, and figures as images.")
    private @Nullable Path directory;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the draws behind rank intervals. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        InflationSpec options = Legal.of(
                "",
                () -> InflationSpec.withDefaults()
                        .withThreshold(threshold)
                        .withLevel(level)
                        .withItemCorrelation(itemCorrelation)
                        .withClusterCorrelation(clusterCorrelation)
                        .withSeed(seed));
        Destinations destinations = new Destinations();
        for (Path file : files) {
            destinations.reads("the scores", file).writesPage("--report", directory);
        }
        if (logOptions.given() || Logs.named(files)) {
            requireTable();
            LogScores logs = LogScores.read(files, logOptions, defaults());
            estimate(logs.rows(), options, logs.account(), logs.sources(), Optional.empty());
        } else {
            CsvTable table = CsvTable.read(files.get(0));
            ScoreFile scoreFile = ScoreFile.read(table, new ScoreColumns(table, columns), defaults());
            if (scoreFile.rows().size() < 2) {
                throw new InputException(files.get(0) + ": one row; the shift is common to models, so give at least 2");
            }
            estimate(scoreFile.rows(), options, List.of(), List.of(), scoreFile.note());
        }
        return 0;
    }

    /** Options that say what stands in a table say nothing of logs. */
    private void requireTable() {
        refuseForLogs("--column", !columns.isEmpty());
        refuseForLogs("--scores", scores != ScoreUnit.Kind.auto);
        refuseForLogs("--public-items", publicItems != null);
        refuseForLogs("--fresh-items", freshItems != null);
    }

    private static void refuseForLogs(String option, boolean given) {
        if (given) {
            throw new InputException(option + ": for a table of scores; logs say it themselves");
        }
    }

    private void estimate(
            List<ModelScores> rows,
            InflationSpec options,
            List<String> account,
            List<String> sources,
            Optional<String> note) {
        Page.checkDirectory("--report", directory);
        List<InflationResult> results = results(rows, options);
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        note.ifPresent(err::println);
        EstimateRecords records = new EstimateRecords(rows, options, results, account, sources);
        String text = switch (format) {
            case table -> new EstimateText(rows, options, results).text(account, sources);
            case csv -> records.csv();
            case json -> Json.withPoints(records.tree());
        };
        if (format != OutputFormat.table) {
            account.forEach(err::println);
        }
        if (directory != null) {
            Path page = EstimatePage.write(directory, rows, results, records, Invocation.typed(spec));
            err.println("Report: " + page);
        }
        Output.print(spec, text);
    }

    private ScoreDefaults defaults() {
        return new ScoreDefaults(
                positive("--public-items", publicItems),
                positive("--fresh-items", freshItems),
                chance("--public-guess", publicGuess),
                chance("--fresh-guess", freshGuess),
                references,
                scores);
    }

    private static @Nullable Integer positive(String option, @Nullable Integer value) {
        if (value == null || value >= 1) {
            return value;
        }
        throw new InputException(option + " must be at least 1: " + value);
    }

    private static double chance(String option, double value) {
        if (value >= 0 && value < 1) {
            return value;
        }
        throw new InputException(option + " must be in [0, 1): " + Numbers.text(value));
    }

    /** A fault of the estimate names the model; the file is named here. */
    private InflationResult estimate(InflationEstimator estimator, List<ModelScores> rows, ShiftAssumption assumption) {
        try {
            return estimator.estimate(rows, assumption);
        } catch (ArithmeticException e) {
            throw new InputException(files.get(0) + ": " + e.getMessage());
        }
    }

    private List<InflationResult> results(List<ModelScores> rows, InflationSpec options) {
        boolean named = !shift.isEmpty();
        long clean = rows.stream().filter(ModelScores::reference).count();
        List<ShiftAssumption> wanted = new ArrayList<>();
        for (ShiftAssumption assumption : named ? named() : List.of(ShiftAssumption.values())) {
            boolean possible = assumption != ShiftAssumption.REFERENCE || clean >= InflationEstimator.LEAST_REFERENCES;
            if (!possible && named) {
                throw new InputException("--shift reference needs at least " + InflationEstimator.LEAST_REFERENCES
                        + " models believed clean, not " + clean
                        + ";\nmark them in a column \"reference\" or name them with --reference");
            }
            if (possible) {
                wanted.add(assumption);
            }
        }
        // Independent of each other, and so of the number of threads.
        // The first one alone: until it has warmed the code up, the compiler needs the other processors.
        InflationEstimator estimator = new InflationEstimator(options);
        List<InflationResult> out = new ArrayList<>();
        out.add(estimate(estimator, rows, wanted.get(0)));
        out.addAll(wanted.subList(1, wanted.size()).parallelStream()
                .map(assumption -> estimate(estimator, rows, assumption))
                .toList());
        return out;
    }

    private List<ShiftAssumption> named() {
        return shift.stream().distinct().map(EstimateCommand::assumption).toList();
    }

    static ShiftAssumption assumption(String label) {
        for (ShiftAssumption assumption : ShiftAssumption.values()) {
            if (assumption.label().equals(label)) {
                return assumption;
            }
        }
        throw new InputException("--shift must be same-recipe, reference or robust: " + label);
    }
}
