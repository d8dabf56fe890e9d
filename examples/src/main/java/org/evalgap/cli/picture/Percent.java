package org.evalgap.cli.picture;

import java.util.List;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Series;

/** Axes whose unit is a share, in per cent, as titles and findings are. */
final class Percent {
    private static final String SHARE = "share";
    private static final double HUNDRED = 100;

    private Percent() {}

    /** The same lines over axes in per cent. */
    static Figure.Lines of(Figure.Lines figure) {
        return new Figure.Lines(
                figure.name(),
                figure.title(),
                figure.caption(),
                axis(figure.x()),
                axis(figure.y()),
                series(figure.series(), isShare(figure.x()), isShare(figure.y())));
    }

    /** The same bars over an axis in per cent. */
    static Figure.Bars of(Figure.Bars figure) {
        return new Figure.Bars(
                figure.name(),
                figure.title(),
                figure.caption(),
                figure.x(),
                axis(figure.y()),
                figure.groups(),
                series(figure.series(), false, isShare(figure.y())));
    }

    private static boolean isShare(Axis axis) {
        return axis.unit().equals(SHARE) || axis.unit().startsWith(SHARE + " of ");
    }

    private static Axis axis(Axis axis) {
        return isShare(axis)
                ? new Axis(axis.label(), "%" + axis.unit().substring(SHARE.length()), axis.logarithmic())
                : axis;
    }

    private static List<Series> series(List<Series> series, boolean x, boolean y) {
        return series.stream()
                .map(one -> new Series(
                        one.name(), one.mark(), scaled(one.x(), x), scaled(one.y(), y), scaled(one.halfWidths(), y)))
                .toList();
    }

    private static List<Double> scaled(List<Double> values, boolean share) {
        return share ? values.stream().map(value -> HUNDRED * value).toList() : values;
    }
}
