package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.evalgap.measure.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldStoreTest {
    @TempDir
    private Path folder;

    private static double[] world(double first) {
        double[] values = new double[Measure.count()];
        Arrays.setAll(values, i -> i == 1 ? Double.NaN : first / (i + 3));
        return values;
    }

    @Test
    void worldsComeBackBitForBitAndSweepsMayLiveBesideThem() {
        Path file = folder.resolve("worlds.duckdb");
        try (WorldStore store = WorldStore.open(file)) {
            assertThat(store.find("a")).isEmpty();
            for (int i = 0; i < 2500; i++) {
                store.keep("key" + i, world(i));
            }
            store.keep("key7", world(7));
            assertThat(store.kept()).isEqualTo(2500);
        }
        try (ResultStore results = ResultStore.open(file)) {
            assertThat(results.sweeps()).isEmpty();
        }
        try (WorldStore store = WorldStore.open(file)) {
            for (int i : new int[] {0, 7, 1999, 2499}) {
                assertThat(store.find("key" + i))
                        .hasValueSatisfying(v -> assertThat(v).isEqualTo(world(i)));
            }
            assertThat(store.found()).isEqualTo(4);
            assertThat(store.kept()).isZero();
        }
    }

    @Test
    void worldsWithOtherMeasuresAreSimulatedAgain() {
        Path file = folder.resolve("worlds.duckdb");
        try (WorldStore store = WorldStore.open(file)) {
            store.keep("short", new double[] {1, 2});
            assertThat(store.find("short")).isEmpty();
        }
    }

    @Test
    void whatIsNoStoreIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("text.duckdb"), "no database");
        assertThatThrownBy(() -> WorldStore.open(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("text.duckdb");
        assertThatThrownBy(() -> WorldStore.open(folder.resolve("no/such.duckdb")))
                .isInstanceOf(StoreException.class);
    }
}
