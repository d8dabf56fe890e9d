package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Design;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.Cancellation;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store does, whatever database it stands on. Rows are compared by the bits of all their columns. */
abstract class StoreContract extends StoreFixture {
    @Test
    final void rowsFromTheStoreHaveTheBitsOfTheSweepsOwn() {
        SweepPlan plan = plan().build();
        assertThat(sweep(plan).rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        try (ResultStore store = ResultStore.open(url())) {
            StoredSweep stored = store.sweeps().get(0);
            assertThat(stored.columns().names()).isEqualTo(SweepColumns.of(plan).names());
            assertThat(stored)
                    .isEqualTo(new StoredSweep(1, "contract", "", 6, 18, -7, plan.measures(), List.of("lab"), false));
        }
    }

    @Test
    final void whatIsKnownIsNotSimulatedAgain() throws SQLException {
        SweepPlan plan = plan().build();
        sweep(plan);
        Ended again = sweep(plan);
        assertThat(again.status().replicatesSimulated()).isZero();
        assertThat(again.rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        assertThat(count("sweep")).isEqualTo(1);
        assertThat(count("session WHERE ended <> ''")).isEqualTo(2);
        assertThat(count("cell")).isEqualTo(6);
    }

    @Test
    final void moreReplicatesComputeOnlyTheNewBlocksAndKeepTheOldRows() {
        sweep(plan().build());
        SweepPlan more = plan().replicates(40).build();
        // Of 40 replicates the blocks of 16, 16 and 8; known is the first.
        assertThat(sweep(more).status().replicatesSimulated()).isEqualTo(6 * 24);
        assertThat(exported(1)).isEqualTo(undisturbed(more));
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
        SweepPlan fewer = plan().replicates(16).build();
        assertThat(sweep(fewer).status().replicatesSimulated()).isZero();
        assertThat(exported(2)).isEqualTo(undisturbed(fewer));
    }

    @Tag("long")
    @Test
    final void anotherPlansPointsAreReusedWhereTheyAreTheSame() {
        sweep(plan().build());
        SweepPlan other = SweepPlan.builder()
                .name("other")
                .scenario(SMALL.withBudget(9))
                .vary(Parameter.BUDGET, 7, 0.1, 64)
                .vary(Parameter.SHIFT, 3, 2)
                .replicates(18)
                .seed(-7)
                .build();
        assertThat(sweep(other).status().replicatesSimulated()).isEqualTo(4 * 18);
        assertThat(exported(1)).isEqualTo(undisturbed(other));
    }

    @Tag("long")
    @Test
    final void anotherSeedOrOtherMeasuresAreOtherResults() {
        sweep(plan().build());
        SweepPlan seeded = plan().seed(8).build();
        SweepPlan measured = plan().measures(EnumSet.allOf(MeasureGroup.class)).build();
        for (SweepPlan plan : List.of(seeded, measured)) {
            assertThat(sweep(plan).status().replicatesSimulated()).isEqualTo(6 * 18);
        }
        assertThat(exported(1)).isEqualTo(undisturbed(seeded));
        assertThat(exported(2)).isEqualTo(undisturbed(measured));
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
    }

    @Tag("long")
    @Test
    final void scenariosThatOccurTwiceInAPlanAreKeptOnce() throws SQLException {
        Map<String, UnaryOperator<Scenario>> choices = new LinkedHashMap<>();
        choices.put("a", s -> s);
        choices.put("b", s -> s.withShift(2));
        choices.put("c", s -> s);
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices("lab", choices))
                .vary(Axis.range(Parameter.BUDGET, 1, 3000, 3000, Scale.LINEAR))
                .build();
        assertThat(sweep(plan).rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        assertThat(count("block")).isEqualTo(6000);
        assertThat(count("cell")).isEqualTo(9000);
        assertThat(count("(SELECT DISTINCT hash FROM point) AS p")).isEqualTo(6000);
        assertThat(count("point")).isEqualTo(6000);
    }

    @Test
    final void doublesKeepTheirBits() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.range(Parameter.BUDGET, 1, 500, 500, Scale.LINEAR))
                .build();
        List<SweepPoint> points = new ArrayList<>();
        Map<Long, double[]> states = new HashMap<>();
        SplittableRandom random = new SplittableRandom(20261123);
        double[] special = {
            Double.NaN, Double.MIN_VALUE, Double.MAX_VALUE, 1 / 3.0, 0.0, Double.MIN_NORMAL, 2e-3, 9007199254740993.0
        };
        for (int i = 0; i < 500; i++) {
            double[] state = new double[Moments.names().size()];
            for (int k = 0; k < state.length; k++) {
                double any = Double.longBitsToDouble(random.nextLong());
                boolean finite = Double.isFinite(any);
                state[k] = finite && random.nextInt(4) > 0 ? any : special[random.nextInt(special.length)];
            }
            points.add(plan.point(i));
            states.put((long) i, state);
        }
        try (ResultStore store = ResultStore.open(url())) {
            try (Recording recording = store.record(plan, Manifest.empty())) {
                recording.prepare(points);
                points.forEach(p -> recording.block(p, 0, Moments.restore(1, states.get(p.index()))));
            }
            try (Recording recording = store.record(plan, Manifest.empty())) {
                recording.prepare(points);
                for (SweepPoint point : points) {
                    Moments found = recording.find(point, 0);
                    assertThat(found).isNotNull();
                    assertThat(bits(found.state())).isEqualTo(bits(states.get(point.index())));
                    assertThat(found.count()).isEqualTo(1);
                    assertThat(recording.find(point, 1)).isNull();
                }
            }
        }
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @Test
    final void aSweepThatWasStoppedGoesOnWhereItEnded() {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.between(Parameter.BUDGET, 1, 1000, Scale.LOG))
                .vary(Axis.between(Parameter.INSPIRATION, 0, 1, Scale.LINEAR))
                .design(Design.SOBOL, 2000)
                .build();
        long simulated = 0;
        for (int stop = 300; stop < 2000; stop += 700) {
            int after = stop;
            Cancellation cancellation = new Cancellation();
            try (ResultStore store = ResultStore.open(url());
                    Recording recording = store.record(plan, Manifest.empty())) {
                SweepListener listener = new Heard(plan, recording) {
                    @Override
                    public void progress(SweepProgress progress) {
                        if (progress.pointsDone() >= after) {
                            cancellation.cancel();
                        }
                    }
                };
                simulated += SweepRunner.withDefaults()
                        .withKnown(recording)
                        .run(plan, listener, cancellation)
                        .replicatesSimulated();
            }
        }
        Ended last = sweep(plan);
        assertThat(last.status().replicatesSimulated()).isPositive();
        // A replicate is a point here: none was lost, none simulated twice.
        assertThat(simulated + last.status().replicatesSimulated()).isEqualTo(2000);
        assertThat(last.rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
    }

    @Test
    final void failuresAreRecordedAndTriedAgain() {
        Failing designer = new Failing();
        Map<String, UnaryOperator<Scenario>> choices = new LinkedHashMap<>();
        choices.put("plain", s -> s);
        choices.put("designer", s -> s.withEnvironmentDesigner(designer));
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.choices("lab", choices))
                .vary(Parameter.BUDGET, 8, 64)
                .replicates(3)
                .build();
        Ended first = sweep(plan);
        assertThat(first.failures()).extracting(SweepFailure::index).containsExactly(2L, 3L);
        assertThat(failures()).containsExactly("out of ideas", "out of ideas");
        assertThat(exported(0)).hasSize(2);
        designer.able = true;
        Ended second = sweep(plan);
        assertThat(second.failures()).isEmpty();
        assertThat(second.status().replicatesSimulated()).isEqualTo(2 * 3);
        assertThat(failures()).isEmpty();
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
    }

