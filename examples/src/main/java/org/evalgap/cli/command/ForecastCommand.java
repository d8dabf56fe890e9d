package org.evalgap.cli.command;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.output.ForecastRecords;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.text.ForecastText;
import org.evalgap.cli.text.HelpText;
import org.evalgap.cli.text.Screen;
import org.evalgap.explain.Observation;
import org.evalgap.explain.population.FittedTable;
import org.evalgap.explain.population.Forecaster;
import org.evalgap.explain.population.PublishedTable;
import org.evalgap.explain.population.ScoreForecast;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap forecast}: what a published score says of another one. */
@Command(
        name = "forecast",
        description = "Forecast a score on fresh items from a public score.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap forecast gsm8k --score 0.82 --items 1319 --fresh-items 500"})
final class ForecastCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PRESET",
            description = "The published table to judge by; without it, all are listed.")
    private @Nullable String preset;

    @Option(names = "--score", paramLabel = "SHARE", description = "The score that is known, a share of its items.")
    private @Nullable Double score;

    @Option(
            names = "--items",
            paramLabel = "N",
            description = "Items that it was counted on (default: as many as the table's).")
    private @Nullable Integer items;

    @Option(
            names = "--fresh-items",
            paramLabel = "M",
            description = "Items of the score that is forecast (default: as many as the table's).")
    private @Nullable Integer freshItems;

    @Option(
            names = "--precision",
            paramLabel = "N",
            description = "Effective points to stop at, from 100 (default: ${DEFAULT-VALUE}).")
    private int precision = 400;

    @Option(names = "--verbose", description = "Say what the forecast rests on, and where it was tried.")
    private boolean verbose;

    @Option(names = "--fit", description = "Fit the table's population again and print its file; takes minutes.")
    private boolean fit;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--threads", paramLabel = "N", description = HelpText.THREADS)
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (preset == null) {
            refuseAllBut(Set.of(), "without a preset; name one of " + names());
            Output.print(spec, Screen.of(spec).folded(ForecastText.presets()));
            return ExitCode.DONE;
        }
        String name = preset;
        PublishedTable table = PublishedTable.labelled(name)
                .orElseThrow(() -> new InputException("unknown preset \"" + name + "\"; name one of " + names()));
        PlanOptions.requireThreads(threads);
        if (fit) {
            refuseAllBut(Set.of("--fit", "--threads"), "with --fit, which fits a table at a fixed seed");
        }
        Output.print(spec, fit ? FittedTable.fit(table, threads) : forecast(table));
        return ExitCode.DONE;
    }

    /** Options that nobody looks at would say that something was done which was not. */
    private void refuseAllBut(Set<String> legal, String why) {
        for (OptionSpec option : Objects.requireNonNull(spec, "spec")
                .commandLine()
                .getParseResult()
                .matchedOptions()) {
            if (!legal.contains(option.longestName())) {
                throw new InputException(option.longestName() + " means nothing " + why);
            }
        }
    }

    private static String names() {
        return Arrays.stream(PublishedTable.values()).map(PublishedTable::label).collect(Collectors.joining(", "));
    }

    private String forecast(PublishedTable table) {
        if (score == null) {
            throw new InputException("give the score that is known: --score SHARE, as in --score 0.82");
        }
        double share = Legal.of("--score", () -> legalShare(Objects.requireNonNull(score)));
        int given = positive("--items", items, table.givenItems());
        int asked = positive("--fresh-items", freshItems, table.askedItems());
        Observation observation = Legal.of("--score", () -> new Observation(table.given(), share * given, given));
        Forecaster forecaster =
                Legal.of("--precision", () -> Forecaster.of(table).withGoal(precision));
        ScoreForecast forecast;
        try {
            forecast = forecaster.withSeed(seed).withThreads(threads).forecast(observation, asked);
        } catch (ArithmeticException e) {
            throw new InputException("--score " + score + ": " + e.getMessage());
        }
        return switch (format) {
            case table -> ForecastText.of(table, observation, asked, forecast, Screen.of(spec), verbose);
            case csv -> ForecastRecords.csv(table, observation, asked, forecast);
            case json -> Json.text(ForecastRecords.tree(table, observation, asked, forecast));
        };
    }

    private static double legalShare(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("must be in [0, 1], a share of items: " + value);
        }
        return value;
    }

    private static int positive(String option, @Nullable Integer value, int otherwise) {
        if (value != null && !(value >= 1 && value <= 1_000_000)) {
            throw new InputException(option + " must be a whole number in [1, 1000000]: " + value);
        }
        return value == null ? otherwise : value;
    }
}
