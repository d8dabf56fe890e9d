package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The {@code evalgap} command in processes of its own, laid out as the build lays it out: DuckDB's native library is no part of a
 * jar and lies beside it. Each process has a folder for temporary files that shows what it leaves behind.
 */
final class StoreProcess {
    private static final String NATIVE = "libduckdb_java.so_";

    private final Path folder;
    private final Path temporary;
    private final String classPath;

    StoreProcess(Path folder) throws IOException {
        this.folder = folder;
        this.temporary = Files.createDirectories(folder.resolve("temporary"));
        this.classPath = classPath();
    }

    private String classPath() throws IOException {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> entries = new ArrayList<>();
        for (String entry : given.split(File.pathSeparator)) {
            Path path = Path.of(entry);
            boolean duckDb = String.valueOf(path.getFileName()).startsWith("duckdb_jdbc");
            entries.add(duckDb ? withoutLibrary(path).toString() : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    /** A copy of the driver's jar without native libraries; the one of this machine beside it. */
    private Path withoutLibrary(Path jar) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path copy = lib.resolve("duckdb.jar");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : from.stream().toList()) {
                if (!entry.getName().startsWith(NATIVE)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
        }
        List<Path> libraries;
        try (Stream<Path> built = Files.list(Path.of("target").toAbsolutePath())) {
            libraries = built.filter(file -> file.getFileName().toString().startsWith(NATIVE))
                    .toList();
        }
        assertThat(libraries).as("what the build unpacks").isNotEmpty();
        for (Path library : libraries) {
            Files.createSymbolicLink(lib.resolve(library.getFileName()), library);
        }
        return copy;
    }

    /** Starts a command; its output and errors go to files. */
    Process start(Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                classPath));
        if (Runtime.version().feature() > 21) {
            command.add(1, "--enable-native-access=ALL-UNNAMED");
        }
        command.add("org.evalgap.cli.EvalGap");
        Arrays.stream(words).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(errors().toFile())
                .start();
    }

    /** What the last process wrote to standard error. */
    Path errors() {
        return folder.resolve("errors.txt");
    }

    /**
     * Waits until a process has committed to a store that is a file of DuckDB, and from then on as many bytes as are wanted: a
     * moment that does not depend on how fast the machine is.
     */
    void awaitCommits(Process process, Path store, long since, long bytes) throws Exception {
        Path log = store.resolveSibling(store.getFileName() + ".wal");
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 24_000 && process.isAlive(); i++) {
            if (Files.exists(log) && Files.getLastModifiedTime(log).toMillis() >= since) {
                long size = Files.size(log);
                least = Math.min(least, size);
                if (size - least >= bytes) {
                    return;
                }
            }
            Thread.sleep(5);
        }
        assertThat(process.isAlive()).as(Files.readString(errors())).isTrue();
    }

    /** The names of what the processes left in their folder for temporary files. */
    String leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith("hsperfdata"))
                    .collect(Collectors.joining(" "));
        }
    }
}
