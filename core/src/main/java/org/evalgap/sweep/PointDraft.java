package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Scenario;

/** A point in the making: changes of axes of choices come first, in the axes' order, then all parameters are set. */
final class PointDraft {
    private Scenario scenario;
    private final List<String> labels = new ArrayList<>();
    private final Map<Parameter, Double> settings = new EnumMap<>(Parameter.class);

    PointDraft(Scenario base) {
        this.scenario = base;
    }

    void set(Parameter parameter, double value) {
        settings.put(parameter, value);
    }

    void choose(Axis.Choice choice) {
        scenario = choice.change().apply(scenario);
        labels.add(choice.label());
    }

    SweepPoint at(long index) {
        return new SweepPoint(index, settings.isEmpty() ? scenario : scenario.with(settings), labels);
    }
}
