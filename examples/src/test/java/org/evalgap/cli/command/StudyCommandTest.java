package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.cli.EvalGap;
import org.evalgap.cli.picture.FigureRenderer;
import org.evalgap.study.Studies;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StudyCommandTest {
    /** Small enough to run often. */
    private static final String[] RELEASE = {"study", "release", "--set", "replicates=5", "--set", "waves=3"};

    private record Answer(int code, String out, String err) {}

    private static Answer run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                EvalGap.commandLine(args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = command.execute(args);
        return new Answer(code, out.toString(), err.toString());
    }

    private static Answer release(String... more) {
        return run(Stream.concat(Stream.of(RELEASE), Stream.of(more)).toArray(String[]::new));
    }

    private static StudyResult result() {
        Study study = Studies.named("release");
        return study.run(study.defaults().with("replicates", 5).with("waves", 3), 1);
    }

    @Test
    void listNamesEveryStudyWithItsQuestion() {
        Answer answer = run("study", "--list");
        assertThat(answer.code()).isZero();
        for (Study study : Studies.all()) {
            assertThat(answer.out().replaceAll("\\s+", " "))
                    .contains(study.name() + " " + study.prose().question());
        }
    }

    @Test
    void listOfOneStudyShowsItsParameters() {
        Answer answer = run("study", "bug-loop", "--list");
        assertThat(answer.out()).contains("fixRate", "(default 0.7;", "legal: [0, 1])", "memorization");
    }

    @Test
    void tablesForPeopleBeginWithTheFinding() {
        Answer answer = release();
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().replaceAll("\\s+", " "))
                .contains(result().finding().replaceAll("\\s+", " "));
        assertThat(answer.out()).contains("harmSimulated", "wave 3", "Cannot tell:");
        assertThat(answer.out()
                        .lines()
                        .filter(l -> l.startsWith("Shows") || l.startsWith("With"))
                        .allMatch(l -> l.length() <= 100))
                .isTrue();
    }

    @Test
    void csvHoldsTheTables() {
        String csv = release("--format", "csv").out();
        for (StudyTable table : result().tables()) {
            assertThat(csv).contains("# release/" + table.name() + ": " + table.title(), table.toCsv());
        }
    }

    @Test
    void jsonHoldsSettingsTablesAndFigures() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(release("--format", "json", "--seed", "7").out());
        assertThat(json.get("study").asText()).isEqualTo("release");
        assertThat(json.get("seed").asLong()).isEqualTo(7);
        assertThat(json.get("settings").get("waves").asDouble()).isEqualTo(3);
        JsonNode table = json.get("tables").get(0);
        assertThat(table.get("name").asText()).isEqualTo("waves");
        int harm = 4;
        assertThat(table.get("columns").get(harm).get("name").asText()).isEqualTo("harm");
        double expected = result().tables().get(0).numbers("harm")[1];
        assertThat(table.get("rows").get(1).get(harm).asDouble()).isEqualTo(expected);
        assertThat(json.get("figures")).hasSize(result().figures().size());
        assertThat(json.get("finding").asText()).endsWith(".");
    }

    @Test
    void outputDirectoryHoldsTablesFiguresAndAPageThatNeedsNothingElse(@TempDir Path directory) throws IOException {
        Path out = directory.resolve("new/results");
        assertThat(release("--out", out.toString()).code()).isZero();
        String page = Files.readString(out.resolve("index.html"));
        assertThat(page).doesNotContain("http:", "https:", "<script src", "<link");
        StudyResult result = result();
        assertThat(page).contains(result.study().prose().question(), "Goel, Okumoto (1979)");
        for (StudyTable table : result.tables()) {
            assertThat(out.resolve("release/" + table.name() + ".csv")).hasContent(table.toCsv());
        }
        Matcher images = Pattern.compile(
                        "<img class=\"on-light\" alt=\"[^\"]{20,}\" src=\"data:image/png;base64,[^\"]+\">"
                                + "<img class=\"on-dark\" alt=\"[^\"]{20,}\" src=\"data:image/png;base64,")
                .matcher(page);
        for (Figure figure : result.figures()) {
            assertThat(out.resolve("release/" + figure.name() + ".png")).hasBinaryContent(FigureRenderer.png(figure));
            assertThat(images.find()).isTrue();
        }
        Matcher links = Pattern.compile("href=\"([^#\"]+)\"").matcher(page);
        while (links.find()) {
            assertThat(out.resolve(links.group(1))).exists();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "study",
                "study bugloop",
                "study bug-loop --set memorisation=0.5",
                "study bug-loop --set memorization=1.5",
                "study bug-loop --set memorization=NaN",
                "study bug-loop --set memorization=high",
                "study bug-loop --set memorization",
                "study bug-loop --set breadth=2 --set breadth=3",
                "study bug-loop --set bugs=2.5",
                "study research-taste --set luck=0.9",
                "study --all --set seed=3",
                "study bug-loop --all",
                "study bug-loop --format yaml",
                "study bug-loop --seed one",
                "study bug-loop --out pom.xml/results"
            })
    void badInputIsRefusedInFourLinesAtMost(String line) {
        Answer answer = run(line.split(" "));
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        List<String> lines = answer.err().lines().toList();
        assertThat(lines).hasSizeBetween(1, 4);
        assertThat(answer.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void messagesNameTheNearestAndTheRange() {
        assertThat(run("study", "bugloop").err()).contains("did you mean \"bug-loop\"");
        assertThat(run("study", "bug-loop", "--set", "bredth=2").err()).contains("did you mean \"breadth\"");
        assertThat(run("study", "bug-loop", "--set", "bugs=11").err())
                .contains("bugs must be one of the whole numbers in [2, 10]: 11");
    }
}
