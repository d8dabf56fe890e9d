package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /**
     * Cases of an independent program (SciPy's DOP853 at 1e-12; see the core module's golden cases) through files and the
     * command line: scores within 1e-7, gains within 1e-6·(1 + |gain|), abilities within 1e-5 relative.
     */
    @ParameterizedTest
    @ValueSource(strings = {"case-00", "case-05"})
    void anIndependentProgramGivesTheSameNumbers(String name) throws IOException {
        JsonNode golden;
        try (InputStream in = getClass().getResourceAsStream("/golden/" + name + ".json")) {
            golden = new ObjectMapper().readTree(Objects.requireNonNull(in, name));
        }
        List<Object> args = new ArrayList<>(List.of("audit", "--format=json", "--gains"));
        for (String set : List.of("public", "fresh", "work", "environments")) {
            args.addAll(List.of("--" + set, file(set + ".csv", csv(golden.get(set)))));
        }
        for (String group : List.of("learner", "training", "evaluation")) {
            golden.get(group)
                    .fields()
                    .forEachRemaining(e -> args.addAll(List.of("--set", e.getKey() + "=" + e.getValue())));
        }
        JsonNode json = new ObjectMapper().readTree(Cli.out(args.toArray()));
        JsonNode expected = golden.get("expected");
        for (String score : List.of("public", "fresh", "work", "impact")) {
            JsonNode row = expected.get(score);
            JsonNode measures = json.get("measures");
            assertThat(measures.get(score + "ScoreBefore").doubleValue())
                    .as(score)
                    .isCloseTo(row.get("before").doubleValue(), within(1e-7));
            assertThat(measures.get(score + "Score").doubleValue())
                    .as(score)
                    .isCloseTo(row.get("after").doubleValue(), within(1e-7));
            double ability = row.get("ability").doubleValue();
            // Further out a score of almost 1 does not determine it.
            double accuracy = Math.abs(ability) < 6 ? 1e-5 : 1e-3;
            assertThat(measures.get(score + "Ability").doubleValue())
                    .as(score)
                    .isCloseTo(ability, within(accuracy * Math.abs(ability)));
            if (row.has("gains")) {
                assertClose(json.get("gains").get(score), row.get("gains"));
            }
        }
        assertClose(json.get("weights"), expected.get("weights"));
        assertThat(json.get("measures").get("policyDivergence").doubleValue())
                .isCloseTo(expected.get("policyDivergence").doubleValue(), within(1e-7));
        assertThat(json.get("measures").get("environmentSuccess").doubleValue())
                .isCloseTo(expected.get("environmentSuccess").doubleValue(), within(1e-7));
    }

    private static String csv(JsonNode tasks) {
        StringBuilder text = new StringBuilder();
        int dimension = tasks.get(0).get("position").size();
        for (int d = 0; d < dimension; d++) {
            text.append('x').append(d).append(',');
        }
        text.append("difficulty,format\n");
        for (JsonNode task : tasks) {
            task.get("position").forEach(x -> text.append(x).append(','));
            text.append(task.get("difficulty"))
                    .append(',')
                    .append(task.get("format"))
                    .append('\n');
        }
        return text.toString();
    }

    private static void assertClose(JsonNode actual, JsonNode expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            double value = expected.get(i).doubleValue();
            assertThat(actual.get(i).doubleValue()).isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
        }
    }

    private Path items() throws IOException {
        return file("p.csv", "x0,x1,difficulty,id\n0,0,0.5,first\n1,0,-0.5,second\n");
    }

    private Path environments() throws IOException {
        return file("e.csv", "difficulty,x1,x0\n0.25,0,0\n0,1,1\n0,0,2\n");
    }

    private Path work() throws IOException {
        return file("w.csv", "x0,x1,difficulty,weight,format\n3,0,0,1,\n0,0.5,0,2,0\n");
    }

    @Test
    void missingSetsLeaveTheirMeasuresOut() throws IOException {
        JsonNode measures = new ObjectMapper()
                .readTree(Cli.out("audit", "--public", items(), "--environments", environments(), "--format=json"))
                .get("measures");
        assertThat(measures.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "publicScoreBefore", "publicScore", "publicAbility", "policyDivergence", "environmentSuccess");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.out(
                        "audit",
                        "--public",
                        items(),
                        "--environments",
                        environments(),
                        "--work",
                        work(),
                        "--format=json"));
        assertThat(json.has("gains")).isFalse();
        assertThat(json.get("measures").has("impactScore")).isTrue();
        assertThat(json.get("measures").has("disconnect")).isTrue();
        assertThat(json.get("measures").has("inflation")).isFalse();
        assertThat(json.get("measures").get("publicScore").isNumber()).isTrue();
    }

    /** One item on its only environment, far from the other: du/dt = B·G(u) in the closed form 2u + 2 sinh u. */
    @Test
    void anItemThatIsItsOwnEnvironmentFollowsTheClosedForm() throws IOException {
        Path item = file("p.csv", "x0,difficulty\n0,0\n");
        Path environment = file("e.csv", "x0,difficulty\n0,0\n");
        JsonNode json = new ObjectMapper()
                .readTree(Cli.out(
                        "audit",
                        "--public",
                        item,
                        "--environments",
                        environment,
                        "--set",
                        "budget=8",
                        "--format=json",
                        "--gains"));
        double u = json.get("gains").get("public").get(0).doubleValue();
        assertThat(2 * u + Math.exp(u) - Math.exp(-u)).isCloseTo(8, within(1e-6));
        assertThat(json.get("weights").get(0).doubleValue()).isCloseTo(u, within(1e-12));
    }

    @Test
    void tablesAndCsvHoldTheSameNumbers() throws IOException {
        List<Object> args = List.of("audit", "--public", items(), "--environments", environments(), "--work", work());
        JsonNode json = new ObjectMapper().readTree(out(args, "--format=json", "--gains"));
        CsvTable row = CsvTable.read(file("m.csv", out(args, "--format=csv")));
        json.get("measures")
                .fields()
                .forEachRemaining(e -> assertThat(Double.parseDouble(row.text(0, e.getKey())))
                        .isEqualTo(e.getValue().doubleValue()));
        CsvTable gains = CsvTable.read(file("g.csv", out(args, "--format=csv", "--gains")));
        assertThat(gains.rows()).isEqualTo(7);
        assertThat(gains.text(1, "id")).isEqualTo("second");
        assertThat(Double.parseDouble(gains.text(1, "gain")))
                .isEqualTo(json.at("/gains/public/1").doubleValue());
        assertThat(gains.text(4, "set")).isEqualTo("environments");
        assertThat(Double.parseDouble(gains.text(4, "weight")))
                .isEqualTo(json.at("/weights/0").doubleValue());
        assertThat(out(args))
                .contains("2 public, 2 work, 3 environments")
                .contains("Public eval")
                .contains("Impact")
                .doesNotContain("Fresh")
                .contains(String.format(
                        java.util.Locale.ROOT,
                        "%.1f",
                        100 * json.at("/measures/publicScore").doubleValue()));
        assertThat(out(args, "--gains")).contains("second");
    }

    private static String out(List<Object> args, Object... more) {
        List<Object> all = new ArrayList<>(args);
        all.addAll(List.of(more));
        return Cli.out(all.toArray());
    }

    private void refusedPublic(String text, Object... parts) throws IOException {
        Path broken = file("broken.csv", text);
        Cli.refused(List.of("audit", "--public", broken, "--environments", environments()), parts);
        Cli.refused(List.of("audit", "--public", items(), "--environments", environments(), "--work", broken), parts);
    }

    @Test
    void badTablesAreRefusedWithTheirPlace() throws IOException {
        refusedPublic("", "broken.csv", "empty");
        refusedPublic("x0,x1,difficulty\n", "broken.csv", "no rows");
        refusedPublic("x0,x1,difficulty\n0,0,0\n1,0\n", "broken.csv", "line 3", "2 cells", "3 columns");
        refusedPublic("x0,x1,difficulty\n0,0,0\n1,NaN,0\n", "broken.csv", "line 3", "\"x1\"", "NaN", "finite");
        refusedPublic("x0,x1,difficulty\n0,0,hard\n", "broken.csv", "line 2", "\"difficulty\"", "hard");
        refusedPublic("x0,x1,difficulty\n0,,1\n", "broken.csv", "line 2", "\"x1\"", "empty");
        refusedPublic("x0,x1,difficulty,format\n0,0,1,2\n", "broken.csv", "line 2", "\"format\"", "0 to 1");
        refusedPublic("x0,x1,difficulty,weight\n0,0,1,-1\n", "broken.csv", "line 2", "\"weight\"", "-1");
        refusedPublic("x0,x1,difficulty,weight\n0,0,1,0\n", "broken.csv", "\"weight\"", "all are 0");
        refusedPublic("x0,x2,difficulty\n0,0,1\n", "broken.csv", "\"x1\"");
        refusedPublic("difficulty\n0\n", "broken.csv", "\"x0\"");
        refusedPublic("x0,x1\n0,0\n", "broken.csv", "\"difficulty\"");
        refusedPublic("x0,x1,difficulty,wieght\n0,0,0,1\n", "broken.csv", "\"wieght\"", "\"weight\"");
    }

    @Test
    void setsOfDifferentDimensionsAreRefused() throws IOException {
        Path flat = file("flat.csv", "x0,difficulty\n0,0\n");
        Cli.refused(
                List.of("audit", "--public", items(), "--environments", flat),
                "flat.csv",
                "1 coordinates",
                "p.csv",
                "2");
        Cli.refused(
                List.of("audit", "--public", items(), "--environments", environments(), "--fresh", flat), "flat.csv");
    }

    @Test
    void whatHasNoEffectIsRefusedAndSoIsWhatIsMissing() throws IOException {
        List<Object> args = List.of("audit", "--public", items(), "--environments", environments(), "--set");
        for (String idle : List.of("inspiration=0.5", "dimension=2", "rounds=1", "updates=10", "trainer=flow")) {
            List<Object> all = new ArrayList<>(args);
            all.add(idle);
            Cli.refused(all, idle.substring(0, idle.indexOf('=')), "no effect", "breadth");
        }
        List<Object> illegal = new ArrayList<>(args);
        illegal.add("breadth=-1");
        Cli.refused(illegal, "breadth", "-1");
        Cli.refused(List.of("audit", "--public", items()), "--environments");
        Cli.refused(
                List.of("audit", "--public", folder.resolve("none.csv"), "--environments", environments()),
                "none.csv",
                "no such file");
    }
}
