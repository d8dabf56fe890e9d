package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap audit} of texts: the suite in examples/data/suite, whose leaks are known, and files that cannot be used. */
class SuiteAuditTest {
    static final Path SUITE = Path.of("data/suite");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static JsonNode json;

    private static List<Object> suite(Object... more) {
        return suite(SUITE, more);
    }

    static List<Object> suite(Path of, Object... more) {
        List<Object> args = new ArrayList<>(List.of("audit"));
        for (String set : List.of("public", "fresh", "work", "environments")) {
            args.addAll(List.of("--" + set, of.resolve(set + ".jsonl")));
        }
        args.addAll(List.of(more));
        return args;
    }

    /** A suite of the first rows of each set. */
    static void firstRows(Path folder, int rows) throws IOException {
        for (String set : List.of("public", "fresh", "work", "environments")) {
            List<String> lines = Files.readAllLines(SuiteAuditTest.SUITE.resolve(set + ".jsonl"));
            Files.write(folder.resolve(set + ".jsonl"), lines.subList(0, Math.min(rows, lines.size())));
        }
    }

    @BeforeAll
    static void audit() throws IOException {
        json = new ObjectMapper()
                .readTree(Cli.out(suite("--format=json", "--report", shared.resolve("page"), "--threads=2")
                        .toArray()));
    }

    private static Iterable<JsonNode> rows(String name) {
        return json.get(name);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Ids of public items by what was made from them, as column kind tells. */
    private static Map<String, String> made() throws IOException {
        Map<String, String> made = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(SUITE.resolve("environments.jsonl"))) {
            String[] kind = mapper.readTree(line).get("kind").asText().split(" of ");
            if (kind.length == 2) {
                made.put(kind[1], kind[0]);
            }
        }
        return made;
    }

    private static List<Double> memorized(Map<String, String> made, String kind) {
        return StreamSupport.stream(rows("items").spliterator(), false)
                .filter(item -> !item.get("set").asText().equals("work"))
                .filter(item -> kind.equals(
                        item.get("set").asText().equals("fresh")
                                ? ""
                                : made.getOrDefault(item.get("id").asText(), "")))
                .map(item -> item.get("memorizedExposure").doubleValue())
                .toList();
    }

    /** How often an item of the first list lies above one of the second: Mann and Whitney's U, as a share. */
    private static double auc(List<Double> leaked, List<Double> others) {
        double above = 0;
        for (double one : leaked) {
            for (double other : others) {
                above += one > other ? 1 : one == other ? .5 : 0;
            }
        }
        return above / leaked.size() / others.size();
    }

    /** At the defaults; items of which nothing was made, fresh ones among them, are the others. */
    @Test
    void memorisedExposureFindsVerbatimLeaksAndNearDuplicates() throws IOException {
        Map<String, String> made = made();
        List<Double> clean = memorized(made, "");
        assertThat(clean).hasSize(63);
        assertThat(auc(memorized(made, "verbatim"), clean)).isGreaterThanOrEqualTo(.99);
        assertThat(auc(memorized(made, "near-duplicate"), clean)).isGreaterThanOrEqualTo(.95);
    }

    /** 57 of 120 environments were made from public items; wording shows 30 of them. */
    @Test
    void theTestWithoutTrainingTellsThatTheSuiteWasMadeFromTheEval() {
        JsonNode test = json.get("suite");
        assertThat(test.get("pValue").doubleValue()).isLessThan(.01);
        assertThat(test.get("lower").doubleValue()).isGreaterThan(.1);
        assertThat(test.get("inspiredShare").doubleValue()).isBetween(.2, 57 / 120.0);
        assertThat(test.get("permutations").intValue()).isGreaterThanOrEqualTo(9999);
        for (String name : List.of("statistic", "expected", "departure", "upper")) {
            assertThat(test.has(name)).as(name).isTrue();
        }
    }

    @Test
    void theTreeHasWhatProgramsNeed() {
        assertThat(json.fieldNames())
                .toIterable()
                .contains("scenario", "measures", "lower", "upper", "items", "environments", "suite", "duplicates");
        assertThat(json.get("measures").get("inflation").doubleValue())
                .isBetween(
                        json.get("lower").get("inflation").doubleValue(),
                        json.get("upper").get("inflation").doubleValue());
        assertThat(json.get("items")).hasSize(160);
        JsonNode item = json.get("items").get(0);
        assertThat(item.get("set").asText()).isEqualTo("public");
        assertThat(item.get("id").asText()).isEqualTo("p01");
        assertThat(item.get("teachers").get(0).get("id").asText()).startsWith("e");
        assertThat(item.get("teachers").get(0).get("term").isNumber()).isTrue();
        JsonNode environment = json.get("environments").get(0);
        assertThat(environment.get("id").asText()).isEqualTo("e001");
        for (String map : List.of("influence", "influenceAtEqualCompute")) {
            assertThat(environment.get(map).get("inflation").isNumber()).isTrue();
        }
        assertThat(environment.has("advisedShare")).isTrue();
        double sum = 0;
        for (JsonNode row : rows("environments")) {
            sum += row.get("influenceAtEqualCompute").get("inflation").doubleValue();
        }
        assertThat(Math.abs(sum)).as("influences at equal compute sum to 0").isLessThan(1e-9);
    }

