package org.evalgap.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Stage;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.sweep.Axis;
import org.evalgap.sweep.SweepPlan;

/** The gains and measures of a plan's scenarios over its axes. */
final class PlanResponse implements Response {
    private final SweepPlan plan;
    private final List<String> outputs;
    private final Integer[] order;
    private final ThreadLocal<Simulator.Session> sessions;

    PlanResponse(SweepPlan plan, List<String> outputs) {
        this.plan = plan;
        this.outputs = List.copyOf(outputs);
        Simulator simulator = Simulator.of(plan.measures());
        sessions = ThreadLocal.withInitial(simulator::session);
        int d = plan.axes().size();
        order = new Integer[d + 2];
        Arrays.setAll(order, c -> c);
        // Neighbours share the stages in which they agree: what changes late stays next to A.
        Arrays.sort(order, 1, d + 1, Comparator.comparingInt((Integer c) -> -stage(c - 1)));
    }

    private int stage(int axis) {
        return plan.axes()
                .get(axis)
                .parameter()
                .map(Parameter::stage)
                .orElse(Stage.TASKS)
                .ordinal();
    }

    /** All that can be analysed: gains and measures but for ratios of means. */
    static List<String> outputs(SweepPlan plan) {
        List<String> names = new ArrayList<>();
        for (Score score : Score.values()) {
            names.add(score.gainLabel());
        }
        for (Measure measure : Measure.values()) {
            if (measure != Measure.TRANSFER && plan.measures().contains(measure.group())) {
                names.add(measure.label());
            }
        }
        return names;
    }

    @Override
    public List<String> inputs() {
        return plan.axes().stream().map(Axis::name).toList();
    }

    @Override
    public List<String> outputs() {
        return outputs;
    }

    @Override
    public int replicates() {
        return plan.replicates();
    }

    @Override
    public double[][][] evaluate(double[][] points, long seed) {
        int[] placed = IntStream.range(0, points.length)
                .map(p -> p - p % order.length + order[p % order.length])
                .toArray();
        List<Scenario> scenarios =
                Arrays.stream(placed).mapToObj(p -> scenario(points[p])).toList();
        double[][][] values = new double[outputs.size()][replicates()][points.length];
        for (int r = 0; r < replicates(); r++) {
            List<Outcome> outcomes = sessions.get().simulate(scenarios, seed, r);
            for (int o = 0; o < outputs.size(); o++) {
                for (int p = 0; p < placed.length; p++) {
                    values[o][r][placed[p]] = value(outcomes.get(p), outputs.get(o));
                }
            }
        }
        return values;
    }

    private Scenario scenario(double[] point) {
        Scenario scenario = plan.scenarioAt(point);
        try {
            return scenario.requireConsistent();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a point of the design cannot be simulated: " + scenario + ": " + e.getMessage(), e);
        }
    }

    private static double value(Outcome outcome, String output) {
        return Score.gaining(output)
                .map(score -> score.gain(outcome::get))
                .orElseGet(() -> outcome.get(Measure.labelled(output).orElseThrow()));
    }
}
