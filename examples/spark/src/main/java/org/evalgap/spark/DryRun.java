package org.evalgap.spark;

import java.util.Locale;
import org.evalgap.sweep.run.Forecast;

/** What a dry run says. */
final class DryRun {
    private static final double SECONDS_AN_HOUR = 3600;
    private static final int CORES = 64;

    private DryRun() {}

    static String text(String plan, Forecast forecast) {
        double hours = forecast.coreSeconds() / SECONDS_AN_HOUR;
        return String.format(
                Locale.ROOT,
                "%s: %d points of %d replicates in %d units of work, of which the longest takes about %s%n"
                        + "Expected: %s core hours on cores such as this one (%.3g ms a replicate, measured on %d units);"
                        + " %s on %d cores%n",
                plan,
                forecast.points(),
                forecast.replicates(),
                forecast.units(),
                time(forecast.longestUnitSeconds()),
                hours < 0.001 ? "less than 0.001" : String.format(Locale.ROOT, "%.3g", hours),
                1000 * forecast.coreSeconds() / ((double) forecast.points() * forecast.replicates()),
                forecast.measured(),
                time(Math.max(forecast.longestUnitSeconds(), forecast.coreSeconds() / CORES)),
                CORES);
    }

    private static String time(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.2g s", seconds);
        }
        return seconds < 2 * SECONDS_AN_HOUR
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.3g h", seconds / SECONDS_AN_HOUR);
    }
}