    /** All 15 copies; the 15 with changed names and numbers by wording as well. */
    @Test
    void duplicatesAreListedWithIds() throws IOException {
        Map<String, Integer> found = new HashMap<>();
        Map<String, String> made = made();
        for (JsonNode pair : rows("duplicates")) {
            String kind = made.getOrDefault(pair.get("item").asText(), "nothing");
            assertThat(pair.get("set").asText()).isEqualTo("public");
            found.merge(pair.get("kind").asText() + " " + kind, 1, Integer::sum);
        }
        assertThat(found)
                .containsEntry("exact verbatim", 15)
                .containsEntry("near-duplicate near-duplicate", 12)
                .containsEntry("13-gram near-duplicate", 1)
                .hasSize(3);
    }

    @Test
    void theReportHoldsTablesWithIdsInTwoFormats() throws Exception {
        Path page = shared.resolve("page");
        for (String name : List.of("measures", "items", "environments", "duplicates")) {
            CsvTable csv = CsvTable.read(page.resolve(name + ".csv"));
            try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT * FROM read_parquet('" + page.resolve(name + ".parquet") + "')")) {
                int row = 0;
                for (; rows.next(); row++) {
                    for (int c = 0; c < csv.header().size(); c++) {
                        String column = csv.header().get(c);
                        assertThat(rows.getMetaData().getColumnName(c + 1)).isEqualTo(column);
                        Object value = rows.getObject(c + 1);
                        String cell = csv.text(row, column);
                        if (value instanceof Double number) {
                            assertThat(Double.parseDouble(cell)).isEqualTo(number);
                        } else {
                            assertThat(cell)
                                    .isEqualTo(
                                            value == null
                                                    ? ""
                                                    : value.toString().strip());
                        }
                    }
                }
                assertThat(row).isEqualTo(csv.rows());
            }
        }
        String html = Files.readString(page.resolve("index.html"));
        assertThat(html)
                .contains("Audit of a suite")
                .contains("A lighthouse keeper winds")
                .doesNotContain("{{");
        assertThat(html.split("<article class=\"pair\">")).hasSize(11);
        double inflation = 100 * json.get("measures").get("inflation").asDouble();
        String shown = String.format(Locale.ROOT, "%+.2f", inflation).replace('-', '−');
        assertThat(html)
                .contains("inflates the public score by " + shown.replace('−', '-') + " points")
                .contains("<th class=\"text\" scope=\"row\">inflation: learned about these very items</th><td>" + shown
                        + "</td>")
                .doesNotContain(shared.toString());
    }

    /** Texts and ids come from anybody; a spreadsheet must not run them, a browser neither. */
    @Test
    void textsCannotActInSpreadsheetsOrBrowsers() throws IOException {
        Path items = file(
                "p.jsonl",
                "{\"id\":\"=1+1\",\"text\":\"@SUM(A1) of a long row of apples and pears\"}\n"
                        + "{\"id\":\"-b\",\"text\":\"<script>alert(1)</script> and </script><b>bold</b> plums\"}\n"
                        + "{\"id\":\"c\",\"text\":\"three kings rode by night over the hills\"}\n");
        Path page = folder.resolve("page");
        Cli.out("audit", "--public", items, "--environments", items, "--report", page);
        String csv = Files.readString(page.resolve("items.csv"));
        assertThat(csv).contains("public,'=1+1,").contains("public,'-b,").contains(",'@SUM(A1)");
        assertThat(Files.readString(page.resolve("duplicates.csv")))
                .contains("'=1+1")
                .doesNotContain(",=1+1");
        String html = Files.readString(page.resolve("index.html"));
        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<b>bold")
                .contains("&lt;script&gt;alert(1)");
        assertThat(Cli.out("audit", "--public", items, "--environments", items, "--gains", "--format=csv"))
                .contains("public,0,'=1+1,");
    }

    @Test
    void theTextSaysTheVerdictAndWhatWasAssumed() throws IOException {
        String text = Cli.shown(100, false, suite("--verbose").toArray());
        assertThat(text.replace('\n', ' '))
                .startsWith("The environments were made with an eye on the public items: ")
                .contains("Most of the inflation is due to environments e051, e074 and e095.")
                .contains("60 public, 60 fresh, 40 work, 120 environments")
                .contains("made with an eye on the public items")
                .contains("15 are copies of public items")
                .contains("blind to paraphrase")
                .contains("difficulty 0")
                .contains("Public items learned most by heart")
                .contains("Environments that cause most inflation");
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        firstRows(folder, 30);
        assertThat(Cli.out(suite(folder, "--threads=1", "--verbose").toArray()))
                .isEqualTo(Cli.out(suite(folder, "--threads=3", "--verbose").toArray()));
    }

    @Test
    void coordinatesInOtherClothesGiveTheScoresOfAPlainAudit() throws IOException {
        String header = "x0,x1,difficulty,id\n";
        Path items = file("p.csv", header + "0,0,0.5,a\n1,0,-0.5,b\n0.3,0.2,0,c\n");
        Path environments = file("e.csv", header + "0.1,0,0.25,d\n1,1,0,e\n");
        Path other = file(
                "e.jsonl",
                "{\"id\":\"d\",\"embedding\":[0.1,0],\"difficulty\":0.25}\n{\"id\":\"e\",\"embedding\":[1,1],\"difficulty\":0}\n");
        String plain = Cli.out("audit", "--public", items, "--environments", environments, "--format=csv");
        assertThat(Cli.out("audit", "--public", items, "--environments", other, "--format=csv"))
                .isEqualTo(plain);
        assertThat(Cli.out("audit", "--public", items, "--environments", other, "--format=csv", "--scale", "absolute"))
                .isEqualTo(plain);
        assertThat(Cli.out("audit", "--public", items, "--environments", other, "--format=csv", "--scale", "nearest"))
                .isNotEqualTo(plain);
    }

    @Test
    void whatCannotBeUsedIsRefused() throws IOException {
        Path text = file("t.jsonl", "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\"}\n");
        Path places = file("x.csv", "id,x0,difficulty\na,0,0\nb,1,0\n");
        Cli.refused(List.of("audit", "--public", text, "--environments", places), "t.jsonl, line 1", "no embedding");
        Cli.refused(List.of("audit", "--public", places, "--environments", text), "t.jsonl, line 1", "no embedding");
        Cli.refused(
                List.of("audit", "--public", places, "--environments", places, "--embedding=lexical"),
                "--embedding lexical",
                "already");
        Cli.refused(List.of("audit", "--public", text, "--environments", text, "--embedding=best"), "lexical, model");
        Cli.refused(List.of("audit", "--public", text, "--environments", text, "--scale=big"), "nearest or absolute");
        Cli.refused(
                List.of("audit", "--public", text, "--environments", text, "--public", text),
                "t.jsonl, line 1",
                "\"a\"");
        Cli.refused(List.of("audit", "--public", text, "--environments", text, "--fresh-embedding", places), "--fresh");
        Cli.refused(
                List.of(
                        "audit",
                        "--public",
                        text,
                        "--environments",
                        text,
                        "--embedding",
                        folder.resolve("none.parquet")),
                "no model is on the class path",
                "-Pembedding",
                "lexical");
        Path same = file("s.jsonl", "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"one\"}\n");
        Cli.refused(List.of("audit", "--public", same, "--environments", text), "duplicate");
        Path own = Files.createDirectory(folder.resolve("own"));
        Path items = Files.copy(text, own.resolve("items.csv"));
        Cli.refused(
                List.of("audit", "--public", text, "--environments", items, "--report", own), "items.csv", "overwrite");
        assertThat(own.toFile().list()).containsExactly("items.csv");
    }

    /** Numbers of a file of embeddings come back, and a file of another kind is refused. */
    @Test
    void embeddingsByTextAreReadFromAFile() throws Exception {
        Path text = file("t.jsonl", "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\"}\n");
        Path known = folder.resolve("known.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT sha256(t) AS sha256, 'mine' AS model, e AS embedding FROM (VALUES ('one', [0, 1]),"
                            + " ('two', [1, 0.5])) v(t, e)) TO '" + known + "' (FORMAT parquet)");
        }
        String out = Cli.out(
                "audit",
                "--public",
                text,
                "--environments",
                text,
                "--embedding",
                known,
                "--scale=absolute",
                "--format=csv");
        Path places = file("x.csv", "id,x0,x1,difficulty\na,0,1,0\nb,1,0.5,0\n");
        assertThat(out).isEqualTo(Cli.out("audit", "--public", places, "--environments", places, "--format=csv"));
        Path more = file("m.jsonl", "{\"text\":\"three\"}\n");
        Cli.refused(
                List.of("audit", "--public", text, "--environments", more, "--embedding", known),
                "known.parquet",
                "1 texts");
        Cli.refused(
                List.of(
                        "audit",
                        "--public",
                        text,
                        "--environments",
                        text,
                        "--embedding",
                        shared.resolve("page/items.parquet")),
                "items.parquet",
                "sha256, model, embedding");
    }
}
