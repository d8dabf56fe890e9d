package org.evalgap.cli.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evalgap.audit.Bounds;
import org.evalgap.audit.EnvironmentFinding;
import org.evalgap.audit.ItemFinding;
import org.evalgap.audit.Place;
import org.evalgap.audit.Teacher;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.overlap.Pair;
import org.evalgap.cli.store.ParquetFile;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** What an audit of a suite found, as tables with ids and texts: each as CSV and as Parquet. */
public final class AuditTables {
    private final Path directory;
    private final String option;

    private AuditTables(String option, Path directory) {
        this.option = option;
        this.directory = directory;
    }

    /** One table: types of columns by name, and rows. */
    private record Table(String name, Map<String, Class<?>> columns, List<@Nullable Object[]> rows) {}

    /**
     * Writes all tables.
     *
     * @param option the option that names the directory
     * @param directory exists
     * @param findings of the audit
     * @throws InputException if a file cannot be written
     */
    public static void write(String option, Path directory, AuditFindings findings) {
        AuditTables tables = new AuditTables(option, directory);
        tables.write(measures(findings));
        tables.write(items(findings));
        tables.write(environments(findings));
        if (findings.overlap() != null) {
            tables.write(duplicates(findings));
        }
    }

    private void write(Table table) {
        Path csv = directory.resolve(table.name + ".csv");
        List<List<?>> records = new ArrayList<>();
        for (@Nullable Object[] row : table.rows) {
            records.add(Arrays.stream(row).map(AuditTables::safe).toList());
        }
        byte[] bytes = Csv.text(List.copyOf(table.columns.keySet()), records).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(option + " " + csv, csv, bytes);
        Path parquet = directory.resolve(table.name + ".parquet");
        String label = option + " " + parquet;
        WholeFile.write(
                label,
                parquet,
                path -> ParquetFile.write(label, path, table.columns, sink -> {
                    table.rows.forEach(sink);
                    return table.rows.size();
                }));
    }

    private static Object safe(@Nullable Object cell) {
        return cell instanceof String text ? Csv.harmless(text) : cell == null ? "" : cell;
    }

