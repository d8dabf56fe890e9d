package org.evalgap.cli.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.cli.explore.Questions;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.Parcel;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.ScenarioFile;
import org.evalgap.cli.input.ScoreColumns;
import org.evalgap.cli.input.ScoreDefaults;
import org.evalgap.cli.input.ScoreFile;
import org.evalgap.cli.input.ScoreUnit;
import org.evalgap.cli.logs.Logs;
import org.evalgap.cli.page.ResultTable;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteFiles;
import org.evalgap.store.ResultStore;
import org.evalgap.store.StoreException;
import org.evalgap.task.MisfitException;

/** Everything that reads what other people give: each takes a file of any bytes and reads it, or refuses it in one clear message. */
enum Reader {
    PLAN("plan.yaml", file -> Parcel.ofSweep(PlanFile.read(file), Map.of(), null, Map.of())),
    PLAN_OF_BOARD("board.yaml", file -> Parcel.ofBoard(PlanFile.read(file), Map.of(), null)),
    SCENARIO("scenario.yaml", file -> ScenarioFile.read(file, Map.of())),
    SCENARIO_IN_JSON("scenario.json", file -> ScenarioFile.read(file, Map.of())),
    EVIDENCE("evidence.yaml", Parcel::ofEvidence),
    SCORES("scores.csv", Reader::scores),
    ROWS("rows.csv", ResultTable::read),
    ITEMS("items.csv", file -> SuiteFiles.read(Part.PUBLIC, List.of(file), List.of())),
    ITEMS_BY_LINE("items.jsonl", file -> SuiteFiles.read(Part.PUBLIC, List.of(file), List.of())),
    ITEMS_IN_PARQUET("items.parquet", file -> SuiteFiles.read(Part.PUBLIC, List.of(file), List.of())),
    EMBEDDING("items.npy", Reader::embedding),
    LOG("log.eval", file -> Logs.read(List.of(file), task -> true)),
    LOG_IN_JSON("log.json", file -> Logs.read(List.of(file), task -> true)),
    SAMPLES("samples_sums.jsonl", file -> Logs.read(List.of(file), task -> true)),
    ANSWERS("answers.csv", file -> Logs.read(List.of(file, file), task -> true)),
    STORE("store.duckdb", Reader::store),
    REQUEST("request.json", file -> Questions.read(Files.readAllBytes(file)));

    /** What nobody understands who knows no Java. */
    private static final Pattern CLASSES = Pattern.compile(
            "com\\.fasterxml|org\\.yaml|snakeyaml|jackson|java\\.(lang|util|io)|[a-z]Exception|\\[Source|Stream(Read|Write)|"
                    + "Json(Token|Parser|Factory|Read)|LoaderOptions",
            Pattern.CASE_INSENSITIVE);

    private final String name;
    private final Use use;

    /** Reads a file. */
    private interface Use {
        void read(Path file) throws IOException;
    }

    Reader(String name, Use use) {
        this.name = name;
        this.use = use;
    }

    private static void scores(Path file) {
        CsvTable table = CsvTable.read(file);
        ScoreDefaults defaults = new ScoreDefaults(100, 100, 0, 0, Set.of(), ScoreUnit.Kind.values()[0]);
        ScoreFile.read(table, new ScoreColumns(table, Map.of()), defaults);
    }

    private static void embedding(Path file) throws IOException {
        Path table = Files.writeString(file.resolveSibling("two.csv"), "id,difficulty\na,0\nb,1\n");
        SuiteFiles.read(Part.PUBLIC, List.of(table), List.of(file));
    }

    private static void store(Path file) {
        try (ResultStore store = ResultStore.open(file)) {
            store.sweeps().forEach(sweep -> store.rows(sweep, row -> {}));
        }
    }

    /** The file's name, by whose end programs tell what it is. */
    String fileName() {
        return name;
    }

    /**
     * Texts that it reads: examples of the project or made here, and what once was read badly, which must be refused now.
     *
     * @param folder for what is made
     */
    List<byte[]> seeds(Path folder) throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (Path example : Seeds.of(this, folder)) {
            seeds.add(Files.readAllBytes(example));
        }
        return seeds;
    }

    /** What fuzzers found, once read badly. */
    List<byte[]> found() throws IOException {
        Path corpus = Path.of("src/test/resources/org/evalgap/cli/fuzz", name().toLowerCase(Locale.ROOT));
        List<byte[]> found = new ArrayList<>();
        if (Files.isDirectory(corpus)) {
            try (Stream<Path> files = Files.list(corpus)) {
                for (Path file : files.sorted().toList()) {
                    found.add(Files.readAllBytes(file));
                }
            }
        }
        return found;
    }

    /**
     * Reads a file of those bytes.
     *
     * @return what it was refused with; empty if it was read
     * @throws AssertionError if the message is none that people can use
     */
    String read(byte[] bytes, Path folder) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        try {
            use.read(file);
            return "";
        } catch (InputException | StoreException | MisfitException e) {
            String message = String.valueOf(e.getMessage());
            requireClear(message.replace(folder.toString(), ""), new String(bytes, StandardCharsets.ISO_8859_1));
            return message;
        }
    }

    private static void requireClear(String message, String given) {
        boolean foreign = CLASSES.matcher(given).find();
        if (message.isBlank()
                || message.equals("null")
                || !foreign && CLASSES.matcher(message).find()) {
            throw new AssertionError("not in plain words: " + message);
        }
    }
}
