package org.evalgap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs scripts of Bash in which {@code evalgap} is this program, in a process of its own each time it is called. */
public final class Shell {
    private static final long SECONDS = 60;

    private final Path folder;

    /**
     * A shell.
     *
     * @param folder where it works
     */
    public Shell(Path folder) {
        this.folder = folder;
    }

    /** Whether this machine has Bash. */
    public static boolean exists() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    /**
     * Runs a script to its end.
     *
     * @throws AssertionError if it does not end
     */
    public Cli.Ended run(String script) throws IOException, InterruptedException {
        Path out = Files.createTempFile("evalgap-shell", ".out");
        Path err = Files.createTempFile("evalgap-shell", ".err");
        ProcessBuilder builder =
                new ProcessBuilder("/bin/bash", "-c", "evalgap() { " + program() + " \"$@\"; }\n" + script);
        Process process = builder.directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + script + "\n" + Files.readString(err));
            }
            return new Cli.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String program() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return "'" + java + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '" + classPath + "' "
                + EvalGap.class.getName();
    }
}
