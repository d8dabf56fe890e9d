package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.evalgap.cli.input.Candidates;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Legal;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.OutputFormat;
import org.evalgap.cli.output.StudyRecords;
import org.evalgap.cli.page.Page;
import org.evalgap.cli.page.StudyPage;
import org.evalgap.cli.text.Screen;
import org.evalgap.cli.text.StudyText;
import org.evalgap.study.Studies;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evalgap study}: one mechanism as a small model, with its table, its figure and its finding. */
@Command(
        name = "study",
        description = "Run a study: one mechanism as a small model, with a finding, tables and figures.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap study bug-loop --set memorization=0.5 --out bug-loop"})
final class StudyCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the study; see --list.",
            completionCandidates = Candidates.StudyNames.class)
    private @Nullable String name;

    @Option(names = "--all", description = "Run every study.")
    private boolean all;

    @Option(names = "--list", description = "List the studies, or the parameters of the one that is named.")
    private boolean list;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Set a parameter of the study; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "S", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.table;

    @Option(names = "--verbose", description = "Show all tables.")
    private boolean verbose;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write tables (CSV), figures (PNG) and a page, index.html, that shows them.")
    private @Nullable Path out;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (list) {
            List<Study> studies = name == null ? Studies.all() : List.of(named(name));
            Output.print(spec, StudyText.list(studies, name != null, Screen.of(spec)));
            return 0;
        }
        List<StudySettings> settings = settings();
        if (out != null) {
            Page.checkDirectory("--out", out);
        }
        List<StudyResult> results = run(settings);
        if (out != null) {
            StudyPage.write(results, out);
            spec().commandLine().getErr().println("Written: " + out.resolve("index.html"));
        }
        Output.print(
                spec,
                switch (format) {
                    case table -> StudyText.table(results, Screen.of(spec), verbose);
                    case csv -> StudyText.csv(results);
                    case json -> StudyRecords.json(results);
                });
        return 0;
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("the command was not called by its parser");
        }
        return spec;
    }

    private List<StudySettings> settings() {
        if (all) {
            if (name != null || !assignments.isEmpty()) {
                throw new InputException("--all runs every study at its defaults; leave out "
                        + (name != null ? "the name " + name : "--set") + ", or name one study instead of --all");
            }
            return Studies.all().stream().map(Study::defaults).toList();
        }
        if (name == null) {
            String names =
                    String.join(", ", Studies.all().stream().map(Study::name).toList());
            throw new InputException("name a study, or give --all or --list\nStudies: " + names);
        }
        StudySettings settings = named(name).defaults();
        Set<String> given = new HashSet<>();
        for (String assignment : assignments) {
            StudySettings before = settings;
            settings = Legal.of("--set " + assignment, () -> before.with(assignment));
            String parameter = assignment.substring(0, assignment.indexOf('=')).strip();
            if (!given.add(parameter)) {
                throw new InputException("--set " + assignment + ": " + parameter + " is set twice; keep one");
            }
        }
        return List.of(settings);
    }

    private static Study named(String name) {
        return Legal.of("", () -> Studies.named(name));
    }

    private List<StudyResult> run(List<StudySettings> settings) {
        List<StudyResult> results = new ArrayList<>();
        for (StudySettings each : settings) {
            long start = System.nanoTime();
            results.add(Studies.named(each.study()).run(each, seed));
            if (all) {
                double seconds = (System.nanoTime() - start) * 1e-9;
                String line = String.format(Locale.ROOT, "%-20s %5.1f s", each.study(), seconds);
                spec().commandLine().getErr().println(line);
            }
        }
        return results;
    }
}
