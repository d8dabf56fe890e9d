package org.evalgap.cli.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        List<@Nullable Object[]> rows = new ArrayList<>();
        findings.result()
                .measures()
                .forEach((measure, value) -> rows.add(new @Nullable Object[] {
                    measure.label(),
                    value,
                    findings.result().bounds(measure).map(b -> b.lower()).orElse(Double.NaN),
                    findings.result().bounds(measure).map(b -> b.upper()).orElse(Double.NaN)
                }));
        return new Table(
                "measures",
                columns("measure", String.class, "value", Double.class, "lower", Double.class, "upper", Double.class),
                rows);
    }

    private static Table items(AuditFindings findings) {
        Map<String, Class<?>> columns = columns("set", String.class, "id", String.class);
        for (String name : List.of(
                "exposure",
                "memorizedExposure",
                "gain",
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
                Teacher teacher =
                        item.teachers().isEmpty() ? null : item.teachers().get(0);
                rows.add(new @Nullable Object[] {
                    place.label(),
                    item.id(),
                    item.exposure(),
                    item.memorizedExposure(),
                    item.gain(),
                    item.parts().memorized(),
                    item.parts().broad(),
                    item.parts().format(),
                    item.parts().forgetting(),
                    compared < 0 ? Double.NaN : eight[item.row()],
                    compared < 0 ? Double.NaN : thirteen[item.row()],
                    teacher == null ? "" : teacher.id(),
                    teacher == null ? Double.NaN : teacher.term(),
                    findings.text(part, item.row())
                });
            }
        }
        return new Table("items", columns, rows);
    }

    private static Table environments(AuditFindings findings) {
        List<EnvironmentFinding> all = findings.result().environments();
        List<Measure> measures = AuditRecords.moved(all.get(0).influences().keySet());
        Map<String, Class<?>> columns =
                columns("id", String.class, "kind", String.class, "share", Double.class, "weight", Double.class);
        columns.put("advisedShare", Double.class);
        measures.forEach(m -> columns.put("influence." + m.label(), Double.class));
        measures.forEach(m -> columns.put("influenceAtEqualCompute." + m.label(), Double.class));
        columns.put("text", String.class);
        double[] advised = AuditRecords.advised(findings);
        List<String> kinds = findings.environments().kinds();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (EnvironmentFinding environment : all) {
            int j = environment.row();
            List<@Nullable Object> row = new ArrayList<>(List.of(
                    environment.id(),
                    kinds == null ? "" : kinds.get(j),
                    environment.share(),
                    environment.weight(),
                    advised == null ? Double.NaN : advised[j]));
            measures.forEach(m -> row.add(environment.influence(m)));
            measures.forEach(m -> row.add(environment.influenceAtEqualCompute(m)));
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
