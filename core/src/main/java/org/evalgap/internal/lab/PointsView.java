package org.evalgap.internal.lab;

import org.evalgap.internal.kernel.Points;
import org.evalgap.task.TaskView;

/** A block of tasks as others see it, or as it would be if nothing were asked the way the eval asks. */
public final class PointsView implements TaskView {
    private final Points points;
    private final boolean formatless;

    private PointsView(Points points, boolean formatless) {
        this.points = points;
        this.formatless = formatless;
    }

    /**
     * A view of a block.
     *
     * @param points the block; what happens to it later is seen
     * @return the view
     */
    public static PointsView of(Points points) {
        return new PointsView(points, false);
    }

    /**
     * A view of a block in which no task has the eval's format.
     *
     * @param points the block; what happens to it later is seen
     * @return the view
     */
    public static PointsView formatless(Points points) {
        return new PointsView(points, true);
    }

    @Override
    public int size() {
        return points.size();
    }

    @Override
    public int dimension() {
        return points.dimension();
    }

    @Override
    public int surfaceDimensions() {
        return points.surface();
    }

    @Override
    public double answer(int task) {
        return points.answer == null ? 1 : points.answer[task];
    }

    @Override
    public double position(int task, int axis) {
        return points.position[axis][task];
    }

    @Override
    public double difficulty(int task) {
        return points.difficulty[task];
    }

    @Override
    public double format(int task) {
        return formatless ? 0 : points.format[task];
    }
}
