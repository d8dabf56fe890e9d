package org.evalgap.cli.text;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.evalgap.cli.output.Output;
import org.evalgap.sweep.SweepPlan;
import org.evalgap.sweep.run.SweepProgress;
import org.jspecify.annotations.Nullable;

/** Shows how far a sweep is: a bar on a terminal, otherwise a line now and then. */
public final class ProgressDisplay implements AutoCloseable {
    private static final double SECONDS_A_LINE = 10;
    private static final int WIDEST = 100;
    private static final String UNIT = "replicates";

    /** Below so many replicates a second decimals tell something. */
    private static final double FEW = 10;

    private final String name;
    private final String unit;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private double lastLine;

    private ProgressDisplay(String name, String unit, PrintWriter err, @Nullable ProgressBar bar) {
        this.name = name;
        this.unit = unit;
        this.err = err;
        this.bar = bar;
    }

    /**
     * A display.
     *
     * @param plan what is simulated
     * @param err where lines go
     * @param terminal whether a terminal shows {@code System.err}, where the bar goes
     * @return the display, to be closed in the end
     */
    public static ProgressDisplay of(SweepPlan plan, PrintWriter err, boolean terminal) {
        return of(plan.name(), UNIT, plan.size() * plan.replicates(), err, terminal);
    }

    /**
     * A display of replicates.
     *
     * @param name what is going on
     * @param replicates how many are to be simulated
     * @param err where lines go
     * @param terminal whether a terminal shows {@code System.err}, where the bar goes
     * @return the display, to be closed in the end
     */
    public static ProgressDisplay of(String name, long replicates, PrintWriter err, boolean terminal) {
        return of(name, UNIT, replicates, err, terminal);
    }

    /**
     * A display.
     *
     * @param name what is going on
     * @param unit what is counted, in the plural
     * @param count how many are to be simulated
     * @param err where lines go
     * @param terminal whether a terminal shows {@code System.err}, where the bar goes
     * @return the display, to be closed in the end
     */
    public static ProgressDisplay of(String name, String unit, long count, PrintWriter err, boolean terminal) {
        ProgressBar bar = terminal ? bar(name, unit, count, System.err, Terminal.columns()) : null;
        return new ProgressDisplay(name, unit, err, bar);
    }

    /** A bar that is shorter than the terminal is wide: a line that wraps cannot be written over. */
    static ProgressBar bar(String name, String unit, long count, PrintStream err, int columns) {
        int length = Math.min(WIDEST, Math.max(1, columns - 1));
        return new ProgressBarBuilder()
                .setTaskName(Output.visible(name))
                .setInitialMax(count)
                .setUnit(" " + unit, 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .setMaxRenderedLength(length)
                .setConsumer(new ConsoleProgressBarConsumer(err, length))
                .showSpeed()
                .build();
    }

    /**
     * Shows how far the sweep is.
     *
     * @param progress how far
     */
    public void show(SweepProgress progress) {
        if (bar != null) {
            bar.stepTo(progress.replicatesDone());
        } else if (progress.seconds() - lastLine >= SECONDS_A_LINE) {
            lastLine = progress.seconds();
            err.println(line(progress));
            err.flush();
        }
    }

    private String line(SweepProgress progress) {
        // Without a rate nobody knows what is left.
        return progress.rate() > 0
                ? rated(progress)
                : name + ": 0 of " + progress.replicates() + " " + unit + "; the first ones take a while";
    }

    private String rated(SweepProgress progress) {
        return String.format(
                Locale.ROOT,
                progress.rate() < FEW
                        ? "%s: %d of %d %s, %.2f a second, %.0f s left"
                        : "%s: %d of %d %s, %.0f a second, %.0f s left",
                name,
                progress.replicatesDone(),
                progress.replicates(),
                unit,
                progress.rate(),
                progress.secondsLeft());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
