package org.evalgap.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evalgap.goodhart.GoodhartFit.Shape;
import org.evalgap.goodhart.Trajectory;
import org.evalgap.goodhart.Trajectory.Quantity;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/** Scores along training for programs: a record a point, or trees. */
public final class TrajectoryRecords {
    private final Trajectory trajectory;

    /**
     * Records of a trajectory.
     *
     * @param trajectory the scores
     */
    public TrajectoryRecords(Trajectory trajectory) {
        this.trajectory = trajectory;
    }

    /**
     * The names of the columns that {@link #cells} fills.
     *
     * @return the time, and each quantity with its standard error
     */
    public static List<String> header() {
        List<String> names = new ArrayList<>(List.of("time"));
        for (Quantity quantity : Quantity.all()) {
            names.add(quantity.label());
            names.add(quantity.label() + "StandardError");
        }
        return names;
    }

    /**
     * The cells of a point.
     *
     * @param point its index
     * @return as many as the header has names
     */
    public List<Object> cells(int point) {
        List<Object> cells = new ArrayList<>(List.of(trajectory.time(point)));
        for (Quantity quantity : Quantity.all()) {
            cells.add(trajectory.mean(quantity, point));
            cells.add(trajectory.standardError(quantity, point).orElse(Double.NaN));
        }
        return cells;
    }

    /**
     * Points with means and standard errors.
     *
     * @return an object a point
     */
    public List<Map<String, @Nullable Object>> points() {
        List<Map<String, @Nullable Object>> points = new ArrayList<>();
        for (int i = 0; i < trajectory.size(); i++) {
            Map<String, @Nullable Object> point = Tree.of("time", trajectory.time(i));
            for (Quantity quantity : Quantity.all()) {
                double error = trajectory.standardError(quantity, i).orElse(Double.NaN);
                point.put(quantity.label(), Tree.of("mean", trajectory.mean(quantity, i), "standardError", error));
            }
            points.add(point);
        }
        return points;
    }

    /**
     * Fits of the work score's gain by shape; a shape that cannot be fitted is missing.
     *
     * @return an object a shape
     */
    public Map<String, @Nullable Object> fits() {
        Map<String, @Nullable Object> fits = Tree.of();
        for (Shape shape : Shape.values()) {
            trajectory
                    .fit(shape, Quantity.gainOf(Score.WORK))
                    .ifPresent(fit -> fits.put(
                            shape == Shape.LINEAR ? "linear" : "logarithmic",
                            Tree.of(
                                    "alpha", fit.alpha(),
                                    "beta", fit.beta(),
                                    "determination", fit.determination(),
                                    "peakDistance", fit.peak().orElse(Double.NaN))));
        }
        return fits;
    }
}