    private static Map<String, Class<?>> columns(Object... namesAndTypes) {
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.put((String) namesAndTypes[i], (Class<?>) namesAndTypes[i + 1]);
        }
        return columns;
    }

    private static Table measures(AuditFindings findings) {
        Map<String, Class<?>> columns = columns("measure", String.class);
        for (String name : List.of("value", "lower", "upper", "lowerOverKernels", "upperOverKernels")) {
            columns.put(name, Double.class);
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        findings.result().measures().forEach((measure, value) -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(measure.label(), value));
            ends(row, findings.result().bounds(measure).orElse(null));
            ends(row, findings.overKernels(k -> k.boundsWithItems(measure)));
            rows.add(row.toArray());
        });
        return new Table("measures", columns, rows);
    }

    private static void ends(List<@Nullable Object> row, @Nullable Bounds bounds) {
        row.add(bounds == null ? Double.NaN : bounds.lower());
        row.add(bounds == null ? Double.NaN : bounds.upper());
    }

    private static Table items(AuditFindings findings) {
        Map<String, Class<?>> columns = columns("set", String.class, "id", String.class);
        for (String name : List.of(
                "exposure",
                "exposure.lower",
                "exposure.upper",
                "memorizedExposure",
                "memorizedExposure.lower",
                "memorizedExposure.upper",
                "gain",
                "gain.lower",
                "gain.upper",
                "memorized",
                "broad",
                "format",
                "forgetting",
                "overlap8",
                "overlap13")) {
            columns.put(name, Double.class);
        }
        columns.putAll(columns("teacher", String.class, "teacherTerm", Double.class, "text", String.class));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Place place : Place.values()) {
            Part part = AuditFindings.part(place);
            int compared = findings.compared().indexOf(part);
            double[] eight = AuditRecords.overlap(findings, compared, 8);
            double[] thirteen = AuditRecords.overlap(findings, compared, 13);
            for (ItemFinding item : findings.result().items(place)) {
                List<@Nullable Object> row = new ArrayList<>(List.of(place.label(), item.id()));
                figures(row, findings, item);
                row.addAll(List.of(
                        item.parts().memorized(),
                        item.parts().broad(),
                        item.parts().format(),
                        item.parts().forgetting(),
                        compared < 0 ? Double.NaN : eight[item.row()],
                        compared < 0 ? Double.NaN : thirteen[item.row()]));
                Teacher teacher =
                        item.teachers().isEmpty() ? null : item.teachers().get(0);
                row.add(teacher == null ? "" : teacher.id());
                row.add(teacher == null ? Double.NaN : teacher.term());
                row.add(findings.text(part, item.row()));
                rows.add(row.toArray());
            }
        }
        return new Table("items", columns, rows);
    }

    private static void figures(List<@Nullable Object> row, AuditFindings findings, ItemFinding item) {
        Place place = item.place();
        row.add(item.exposure());
        ends(row, findings.overKernels(k -> k.exposure(place, item.row())));
        row.add(item.memorizedExposure());
        ends(row, findings.overKernels(k -> k.memorizedExposure(place, item.row())));
        row.add(item.gain());
        ends(row, findings.overKernels(k -> k.gain(place, item.row())));
    }

    private static Table environments(AuditFindings findings) {
        List<EnvironmentFinding> all = findings.result().environments();
        List<Measure> measures = AuditRecords.moved(all.get(0).influences().keySet());
        Map<String, Class<?>> columns =
                columns("id", String.class, "kind", String.class, "share", Double.class, "weight", Double.class);
        List<String> names = new ArrayList<>(List.of("weight.lower", "weight.upper", "advisedShare"));
        measures.forEach(m -> names.add("influence." + m.label()));
        for (Measure measure : measures) {
            String name = "influenceAtEqualCompute." + measure.label();
            names.addAll(List.of(name, name + ".lower", name + ".upper"));
        }
        for (Measure measure : KernelRecords.TRACED) {
            String name = "influenceAtEqualCompute." + measure.label();
            names.addAll(List.of(name + ".lowerOverKernels", name + ".upperOverKernels"));
        }
        for (Measure measure : measures) {
            String name = "removalAtEqualCompute." + measure.label();
            names.addAll(List.of(name, name + ".lower", name + ".upper"));
        }
        for (Measure measure : KernelRecords.TRACED) {
            String name = "removalAtEqualCompute." + measure.label();
            names.addAll(List.of(name + ".lowerOverKernels", name + ".upperOverKernels"));
        }
        names.forEach(name -> columns.put(name, Double.class));
        columns.put("text", String.class);
        double[] advised = AuditRecords.advised(findings);
        List<String> kinds = findings.environments().kinds();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (EnvironmentFinding environment : all) {
            int j = environment.row();
            List<@Nullable Object> row = new ArrayList<>(List.of(
                    environment.id(), kinds == null ? "" : kinds.get(j), environment.share(), environment.weight()));
            ends(row, findings.overKernels(k -> k.weight(j)));
            row.add(advised == null ? Double.NaN : advised[j]);
            measures.forEach(m -> row.add(environment.influence(m)));
            Map<Measure, Bounds> bounds = environment.boundsAtEqualCompute();
            for (Measure measure : measures) {
                row.add(environment.influenceAtEqualCompute(measure));
                ends(row, bounds.get(measure));
            }
            for (Measure measure : KernelRecords.TRACED) {
                ends(row, findings.overKernels(k -> k.influence(measure, j)));
            }
            Map<Measure, Bounds> removed = environment.removalBoundsAtEqualCompute();
            for (Measure measure : measures) {
                row.add(environment.removalAtEqualCompute(measure));
                ends(row, removed.get(measure));
            }
            for (Measure measure : KernelRecords.TRACED) {
                ends(row, findings.overKernels(k -> k.removal(measure, j)));
            }
            row.add(findings.text(Part.ENVIRONMENTS, j));
            rows.add(row.toArray());
        }
        return new Table("environments", columns, rows);
    }

    private static Table duplicates(AuditFindings findings) {
        Map<String, Class<?>> columns = columns("environment", String.class, "set", String.class);
        columns.putAll(columns("item", String.class, "similarity", Double.class, "kind", String.class));
        columns.putAll(columns("environmentText", String.class, "itemText", String.class));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Pair pair : Objects.requireNonNull(findings.overlap()).pairs()) {
            Part part = findings.compared().get(pair.set());
            SuiteSet set = Objects.requireNonNull(findings.set(part));
            rows.add(new @Nullable Object[] {
                findings.environments().ids().get(pair.environment()),
                part.label(),
                set.ids().get(pair.item()),
                pair.similarity(),
                pair.likeness().label(),
                findings.text(Part.ENVIRONMENTS, pair.environment()),
                findings.text(part, pair.item())
            });
        }
        return new Table("duplicates", columns, rows);
    }
}
