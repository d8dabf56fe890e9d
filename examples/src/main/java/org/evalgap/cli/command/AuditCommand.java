package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.evalgap.Audit;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.audit.AuditSpec;
import org.evalgap.audit.Scale;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Settings;
import org.evalgap.cli.output.Destinations;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteFiles;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.cli.text.AuditProgressLines;
import org.evalgap.reading.ScenarioReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap audit}: the model on real items and environments, without any sampling. */
@Command(
        name = "audit",
        description = "Find out what leaks from an eval into training environments, before you train.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"", "Example: evalgap audit --public p.jsonl --fresh f.jsonl --environments e.jsonl --report page"})
final class AuditCommand implements Callable<Integer> {
    private static final int MOST_KERNELS = 4096;

    @Option(
            names = "--public",
            paramLabel = "TABLE",
            required = true,
            description = "Items of the public eval: .jsonl, .csv, .parquet (docs/audit.md).")
    private List<Path> publicFiles = new ArrayList<>();

    @Option(names = "--environments", paramLabel = "TABLE", required = true, description = "Training environments.")
    private List<Path> environmentFiles = new ArrayList<>();

    @Option(names = "--fresh", paramLabel = "TABLE", description = "Items of the eval's kind that nobody has seen.")
    private List<Path> freshFiles = new ArrayList<>();

    @Option(names = "--work", paramLabel = "TABLE", description = "Tasks that the economy pays for.")
    private List<Path> workFiles = new ArrayList<>();

    @Option(
            names = "--public-embedding",
            paramLabel = "E.npy",
            description = "Embeddings beside a table; also --fresh-embedding …")
    private List<Path> publicEmbeddings = new ArrayList<>();

    @Option(names = "--fresh-embedding", paramLabel = "E.npy", hidden = true)
    private List<Path> freshEmbeddings = new ArrayList<>();

    @Option(names = "--work-embedding", paramLabel = "E.npy", hidden = true)
    private List<Path> workEmbeddings = new ArrayList<>();

    @Option(names = "--environments-embedding", paramLabel = "E.npy", hidden = true)
    private List<Path> environmentEmbeddings = new ArrayList<>();

    @Option(
            names = "--embedding",
            paramLabel = "HOW",
            description = "Place texts by lexical (default), model, or a file of embeddings.parquet.")
    private @Nullable String embedding;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description = "Unit of breadth: distance of nearest items (nearest), or absolute.")
    private @Nullable String scale;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            completionCandidates = Candidates.Parameters.class,
            description = "Set a parameter of learner, training or scoring; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--kernels",
            paramLabel = "N",
            description =
                    "Figures over N kernels, 8 or more; 0: over one only (default: 32, fewer for many environments).")
    private @Nullable Integer kernels;

    @Option(names = "--advise", description = "Also advise a suite to train on instead (takes fresh and work).")
    private boolean advise;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of permutations and resamples (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; results are the same for any number (default: all).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--verbose", description = "Show items, environments and logits too.")
    private boolean verbose;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--gains", description = "Also gains of tasks, weights of environments (csv: only these).")
    private boolean gains;

    @Option(names = "--report", paramLabel = "DIR", description = "Also a page, and tables as CSV and Parquet.")
    private @Nullable Path directory;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Scenario scenario = scenario();
        @Nullable Scale wanted = scale();
        if (kernels != null && kernels != 0 && (kernels < 8 || kernels > MOST_KERNELS)) {
            throw new InputException("--kernels " + kernels + ": must be 0, or 8 to " + MOST_KERNELS);
        }
        checkDestination();
        Map<Part, SuiteSet> sets = sets();
        boolean plain = sets.values().stream().allMatch(SuiteSet::isPlain)
                && embeddings().values().stream().allMatch(List::isEmpty);
        if (plain && wanted == null && embedding == null && directory == null && !advise && kernels == null) {
            new PlainAudit(sets, scenario, format, gains).print(spec, verbose);
            return 0;
        }
        AuditSpec how = AuditSpec.withDefaults()
                .withThreads(threads)
                .withScenario(scenario)
                .withScale(wanted == null ? Scale.NEAREST : wanted)
                .withSeed(seed)
                .withProgress(new AuditProgressLines(
                        Objects.requireNonNull(spec).commandLine().getErr()));
        SuiteAuditing auditing = new SuiteAuditing(sets, how, embedding, kernels, advise);
        auditing.print(spec, format, gains, verbose, directory);
        return 0;
    }

    private Map<Part, List<Path>> files() {
        return Map.of(
                Part.PUBLIC,
                publicFiles,
                Part.FRESH,
                freshFiles,
                Part.WORK,
                workFiles,
                Part.ENVIRONMENTS,
                environmentFiles);
    }

    private Map<Part, List<Path>> embeddings() {
        return Map.of(
                Part.PUBLIC, publicEmbeddings,
                Part.FRESH, freshEmbeddings,
                Part.WORK, workEmbeddings,
                Part.ENVIRONMENTS, environmentEmbeddings);
    }

    private Map<Part, SuiteSet> sets() {
        Map<Part, SuiteSet> sets = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            List<Path> tables = files().getOrDefault(part, List.of());
            List<Path> beside = embeddings().getOrDefault(part, List.of());
            if (!tables.isEmpty()) {
                sets.put(part, SuiteFiles.read(part, tables, beside));
            } else if (!beside.isEmpty()) {
                throw new InputException("--" + part.label() + "-embedding: embeddings stand beside a table; give --"
                        + part.label() + " too");
            }
        }
        return sets;
    }

    private void checkDestination() {
        if (directory == null) {
            return;
        }
        Page.checkDirectory("--report", directory);
        for (Map.Entry<Part, List<Path>> entry : files().entrySet()) {
            for (Path file : entry.getValue()) {
                for (String written : SuiteAuditing.FILES) {
                    new Destinations()
                            .reads("the " + entry.getKey().label() + " set", file)
                            .writes("--report", directory.resolve(written));
                }
            }
        }
    }

    private @Nullable Scale scale() {
        if (scale == null) {
            return null;
        }
        for (Scale known : Scale.values()) {
            if (known.label().equals(scale)) {
                return known;
            }
        }
        throw new InputException("--scale " + scale + ": must be "
                + Arrays.stream(Scale.values()).map(Scale::label).collect(Collectors.joining(" or ")));
    }

    private Scenario scenario() {
        PlanOptions.requireThreads(threads);
        Map<String, String> settings = Settings.read(assignments);
        for (String name : settings.keySet()) {
            if (Parameter.find(name).filter(Audit::knows).isEmpty()) {
                throw new InputException(
                        "--set " + name + ": has no effect on an audit, where tasks and environments are"
                                + " given and nothing is drawn; leave it out.\nWhat has one: " + effective());
            }
        }
        return ScenarioReader.withDefaults().read(settings, "");
    }

    private static String effective() {
        return Arrays.stream(Parameter.values())
                .filter(Audit::knows)
                .map(Parameter::label)
                .collect(Collectors.joining(", "));
    }
}
