package org.evalgap.cli.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.evalgap.audit.Positions;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Json;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.output.WholeFile;
import org.evalgap.cli.suite.SuiteSet;
import org.jspecify.annotations.Nullable;

/** Environments with the shares that are advised, as JSONL that {@code --environments} reads. */
public final class AdvisedSuite {
    /** The name of the file. */
    public static final String FILE = "advised.jsonl";

    private AdvisedSuite() {}

    /**
     * Writes the file.
     *
     * @param option the option that names the directory
     * @param directory exists
     * @param findings of the audit, with advice
     * @param read the environments as they were read: positions that stood in their tables are written too
     * @throws InputException if it cannot be written
     */
    public static void write(String option, Path directory, AuditFindings findings, SuiteSet read) {
        double[] advised = AuditRecords.advised(findings);
        if (advised == null) {
            throw new IllegalArgumentException("no advice");
        }
        StringBuilder lines = new StringBuilder();
        for (int j = 0; j < read.size(); j++) {
            lines.append(Json.line(row(read, j, advised[j]))).append('\n');
        }
        Path file = directory.resolve(FILE);
        WholeFile.write(option + " " + file, file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, @Nullable Object> row(SuiteSet set, int j, double share) {
        Map<String, @Nullable Object> row = Tree.of("id", set.ids().get(j), "share", share);
        word(row, "text", set.texts(), j);
        word(row, "answer", set.answers(), j);
        word(row, "family", set.families(), j);
        word(row, "kind", set.kinds(), j);
        number(row, "difficulty", set.difficulties(), j);
        number(row, "weight", set.weights(), j);
        number(row, "format", set.formats(), j);
        double[] attempts = set.attempts();
        double[] successes = set.successes();
        if (attempts != null && successes != null) {
            row.put("passRate", successes[j] / attempts[j]);
            row.put("attempts", attempts[j]);
        }
        Positions positions = set.positions();
        if (positions != null) {
            double[] position = new double[positions.dimension()];
            positions.row(j, position);
            row.put("embedding", position);
        }
        return row;
    }

    private static void word(Map<String, @Nullable Object> row, String name, @Nullable List<String> words, int j) {
        if (words != null && !words.get(j).isEmpty()) {
            row.put(name, words.get(j));
        }
    }

    private static void number(Map<String, @Nullable Object> row, String name, double @Nullable [] numbers, int j) {
        if (numbers != null && !Double.isNaN(numbers[j])) {
            row.put(name, numbers[j]);
        }
    }
}
