package org.evalgap.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code evalgap simulate} cannot use: options, and scenario files. */
class SimulateRefusalTest {
    @TempDir
    private Path folder;

    @Test
    void badOptionsAreRefused() {
        Cli.refused(List.of("simulate", "--set", "inspirtion=0.5"), "inspirtion", "\"inspiration\"");
        Cli.refused(List.of("simulate", "--set", "inspiration=1.5"), "inspiration", "[0, 1]", "1.5");
        Cli.refused(List.of("simulate", "--set", "inspiration=NaN"), "inspiration", "[0, 1]", "NaN");
        Cli.refused(List.of("simulate", "--set", "budget=Infinity"), "budget", "Infinity");
        Cli.refused(List.of("simulate", "--set", "budget=1e400"), "budget", "1e400");
        Cli.refused(List.of("simulate", "--set", "budget="), "budget");
        Cli.refused(List.of("simulate", "--set", "environments=2.5"), "environments", "whole number", "2.5");
        Cli.refused(List.of("simulate", "--set", "environments"), "NAME=VALUE");
        Cli.refused(List.of("simulate", "--set", "breadth=1", "--set", "breadth=2"), "breadth", "twice");
        Cli.refused(List.of("simulate", "--set", "preset=narrow"), "--preset");
        Cli.refused(List.of("simulate", "--set", "trainer=flwo"), "flwo", "flow");
        Cli.refused(List.of("simulate", "--set", "rounds=300"), "rounds", "environments = 256");
        Cli.refused(List.of("simulate", "--preset", "nerrow"), "nerrow", "\"narrow\"");
        Cli.refused(List.of("simulate", "--replicates", "0"), "--replicates", "at least 1", "0");
        Cli.refused(List.of("simulate", "--replicates", "many"), "--replicates", "many");
        Cli.refused(List.of("simulate", "--seed", "1.5"), "--seed", "1.5");
        Cli.refused(List.of("simulate", "--format", "xml"), "--format", "xml", "json");
        Cli.refused(List.of("simulate", "--sed", "3"), "--sed", "--seed");
        Cli.refused(List.of("simulate", "extra"), "extra");
        Cli.refused(List.of("simlate"), "simlate", "simulate");
    }

    @Test
    void badFilesAreRefusedWithTheirPlace() throws IOException {
        refused("", "s.yaml", "empty");
        refused("breadth: 1\ninspirtion: 1\n", "s.yaml", "line 2, column 1", "\"inspiration\"");
        refused("breadth: 1\ninspiration: 2\n", "s.yaml", "line 2, column 14", "[0, 1]: 2");
        refused("breadth: 1\nbreadth: 2\n", "s.yaml", "line 2", "twice");
        refused("breadth: [1\n", "s.yaml", "line 2, column 1");
        refused("preset: foo\n", "s.yaml", "line 1", "foo", "narrow");
        refused("eval:\n  mixture:\n  - mean: [1, 2]\n    spread: 1\n", "s.yaml", "2 dimensions", "set dimension to 2");
        refused("work:\n  tasks: none.csv\n", "none.csv", "no such file");
        Files.writeString(folder.resolve("w.csv"), "x0,difficulty\n0,1\nx,1\n");
        refused("work:\n  tasks: w.csv\n", "w.csv", "line 3", "\"x0\"", "\"x\"");
        Files.writeString(folder.resolve("e.csv"), "x0,difficulty\n0,1\n1,1\n");
        refused("dimension: 1\neval:\n  tasks: e.csv\n", "publicItems");
        Cli.refused(List.of("simulate", "--scenario", folder.resolve("none.yaml")), "none.yaml", "no such file");
        Cli.refused(List.of("simulate", "--scenario", folder), "directory");
        Cli.refused(List.of("simulate", "--scenario", folder.resolve("s.yaml"), "--preset", "narrow"), "both");
    }

    private void refused(String text, Object... parts) throws IOException {
        Path file = Files.writeString(folder.resolve("s.yaml"), text);
        Cli.refused(List.of("simulate", "--scenario", file), parts);
    }
}
