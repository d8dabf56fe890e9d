package org.evalgap.cli.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.input.InputException;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Contrast;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepRow;

/** A file of comma-separated values with a line for each cell and measure: how it differs from its baseline. */
public final class ContrastFile implements SweepListener, AutoCloseable {
    private final Path file;
    private final SweepPlan plan;
    private final BufferedWriter writer;

    private ContrastFile(Path file, SweepPlan plan, BufferedWriter writer) {
        this.file = file;
        this.plan = plan;
        this.writer = writer;
        List<String> header = new ArrayList<>(List.of("point", "baseline"));
        plan.axes().forEach(axis -> header.add(axis.name()));
        header.addAll(List.of(
                "measure",
                "difference",
                "standardError",
                "unpairedStandardError",
                "varianceSaved",
                "replicates",
                "seed"));
        line(header);
    }

    /**
     * Opens a file, in place of what it held.
     *
     * @throws InputException if it cannot be written
     */
    public static ContrastFile open(Path file, SweepPlan plan) {
        try {
            return new ContrastFile(file, plan, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException("--contrasts " + file + ": cannot be written ("
                + e.getClass().getSimpleName().replace("Exception", "") + "); choose another file");
    }

    @Override
    public void row(SweepRow row) {
        Contrast contrast = row.contrast().orElseThrow();
        for (Score score : Score.values()) {
            line(row, score.gainLabel(), contrast.ofGain(score));
        }
        for (Measure measure : Measure.values()) {
            if (measure != Measure.TRANSFER && plan.measures().contains(measure.group())) {
                line(row, measure.label(), contrast.of(measure));
            }
        }
    }

    private void line(SweepRow row, String measure, Contrast.Difference difference) {
        List<String> cells = new ArrayList<>();
        cells.add(Long.toString(row.point().index()));
        cells.add(Long.toString(row.contrast().orElseThrow().baseline()));
        int[] levels = plan.levels(row.point().index());
        for (int a = 0; a < levels.length; a++) {
            Axis axis = plan.axes().get(a);
            cells.add(axis.parameter()
                    .map(parameter -> Numbers.text(row.point().scenario().get(parameter)))
                    .orElse(axis.label(levels[a])));
        }
        cells.add(measure);
        cells.add(Numbers.text(difference.value()));
        cells.add(Numbers.text(difference.standardError()));
        cells.add(Numbers.text(difference.unpairedStandardError()));
        cells.add(Numbers.text(difference.varianceSaved()));
        cells.add(Long.toString(row.summary().replicates()));
        cells.add(Long.toString(row.seed()));
        line(cells);
    }

    private void line(List<String> cells) {
        try {
            writer.write(Numbers.csv(cells));
            writer.write('\n');
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Writes what is left and closes the file.
     *
     * @throws InputException if that fails
     */
    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
