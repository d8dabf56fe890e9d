package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Cancellation;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network's sweep that was stopped goes on from its store, in the bytes of one that nobody stopped. */
class NetworkStoreTest {
    private static final int POINTS = 120;
    private static final int STOP = 40;

    /** Neighbours share their pretraining, which a resumed sweep takes up in their midst. */
    private static final SweepPlan PLAN = SweepPlan.builder()
            .scenario(Scenario.withDefaults()
                    .withPublicItems(6)
                    .withFreshItems(5)
                    .withWorkTasks(5)
                    .withEnvironments(7)
                    .withDimension(2)
                    .withAnswers("field")
                    .withSurfaceDimensions(1)
                    .withNetworkLearner()
                    .withWidth(4)
                    .withUpdates(6)
                    .withPretraining(3)
                    .withPretrainingTasks(9))
            .vary(Axis.range(Parameter.INSPIRATION, 0, 1, POINTS, Scale.LINEAR))
            .replicates(17)
            .build();

    @TempDir
    private Path folder;

    @Test
    void aNetworksSweepGoesOnWhereItEnded() throws SQLException {
        String url = "jdbc:h2:" + folder.resolve("network");
        List<List<Object>> undisturbed = StoreFixture.undisturbed(PLAN);
        long first = stopped(url);
        assertThat(first).isBetween(17L * STOP, 17L * POINTS - 1);
        long kept = kept(url);
        StoreFixture.Ended last = StoreFixture.sweep(url, PLAN);
        // What is kept is not simulated again. Parts of a block that were under way are: they are not kept.
        assertThat(kept).isBetween(17L * STOP, first);
        assertThat(last.status().replicatesSimulated()).isEqualTo(17L * POINTS - kept);
        assertThat(last.rows()).isEqualTo(undisturbed);
        assertThat(StoreFixture.sweep(url, PLAN).rows()).isEqualTo(undisturbed);
    }

    private static long kept(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return Database.number(connection, "SELECT sum(replicates) FROM block");
        }
    }

    /** Replicates that were simulated before somebody stopped the sweep. */
    private static long stopped(String url) {
        Cancellation cancellation = new Cancellation();
        try (ResultStore store = ResultStore.open(url);
                Recording recording = store.record(PLAN, Manifest.empty())) {
            StoreFixture.Heard listener = new StoreFixture.Heard(PLAN, recording) {
                @Override
                public void progress(SweepProgress progress) {
                    if (progress.pointsDone() >= STOP) {
                        cancellation.cancel();
                    }
                }
            };
            return SweepRunner.withDefaults()
                    .withKnown(recording)
                    .run(PLAN, listener, cancellation)
                    .replicatesSimulated();
        }
    }
}
