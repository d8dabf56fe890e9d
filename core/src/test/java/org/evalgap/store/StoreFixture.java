package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.learner.SampledTrainer;
import org.evalgap.measure.Moments;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.PlanBuilder;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.SweepPoint;
import org.evalgap.sweep.run.SweepColumns;
import org.evalgap.sweep.run.SweepFailure;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.evalgap.sweep.run.SweepStatus;
import org.junit.jupiter.api.io.TempDir;

/** A small plan, and what is done with it in a store of some database: to sweep, to export, to count, to change. */
abstract class StoreFixture {
    static final Scenario SMALL = Scenario.withDefaults()
            .withDimension(2)
            .withEnvironments(6)
            .withPublicItems(8)
            .withFreshItems(8)
            .withWorkTasks(8);

    @TempDir
    Path folder;

    /** Where a store of this database may lie. */
    abstract String url();

    static PlanBuilder plan() {
        Map<String, UnaryOperator<Scenario>> choices = new LinkedHashMap<>();
        choices.put("flow", s -> s);
        choices.put(
                "two\nlines \\ and, commas, \u001e and \u001f",
                s -> s.withTrainer(SampledTrainer.INSTANCE).withUpdates(5));
        return SweepPlan.builder()
                .name("contract")
                .scenario(SMALL)
                .vary(Axis.choices("lab", choices))
                .vary(Parameter.BUDGET, 8, 64, 0.1)
                .replicates(18)
                .seed(-7);
    }

    /** The rows that a sweep delivers, and what it told. */
    static class Heard implements SweepListener {
        final List<List<Object>> rows = new ArrayList<>();
        final List<SweepFailure> failures = new ArrayList<>();
        private final SweepColumns columns;
        private final SweepListener next;

        Heard(SweepPlan plan, SweepListener next) {
            this.columns = SweepColumns.of(plan);
            this.next = next;
        }

        @Override
        public void row(SweepRow row) {
            rows.add(columns.columns().stream().map(c -> c.value().apply(row)).toList());
            next.row(row);
        }

        @Override
        public void block(SweepPoint point, int block, Moments moments) {
            next.block(point, block, moments);
        }

        @Override
        public void failed(SweepFailure failure) {
            failures.add(failure);
            next.failed(failure);
        }

        @Override
        public void progress(SweepProgress progress) {
            next.progress(progress);
        }
    }

    /** Rows of plans without a store: the same plan is asked for often, and of thousands of points. */
    private static final Map<String, List<List<Object>>> UNDISTURBED = new ConcurrentHashMap<>();

    /** What a sweep without a store delivers. */
    static List<List<Object>> undisturbed(SweepPlan plan) {
        return UNDISTURBED.computeIfAbsent(Texts.key(plan), key -> {
            Heard heard = new Heard(plan, row -> {});
            SweepRunner.withDefaults().run(plan, heard);
            return heard.rows;
        });
    }

    record Ended(SweepStatus status, List<List<Object>> rows, List<SweepFailure> failures) {}

    final Ended sweep(SweepPlan plan) {
        return sweep(url(), plan);
    }

    static Ended sweep(String url, SweepPlan plan) {
        try (ResultStore store = ResultStore.open(url);
                Recording recording = store.record(plan, Manifest.empty())) {
            Heard heard = new Heard(plan, recording);
            SweepStatus status = SweepRunner.withDefaults()
                    .withThreads(2)
                    .withKnown(recording)
                    .run(plan, heard);
            return new Ended(status, heard.rows, heard.failures);
        }
    }

    final List<List<Object>> exported(int sweep) {
        try (ResultStore store = ResultStore.open(url())) {
            List<List<Object>> rows = new ArrayList<>();
            StoredSweep stored = store.sweeps().get(sweep);
            long count = store.rows(stored, values -> rows.add(Arrays.asList(values)));
            assertThat(count).isEqualTo(rows.size());
            return rows;
        }
    }

    /** Blocks that the store holds of one kind, counted by the database. */
    final long count(String from) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            return Database.number(connection, "SELECT count(*) FROM " + from);
        }
    }

    /** In one connection: a database takes a twentieth of a second to open. */
    final void change(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            for (String sql : statements) {
                Database.execute(connection, sql);
            }
        }
    }
}
