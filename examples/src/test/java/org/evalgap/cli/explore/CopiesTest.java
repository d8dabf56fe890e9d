package org.evalgap.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.input.PlanFile;
import org.evalgap.cli.input.ScenarioFile;
import org.evalgap.cli.input.Settings;
import org.evalgap.sweep.SweepPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page gives away is the lab that it shows. */
class CopiesTest {
    @TempDir
    private Path folder;

    private static List<Scenario> labs() {
        List<Scenario> labs = new ArrayList<>();
        Arrays.stream(Preset.values()).map(Preset::scenario).forEach(labs::add);
        PublishedCase.all().stream().map(PublishedCase::scenario).forEach(labs::add);
        labs.add(Scenario.withDefaults().withInspiration(0.37).withBreadth(1e-5).withKlPenalty(0.0012));
        return labs;
    }

    @Test
    void commandsAndPlansHaveTheLab() throws IOException {
        for (Scenario lab : labs()) {
            Copies copies = new Copies(lab, 5, 16);
            List<String> words = List.of(copies.command().strip().split(" "));
            assertThat(words).startsWith("evalgap", "simulate").endsWith("--seed", "5", "--replicates", "16");
            List<String> assignments = new ArrayList<>();
            for (int i = 2; words.get(i).equals("--set"); i += 2) {
                assignments.add(words.get(i + 1));
            }
            assertThat(ScenarioFile.of(Scenario.withDefaults(), Settings.read(assignments))
                            .scenario())
                    .isEqualTo(lab);
            Path file = Files.writeString(folder.resolve("explored.yaml"), copies.plan());
            SweepPlan plan = PlanFile.read(file).plan(Map.of(), null);
            assertThat(plan.seed()).isEqualTo(5);
            assertThat(LongStream.range(0, plan.size()).mapToObj(plan::point).map(point -> point.scenario()))
                    .contains(lab)
                    .hasSizeBetween(6, 7);
        }
        assertThat(new Copies(Scenario.withDefaults(), 1, 16).command())
                .isEqualTo("evalgap simulate --replicates 16\n");
        assertThat(new Copies(Scenario.withDefaults(), 1, 64).command())
                .isEqualTo("evalgap simulate --replicates 64 --raw\n");
        assertThat(new Copies(Scenario.withDefaults(), 1, 64).plan())
                .contains("evalgap sweep shows them too with --raw\n");
        assertThat(new Copies(Scenario.withDefaults(), 1, 16).plan()).doesNotContain("--raw");
    }

    /** With every parameter and word that there is. */
    @Test
    void programsCompile() throws IOException {
        Scenario all = Scenario.withDefaults();
        for (Parameter parameter : Parameter.values()) {
            double other = Ticks.of(parameter).stream()
                    .filter(tick -> tick != parameter.byDefault())
                    .findFirst()
                    .orElseThrow();
            all = all.with(parameter, other);
        }
        for (Word word : Word.values()) {
            all = all.with(word, word.words().get(1));
        }
        Path file = Files.writeString(folder.resolve("Explored.java"), new Copies(all, 1, 16).java());
        String classPath = Scenario.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                classPath,
                                "-d",
                                folder.toString(),
                                file.toString()))
                .isZero();
    }

    /** The page of what was published has each of them, with these settings. */
    @Test
    void publishedCasesAreOnTheirPage() throws IOException {
        String validation = Files.readString(Path.of("../docs/validation.md"));
        String plan = Files.readString(Path.of("plans/gsm8k.yaml"));
        for (PublishedCase published : PublishedCase.all()) {
            if (published.name().startsWith("GSM8K")) {
                List.of("publicItems", "freshItems", "competence", "environments")
                        .forEach(name -> assertThat(plan)
                                .contains("  " + name + ": "
                                        + published.settings().get(name) + "\n"));
                assertThat(plan).contains("0.97", "from: 256, to: 16384, steps: 7");
            } else {
                assertThat(validation
                                .lines()
                                .filter(line -> line.startsWith("examples/evalgap simulate"))
                                .filter(line -> published.settings().entrySet().stream()
                                        .allMatch(e -> line.contains("--set " + e.getKey() + "=" + e.getValue())))
                                .filter(line -> line.split("--set").length
                                        == published.settings().size() + 1))
                        .as(published.name())
                        .isNotEmpty();
            }
        }
    }
}
