package org.evalgap.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Tables of published scores for tests: the project's own, and those of the shared folder where there is one. */
final class ScoreTables {
    private ScoreTables() {}

    /** The 63 pairs of GSM8K and GSM1k of examples/data. */
    static List<ModelScores> gsm1k() throws IOException {
        List<ModelScores> out = new ArrayList<>();
        for (Map<String, String> row : example("gsm1k.csv")) {
            out.add(ModelScores.of(
                            row.get("model"),
                            rounded(number(row, "public"), number(row, "publicItems")),
                            rounded(number(row, "fresh"), number(row, "freshItems")))
                    .withFamily(row.get("family"))
                    .withReference(row.get("reference").equals("yes")));
        }
        return out;
    }

    /** A table of {@code examples/data}. */
    static List<Map<String, String>> example(String name) throws IOException {
        return read(find("examples/data/" + name));
    }

    /** A table of the shared folder, for what {@code examples/data} lacks; where that is absent the test is skipped, and says so. */
    static List<Map<String, String>> shared(String name) throws IOException {
        String given = System.getProperty("evalgap.shared");
        Path file = given != null ? Path.of(given, name) : find("../shared/data/" + name);
        if (given != null && !Files.exists(file)) {
            file = Path.of(given, "data", name);
        }
        if (!Files.exists(file)) {
            System.err.println("SKIPPED: no " + name + " in the shared folder; give it with -Devalgap.shared=FOLDER");
        }
        Assumptions.assumeTrue(Files.exists(file), name + " is not there");
        return read(file);
    }

    static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    static ScoreSet rounded(double score, double items) {
        return ScoreSet.of(Math.rint(score * items), items);
    }

    /** A path relative to the checkout, from wherever in it the tests run. */
    private static Path find(String relative) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve(relative))) {
            folder = folder.getParent();
        }
        return folder == null ? Path.of(relative) : folder.resolve(relative);
    }

    private static List<Map<String, String>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
        String[] header = lines.get(0).split(",");
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], cells[i]);
            }
            rows.add(row);
        }
        return rows;
    }
}
