package org.evalgap.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.evalgap.sweep.run.SweepProgress;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    /** Cells are done long after their first replicates: their number would stand still while work goes on. */
    @Test
    void linesCountReplicates() {
        StringWriter text = new StringWriter();
        try (ProgressDisplay display = ProgressDisplay.of("labs", 8192, new PrintWriter(text), false)) {
            display.show(new SweepProgress(512, 0, 8192, 0, 0, 10));
            display.show(new SweepProgress(512, 1, 8192, 1600, 1600, 15));
            display.show(new SweepProgress(512, 1, 8192, 2400, 2400, 20));
        }
        assertThat(text.toString())
                .isEqualToNormalizingNewlines("labs: 0 of 8192 replicates; the first ones take a while\n"
                        + "labs: 2400 of 8192 replicates, 120 a second, 48 s left\n");
    }
}
