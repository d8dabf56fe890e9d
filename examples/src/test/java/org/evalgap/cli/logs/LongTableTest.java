package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.store.ParquetFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long tables of answers, one row each. */
class LongTableTest {
    private static final String TABLE = """
            model,eval,item,attempt,score,cluster
            b,sums,one,1,0.5,x
            a,sums,one,1,1,x
            a,sums,one,2,0,x
            a,sums,two,1,1,x
            a,sums,three,1,C,
            a,other,one,1,0,
            a,sums,four,1,,x
            """;

    @TempDir
    private Path folder;

    private static List<Run> runs(Path file) {
        return Logs.read(List.of(file), task -> true).runs();
    }

    @Test
    void rowsAreSortedByModelAndEval() throws IOException {
        List<Run> runs = runs(Files.writeString(folder.resolve("a.csv"), TABLE));
        assertThat(runs).extracting(Run::model).containsExactly("a", "a", "b");
        assertThat(runs).extracting(Run::task).containsExactly("other", "sums", "sums");
        Scores scores = runs.get(1).scorers().get("score");
        assertThat(scores.right()).isEqualTo(2.5);
        assertThat(scores.items()).isEqualTo(3);
        assertThat(scores.unscored()).isEqualTo(1);
        // Clusters of two and one: (4 + 1) / 3.
        Side side = new Side(List.of(new Choice(List.of()).of(runs.get(1))));
        assertThat(side.clusterSize()).isEqualTo(5.0 / 3);
        assertThat(runs(SmallLogs.gzip(folder.resolve("a.csv.gz"), TABLE))
                        .get(1)
                        .scorers())
                .isEqualTo(runs.get(1).scorers());
    }

    @Test
    void parquetHoldsTheSame() throws IOException {
        Map<String, Class<?>> columns = new LinkedHashMap<>();
        columns.put("model", String.class);
        columns.put("task", String.class);
        columns.put("item", Long.class);
        columns.put("score", Double.class);
        Path file = folder.resolve("a.parquet");
        ParquetFile.write("a.parquet", file, columns, rows -> {
            rows.accept(new Object[] {"a", "sums", 1L, 0.25});
            rows.accept(new Object[] {"a", "sums", 2L, 1.0});
            rows.accept(new Object[] {"a", "sums", 3L, Double.NaN});
            return 3;
        });
        Scores scores = runs(file).get(0).scorers().get("score");
        assertThat(scores.right()).isEqualTo(1.25);
        assertThat(scores.items()).isEqualTo(2);
        assertThat(scores.unscored()).isEqualTo(1);
        assertThat(scores.answers().get(0).item()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model,eval,item,score;a,s,1,2 | line 2; \"score\"; outside [0, 1]",
                "model,eval,item,score;a,s,1,1;a,s,2,good | line 3; \"good\"",
                "model,eval,item,score;a,,1,1 | line 2; \"eval\"; empty",
                "model,eval,item,score;a,s,1 | line 2; 3 cells; 4 columns",
                "model,eval,item,score,attempt;a,s,1,1,-1 | line 2; \"attempt\"; -1",
                "model,eval,item;a,s,1 | no column \"score\"",
                "model,eval,item,score,Score;a,s,1,1,1 | \"score\" occurs twice",
                "model,eval,item,score; | no rows",
            })
    void whatCannotBeUsedIsRefusedWithItsPlace(String text, String parts) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), text.replace(";", "\n"));
        assertThatThrownBy(() -> runs(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(parts.split("; "));
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), new byte[] {'a', ',', (byte) 0xff, '\n'});
        assertThatThrownBy(() -> runs(file)).hasMessageContaining("UTF-8");
    }
}
