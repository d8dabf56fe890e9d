package org.evalgap.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.evalgap.cli.input.InputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs with bytes changed, cut out, doubled or cut off: each is read, or refused in one line that names it. */
class MutatedLogsTest {
    private static final long SEED = 25;

    @TempDir
    private Path folder;

    private List<Path> originals() throws IOException {
        String header = SmallLogs.header(
                2,
                "success",
                "m",
                "t",
                4,
                1,
                ", \"results\": {\"total_samples\": 4, \"scores\": [{\"name\": \"match\", \"scorer\": \"match\","
                        + " \"metrics\": {\"accuracy\": {\"value\": 0.5}}}]}");
        String samples = SmallLogs.samples("match", "\"C\"", "0.25", "NaN", "{\"a\": 1, \"b\": 0}");
        List<Path> out = new ArrayList<>();
        out.add(SmallLogs.eval(folder.resolve("a.eval"), header, samples));
        Map<String, String> journal = new LinkedHashMap<>();
        journal.put("_journal/start.json", header);
        journal.put("samples/1_epoch_1.json", SmallLogs.sample(1, 1, "match", "1"));
        out.add(SmallLogs.zip(folder.resolve("b.eval"), journal));
        out.add(Files.writeString(folder.resolve("c.json"), SmallLogs.whole(header, samples)));
        out.add(Files.writeString(
                folder.resolve("results_2026-03-01T10-00-00.json"),
                SmallLogs.results("m", "t", 4, "\"acc,none\": 0.5, \"f1,none\": 0.25")));
        String lines = SmallLogs.line(0, "a", "acc", "1.0") + SmallLogs.line(1, "a", "acc", "0");
        out.add(Files.writeString(folder.resolve("samples_t_2026-03-01T10-00-00.jsonl"), lines));
        out.add(SmallLogs.gzip(folder.resolve("samples_u_2026-03-01T10-00-00.jsonl.gz"), lines));
        out.add(Files.writeString(folder.resolve("d.csv"), "model,eval,item,score\na,s,1,0.5\nb,s,1,C\n"));
        return out;
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] out = bytes.clone();
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Arrays.copyOf(out, random.nextInt(out.length));
        }
        for (int k = 1 + random.nextInt(4); k > 0; k--) {
            int at = random.nextInt(out.length);
            if (kind == 1) {
                out[at] = (byte) random.nextInt(256);
            } else if (kind == 2) {
                out[at] ^= (byte) (1 << random.nextInt(8));
            } else {
                int length = Math.min(1 + random.nextInt(12), out.length - at);
                System.arraycopy(out, random.nextInt(out.length - length + 1), out, at, length);
            }
        }
        return out;
    }

    private void mutate(int times) throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        int read = 0;
        int refused = 0;
        for (Path original : originals()) {
            byte[] bytes = Files.readAllBytes(original);
            Random random = new Random(SEED);
            Path file = work.resolve(original.getFileName());
            for (int k = 0; k < times; k++) {
                Files.write(file, mutated(bytes, random));
                try {
                    for (Run run : Logs.read(List.of(file), task -> true).runs()) {
                        read++;
                        run.scorers().values().stream()
                                .filter(Scores::usable)
                                .forEach(scores -> assertThat(scores.right()).isBetween(0.0, (double) scores.items()));
                    }
                } catch (InputException e) {
                    refused++;
                    assertThat(e.getMessage()).startsWith(file.toString());
                    assertThat(e.getMessage().lines().count())
                            .as(e.getMessage())
                            .isEqualTo(1);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(original.getFileName() + ", mutation " + k + " of seed " + SEED, e);
                }
            }
            Files.delete(file);
        }
        assertThat(read).isGreaterThan(times / 2);
        assertThat(refused).isGreaterThan(times);
    }

    @Test
    void everyMutationIsReadOrRefused() throws IOException {
        mutate(60);
    }

    @Test
    @Tag("long")
    void everyMutationOfManyIsReadOrRefused() throws IOException {
        mutate(5000);
    }
}
