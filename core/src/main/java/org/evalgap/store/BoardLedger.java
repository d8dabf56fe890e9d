package org.evalgap.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evalgap.Board.Release;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.board.BoardLab;
import org.evalgap.protocol.board.BoardPlan;

/** What one recording of boards writes into the tables, and what it finds there. Nothing is committed but by {@link #commit}. */
final class BoardLedger implements AutoCloseable {
    /** How many rows are read ahead. */
    private static final int ROWS_AHEAD = 50_000;

    private final Connection connection;
    private final StoreFile file;
    private final BoardPlan plan;
    private final int labs;
    private final int[] boards;
    private final Map<Integer, Integer> protocols = new HashMap<>();
    private final boolean anyKnown;
    private final PreparedStatement known;
    private final Inserter releases;

    /** What is known of replicates from {@link #from} on, by replicate and protocol; null is not. */
    private Release[][][][] window = new Release[0][][][];

    private int from;

    /** In a store that is {@linkplain Database#complete complete}. */
    BoardLedger(Connection connection, StoreFile file, BoardPlan plan, Manifest manifest) throws SQLException {
        this.connection = connection;
        this.file = file;
        this.plan = plan;
        this.labs = plan.labs().size();
        this.boards = new int[plan.protocols().size()];
        long before = Database.number(connection, "SELECT coalesce(max(id), 0) FROM board");
        enter(manifest);
        this.anyKnown = Arrays.stream(boards).anyMatch(board -> board <= before);
        connection.commit();
        file.remember();
        String list = Arrays.stream(boards).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        this.known = connection.prepareStatement("SELECT board, replicate, release, lab, reportedScore, publicScore,"
                + " freshScore, workScore, impactScore FROM labRelease WHERE board IN (" + list + ") AND seed = "
                + plan.seed() + " AND replicate >= ? AND replicate < ?");
        this.releases = new Inserter(connection, Table.LAB_RELEASE);
    }

    /** Finds the boards of the plan, and enters those that are new. */
    private void enter(Manifest manifest) throws SQLException {
        String names = Texts.joined(plan.labs().stream().map(BoardLab::name).toList());
        int next = 1 + (int) Database.number(connection, "SELECT coalesce(max(id), 0) FROM board");
        try (Inserter entries = new Inserter(connection, Table.BOARD)) {
            for (int p = 0; p < boards.length; p++) {
                Protocol protocol = plan.protocols().get(p);
                String hash = Texts.key(plan, protocol);
                int there = (int) Database.number(
                        connection, "SELECT coalesce(max(id), 0) FROM board WHERE hash = '" + hash + "'");
                boards[p] = there > 0 ? there : next++;
                protocols.put(boards[p], p);
                if (there == 0) {
                    entries.add(
                            boards[p],
                            hash,
                            protocol.name(),
                            names,
                            plan.releases(),
                            manifest.plan(),
                            manifest.command(),
                            manifest.version(),
                            manifest.gitCommit());
                }
            }
            entries.flush();
        }
    }

    /** Replicates are asked for in ascending order. */
    Optional<Release[][]> find(int protocol, int replicate) throws SQLException {
        if (!anyKnown) {
            return Optional.empty();
        }
        if (replicate >= from + window.length) {
            read(replicate);
        }
        return Optional.ofNullable(window[replicate - from][protocol]);
    }

    private void read(int first) throws SQLException {
        long rows = (long) boards.length * plan.releases() * labs;
        int count = (int) Math.max(1, Math.min(plan.replicates() - first, ROWS_AHEAD / rows));
        from = first;
        window = new Release[count][boards.length][][];
        int[][] found = new int[count][boards.length];
        known.setInt(1, first);
        known.setInt(2, first + count);
        try (ResultSet result = known.executeQuery()) {
            while (result.next()) {
                int protocol = protocols.get(result.getInt(1));
                int at = result.getInt(2) - first;
                if (window[at][protocol] == null) {
                    window[at][protocol] = new Release[plan.releases()][labs];
                }
                enter(window[at][protocol], result);
                found[at][protocol]++;
            }
        }
        for (int at = 0; at < count; at++) {
            for (int p = 0; p < boards.length; p++) {
                requireWhole(boards[p], first + at, found[at][p]);
            }
        }
    }

    private void enter(Release[][] board, ResultSet result) throws SQLException {
        int release = result.getInt(3);
        int lab = result.getInt(4);
        boolean inside = release >= 0 && release < plan.releases() && lab >= 0 && lab < labs;
        if (!inside || board[release][lab] != null) {
            throw damaged(
                    result.getInt(1),
                    result.getInt(2),
                    "has release " + release + " of lab " + lab
                            + (inside ? " twice" : ", which is none of the board's"));
        }
        double[] scores = new double[5];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = result.getDouble(5 + i);
            if (result.wasNull() || Double.isNaN(scores[i])) {
                throw damaged(result.getInt(1), result.getInt(2), "has a score that is no number");
            }
        }
        board[release][lab] = new Release(scores[0], scores[1], scores[2], scores[3], scores[4]);
    }

    private void requireWhole(int board, int replicate, int found) {
        int expected = plan.releases() * labs;
        if (found != 0 && found != expected) {
            throw damaged(board, replicate, "has " + found + " releases of labs, not " + expected);
        }
    }

    private static StoreException damaged(int board, int replicate, String what) {
        return StoreException.damaged("replicate " + replicate + " of board " + board + " " + what);
    }

    /** Enters what was simulated. */
    void keep(int protocol, int replicate, Release[][] simulated) throws SQLException {
        for (int r = 0; r < simulated.length; r++) {
            for (int l = 0; l < labs; l++) {
                Release release = simulated[r][l];
                releases.add(
                        boards[protocol],
                        plan.seed(),
                        replicate,
                        r,
                        l,
                        release.told(),
                        release.publicScore(),
                        release.freshScore(),
                        release.workScore(),
                        release.impactScore());
            }
        }
    }

    /** Writes down for good what was entered. */
    void commit() throws SQLException {
        // Before anything is written: a database may make a file that was cut as long as it was.
        file.requireWhole();
        releases.flush();
        connection.commit();
        file.remember();
    }

    @Override
    public void close() throws SQLException {
        known.close();
        releases.close();
    }
}
