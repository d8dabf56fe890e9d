package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of stores that an earlier or a later version of this program wrote, or that somebody changed by hand. */
abstract class StoreVersionsContract extends StoreContract {
    /** What somebody may do to a store that holds a sweep of six points, and what is said of it. */
    private static final Map<String, String> DAMAGES = Map.ofEntries(
            Map.entry("UPDATE sweep SET replicates = 0", "sweep 1 has replicates 0"),
            Map.entry("UPDATE sweep SET replicates = NULL", "sweep 1 has no replicates"),
            Map.entry("UPDATE sweep SET seed = NULL", "sweep 1 has no seed"),
            Map.entry("UPDATE sweep SET points = -3", "sweep 1 has points -3"),
            Map.entry("UPDATE sweep SET points = 3", "point 5 lies beyond the end of its sweep of 3"),
            Map.entry("UPDATE sweep SET points = NULL", "sweep 1 has no points"),
            Map.entry("UPDATE sweep SET measures = NULL", "sweep 1 has no measures"),
            Map.entry("UPDATE sweep SET name = NULL", "sweep 1 has no name"),
            Map.entry("UPDATE sweep SET plan = NULL", "sweep 1 has no plan"),
            Map.entry("UPDATE sweep SET ownDesigner = NULL", "sweep 1 has no ownDesigner"),
            Map.entry("UPDATE sweep SET ownDesigner = 2", "sweep 1 has ownDesigner 2"),
            Map.entry("UPDATE cell SET point = NULL WHERE place = 2", "point 2 has no scenario"),
            Map.entry("DELETE FROM point WHERE id = 3", "point 2 has no scenario"),
            Map.entry("UPDATE point SET id = 99 WHERE id = 3", "point 2 has no scenario"),
            Map.entry("UPDATE point SET trainer = 'sampled'", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET trainer = NULL", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET answers = 'field'", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET answers = NULL", "answers must be one of"),
            Map.entry("UPDATE point SET designer = 'x'", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET text = 'x'", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET hash = 'x'", "point 0 is not the scenario that its key was made of"),
            Map.entry("DELETE FROM store", "table \"store\" has no row, and table \"sweep\" has some"),
            Map.entry("INSERT INTO store SELECT * FROM store", "table \"store\" has 2 rows, not one"),
            Map.entry("UPDATE sweep SET choices = 'lab\\'", "end in a backslash"),
            Map.entry("UPDATE sweep SET choices = ''", "1 choices, its sweep 0"),
            Map.entry("UPDATE cell SET choices = 'x\\'", "end in a backslash"),
            Map.entry("UPDATE cell SET choices = 'a\nb' WHERE place = 2", "point 2 has 2 choices, its sweep 1"),
            Map.entry("UPDATE point SET shift = NULL", "point 0 has no shift"),
            Map.entry("UPDATE point SET shift = 4", "point 0 is not the scenario that its key was made of"),
            Map.entry("UPDATE point SET dimension = -1", "dimension must be"),
            Map.entry("UPDATE point SET text = NULL", "point 0 has no text"),
            Map.entry("UPDATE point SET hash = NULL", "point 0 has no hash"),
            Map.entry("UPDATE block SET inflation = NULL WHERE point = 3", "a block has no inflation"),
            Map.entry("UPDATE block SET workGain = CAST('Infinity' AS DOUBLE PRECISION)", "workGain is no number"),
            Map.entry("UPDATE block SET freshScoreSquares = -5", "freshScoreSquares are below 0"),
            Map.entry("UPDATE block SET publicScore = CAST('NaN' AS DOUBLE PRECISION)", "publicScore is no number"));

    /** Makes it as a version wrote it that did not know a parameter and a measure. */
    private void forget(Parameter parameter, Measure measure) throws SQLException {
        change(
                "ALTER TABLE point DROP COLUMN " + parameter.label(),
                "ALTER TABLE block DROP COLUMN " + measure.label(),
                "ALTER TABLE block DROP COLUMN " + measure.label() + "Squares",
                "UPDATE store SET parameters = replace(parameters, ' " + parameter.label()
                        + "', ''), measures = 'fewer'");
    }

    private static List<List<Object>> without(Measure measure, SweepPlan plan) {
        List<String> names = SweepColumns.of(plan).names();
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : undisturbed(plan)) {
            List<Object> changed = new ArrayList<>(row);
            for (String name : List.of(measure.label(), measure.label() + SweepColumns.ADJUSTED)) {
                changed.set(names.indexOf(name), Double.NaN);
                changed.set(names.indexOf(name + SweepColumns.ERROR), Double.NaN);
            }
            rows.add(changed);
        }
        return rows;
    }

    @Test
    final void whatAnEarlierVersionDidNotKnowHasItsDefaultOrIsMissing() throws SQLException {
        SweepPlan plan = plan().build();
        sweep(plan);
        forget(Parameter.ATTEMPTS, Measure.DISCONNECT_LOGITS);
        assertThat(exported(0)).isEqualTo(without(Measure.DISCONNECT_LOGITS, plan));
        assertThatThrownBy(() -> count("point WHERE attempts = 1"))
                .as("reading changes nothing")
                .isInstanceOf(SQLException.class);
    }

