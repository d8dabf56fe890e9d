package org.evalgap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.evalgap.Parameter;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.Scale;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;
import org.evalgap.sweep.run.SweepRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DuckDB runs what an address or a file tells it: here neither is given the chance. */
class DuckDbStoreTest extends StoreVersionsContract {
    /** Of DuckDB 1.0, as its header has it behind the magic: DuckDB 1.5 says of itself that it reads 64 to 68. */
    private static final long OLDEST_STORAGE = 64;

    private static final int VERSION_AT = 12;

    private static final Path LOCKS = Path.of("/proc/locks");

    @Override
    String url() {
        return "jdbc:duckdb:" + file();
    }

    private Path file() {
        return folder.resolve("store.duckdb");
    }

    private Path secret() throws IOException {
        return Files.writeString(folder.resolve("secret.txt"), "for nobody else's eyes");
    }

    /** What a file of SQL would do, were it run. */
    private Path script() throws IOException {
        return Files.writeString(
                folder.resolve("script.sql"), "COPY (SELECT 1) TO '" + folder.resolve("written.csv") + "';");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";session_init_sql_file=SCRIPT",
                ";memory_limit=1GB;session_init_sql_file=SCRIPT",
                "; SESSION_INIT_SQL_FILE = SCRIPT",
                ";enable_external_access=true",
                ";lock_configuration=false",
                ";autoload_known_extensions=true",
                ";extension_directory=SCRIPT",
                ";access_mode=read_only",
                ";threads",
                ";"
            })
    void anAddressSetsNothingButMemoryAndThreads(String properties) throws IOException {
        String address = url() + properties.replace("SCRIPT", script().toString());
        assertThatThrownBy(() -> ResultStore.open(address))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("cannot be set", "only memory_limit=… and threads=… can");
        assertThat(folder.resolve("written.csv")).doesNotExist();
        assertThat(file()).doesNotExist();
    }

    @Test
    void anAddressMaySetMemoryAndThreads() throws SQLException {
        assertThat(settings(url())).isEqualTo("244.1 MiB 1");
        assertThat(settings(url() + ";memory_limit=1GB;Threads=2")).isEqualTo("953.6 MiB 2");
    }

    private static String settings(String url) throws SQLException {
        try (Connection connection = Database.connect(Address.of(url));
                var statement = connection.createStatement();
                var result =
                        statement.executeQuery("SELECT current_setting('memory_limit'), current_setting('threads')")) {
            result.next();
            return result.getString(1) + " " + result.getString(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:duckdb:x.duckdb",
                "http://localhost/x.duckdb",
                "https://localhost/x.duckdb",
                "s3://bucket/x.duckdb",
                "md:x",
                "sqlite:x.db",
                "postgres:dbname=x",
                "file:x.duckdb",
                "ducklake:x",
                "~/x.duckdb",
                "x.duckdb;session_init_sql_file=y.sql",
                "x.duckdb?y",
                "x.duckdb "
            })
    void whatIsNoPathOfAFileIsRefusedAsAFileAndAsAnAddress(String path) {
        assertThatThrownBy(() -> ResultStore.open(Path.of(path)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store " + Path.of(path) + ": ");
        assertThatThrownBy(() -> ResultStore.requireUsable(Path.of(path))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> ResultStore.open("jdbc:duckdb:" + path))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(path);
        assertThat(Path.of("x.duckdb")).doesNotExist();
    }

    @Test
    void aStoreReachesNothingButItsFile() throws Exception {
        Path secret = secret();
        try (Connection connection = Database.connect(Address.of(file()))) {
            for (String sql : List.of(
                    "SELECT * FROM read_text('" + secret + "')",
                    "SELECT * FROM '" + secret + "'",
                    "COPY (SELECT 1) TO '" + folder.resolve("written.csv") + "'",
                    "ATTACH '" + folder.resolve("other.duckdb") + "'",
                    "EXPORT DATABASE '" + folder.resolve("all") + "'",
                    "INSTALL httpfs",
                    "LOAD httpfs",
                    "LOAD '" + secret + "'",
                    "SET enable_external_access = true",
                    "SET lock_configuration = false",
                    "SET autoload_known_extensions = true",
                    "SET extension_directory = '" + folder + "'")) {
                assertThatThrownBy(() -> Database.execute(connection, sql))
                        .as(sql)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?s).*(disabled|locked|running|does not exist).*");
                connection.rollback();
            }
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(secret, file());
        }
    }

    @Test
    void aViewInATablesPlaceIsRefused() throws Exception {
        sweep(plan().build());
        change("DROP TABLE failure");
        change(
                "CREATE VIEW failure AS SELECT 1 AS sweep, 0 AS place, '' AS scenario, content AS message FROM read_text('"
                        + secret() + "')");
        assertThatThrownBy(() -> ResultStore.open(url()))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(url(), "\"failure\"", "no table but a view", "give another store")
                .hasMessageNotContaining("nobody");
    }

    @Test
    void aViewOfTheStoreItselfIsRefusedBeforeItIsRead() throws Exception {
        change("CREATE VIEW store AS SELECT content AS format, 3 AS model FROM read_text('" + secret() + "')");
        assertThatThrownBy(() -> ResultStore.open(file()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no table but a view")
                .hasMessageNotContaining("nobody");
    }

    /** A function of the file's own goes before DuckDB's. */
    @Test
    void aFunctionInTheFileReachesNothing() throws Exception {
        sweep(plan().build());
        change("CREATE MACRO string_split(a, b) AS (SELECT [content] FROM read_text('" + secret() + "'))");
        change("CREATE MACRO coalesce_(a) AS (SELECT content FROM read_text('" + secret() + "'))");
        try {
            assertThat(sweep(plan().replicates(40).build()).rows())
                    .isEqualTo(undisturbed(plan().replicates(40).build()));
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("disabled").hasMessageNotContaining("nobody");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQLite format 3\u0000 and more", "point,seed\n1,2\n", "PAR1"})
    void aFileOfSomethingElseIsRefusedAndNotTouched(String content) throws IOException {
        Files.writeString(file(), content);
        for (String name : List.of(file().toString(), url())) {
            assertThatThrownBy(() -> open(name))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll(
                            "store " + name, content.startsWith("SQLite") ? "SQLite" : "no file of DuckDB");
        }
        assertThat(file()).hasContent(content);
    }

    private static void open(String name) {
        (name.startsWith("jdbc:") ? ResultStore.open(name) : ResultStore.open(Path.of(name))).close();
    }

    @Test
    void foldersAndWhatIsInNoneAreRefused() {
        assertThatThrownBy(() -> ResultStore.open(folder))
                .hasMessageContainingAll(folder.toString(), "no ordinary file");
        Path missing = folder.resolve("missing/x.duckdb");
        assertThatThrownBy(() -> ResultStore.open(missing))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(missing.toString(), "there is no folder");
    }

    @Test
    void aFileIsOpenOnceInAProcessUnderWhateverName() throws IOException {
        try (ResultStore store = ResultStore.open(file())) {
            assertThat(store.name()).isEqualTo(file().toString());
            Path link = Files.createSymbolicLink(folder.resolve("link.duckdb"), file());
            assertThatThrownBy(() -> ResultStore.open(link)).hasMessageContaining("open in this process already");
            assertThatThrownBy(() -> ResultStore.open(url())).hasMessageContaining("open in this process already");
        }
    }

    /** The system's locks are a process's: one that opens and closes the file itself gives up the database's. */
    @Test
    void whatIsLookedUpWhileAStoreIsOpenDoesNotGiveUpItsLock() throws Exception {
        assumeThat(Files.isReadable(LOCKS)).as("locks are listed").isTrue();
        try (ResultStore store = ResultStore.open(file())) {
            Object inode = Files.getAttribute(file(), "unix:ino");
            assertThat(Files.readString(LOCKS)).contains(":" + inode + " ");
            store.record(plan().build(), Manifest.empty()).close();
            ResultStore.requireUsable(file());
            assertThatThrownBy(() -> ResultStore.open(file())).isInstanceOf(StoreException.class);
            assertThat(Files.readString(LOCKS)).contains(":" + inode + " ");
        }
    }

    @Test
    void itsStorageIsOfTheOldestVersion() throws IOException {
        sweep(plan().build());
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getLong(VERSION_AT)).isEqualTo(OLDEST_STORAGE);
        sweep(plan().replicates(40).build());
        header = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getLong(VERSION_AT)).isEqualTo(OLDEST_STORAGE);
    }

    /** As earlier versions of this program made it. */
    @Test
    void aFileOfTheNewestStorageIsReadToo() throws Exception {
        try (Connection connection = DriverManager.getConnection(url() + ";storage_compatibility_version=latest")) {
            for (Table table : Table.all()) {
                Database.execute(connection, table.creation());
            }
        }
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(header.getLong(VERSION_AT)).isGreaterThan(OLDEST_STORAGE);
        assertThat(sweep(plan().build()).rows()).isEqualTo(undisturbed(plan().build()));
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
    }

    /** Something that another program does to a file. */
    @FunctionalInterface
    private interface Deed {
        void perform(Path file) throws IOException;
    }

    private static SweepPlan harmedPlan() {
        return SweepPlan.builder()
                .scenario(SMALL)
                .vary(Axis.range(Parameter.BUDGET, 1, 2400, 2400, Scale.LINEAR))
                .build();
    }

    /** Sweeps, and does something to the file at row 1600. */
    private void harm(Deed deed) {
        SweepPlan plan = harmedPlan();
        try (ResultStore store = ResultStore.open(file());
                Recording recording = store.record(plan, Manifest.empty())) {
            SweepListener listener = new Heard(plan, recording) {
                @Override
                public void row(SweepRow row) {
                    super.row(row);
                    if (row.point().index() == 1600) {
                        perform(deed);
                    }
                }
            };
            SweepRunner.withDefaults().withKnown(recording).run(plan, listener);
        }
    }

    private AbstractThrowableAssert<?, ?> assertThatHarming(Deed deed) {
        return assertThatThrownBy(() -> harm(deed)).isInstanceOf(StoreException.class);
    }

    private void perform(Deed deed) {
        try {
            deed.perform(file());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileThatIsDeletedWhileItIsWrittenIsAnError() {
        assertThatHarming(Files::delete)
                .hasMessageContainingAll(file().toString(), "deleted or replaced", "nothing of what it held is kept");
    }

    @Test
    void aFileThatIsReplacedWhileItIsWrittenIsAnError() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "mine");
        assertThatHarming(file -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING))
                .hasMessageContainingAll(file().toString(), "deleted or replaced");
        assertThat(file()).hasContent("mine");
    }

    /** The cut may hit what the next commit writes anew: then nothing is lost, and nothing but that passes. */
    @Tag("long")
    @Test
    void aFileThatIsCutWhileItIsWrittenIsAnErrorOrWhole() {
        isAnErrorOrWholeWhereCut(0.5);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.999})
    void aFileThatIsCutToNothingOrByLittleIsAnErrorOrWhole(double left) {
        isAnErrorOrWholeWhereCut(left);
    }

    private void isAnErrorOrWholeWhereCut(double left) {
        sweep(plan().build());
        try {
            harm(file -> cut(file, left));
        } catch (StoreException e) {
            assertThat(e).hasMessageContainingAll(file().toString(), "was cut", "Delete it");
            return;
        }
        assertThat(exported(0)).isEqualTo(undisturbed(plan().build()));
        assertThat(exported(1)).isEqualTo(undisturbed(harmedPlan()));
    }

    private static void cut(Path file, double left) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate((long) (left * channel.size()));
        }
    }

    @Tag("long")
    @Test
    void aFileThatIsCutAndAsLongAsBeforeIsAnErrorOnceItIsClosed() throws IOException {
        sweep(harmedPlan());
        StoreFile watch = new StoreFile(Address.of(file()));
        watch.watch();
        watch.requireLeft(Address.of(file()));
        long size = Files.size(file());
        cut(file(), 0.5);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
        watch.requireWhole();
        assertThatThrownBy(() -> watch.requireLeft(Address.of(file())))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll(file().toString(), "was cut", "Delete it");
    }
}
