package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.evalgap.Simulator;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepColumns;

/**
 * The work of this process on a sweep.
 *
 * @param id its number
 * @param sweep the number of the plan that it works on
 */
record SweepSession(int id, int sweep) {
    /** Enters the plan, if it is new, and that work on it begins: its failures are about to be tried again. */
    static SweepSession begin(Connection connection, SweepPlan plan, Manifest manifest) throws SQLException {
        SweepSession session = new SweepSession(next(connection, "session"), sweep(connection, plan, manifest));
        try (Inserter sessions = new Inserter(connection, Table.SESSION)) {
            sessions.add(
                    session.id,
                    session.sweep,
                    now(),
                    "",
                    0L,
                    manifest.command(),
                    manifest.version(),
                    manifest.gitCommit(),
                    Runtime.version().toString(),
                    Runtime.getRuntime().availableProcessors());
            sessions.flush();
        }
        Database.execute(connection, "DELETE FROM failure WHERE sweep = " + session.sweep);
        return session;
    }

    private static int sweep(Connection connection, SweepPlan plan, Manifest manifest) throws SQLException {
        String hash = Texts.key(plan);
        long known = Database.number(connection, "SELECT coalesce(max(id), 0) FROM sweep WHERE hash = '" + hash + "'");
        if (known > 0) {
            if (plan.hasOwnDesigner()) {
                Database.execute(connection, "UPDATE sweep SET ownDesigner = 1 WHERE id = " + known);
            }
            return (int) known;
        }
        int id = next(connection, "sweep");
        try (Inserter sweeps = new Inserter(connection, Table.SWEEP)) {
            sweeps.add(
                    id,
                    hash,
                    plan.name(),
                    manifest.plan(),
                    Simulator.MODEL_VERSION,
                    plan.seed(),
                    plan.replicates(),
                    plan.size(),
                    Texts.number(plan.measures()),
                    Texts.joined(SweepColumns.choices(plan)),
                    plan.hasOwnDesigner() ? 1 : 0);
            sweeps.flush();
        }
        return id;
    }

    private static int next(Connection connection, String table) throws SQLException {
        return (int) Database.number(connection, "SELECT 1 + coalesce(max(id), 0) FROM " + table);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Enters that work ended, and how many replicates it simulated. */
    void end(Connection connection, long replicates) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE session SET ended = ?, replicates = ? WHERE id = ?")) {
            statement.setString(1, now());
            statement.setLong(2, replicates);
            statement.setInt(3, id);
            statement.executeUpdate();
        }
    }
}