    @Tag("long")
    @Test
    final void blocksThatLackAMeasureOfThePlanAreSimulatedAgainAndReplaced() throws SQLException {
        SweepPlan plan = plan().build();
        sweep(plan);
        forget(Parameter.ATTEMPTS, Measure.DISCONNECT_LOGITS);
        Ended again = sweep(plan);
        assertThat(again.status().replicatesSimulated()).isEqualTo(6 * 18);
        assertThat(again.rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        assertThat(count("block")).isEqualTo(12);
        assertThat(undoubled()).isEqualTo(12);
        assertThat(count("sweep")).isEqualTo(1);
        assertThat(count("point WHERE attempts = 1")).isEqualTo(6);
        assertThat(count("store WHERE parameters LIKE '% attempts %' AND measures LIKE '%disconnectLogits%'"))
                .isEqualTo(1);
        assertThat(sweep(plan).status().replicatesSimulated()).isZero();
    }

    /** Luck is kept with its blocks, and goes on to the same bits; a store that knows none of it shows means as they are. */
    @Tag("long")
    @Test
    final void luckIsKeptAndStoresWithoutItAreReadAsHavingNone() throws SQLException {
        Scenario scenario = SMALL.withEnvironments(48);
        SweepPlan plan = plan().scenario(scenario).replicates(34).build();
        sweep(plan().scenario(scenario).replicates(16).build());
        sweep(plan);
        assertThat(exported(1)).isEqualTo(undisturbed(plan));
        List<String> names = SweepColumns.of(plan).names();
        int raw = names.indexOf(Measure.INFLATION.label());
        int adjusted = names.indexOf(Measure.INFLATION.label() + SweepColumns.ADJUSTED);
        assertThat(exported(1)).noneMatch(row -> row.get(raw).equals(row.get(adjusted)));
        List<String> columns = Moments.luckNames();
        // A version that noted luck, but not how many replicates it takes, is of no use either.
        change("ALTER TABLE block DROP COLUMN " + columns.get(columns.size() - 1));
        assertThat(exported(1)).allMatch(row -> row.get(raw).equals(row.get(adjusted)));
        change(columns.subList(0, columns.size() - 1).stream()
                .map(column -> "ALTER TABLE block DROP COLUMN " + column)
                .toArray(String[]::new));
        assertThat(exported(1)).allMatch(row -> row.get(raw).equals(row.get(adjusted)));
        int plain = names.indexOf(Score.PUBLIC.gainLabel() + SweepColumns.ADJUSTED);
        assertThat(exported(1).get(0).subList(0, plain))
                .isEqualTo(undisturbed(plan).get(0).subList(0, plain));
        assertThat(sweep(plan).status().replicatesSimulated()).isZero();
    }

    /** The first columns that were added: who designed, if it was not the model's own designer. */
    @Tag("long")
    @Test
    final void designersAreReadFromStoresThatHaveNoColumnOfTheirNames() throws SQLException {
        SweepPlan plan =
                plan().scenario(SMALL.withEnvironmentDesigner(new Named())).build();
        sweep(plan);
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        change("ALTER TABLE point DROP COLUMN designer", "ALTER TABLE sweep DROP COLUMN ownDesigner");
        // As the earlier version exported it: without the column.
        int at = SweepColumns.of(plan).names().indexOf("designer");
        assertThat(exported(0).get(0)).hasSize(undisturbed(plan).get(0).size() - 1);
        assertThat(sweep(plan).status().replicatesSimulated()).isZero();
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        assertThat(exported(0).get(5).get(at)).isEqualTo("my own");
    }

    private record Named() implements EnvironmentDesigner {
        @Override
        public String name() {
            return "my own";
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            InspiredDesigner.INSTANCE.design(brief, sheet);
        }
    }

    @Tag("long")
    @Test
    final void blocksThatLackAMeasureOfAnotherGroupAreKnown() throws SQLException {
        SweepPlan plan = plan().build();
        sweep(plan);
        forget(Parameter.CANDIDATES, Measure.PEAK_TIME);
        Ended again = sweep(plan);
        assertThat(again.status().replicatesSimulated()).isZero();
        assertThat(again.rows()).isEqualTo(undisturbed(plan));
        SweepPlan measured = plan().measures(EnumSet.allOf(MeasureGroup.class)).build();
        assertThat(sweep(measured).rows()).isEqualTo(undisturbed(measured));
        assertThat(exported(1)).isEqualTo(undisturbed(measured));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
    }

    /** A later version gives what it adds defaults, so that what this one writes is right for it. */
    private void learn() throws SQLException {
        change(
                "ALTER TABLE point ADD COLUMN mood DOUBLE PRECISION DEFAULT 0.5E0",
                "ALTER TABLE block ADD COLUMN calm DOUBLE PRECISION DEFAULT NULL",
                "ALTER TABLE block ADD COLUMN calmSquares DOUBLE PRECISION DEFAULT -1.0E0",
                "ALTER TABLE session ADD COLUMN host TEXT DEFAULT 'here'",
                "CREATE TABLE weather (id INTEGER)");
    }

    @Tag("long")
    @Test
    final void whatALaterVersionAddedIsLeftAlone() throws SQLException {
        sweep(plan().build());
        learn();
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
        SweepPlan more = plan().replicates(40).vary(Parameter.SHIFT, 3, 2).build();
        Ended ended = sweep(more);
        // Of 12 points 6 were known, each with its first block of 16.
        assertThat(ended.status().replicatesSimulated()).isEqualTo(12 * 40 - 6 * 16);
        assertThat(ended.rows()).isEqualTo(undisturbed(more));
        assertThat(exported(1)).isEqualTo(undisturbed(more));
        assertThat(count("point WHERE mood = 0.5")).isEqualTo(12);
        assertThat(count("block WHERE calmSquares = -1")).isEqualTo(count("block"));
        assertThat(count("session WHERE host = 'here'")).isEqualTo(2);
    }

    @Test
    final void pointsThatALaterVersionAloneUnderstandsAreRefused() throws SQLException {
        sweep(plan().build());
        learn();
        // A parameter off its default is part of the key.
        change("UPDATE point SET mood = 1, hash = 'ffffffffffffffffffffffffffffffff' WHERE id = 4");
        assertThatThrownBy(() -> exported(0))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(url(), "point 3", "mood", "use the version of the program that wrote it");
    }

    @Tag("long")
    @Test
    final void measuresThatALaterVersionAloneUnderstandsAreRefused() throws SQLException {
        sweep(plan().build());
        change("UPDATE sweep SET measures = 1 + 1024");
        assertThatThrownBy(() -> exported(0))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(url(), "contract", "measures that this version does not know");
    }

    /** Tables are looked through in their order, so that each loss is found before the ones that came earlier. */
    @Tag("long")
    @Test
    final void whatEveryVersionWritesMustBeThere() throws SQLException {
        sweep(plan().build());
        Map<String, String> losses = new LinkedHashMap<>();
        losses.put("DROP TABLE failure", "table \"failure\" is missing");
        losses.put("ALTER TABLE block DROP COLUMN gainProduct", "no column \"gainProduct\"");
        losses.put("ALTER TABLE point DROP COLUMN text", "no column \"text\"");
        for (Map.Entry<String, String> loss : losses.entrySet()) {
            change(loss.getKey());
            assertThatThrownBy(() -> ResultStore.open(url()))
                    .as(loss.getKey())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(url(), "damaged", loss.getValue());
        }
    }

    @Test
    final void whatWasDamagedIsOneClearError() throws SQLException, IOException {
        oneClearError(
                "UPDATE sweep SET points = -3",
                "UPDATE point SET shift = 4",
                "DELETE FROM point WHERE id = 3",
                "UPDATE block SET inflation = NULL WHERE point = 3");
    }

    @Tag("long")
    @Test
    final void whateverWasDamagedIsOneClearError() throws SQLException, IOException {
        oneClearError(DAMAGES.keySet().toArray(String[]::new));
    }

    private void oneClearError(String... damages) throws SQLException, IOException {
        sweep(plan().build());
        Path kept = Files.createDirectory(folder.resolve("kept"));
        copy(folder, kept);
        for (String damage : damages) {
            copy(kept, folder);
            change(damage);
            assertThatThrownBy(() -> exported(0), damage)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(url(), "damaged", DAMAGES.get(damage), "give a copy of it");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Who worked on a sweep, and when, is for people: results do not hang on it. */
    @Tag("long")
    @Test
    final void sessionsThatWereDamagedChangeNoResult() throws SQLException {
        sweep(plan().build());
        for (String damage : List.of(
                "UPDATE session SET sweep = 7, replicates = -1",
                "UPDATE session SET started = NULL, command = NULL, cores = NULL",
                "DELETE FROM session")) {
            change(damage);
            assertThat(exported(0)).as(damage).isEqualTo(undisturbed(plan().build()));
            assertThat(sweep(plan().build()).status().replicatesSimulated())
                    .as(damage)
                    .isZero();
        }
    }

    @Test
    final void aBlockThatIsNoNumberIsNotGoneOnFrom() throws SQLException {
        sweep(plan().build());
        change("UPDATE block SET workGain = CAST('NaN' AS DOUBLE PRECISION) WHERE point = 2 AND block = 1");
        assertThatThrownBy(() -> sweep(plan().build()))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(url(), "workGain is no number");
        assertThat(count("block")).isEqualTo(12);
    }

    @Tag("long")
    @Test
    final void aPlanOfManyPointsThatWereNeverReachedTakesNoTime() throws SQLException {
        sweep(plan().build());
        change(
                "UPDATE sweep SET points = 9223372036854775807",
                "UPDATE cell SET place = 9223372036854775806 WHERE place = 5");
        List<List<Object>> rows = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> exported(0));
        assertThat(rows).hasSize(6);
        assertThat(rows.subList(0, 5)).isEqualTo(undisturbed(plan().build()).subList(0, 5));
    }
}
