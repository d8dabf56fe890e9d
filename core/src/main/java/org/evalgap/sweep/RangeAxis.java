package org.evalgap.sweep;

import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.Scenario;

/** A parameter anywhere in a range. */
final class RangeAxis extends Axis {
    /** Parts into which the range is divided where levels are wanted. */
    private static final int PARTS = 5;

    private final Parameter parameter;
    private final double from;
    private final double to;
    private final Scale scale;

    RangeAxis(Parameter parameter, double from, double to, Scale scale) {
        super(parameter.label());
        requireRange(parameter, from, to, scale);
        this.parameter = parameter;
        this.from = from;
        this.to = to;
        this.scale = scale;
    }

    static void requireRange(Parameter parameter, double from, double to, Scale scale) {
        parameter.check(from);
        parameter.check(to);
        if (from == to) {
            throw new IllegalArgumentException("the range of " + parameter.label() + " starts and ends at "
                    + Parameter.text(from) + "; set the parameter instead of varying it");
        }
        if (scale == Scale.LOG && !(from > 0 && to > 0)) {
            throw new IllegalArgumentException("a logarithmic range of " + parameter.label()
                    + " must lie above 0: from " + Parameter.text(from) + " to " + Parameter.text(to)
                    + "; use scale: linear or another end");
        }
    }

    @Override
    public Optional<Parameter> parameter() {
        return Optional.of(parameter);
    }

    @Override
    public boolean continuous() {
        return true;
    }

    @Override
    public int levels() {
        return PARTS;
    }

    @Override
    public String label(int level) {
        return end(level) + " … " + end(level + 1);
    }

    private String end(int part) {
        return ValueAxis.shortened(scale.step(from, to, part, PARTS + 1));
    }

    @Override
    void moveToLevel(int level, PointDraft point) {
        throw new IllegalStateException("a grid needs steps for axis \"" + name() + "\"");
    }

    @Override
    void moveToCoordinate(double coordinate, PointDraft point) {
        point.set(parameter, value(coordinate));
    }

    private double value(double coordinate) {
        boolean whole = parameter.range().whole();
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        if (whole && scale == Scale.LINEAR) {
            double steps = Math.min(high - low, Math.floor(coordinate * (high - low + 1)));
            return from < to ? low + steps : high - steps;
        }
        double value = scale.between(from, to, coordinate);
        return Math.min(high, Math.max(low, whole ? Math.rint(value) : value));
    }

    @Override
    String canonicalText(Scenario base) {
        return name() + " between " + scale.label() + " " + Double.toHexString(from) + " " + Double.toHexString(to);
    }
}
