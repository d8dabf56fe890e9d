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
import org.evalgap.cli.estimate.Estimated;
import org.evalgap.cli.estimate.EvalScores;
import org.evalgap.cli.estimate.LogOptions;
import org.evalgap.cli.estimate.LogScores;
import org.evalgap.cli.estimate.SeveralEvals;
import org.evalgap.cli.estimate.TableScores;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.ScoreColumns;
import org.evalgap.cli.input.ScoreDefaults;
import org.evalgap.cli.input.ScoreFile;
import org.evalgap.cli.input.ScoreUnit;
import org.evalgap.cli.logs.Logs;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.EstimateOrigin;
import org.evalgap.cli.output.EstimateRecords;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.SharesRecords;
import org.evalgap.cli.page.EstimatePage;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.text.EstimateText;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.SharesText;
import org.evalgap.estimate.InflationSpec;
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
        description = "Estimate how inflated published scores are, from a table of models or from logs.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = "evalgap estimate [OPTIONS] SCORES.csv|LOGS...",
        footer = {"docs/estimate.md explains columns and logs. Example: evalgap estimate examples/data/gsm1k.csv"})
final class EstimateCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            hidden = true,
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
            description = "Correlation of answers to one item. Default: ${DEFAULT-VALUE}.")
    private double itemCorrelation;

    @Option(
            names = "--cluster-correlation",
            paramLabel = "R",
            description = "Correlation of items of one cluster. Default: ${DEFAULT-VALUE}.")
    private double clusterCorrelation = 1;

    @Option(names = "--public-items", paramLabel = "N", description = "Items of the public eval, if no column says.")
    private @Nullable Integer publicItems;

    @Option(names = "--fresh-items", paramLabel = "N", description = "Items of the fresh set, if no column says.")
    private @Nullable Integer freshItems;

    @Option(
            names = "--public-guess",
            paramLabel = "X",
            description = "Public chance level, if no column says. Default: 0.")
    private double publicGuess;

    @Option(
            names = "--fresh-guess",
            paramLabel = "X",
            description = "Fresh chance level, if no column says. Default: 0.")
    private double freshGuess;

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            split = ",",
            description = "Models or families believed clean, beside the column's.")
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

    @Option(names = "--verbose", description = "Show every model, under all assumptions.")
    private boolean verbose;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write a page with a forest plot, and figures as images.")
    private @Nullable Path directory;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the draws behind rank intervals. Default: ${DEFAULT-VALUE}.")
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
        Page.checkDirectory("--report", directory);
        if (logOptions.given() || Logs.named(files)) {
            estimate(logs(), options, Optional.empty());
        } else {
            CsvTable table = CsvTable.read(files.get(0));
            ScoreFile scores = ScoreFile.read(table, new ScoreColumns(table, columns), defaults());
            estimate(TableScores.of(files.get(0), scores), options, scores.note());
        }
        return 0;
    }

    private void estimate(List<? extends EvalScores> evals, InflationSpec options, Optional<String> note) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (evals.size() == 1) {
            Estimated one = evals.get(0).estimate(options, shift);
            note.ifPresent(err::println);
            print(one, options);
        } else if (directory == null) {
            SeveralEvals several = SeveralEvals.of(evals, options, shift);
            note.ifPresent(err::println);
            print(several, options);
        } else {
            throw new InputException("--report draws one eval, not " + evals.size() + "; leave it out, or give one");
        }
    }

    private List<LogScores> logs() {
        requireTable();
        List<LogScores> logs = LogScores.read(files, logOptions, defaults());
        if (logs.stream().anyMatch(LogScores::byItem)) {
            requireTotals();
        }
        return logs;
    }

    /** What answers to items show themselves, nobody has to say. */
    private void requireTotals() {
        for (String option : List.of("--item-correlation", "--cluster-correlation")) {
            if (Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputException(option + ": answers to items show it; leave it out, or take --totals");
            }
        }
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

    private void print(Estimated estimated, InflationSpec options) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        EstimateOrigin origin = estimated.origin();
        EstimateRecords records = new EstimateRecords(estimated.rows(), options, estimated.results(), origin);
        String text = switch (format) {
            case table ->
                new EstimateText(estimated.rows(), options, estimated.results())
                        .text(origin.account(), origin.sources(), Screen.of(spec), verbose);
            case csv -> records.csv();
            case json -> Json.withPoints(records.tree());
        };
        if (format != OutputFormat.table) {
            origin.account().forEach(err::println);
        }
        if (directory != null) {
            Path page = EstimatePage.write(
                    directory, estimated.rows(), options, estimated.results(), records, Invocation.typed(spec));
            err.println("Report: " + page);
        }
        Output.print(spec, text);
    }

    private void print(SeveralEvals several, InflationSpec options) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        if (format != OutputFormat.table) {
            several.account().forEach(err::println);
            several.notes().forEach(err::println);
        }
        Output.print(
                spec,
                switch (format) {
                    case table ->
                        new SharesText(several.results(), several.shares(), several.notes(), level)
                                .text(several.account(), several.sources(), Screen.of(spec), verbose);
                    case csv -> SharesRecords.csv(several.shares());
                    case json -> Json.withPoints(several.tree(options));
                });
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
}
