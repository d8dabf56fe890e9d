package org.evalgap.embedding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A private folder for the native libraries that ONNX Runtime and the tokenizers unpack. Left to themselves they leave 30 MB in the
 * temporary folder at each start and 14 MB in the user's home.
 */
final class Unpacked {
    private static final String PREFIX = "evalgap-embedding-";
    private static final String NATIVE = "/ai/onnxruntime/native/";

    private final Path folder;

    private Unpacked(Path folder) {
        this.folder = folder;
    }

    /** A folder of this process, in which both libraries are told to unpack. Those of dead processes are deleted. */
    static Unpacked here() {
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            deleteDead(temporary);
            Path folder = Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
            Unpacked unpacked = new Unpacked(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(unpacked::delete, "delete " + folder));
            System.setProperty("DJL_CACHE_DIR", folder.toString());
            System.setProperty("ENGINE_CACHE_DIR", folder.toString());
            System.setProperty("OPT_OUT_TRACKING", "true");
            // They tell of graphics cards that are not there and of what they unpack.
            System.setProperty("org.slf4j.simpleLogger.log.ai.djl", "off");
            unpacked.runtime();
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder to unpack the model's libraries into", e);
        }
    }

    /** Where the platform's libraries are not found by name, ONNX Runtime unpacks them itself. */
    private void runtime() throws IOException {
        String platform = platform();
        boolean all = true;
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String file = System.mapLibraryName(name);
            try (InputStream in = Unpacked.class.getResourceAsStream(NATIVE + platform + "/" + file)) {
                all &= in != null;
                if (in != null) {
                    Files.copy(in, folder.resolve(file));
                }
            }
        }
        if (all) {
            System.setProperty("onnxruntime.native.path", folder.toString());
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String os = system.contains("win") ? "win" : system.contains("mac") ? "osx" : "linux";
        return os + (machine.contains("aarch64") ? "-aarch64" : "-x64");
    }

    private static void deleteDead(Path temporary) throws IOException {
        try (Stream<Path> all = Files.list(temporary)) {
            for (Path path : all.filter(Unpacked::isDead).toList()) {
                new Unpacked(path).delete();
            }
        }
    }

    private static boolean isDead(Path path) {
        String name = String.valueOf(path.getFileName());
        if (!name.matches(PREFIX + "\\d{1,18}-\\d+")) {
            return false;
        }
        long pid = Long.parseLong(name.substring(PREFIX.length()).replaceFirst("-.*", ""));
        return ProcessHandle.of(pid).isEmpty();
    }

    /** Deletes the folder; where a system keeps a loaded library, the next start does. */
    void delete() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(Unpacked.class.getName()).log(System.Logger.Level.DEBUG, "left " + folder, e);
        }
    }
}
