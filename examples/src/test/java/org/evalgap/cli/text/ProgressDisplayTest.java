package org.evalgap.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.evalgap.sweep.run.SweepProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressDisplayTest {
    /** Cells are done long after their first replicates: their number would stand still while work goes on. */
    @Test
    void linesCountReplicates() {
        StringWriter text = new StringWriter();
        try (ProgressDisplay display = ProgressDisplay.of("labs", 8192, new PrintWriter(text), false)) {
            display.show(new SweepProgress(512, 0, 8192, 0, 0, 10));
            display.show(new SweepProgress(512, 1, 8192, 1600, 1600, 15));
            display.show(new SweepProgress(512, 1, 8192, 2400, 2400, 20));
            display.show(new SweepProgress(512, 1, 8192, 2410, 10, 40));
        }
        assertThat(text.toString())
                .isEqualToNormalizingNewlines("labs: 0 of 8192 replicates; the first ones take a while\n"
                        + "labs: 2400 of 8192 replicates, 120 a second, 48 s left\n"
                        + "labs: 2410 of 8192 replicates, 0.25 a second, 23128 s left\n");
    }

    /** A bar as wide as the terminal wraps, and every update leaves a line. */
    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 160})
    void theBarIsShorterThanTheTerminalIsWide(int columns) {
        for (String name : List.of("labs", "which-inspiration-makes-real-gains-and-which-makes-public-ones")) {
            ByteArrayOutputStream shown = new ByteArrayOutputStream();
            try (ProgressBar bar = ProgressDisplay.bar(
                    name, "replicates", 819_200, new PrintStream(shown, true, StandardCharsets.UTF_8), columns)) {
                bar.stepTo(409_600);
                bar.refresh();
            }
            List<String> updates =
                    List.of(shown.toString(StandardCharsets.UTF_8).split("[\r\n]+"));
            assertThat(updates).hasSizeGreaterThan(1).allMatch(update -> update.length() < columns);
            assertThat(updates).anyMatch(update -> update.startsWith(name.substring(0, 4)));
        }
    }
}