    private List<String> failures() {
        try (ResultStore store = ResultStore.open(url())) {
            return store.failures(store.sweeps().get(0));
        }
    }

    private static final class Failing implements EnvironmentDesigner {
        private volatile boolean able;

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            if (!able) {
                throw new IllegalStateException("out of ideas");
            }
            org.evalgap.environment.InspiredDesigner.INSTANCE.design(brief, sheet);
        }
    }

    @Tag("long")
    @Test
    final void storesOfAnotherMeaningAreRefused() throws SQLException {
        sweep(plan().build());
        Map<String, String> reasons =
                Map.of("model = 999", "model version 999", "format = 0", "format 0", "format = NULL", "format null");
        for (Map.Entry<String, String> other : reasons.entrySet()) {
            change(
                    "UPDATE store SET model = " + Simulator.MODEL_VERSION + ", format = " + Table.FORMAT,
                    "UPDATE store SET " + other.getKey());
            assertThatThrownBy(() -> ResultStore.open(url()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(url(), other.getValue(), "give a new store");
        }
        assertThat(undoubled()).isEqualTo(12);
    }

    final long undoubled() throws SQLException {
        return count("(SELECT DISTINCT point, seed, measures, block, replicates FROM block) AS b");
    }

    @Test
    final void databasesOfSomethingElseAreRefusedAndNotTouched() throws SQLException {
        change("CREATE TABLE customers (id INTEGER)");
        assertThatThrownBy(() -> ResultStore.open(url())).hasMessageContainingAll(url(), "other tables");
        assertThat(count("customers")).isZero();
        assertThatThrownBy(() -> count("sweep")).isInstanceOf(SQLException.class);
    }

    @Test
    final void aStoreIsOpenOnceInAProcess() {
        try (ResultStore store = ResultStore.open(url())) {
            assertThat(store.sweeps()).isEmpty();
            assertThatThrownBy(() -> ResultStore.open(url())).hasMessageContaining("open in this process already");
        }
        ResultStore.open(url()).close();
    }

    /** The database fails at the n-th commit of the writer, or its connection is lost: one error, nothing lost or doubled. */
    @Tag("long")
    @Test
    final void aDatabaseThatFailsEndsTheSweepWithOneErrorAndKeepsWhatWasCommitted() throws SQLException {
        failsOnceAndKeepsWhatWasCommitted("commit 2");
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(strings = {"execute 25", "lost 3"})
    final void aDatabaseThatFailsElsewhereEndsTheSweepInTheSameWay(String fault) throws SQLException {
        failsOnceAndKeepsWhatWasCommitted(fault);
    }

    private void failsOnceAndKeepsWhatWasCommitted(String fault) throws SQLException {
        SweepPlan plan = SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.range(Parameter.BUDGET, 1, 2000, 2000, Scale.LINEAR))
                .build();
        try (FaultyDriver driver = new FaultyDriver(fault)) {
            assertThatThrownBy(() -> sweep(driver.url(url()), plan))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(driver.url(url()), "is kept")
                    .satisfies(e -> assertThat(e.getMessage().lines().count()).isLessThanOrEqualTo(3));
            assertThat(driver.failed()).isTrue();
        }
        long kept = count("block");
        assertThat(kept).isLessThan(2000);
        Ended again = sweep(plan);
        assertThat(again.status().replicatesSimulated()).isEqualTo(2000 - kept);
        assertThat(again.rows()).isEqualTo(undisturbed(plan));
        assertThat(exported(0)).isEqualTo(undisturbed(plan));
        assertThat(count("block")).isEqualTo(2000);
        assertThat(undoubled()).isEqualTo(2000);
    }

    @Test
    final void thePlanAndWhereItRanAreKept() throws SQLException {
        SweepPlan plan = plan().build();
        Manifest manifest = new Manifest("vary: …\n", "evalgap sweep x", "1.2", "abc");
        try (ResultStore store = ResultStore.open(url())) {
            store.record(plan, manifest).close();
            assertThat(store.sweeps().get(0).plan()).isEqualTo("vary: …\n");
        }
        assertThat(count(
                        "session WHERE command = 'evalgap sweep x' AND version = '1.2' AND gitCommit = 'abc' AND cores > 0"
                                + " AND jdk <> '' AND ended >= started"))
                .isEqualTo(1);
        assertThat(count("sweep WHERE model = " + Simulator.MODEL_VERSION + " AND seed = -7 AND hash <> ''"))
                .isEqualTo(1);
    }
}
