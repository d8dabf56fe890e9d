package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.evalgap.measure.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program of somebody else, a module that requires ours: compiled against the jar and run on the module path, with what Maven
 * gives to users of the library and nothing else. Maven says where these are, so the test runs in {@code mvn verify} only.
 */
@EnabledIfSystemProperty(
        named = "evalgap.modules",
        matches = ".+",
        disabledReason = "needs the jar that Maven packages")
class ModulePathTest {
    private static final String PROGRAM = """
            package visitor;

            import org.evalgap.Parameter;
            import org.evalgap.Scenario;
            import org.evalgap.Simulator;
            import org.evalgap.measure.Score;
            import org.evalgap.report.SweepTable;
            import org.evalgap.store.ResultStore;
            import org.evalgap.sweep.Axis;
            import org.evalgap.sweep.Design;
            import org.evalgap.sweep.SweepPlan;
            import tech.tablesaw.api.Table;

            class Visit {
                public static void main(String[] args) {
                    Scenario small = Scenario.withDefaults().withEnvironments(32);
                    System.out.println(Simulator.ofScores().summarize(small, 1, 2).gain(Score.PUBLIC));
                    Table table = SweepTable.of(SweepPlan.builder()
                            .scenario(small)
                            .vary(Axis.of(Parameter.BREADTH, 0.5, 2))
                            .grid()
                            .replicates(2)
                            .build());
                    Table broad = table.where(table.numberColumn("breadth").isGreaterThan(1));
                    System.out.println(table.rowCount() + " " + broad.rowCount());
                    System.out.println(broad.write().toString("csv").lines().count());
                    System.out.println(table.summary().rowCount() > 0 && broad.print().contains("breadth"));
                }

                /** Whoever opens a store may read its database too: our module hands java.sql on. */
                static java.sql.Connection read(String url) throws java.sql.SQLException {
                    try (ResultStore store = ResultStore.open(url)) {
                        return java.sql.DriverManager.getConnection(url);
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private String modules() {
        return System.getProperty("evalgap.modules");
    }

    /** What javac complains about; empty where the module compiles. */
    private String compile(String program) throws IOException {
        Path root = Files.createDirectories(folder.resolve("source/visitor"));
        Path descriptor =
                Files.writeString(root.resolveSibling("module-info.java"), "module visitor { requires org.evalgap; }");
        Path source = Files.writeString(root.resolve("Visit.java"), program);
        StringWriter complaints = new StringWriter();
        PrintWriter writer = new PrintWriter(complaints);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        javac.run(writer, writer, "-p", modules(), "-d", classes(), descriptor.toString(), source.toString());
        return complaints.toString();
    }

    private String classes() {
        return folder.resolve("classes").toString();
    }

    private List<String> run() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx512m"));
        command.addAll(List.of("-p", String.join(File.pathSeparator, modules(), classes())));
        command.addAll(List.of("-m", "visitor/visitor.Visit"));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return out.lines().toList();
    }

    @Test
    void aModularProgramRunsAndSeesWhatTheClassPathSees() throws Exception {
        assertThat(compile(PROGRAM)).isEmpty();
        Scenario small = Scenario.withDefaults().withEnvironments(32);
        double gain = Simulator.ofScores().summarize(small, 1, 2).gain(Score.PUBLIC);
        // Two cells of two replicates: a row a cell, one of them broad; its table is a header and a line.
        assertThat(run()).containsExactly(Double.toString(gain), "2 1", "2", "true");
    }

    /** Of Tablesaw's libraries those that its readers of files need, and annotations, stay away; the program above prints tables without. */
    @Test
    void usersGetNoLibraryThatNothingReaches() {
        assertThat(modules()).contains("tablesaw-core");
        assertThat(modules())
                .doesNotContain("icu4j", "checker-qual", "error_prone", "j2objc", "jsr305", "listenablefuture");
    }

    @Test
    void whatIsInternalStaysInside() throws IOException {
        assertThat(compile("package visitor; class Visit { org.evalgap.internal.kernel.Points mine; }"))
                .contains("package org.evalgap.internal.kernel is not visible");
    }
}
