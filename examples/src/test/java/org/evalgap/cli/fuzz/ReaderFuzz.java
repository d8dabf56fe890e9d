package org.evalgap.cli.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What Jazzer calls: {@code mvn -Pfuzz -pl examples -am -Dreader=plan -Dseconds=120 test-compile}. It finds the method by its name, so
 * that nothing here needs it.
 */
public final class ReaderFuzz {
    private static final Reader READER =
            Reader.valueOf(System.getProperty("reader", "plan").toUpperCase(Locale.ROOT));
    private static final Path FOLDER = folder();

    private ReaderFuzz() {}

    private static Path folder() {
        try {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "evalgap-fuzz")
                    : Files.createTempDirectory("evalgap-fuzz");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Writes what a fuzzer starts from.
     *
     * @param args the folder
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        List<byte[]> seeds = new ArrayList<>(READER.seeds(FOLDER));
        seeds.addAll(READER.found());
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(Path.of(args[0], "seed-" + i), seeds.get(i));
        }
    }

    /**
     * Reads the bytes; whatever it throws is a finding.
     *
     * @param bytes of a file
     * @throws IOException if the file cannot be written
     */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        READER.read(bytes, FOLDER);
    }
}
