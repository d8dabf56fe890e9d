package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What axe-core finds in pages as commands write them. Skipped where there is no browser. */
class AccessibilityTest {
    @RegisterExtension
    private static final Visit VISIT = new Visit();

    @TempDir
    private static Path folder;

    /** What is wrong is found: a picture without a word for it, and what only dark hides. */
    @Tag("long")
    @Test
    void faultsAreFound() throws Exception {
        Path page = Files.writeString(folder.resolve("faulty-index.html"), """
                <!doctype html><html lang="en"><head><title>Faulty</title><meta name="viewport" content="width=device-width">
                <style>@media (prefers-color-scheme: dark) { body { background: #444 } }</style></head>
                <body><main><h1>Faulty</h1><img src="data:,"><div style="width: 600px">wide</div></main></body></html>
                """);
        VISIT.open(page, 1280, 900);
        assertThat(Accessibility.allFaults(VISIT.browser()))
                .hasSize(7)
                .anyMatch(fault -> fault.startsWith("1440 light: image-alt at img"))
                .anyMatch(fault -> fault.startsWith("1440 dark: color-contrast at h1"))
                .contains("390 light: the page is 608 wide", "390 dark: the page is 608 wide");
    }

    /** The pages of plans and data that are shipped, both widths and both themes, everything open. */
    @Tag("long")
    @Test
    void noShippedPageHasAFault() throws Exception {
        Map<String, Object[]> commands = new TreeMap<>();
        commands.put("sweep", new Object[] {"sweep", "plans/inspiration.yaml", "--report"});
        commands.put("random", new Object[] {"sweep", "plans/sensitivity.yaml", "--report"});
        commands.put("estimate", new Object[] {"estimate", "data/gsm1k.csv", "--report"});
        commands.put("explain", new Object[] {"explain", "evidence/quick.yaml", "--report"});
        commands.put("plan", new Object[] {
            "explain", "evidence/quick.yaml", "--keep", "inflation<=0.02", "--vary", "inspiration", "--report"
        });
        commands.put("protocols", new Object[] {"protocols", "protocols/quick.yaml", "--report"});
        commands.put(
                "sensitivity", new Object[] {"sensitivity", "plans/sensitivity.yaml", "--samples", 64, "--report"});
        commands.put("study", new Object[] {"study", "two-students", "--out"});
        commands.put("audit", new Object[] {
            "audit",
            "--public",
            "data/suite/public.jsonl",
            "--fresh",
            "data/suite/fresh.jsonl",
            "--work",
            "data/suite/work.jsonl",
            "--environments",
            "data/suite/environments.jsonl",
            "--advise",
            "--report"
        });
        for (Map.Entry<String, Object[]> command : commands.entrySet()) {
            Path page = folder.resolve(command.getKey());
            Object[] args = java.util.Arrays.copyOf(command.getValue(), command.getValue().length + 1);
            args[args.length - 1] = page;
            assertThat(Cli.run(args).code()).as(command.getKey()).isZero();
            VISIT.open(page.resolve("index.html"), 1440, 900);
            assertThat(Accessibility.allFaults(VISIT.browser()))
                    .as(command.getKey())
                    .isEmpty();
            VISIT.asksForOnePageOnly();
            assertThat(Files.readString(page.resolve("index.html")).replaceAll("base64,[^\"]+", ""))
                    .as(command.getKey())
                    .doesNotContain(folder.toString());
        }
    }
}
