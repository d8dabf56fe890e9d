package org.evalgap.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan makes the same plan where it arrives, without its files. */
class ParcelTest {
    private static final String PLAN = """
            scenario:
              publicItems: 3
              eval: {tasks: tasks.csv}
              dimension: 2
            vary:
              inspiration: [0, 0.5, 1]
              budget: [8, 64]
            replicates: 2
            """;

    @TempDir
    private Path folder;

    private Parcel<SweepPlan> packed() throws IOException {
        Files.writeString(folder.resolve("tasks.csv"), "x0,x1,difficulty\n0.1,0.2,1\n0,0,0.5\n1,1,-1\n");
        Path plan = Files.writeString(folder.resolve("plan.yaml"), PLAN);
        return Parcel.ofSweep(
                PlanFile.read(plan), Map.of("inspiration", "0.3"), Long.MIN_VALUE, Map.of("budget", "64"));
    }

    @Test
    void whatArrivesIsThePlanThatWasSent() throws IOException {
        Parcel<SweepPlan> sent = packed();
        byte[] bytes = sent.toBytes();
        Files.delete(folder.resolve("tasks.csv"));
        Files.delete(folder.resolve("plan.yaml"));
        Parcel<SweepPlan> arrived = Parcel.sweep(bytes);
        SweepPlan plan = arrived.content();
        assertThat(plan.canonicalText())
                .isEqualTo(sent.content().canonicalText())
                .contains("0x1.999999999999ap-4");
        assertThat(plan.size()).as("inspiration is set, budget varied").isEqualTo(2);
        assertThat(plan.seed()).isEqualTo(Long.MIN_VALUE);
        assertThat(plan.baseline(0)).hasValue(1);
        assertThat(arrived.tables()).containsExactly("tasks.csv");
        assertThat(arrived.hash()).isEqualTo(sent.hash());
        assertThat(arrived.toBytes()).isEqualTo(bytes);
    }

    @Test
    void whatWasChangedOnTheWayIsRefused() throws IOException {
        byte[] bytes = packed().toBytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] other = text.replace("publicItems: 3", "publicItems: 2").getBytes(StandardCharsets.ISO_8859_1);
        byte[] table = text.replace("0.1,0.2,1", "0.1,0.2,2").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Parcel.sweep(table)).hasMessageContaining("makes another plan here");
        assertThatThrownBy(() -> Parcel.sweep(other)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Parcel.sweep(Arrays.copyOf(bytes, 40))).hasMessageContaining("damaged");
    }
}
