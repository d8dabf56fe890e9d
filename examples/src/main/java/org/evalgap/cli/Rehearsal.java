package org.evalgap.cli;

import java.nio.file.Path;

/**
 * Runs short commands one after another, so that the build sees which classes they load: it keeps these as the JVM holds them, and
 * {@code examples/evalgap} starts from there.
 */
final class Rehearsal {
    private Rehearsal() {}

    /**
     * Runs the commands. What they print is of no use to anybody.
     *
     * @param args the folder of example tables
     */
    public static void main(String[] args) {
        run("simulate", "--replicates", "2");
        run("estimate", Path.of(args[0], "constat-mmlu.csv").toString());
        run("--version");
    }

    private static void run(String... args) {
        int code = EvalGap.run(EvalGap.commandLine(args), args);
        if (code != 0) {
            throw new IllegalStateException("the rehearsal of " + args[0] + " ended with " + code);
        }
    }
}
