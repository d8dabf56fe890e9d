package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import org.evalgap.Parameter;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.ExplainRecords;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.LeewayRecords;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.page.ExplainPage;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.store.Stores;
import org.evalgap.cli.text.ExplainText;
import org.evalgap.cli.text.LeewayText;
import org.evalgap.cli.text.Screen;
import org.evalgap.explain.Advice;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.PointStore;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Worlds;
import org.evalgap.explain.planning.Goal;
import org.evalgap.explain.planning.Leeway;
import org.evalgap.explain.planning.Planner;
import org.evalgap.store.WorldStore;
import org.evalgap.work.Workers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap explain}: what would have to be true for scores to come out as they did, and what follows. */
@Command(
        name = "explain",
        description = "Say which labs would have scores like yours, what follows, what to measure next.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "docs/explain.md says what an evidence file holds.",
            "Example: evalgap explain examples/evidence/three-gains.yaml"
        })
public final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "EVIDENCE",
            description = "A file of YAML or JSON, such as examples/evidence/three-gains.yaml.")
    private @Nullable Path file;

    @Option(names = "--priors", description = "List the default prior of every parameter.")
    private boolean priors;

    @Option(names = "--keep", paramLabel = "GOAL", description = "Plan instead: keep a goal, such as inflation<=0.01.")
    private @Nullable String keep;

    @Option(names = "--vary", paramLabel = "NAME", description = "With --keep: the parameter that you may choose.")
    private @Nullable String vary;

    @Option(
            names = "--probability",
            paramLabel = "P",
            description = "With --keep: how probable it must be (default: ${DEFAULT-VALUE}).")
    private double probability = 0.9;

    @Option(names = "--verbose", description = "Show what would have to be true, and every measurement to make.")
    private boolean verbose;

    @Option(names = "--report", paramLabel = "DIR", description = "Write a page of the answer.")
    private @Nullable Path report;

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Keep simulated worlds in this file and use those in it, such as worlds.duckdb.")
    private @Nullable String store;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Mixin
    private ExplainOptions options = new ExplainOptions();

    @Spec
    private @Nullable CommandSpec spec;

    private final @Nullable Function<Job, Workers<Worlds.Piece, Worlds.Values>> hire;

    /**
     * What those have to know who simulate worlds elsewhere.
     *
     * @param parcel the evidence
     * @param seed of the worlds
     */
    public record Job(Parcel<Evidence> parcel, long seed) {}

    /** What was asked for with --keep. */
    private record Asked(Goal goal, Parameter parameter) {}

    ExplainCommand() {
        this.hire = null;
    }

    /**
     * A command whose worlds others simulate.
     *
     * @param hire finds them, once all else is checked
     */
    public ExplainCommand(Function<Job, Workers<Worlds.Piece, Worlds.Values>> hire) {
        this.hire = hire;
    }

    @Override
    public Integer call() {
        if (priors) {
            if (file != null) {
                throw new InputException("--priors looks at no evidence; leave out " + file);
            }
            refuse("means nothing with --priors, which only lists", option -> !option.equals("--priors"));
            Output.print(spec, priors());
            return ExitCode.DONE;
        }
        if (file == null) {
            throw new InputException("name a file of evidence, such as examples/evidence/three-gains.yaml");
        }
        Asked asked = asked();
        Path kept = store == null ? null : Stores.file(store);
        new Destinations().reads("the evidence", file).writes("--store", kept).writesPage("--report", report);
        Page.checkDirectory("--report", report);
        Parcel<Evidence> parcel = Parcel.ofEvidence(file);
        if (hire == null) {
            tell(file, parcel.content(), asked, null);
            return ExitCode.DONE;
        }
        options.check(parcel.content());
        try (Workers<Worlds.Piece, Worlds.Values> workers = hire.apply(new Job(parcel, options.seed()))) {
            tell(file, parcel.content(), asked, workers);
        }
        return ExitCode.DONE;
    }

    private void tell(
            Path from,
            Evidence evidence,
            @Nullable Asked asked,
            @Nullable Workers<Worlds.Piece, Worlds.Values> workers) {
        if (store == null) {
            Output.print(spec, told(from, evidence, asked, PointStore.NONE, workers));
            return;
        }
        try (WorldStore worlds = Stores.openWorlds(store)) {
            Output.print(spec, told(from, evidence, asked, worlds, workers));
            err().println("explain: " + worlds.kept() + " runs simulated, " + worlds.found() + " from the store");
        }
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec, "spec").commandLine().getErr();
    }

    /** Options that nobody looks at would say that something was done which was not. */
    private void refuse(String why, Predicate<String> which) {
        for (OptionSpec option : Objects.requireNonNull(spec, "spec")
                .commandLine()
                .getParseResult()
                .matchedOptions()) {
            if (which.test(option.longestName())) {
                throw new InputException(option.longestName() + " " + why);
            }
        }
    }

    private @Nullable Asked asked() {
        if ((keep == null) != (vary == null)) {
            throw new InputException(
                    "--keep and --vary belong together, such as --keep 'inflation<=0.01' --vary inspiration");
        }
        if (keep == null || vary == null) {
            refuse("means nothing without --keep and --vary", "--probability"::equals);
            return null;
        }
        String goal = keep;
        String name = vary;
        return new Asked(
                Legal.of("--keep", () -> Goal.parse(goal, probability)),
                Legal.of("--vary", () -> Parameter.labelled(name)));
    }

    private String told(
            Path from,
            Evidence evidence,
            @Nullable Asked asked,
            PointStore points,
            @Nullable Workers<Worlds.Piece, Worlds.Values> workers) {
        Explanation explanation = options.explained(from.toString(), evidence, points, workers, err());
        if (asked != null) {
            return planned(new Planner(explanation).vary(asked.goal(), asked.parameter()), explanation);
        }
        List<Advice> advice = explanation.advice();
        ExplainRecords records = new ExplainRecords(explanation, advice);
        if (report != null) {
            ExplainPage.write(report, explanation, advice, Invocation.typed(spec));
        }
        return switch (format) {
            case table -> new ExplainText(explanation, advice).text(Screen.of(spec), verbose);
            case csv -> records.csv();
            case json -> Json.text(records.tree());
        };
    }

    private String planned(Leeway leeway, Explanation explanation) {
        if (report != null) {
            ExplainPage.write(report, explanation, leeway, Invocation.typed(spec));
        }
        return switch (format) {
            case table -> LeewayText.of(explanation.evidence().name(), leeway, Screen.of(spec));
            case csv -> LeewayRecords.csv(leeway);
            case json -> Json.text(LeewayRecords.tree(leeway));
        };
    }

    private static String priors() {
        StringBuilder out = new StringBuilder();
        for (Parameter parameter : Parameter.values()) {
            out.append(parameter.label())
                    .append(" ".repeat(Math.max(1, 24 - parameter.label().length())))
                    .append(Prior.byDefault(parameter))
                    .append('\n');
        }
        return out.toString();
    }
}
