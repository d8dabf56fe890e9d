package org.evalgap.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.Cli;
import org.evalgap.cli.input.CsvTable;
import org.evalgap.cli.output.Numbers;
import org.evalgap.goodhart.GoodhartFit;
import org.evalgap.goodhart.Trajectory;
import org.evalgap.goodhart.Trajectory.Quantity;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evalgap simulate --trajectory}. */
class TrajectoryTextTest {
    private static final String[] COMMAND = {
        "simulate",
        "--trajectory",
        "--set=environments=16",
        "--set=workTasks=50",
        "--set=publicItems=20",
        "--set=narrowing=2",
        "--set=rounds=2",
        "--seed=6"
    };

    private static final Scenario SCENARIO = Scenario.withDefaults()
            .withEnvironments(16)
            .withWorkTasks(50)
            .withPublicItems(20)
            .withNarrowing(2)
            .withRounds(2);

    @TempDir
    private Path folder;

    private static String out(String... more) {
        Object[] args = new Object[COMMAND.length + more.length];
        System.arraycopy(COMMAND, 0, args, 0, COMMAND.length);
        System.arraycopy(more, 0, args, COMMAND.length, more.length);
        return Cli.out(args);
    }

    @Test
    void csvIsARowAPointWithTheLibrarysNumbersToTheLastBit() throws IOException {
        CsvTable table =
                CsvTable.read(Files.writeString(folder.resolve("t.csv"), out("--replicates=3", "--format=csv")));
        Trajectory trajectory = Trajectory.of(SCENARIO, 6, 3);
        assertThat(table.rows()).isEqualTo(trajectory.size()).isEqualTo(129);
        assertThat(table.header())
                .hasSize(Parameter.values().length
                        + Word.values().length
                        + 4
                        + 2 * Quantity.all().size());
        for (int i = 0; i < table.rows(); i++) {
            assertThat(table.text(i, "narrowing")).isEqualTo("2");
            assertThat(table.text(i, "seed")).isEqualTo("6");
            assertThat(Double.parseDouble(table.text(i, "time"))).isEqualTo(trajectory.time(i));
            for (Quantity quantity : Quantity.all()) {
                assertThat(Double.parseDouble(table.text(i, quantity.label()))).isEqualTo(trajectory.mean(quantity, i));
                assertThat(Double.parseDouble(table.text(i, quantity.label() + "StandardError")))
                        .isEqualTo(trajectory.standardError(quantity, i).orElseThrow());
            }
        }
    }

    @Test
    void jsonHoldsThePointsAndTheFits() throws IOException {
        JsonNode json = new ObjectMapper().readTree(out("--replicates=2", "--format=json"));
        Trajectory trajectory = Trajectory.of(SCENARIO, 6, 2);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("scenario", "seed", "replicates", "trajectory", "fits");
        assertThat(json.get("trajectory")).hasSize(trajectory.size());
        JsonNode point = json.get("trajectory").get(70).get("workGain");
        assertThat(point.get("mean").doubleValue()).isEqualTo(trajectory.mean(Quantity.gainOf(Score.WORK), 70));
        assertThat(point.get("standardError").doubleValue())
                .isEqualTo(trajectory
                        .standardError(Quantity.gainOf(Score.WORK), 70)
                        .orElseThrow());
        GoodhartFit fit = trajectory
                .fit(GoodhartFit.Shape.LINEAR, Quantity.gainOf(Score.WORK))
                .orElseThrow();
        JsonNode linear = json.get("fits").get("linear");
        assertThat(linear.get("alpha").doubleValue()).isEqualTo(fit.alpha());
        assertThat(linear.get("beta").doubleValue()).isEqualTo(fit.beta());
        assertThat(linear.get("determination").doubleValue()).isEqualTo(fit.determination());
        assertThat(json.get("fits").has("logarithmic")).isTrue();
    }

    @Test
    void theTableHasThirtyTwoPointsARoundThePeakAndTheFits() {
        List<String> lines = out("--replicates=2").lines().toList();
        Trajectory trajectory = Trajectory.of(SCENARIO, 6, 2);
        assertThat(lines.get(0)).contains("peaks at time");
        int first = lines.indexOf("") + 2;
        assertThat(lines.subList(1, first - 2))
                .anyMatch(line -> line.contains("α = "))
                .anyMatch(line -> line.contains("R² ="));
        assertThat(lines.get(first - 1)).contains("time", "√KL", "public", "work gain");
        assertThat(lines.get(first)).startsWith("0.000  0.000");
        assertThat(lines.get(first + 64)).startsWith("1.000").contains("±");
        assertThat(String.join(" ", lines.subList(first + 65, lines.size()))).contains("narrowing=2", "2 replicates");
        // Student's t with one degree of freedom at 97.5 %, from any printed table.
        assertThat(lines.get(first + 32))
                .startsWith("0.500")
                .contains(Numbers.fixed(trajectory.mean(Quantity.DISTANCE, 64), 3))
                .contains(Numbers.fixed(100 * trajectory.mean(Quantity.of(Score.PUBLIC), 64), 1))
                .contains(Numbers.fixed(100 * trajectory.mean(Quantity.of(Score.IMPACT), 64), 1))
                .endsWith(Numbers.fixed(
                        12.7062
                                * 100
                                * trajectory
                                        .standardError(Quantity.gainOf(Score.WORK), 64)
                                        .orElseThrow(),
                        3));
    }

    @Test
    void oneReplicateHasNoErrorsAndWhatDoesNotMoveHasNoFits() {
        String table = out("--set=budget=0");
        assertThat(table).doesNotContain("±").doesNotContain("R²").contains("give --replicates 16");
        assertThat(out("--set=budget=0", "--format=csv").lines().skip(1)).allMatch(line -> line.endsWith(","));
    }

    @Test
    void aSampledTrajectoryIsOneToo() {
        assertThat(out("--set=trainer=sampled", "--set=updates=20", "--format=csv")
                        .lines()
                        .count())
                .isEqualTo(130);
    }

    @Test
    void updatesThatOvershootAreRefused() {
        Cli.refused(
                List.of("simulate", "--set", "trainer=sampled", "--set", "klPenalty=100"),
                "updates must be at least",
                "200",
                "raise updates");
    }
}
