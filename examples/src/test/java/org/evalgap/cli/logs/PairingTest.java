package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of pairs, item by item. */
class PairingTest {
    private static final Path EXAMPLE = Path.of("data/logs");

    @TempDir
    private Path folder;

    private static Pairing pairing(Path path, List<String> onPublic, List<String> onFresh, String... scorers) {
        return Pairing.of(
                Logs.read(List.of(path), task -> true), onPublic, onFresh, List.of(scorers), false, List.of());
    }

    /** Eight models of which one has two attempts at each of 60 public and 50 fresh items, the others one. */
    @Test
    void allAnswersOfThePairsAreThere() {
        Pairing pairing = pairing(EXAMPLE, List.of("sums"), List.of("sums-2026"), "match", "exact_match,strict");
        ItemScores rows = pairing.items("sums").orElseThrow();
        assertThat(rows.models()).hasSize(8).isSorted();
        assertThat(rows.size()).isEqualTo(9 * 110);
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum += rows.row(i).score() / (rows.row(i).model().equals("north/beta") ? 2 : 1);
        }
        double right = 0;
        for (Pair pair : pairing.pairs()) {
            right += pair.publicSide().right() + pair.freshSide().right();
        }
        assertThat(sum).isEqualTo(right);
        // inspect_ai and lm-evaluation-harness name items each in its own way.
        assertThat(rows.items("sums", ItemRole.PUBLIC)).isEqualTo(120);
        assertThat(rows.items("sums", ItemRole.FRESH)).isEqualTo(100);
    }

    @Test
    void tasksOfOneEvalKeepTheirItemsApartAndClustersStay() throws IOException {
        Path file = table("""
                model,eval,item,attempt,score,cluster
                a,one,1,0,1,text
                a,one,1,5,0,text
                a,two,1,1,0.5,text
                a,new,1,1,1,
                """);
        ItemScores rows =
                pairing(file, List.of("one", "two"), List.of("new")).items("e").orElseThrow();
        assertThat(rows.items("e", ItemRole.PUBLIC)).isEqualTo(2);
        assertThat(rows.row(1).item()).isEqualTo("one/1");
        assertThat(rows.row(1).attempt()).isEqualTo(2);
        assertThat(rows.row(1).cluster()).isEqualTo("one/text");
        assertThat(rows.row(2).cluster()).isEqualTo("two/text");
        assertThat(rows.row(3).cluster()).isNull();
        assertThat(rows.row(3).item()).isEqualTo("1");
    }

    @Test
    void anItemIsInOneClusterForAllModels() throws IOException {
        Path file = table("""
                model,eval,item,score,cluster
                a,one,1,1,x
                a,new,1,1,
                b,one,1,1,y
                b,new,1,1,
                """);
        Pairing pairing = pairing(file, List.of("one"), List.of("new"));
        assertThatThrownBy(() -> pairing.items("e"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining("cluster \"y\"");
    }

    /** Or a run would count twice in a side, or be compared with itself. */
    @Test
    void noTwoNamesMeanTheSameRun() throws IOException {
        Path file = table("""
                model,eval,item,score
                a,org/sums,1,1
                a,org/new,1,1
                """);
        String end = " means a run of org/sums that another name means too, --public sums; name each eval once";
        for (List<String> twice : List.of(List.of("sums", "sums"), List.of("sums", "org/sums"))) {
            assertThatThrownBy(() -> pairing(file, twice, List.of("new")))
                    .isInstanceOf(InputException.class)
                    .hasMessage("--public " + twice.get(1) + end);
        }
        assertThatThrownBy(() -> pairing(file, List.of("sums"), List.of("org/sums")))
                .isInstanceOf(InputException.class)
                .hasMessage("--fresh org/sums" + end);
        assertThat(pairing(file, List.of("org/sums"), List.of("new")).pairs()).hasSize(1);
    }

    @Test
    void totalsHaveNoItems() throws IOException {
        for (String task : List.of("one", "new")) {
            Files.writeString(folder.resolve(task + ".json"), SmallLogs.results("m", task, 4, "\"acc,none\": 0.5"));
        }
        Pairing pairing = pairing(folder, List.of("one"), List.of("new"));
        assertThat(pairing.pairs()).hasSize(1);
        assertThat(pairing.pairs().get(0).publicSide().right()).isEqualTo(2);
        assertThat(pairing.items("e")).isEmpty();
    }

    private Path table(String text) throws IOException {
        return Files.writeString(folder.resolve("a.csv"), text);
    }
}
