package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.evalgap.audit.Advice;
import org.evalgap.audit.AuditResult;
import org.evalgap.audit.AuditSpec;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.audit.Exchangeability;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.ItemSet;
import org.evalgap.audit.KernelRange;
import org.evalgap.audit.Place;
import org.evalgap.audit.Suite;
import org.evalgap.audit.SuiteAudit;
import org.evalgap.cli.audit.AdvisedPoint;
import org.evalgap.cli.audit.AdvisedSuite;
import org.evalgap.cli.audit.AuditFindings;
import org.evalgap.cli.audit.AuditRecords;
import org.evalgap.cli.audit.AuditTables;
import org.evalgap.cli.audit.Placement;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.output.Invocation;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.overlap.TextOverlap;
import org.evalgap.cli.page.AuditPage;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.cli.text.AuditText;
import org.evalgap.cli.text.GainsText;
import org.evalgap.cli.text.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The audit of a suite: places texts, trains, scores, tests, compares wording, advises; then prints and writes the page. */
final class SuiteAuditing {
    /** What a report may consist of; none of it may be what is read. */
    static final List<String> FILES = Stream.concat(
                    Stream.of("index.html", AdvisedSuite.FILE),
                    Stream.of("measures", "items", "environments", "duplicates")
                            .flatMap(name -> Stream.of(name + ".csv", name + ".parquet")))
            .toList();

    /** Environments times tasks and environments that take a tenth of a second a kernel. */
    private static final double FEW = 1e6;

    private static final int MOST_KERNELS = 32;
    private static final int FEWEST_KERNELS = 8;

    private final Map<Part, SuiteSet> read;
    private final AuditSpec spec;
    private final Placement placement;
    private final Suite suite;
    private final AuditFindings findings;

    SuiteAuditing(
            Map<Part, SuiteSet> sets,
            AuditSpec spec,
            @Nullable String embedding,
            @Nullable Integer kernels,
            boolean advise) {
        this.read = sets;
        this.spec = spec;
        if (advise && !(sets.containsKey(Part.FRESH) && sets.containsKey(Part.WORK))) {
            throw new InputException("--advise: weighs inflation against work; give --fresh and --work too");
        }
        placement = Placement.of(embedding, sets);
        suite = suite();
        findings = findings(kernels, advise);
    }

    private Suite suite() {
        ItemSet publicItems = items(Part.PUBLIC);
        Suite made = Legal.of("", () -> Suite.of(publicItems, items(Part.ENVIRONMENTS)));
        if (read.containsKey(Part.FRESH)) {
            Suite before = made;
            made = Legal.of("", () -> before.withFresh(items(Part.FRESH)));
        }
        if (read.containsKey(Part.WORK)) {
            Suite before = made;
            made = Legal.of("", () -> before.withWork(items(Part.WORK)));
        }
        return made;
    }

    private ItemSet items(Part part) {
        return Objects.requireNonNull(placement.sets().get(part)).items();
    }

    private AuditFindings findings(@Nullable Integer kernels, boolean advise) {
        AuditResult result = SuiteAudit.run(suite, spec);
        List<Part> compared = new ArrayList<>();
        List<List<String>> texts = new ArrayList<>();
        for (Part part : List.of(Part.PUBLIC, Part.FRESH, Part.WORK)) {
            SuiteSet set = read.get(part);
            if (set != null && set.texts() != null) {
                compared.add(part);
                texts.add(set.texts());
            }
        }
        List<String> environments =
                Objects.requireNonNull(read.get(Part.ENVIRONMENTS)).texts();
        return new AuditFindings(
                placement,
                spec,
                result,
                kernels(kernels),
                suite.fresh().isPresent() ? Exchangeability.test(suite, spec, result) : null,
                environments == null || texts.isEmpty() ? null : TextOverlap.of(environments, texts),
                List.copyOf(compared),
                advise ? advice() : null);
    }

    private List<AdvisedPoint> advice() {
        return Advice.run(suite, spec).front().stream().map(AdvisedPoint::of).toList();
    }

    /** As many kernels as are asked for, or as take some seconds. */
    private @Nullable KernelRange kernels(@Nullable Integer wanted) {
        int points = wanted == null ? usual() : wanted;
        if (points == 0) {
            return null;
        }
        return KernelRange.run(suite, spec, KernelRange.Prior.around(spec.scenario()), points);
    }

    private int usual() {
        double m = suite.environments().size();
        double work = m
                * placement.sets().values().stream().mapToDouble(SuiteSet::size).sum();
        return work <= FEW ? MOST_KERNELS : work <= 10 * FEW ? FEWEST_KERNELS : 0;
    }

    /** Prints, and writes the report where one is wanted. */
    void print(
            @Nullable CommandSpec command,
            OutputFormat format,
            boolean gains,
            boolean verbose,
            @Nullable Path directory) {
        if (directory != null) {
            Path page = AuditPage.write(directory, findings, Invocation.typed(command));
            AuditTables.write("--report", directory, findings);
            if (findings.advice() != null) {
                AdvisedSuite.write(
                        "--report", directory, findings, Objects.requireNonNull(read.get(Part.ENVIRONMENTS)));
            }
            Output.print(
                    command,
                    text(format, gains, verbose, Screen.of(command))
                            + (format == OutputFormat.table ? "Report: " + page + "\n" : ""));
            return;
        }
        Output.print(command, text(format, gains, verbose, Screen.of(command)));
    }

    private String text(OutputFormat format, boolean gains, boolean verbose, Screen screen) {
        return switch (format) {
            case table ->
                AuditText.tell(findings, screen, verbose) + (gains ? screen.fitted(GainsText.table(parts())) : "");
            case csv ->
                gains
                        ? GainsText.csv(parts())
                        : PlainAudit.measures(findings.result().measures());
            case json -> {
                Map<String, @Nullable Object> tree = AuditRecords.tree(findings);
                if (gains) {
                    GainsText.into(tree, parts());
                }
                yield Json.text(tree);
            }
        };
    }

    private List<GainsText.Part> parts() {
        List<GainsText.Part> parts = new ArrayList<>();
        for (Place place : Place.values()) {
            List<ItemFinding> items = findings.result().items(place);
            if (!items.isEmpty()) {
                parts.add(new GainsText.Part(
                        AuditFindings.part(place),
                        items.stream().map(ItemFinding::id).toList(),
                        items.stream().mapToDouble(ItemFinding::gain).toArray()));
            }
        }
        List<EnvironmentFinding> environments = findings.result().environments();
        parts.add(new GainsText.Part(
                Part.ENVIRONMENTS,
                environments.stream().map(EnvironmentFinding::id).toList(),
                environments.stream().mapToDouble(EnvironmentFinding::weight).toArray()));
        return parts;
    }
}
