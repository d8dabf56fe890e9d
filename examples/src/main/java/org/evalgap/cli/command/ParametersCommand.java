package org.evalgap.cli.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evalgap parameters}: every parameter of a scenario, from its declaration. */
@Command(
        name = "parameters",
        description = "List all parameters of a scenario, and the presets (csv: parameters only).",
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
                    case table -> table();
                    case csv -> csv();
                    case json -> json();
                    case markdown -> markdown();
                });
        return 0;
    }

    private static String table() {
        TextTable parameters = columns(24, 8, 34, 54);
        parameters.addRowValues("PARAMETER", "DEFAULT", "RANGE", "MEANING");
        for (Parameter p : Parameter.values()) {
            parameters.addRowValues(
                    p.label(), Numbers.text(p.byDefault()), p.range().toString(), p.meaning() + " [" + p.unit() + "]");
        }
        TextTable presets = columns(24, 96);
        presets.addRowValues("PRESET", "ORIGIN AND CHANGES FROM THE DEFAULTS");
        for (Preset preset : Preset.values()) {
            String changes = changes(preset.scenario());
            presets.addRowValues(preset.label(), preset.origin() + (changes.isEmpty() ? "" : " [" + changes + "]"));
        }
        return (parameters + "\n" + presets)
                .lines()
                .map(line -> line.stripTrailing() + "\n")
                .reduce("", String::concat);
    }

    /** A table whose last column breaks between words. */
    private static TextTable columns(int... widths) {
        Column[] columns = new Column[widths.length];
        for (int i = 0; i < widths.length; i++) {
            boolean last = i == widths.length - 1;
            columns[i] = new Column(widths[i], last ? 2 : 0, last ? Column.Overflow.WRAP : Column.Overflow.SPAN);
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
        return String.join(", ", changes);
    }

    private static String csv() {
        List<List<String>> records = new ArrayList<>();
        records.add(List.of("name", "default", "least", "most", "mostExcluded", "whole", "unit", "meaning"));
        for (Parameter p : Parameter.values()) {
            records.add(List.of(
                    p.label(),
                    Numbers.text(p.byDefault()),
                    Numbers.text(p.range().least()),
                    Numbers.text(p.range().most()),
                    Boolean.toString(p.range().openAbove()),
                    Boolean.toString(p.range().whole()),
                    p.unit(),
                    p.meaning()));
        }
        return Output.csv(records);
    }

    private static String json() {
        List<Map<String, Object>> parameters =
                Arrays.stream(Parameter.values()).map(ParametersCommand::entry).toList();
        List<Map<String, Object>> presets =
                Arrays.stream(Preset.values()).map(ParametersCommand::entry).toList();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("parameters", parameters);
        all.put("presets", presets);
        return Output.json(all);
    }

    private static Map<String, Object> entry(Parameter p) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", p.label());
        entry.put("default", p.byDefault());
        entry.put("least", p.range().least());
        entry.put("most", p.range().most());
        entry.put("mostExcluded", p.range().openAbove());
        entry.put("whole", p.range().whole());
        entry.put("unit", p.unit());
        entry.put("meaning", p.meaning());
        return entry;
    }

    private static Map<String, Object> entry(Preset preset) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter p : Parameter.values()) {
            values.put(p.label(), preset.scenario().get(p));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", preset.label());
        entry.put("origin", preset.origin());
        entry.put("scenario", values);
        return entry;
    }

    private static String markdown() {
        StringBuilder text =
                new StringBuilder("| parameter | default | range | unit | meaning |\n|---|---|---|---|---|\n");
        for (Parameter p : Parameter.values()) {
            text.append("| `").append(p.label()).append("` | ").append(Numbers.text(p.byDefault()));
            text.append(" | ").append(p.range()).append(" | ").append(p.unit());
            text.append(" | ").append(p.meaning()).append(" |\n");
        }
        text.append("\n| preset | changes | origin |\n|---|---|---|\n");
        for (Preset preset : Preset.values()) {
            text.append("| `").append(preset.label()).append("` | ").append(changes(preset.scenario()));
            text.append(" | ").append(preset.origin()).append(" |\n");
        }
        return text.toString();
    }
}
