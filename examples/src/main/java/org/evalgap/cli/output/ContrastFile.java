package org.evalgap.cli.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.cli.input.InputException;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.Contrast;
import org.evalgap.sweep.run.SweepListener;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.sweep.run.SweepRow;

/** The file that takes in a line for each cell and measure of a sweep: how it differs from its baseline. */
public final class ContrastFile implements SweepListener, AutoCloseable {
    private final RowsFile rows;
    private final SweepPlan plan;

    private ContrastFile(RowsFile rows, SweepPlan plan) {
        this.rows = rows;
        this.plan = plan;
    }

    /**
     * Opens a file, in place of what it held.
     *
     * @param label how the user named the file, such as {@code --contrasts pairs.csv}
     * @param file its path
     * @param plan a plan with a baseline
     * @return the file
     * @throws InputException if it cannot be written
     */
    public static ContrastFile open(String label, Path file, SweepPlan plan) {
        List<String> header = new ArrayList<>(List.of("point", "baseline"));
        plan.axes().forEach(axis -> header.add(axis.name()));
        header.addAll(List.of(
                "measure",
                "difference",
                "standardError",
                "unpairedStandardError",
                "varianceSaved",
                "replicates",
                "seed",
                "differenceAdjusted",
                "differenceAdjustedStandardError"));
        return new ContrastFile(RowsFile.open(label, file, header), plan);
    }

    @Override
    public void row(SweepRow row) {
        Contrast contrast = row.contrast().orElseThrow();
        Contrast adjusted = contrast.adjusted();
        for (Score score : Score.values()) {
            line(row, score.gainLabel(), contrast.ofGain(score), adjusted.ofGain(score));
        }
        for (Measure measure : Measure.values()) {
            if (measure != Measure.TRANSFER && plan.measures().contains(measure.group())) {
                line(row, measure.label(), contrast.of(measure), adjusted.of(measure));
            }
        }
    }

    private void line(SweepRow row, String measure, Contrast.Difference difference, Contrast.Difference adjusted) {
        long point = row.point().index();
        List<Object> cells =
                new ArrayList<>(List.of(point, row.contrast().orElseThrow().baseline()));
        int[] levels = plan.levels(point);
        for (int a = 0; a < levels.length; a++) {
            Axis axis = plan.axes().get(a);
            Optional<Parameter> parameter = axis.parameter();
            cells.add(parameter.isPresent() ? row.point().scenario().get(parameter.get()) : axis.label(levels[a]));
        }
        cells.addAll(List.of(
                measure,
                difference.value(),
                difference.standardError(),
                difference.unpairedStandardError(),
                difference.varianceSaved(),
                row.summary().replicates(),
                row.seed(),
                adjusted.value(),
                adjusted.standardError()));
        rows.record(cells.toArray());
    }

    @Override
    public void progress(SweepProgress progress) {
        rows.progress();
    }

    /**
     * Writes what is left and closes the file.
     *
     * @throws InputException if that fails
     */
    @Override
    public void close() {
        rows.close();
    }
}
