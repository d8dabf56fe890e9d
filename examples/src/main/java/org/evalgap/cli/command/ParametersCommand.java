package org.evalgap.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.text.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap parameters}: every parameter and word of a scenario, from its declaration. */
@Command(
        name = "parameters",
        description = "List every parameter with its default, range and meaning, and the presets.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {"", "Example: evalgap parameters --format markdown"})
final class ParametersCommand implements Callable<Integer> {
    /** How the table is written. */
    enum Format {
        /** For reading in a terminal. */
        table,
        /** Comma-separated values. */
        csv,
        /** One JSON object. */
        json,
        /** For documents. */
        markdown
    }

    private static final int NAME = 24;
    private static final int WIDEST = 120;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Output.print(
                spec,
                switch (format) {
                    case table -> table(Math.min(WIDEST, Screen.of(spec).width()));
                    case csv -> csv();
                    case json -> json();
                    case markdown -> markdown();
                });
        return 0;
    }

    private static String table(int width) {
        // What is left of the line is for meanings.
        TextTable parameters = columns(NAME, 8, 20, width - NAME - 28);
        parameters.addRowValues("PARAMETER", "DEFAULT", "RANGE", "MEANING");
        for (Parameter p : Parameter.values()) {
            parameters.addRowValues(
                    p.label(), Numbers.text(p.byDefault()), p.range().toString(), p.meaning() + " [" + p.unit() + "]");
        }
        TextTable words = columns(NAME, 28, width - NAME - 28);
        words.addRowValues("WORD", "ONE OF", "MEANING");
        for (Word word : Word.values()) {
            words.addRowValues(word.label(), String.join(", ", word.words()), word.meaning());
        }
        TextTable presets = columns(NAME, width - NAME);
        presets.addRowValues("PRESET", "ORIGIN AND CHANGES FROM THE DEFAULTS");
        for (Preset preset : Preset.values()) {
            String changes = changes(preset.scenario());
            presets.addRowValues(preset.label(), preset.origin() + (changes.isEmpty() ? "" : " [" + changes + "]"));
        }
        return (parameters + "\n" + words + "\n" + presets)
                .lines()
                .map(line -> line.stripTrailing() + "\n")
                .reduce("", String::concat);
    }

    /** A table whose columns but the first break between words. */
    private static TextTable columns(int... widths) {
        Column[] columns = new Column[widths.length];
        for (int i = 0; i < widths.length; i++) {
            boolean last = i == widths.length - 1;
            columns[i] = new Column(widths[i], last ? 2 : 0, i == 0 ? Column.Overflow.SPAN : Column.Overflow.WRAP);
        }
        return TextTable.forColumns(Help.defaultColorScheme(Help.Ansi.OFF), columns);
    }

    private static String changes(Scenario scenario) {
        List<String> changes = new ArrayList<>();
        for (Parameter p : Parameter.values()) {
            if (scenario.get(p) != p.byDefault()) {
                changes.add(p.label() + "=" + Numbers.text(scenario.get(p)));
            }
        }
        for (Word word : Word.values()) {
            if (!scenario.get(word).equals(word.byDefault())) {
                changes.add(word.label() + "=" + scenario.get(word));
            }
        }
        return String.join(", ", changes);
    }

    private static String csv() {
        List<List<Object>> records = new ArrayList<>();
        for (Parameter p : Parameter.values()) {
            records.add(List.copyOf(entry(p).values()));
        }
        return Csv.text(List.copyOf(entry(Parameter.values()[0]).keySet()), records);
    }

    private static String json() {
        return Json.text(Tree.of(
                "parameters",
                Arrays.stream(Parameter.values()).map(ParametersCommand::entry).toList(),
                "words",
                Arrays.stream(Word.values()).map(ParametersCommand::entry).toList(),
                "presets",
                Arrays.stream(Preset.values()).map(ParametersCommand::entry).toList()));
    }

    private static Map<String, @Nullable Object> entry(Parameter p) {
        return Tree.of(
                "name", p.label(),
                "default", p.byDefault(),
                "least", p.range().least(),
                "most", p.range().most(),
                "mostExcluded", p.range().openAbove(),
                "whole", p.range().whole(),
                "unit", p.unit(),
                "meaning", p.meaning());
    }

    private static Map<String, @Nullable Object> entry(Word word) {
        return Tree.of(
                "name", word.label(),
                "default", word.byDefault(),
                "words", word.words(),
                "meaning", word.meaning());
    }

    private static Map<String, @Nullable Object> entry(Preset preset) {
        Map<String, @Nullable Object> values = Tree.of();
        for (Parameter p : Parameter.values()) {
            values.put(p.label(), preset.scenario().get(p));
        }
        for (Word word : Word.values()) {
            values.put(word.label(), preset.scenario().get(word));
        }
        return Tree.of("name", preset.label(), "origin", preset.origin(), "scenario", values);
    }

    private static String markdown() {
        StringBuilder text =
                new StringBuilder("| parameter | default | range | unit | meaning |\n|---|---|---|---|---|\n");
        for (Parameter p : Parameter.values()) {
            text.append("| `").append(p.label()).append("` | ").append(Numbers.text(p.byDefault()));
            text.append(" | ").append(p.range()).append(" | ").append(p.unit());
            text.append(" | ").append(p.meaning()).append(" |\n");
        }
        text.append("\n| word | one of, the default first | meaning |\n|---|---|---|\n");
        for (Word word : Word.values()) {
            text.append("| `").append(word.label()).append("` | ").append(String.join(", ", word.words()));
            text.append(" | ").append(word.meaning()).append(" |\n");
        }
        text.append("\n| preset | changes | origin |\n|---|---|---|\n");
        for (Preset preset : Preset.values()) {
            text.append("| `").append(preset.label()).append("` | ").append(changes(preset.scenario()));
            text.append(" | ").append(preset.origin()).append(" |\n");
        }
        return text.toString();
    }
}
