package org.evalgap.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.evalgap.Parameter;
import org.evalgap.cli.input.EvidenceFile;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.ExplainRecords;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.text.ExplainText;
import org.evalgap.explain.Advice;
import org.evalgap.explain.Evidence;
import org.evalgap.explain.Explanation;
import org.evalgap.explain.Prior;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap explain}: what would have to be true for scores to come out as they did, and what follows. */
@Command(
        name = "explain",
        description = "Say what would have to be true for scores, what follows, and what to measure.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "docs/explain.md tells what an evidence file holds.",
            "Example: evalgap explain examples/evidence/three-gains.yaml"
        })
final class ExplainCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "EVIDENCE",
            description = "A file of YAML or JSON, such as examples/evidence/three-gains.yaml.")
    private @Nullable Path file;

    @Option(names = "--priors", description = "List the prior of every parameter for which none is given.")
    private boolean priors;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}. Default: table.")
    private OutputFormat format = OutputFormat.table;

    @Mixin
    private ExplainOptions options = new ExplainOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (priors) {
            Output.print(spec, priors());
            return ExitCode.DONE;
        }
        if (file == null) {
            throw new InputException("name a file of evidence, such as examples/evidence/three-gains.yaml");
        }
        Evidence evidence = EvidenceFile.read(file);
        PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
        Explanation explanation = options.explained(file.toString(), evidence, err);
        List<Advice> advice = explanation.advice();
        ExplainRecords records = new ExplainRecords(explanation, advice);
        Output.print(
                spec,
                switch (format) {
                    case table -> new ExplainText(explanation, advice).text();
                    case csv -> records.csv();
                    case json -> Json.text(records.tree());
                });
        return ExitCode.DONE;
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
