package org.evalgap.cli.page;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Score;
import org.evalgap.sweep.SweepPlan;

/** Scores along training at one point, as means over replicates with intervals of their gains. */
public final class GoodhartCurve {
    /** Beyond these, more replicates make the picture no better. */
    private static final int MOST_REPLICATES = 32;

    private final String name;
    private final List<List<Outcome.CurvePoint>> replicates;

    private GoodhartCurve(String name, List<List<Outcome.CurvePoint>> replicates) {
        this.name = name;
        this.replicates = replicates;
    }

    /**
     * The curve of given replicates.
     *
     * @param replicates the trajectories of at least one
     * @return the curve, without a name
     */
    public static GoodhartCurve of(List<List<Outcome.CurvePoint>> replicates) {
        return new GoodhartCurve("", List.copyOf(replicates));
    }

    /**
     * The curves of the points that a reader asks for first: the one nearest to the defaults, and those with the greatest
     * public gain, the greatest work gain and the deepest fall.
     *
     * @param plan where the rows come from
     * @param view the rows
     * @return one to four curves
     */
    static List<GoodhartCurve> of(SweepPlan plan, ResultView view) {
        Set<Integer> rows = new LinkedHashSet<>();
        rows.add(view.start());
        for (String column :
                List.of(Measure.OVEROPTIMIZATION.label(), Score.PUBLIC.gainLabel(), Score.WORK.gainLabel())) {
            int row = view.greatest(column);
            if (row >= 0) {
                rows.add(row);
            }
        }
        List<GoodhartCurve> curves = new ArrayList<>();
        for (int row : rows) {
            long point = (long) view.at("point", row);
            curves.add(simulate(view.name(row), plan.point(point).scenario(), plan.seed(), plan.replicates()));
        }
        return curves;
    }

    /** Simulates the replicates again, since sweeps keep no curves: the same outcomes. */
    private static GoodhartCurve simulate(String name, Scenario scenario, long seed, int replicates) {
        Simulator simulator = Simulator.of(Set.of(MeasureGroup.TRAJECTORY));
        List<List<Outcome.CurvePoint>> curves = new ArrayList<>();
        for (int r = 0; r < Math.min(replicates, MOST_REPLICATES); r++) {
            curves.add(simulator.simulate(scenario, seed, r).trajectory());
        }
        return new GoodhartCurve(name, curves);
    }

    String name() {
        return name;
    }

    /** Where along the training work is at its best, and what it loses after that. */
    String finding() {
        double[] work = scores(Score.WORK);
        int end = work.length - 1;
        int peak = end;
        for (int k = 0; k <= end; k++) {
            peak = work[k] > work[peak] ? k : peak;
        }
        return peak == end
                ? "Work is at its best at the end of the training"
                : "Work is at its best after " + Numbers.fixed(100 * times()[peak], 0) + " % of the training, and "
                        + Numbers.fixed(100 * (work[peak] - work[end]), 1) + " points lower at the end";
    }

    /** Of what the curve is made. */
    String told() {
        int n = replicates.size();
        return n == 1 ? "one replicate" : "means of " + n + " replicates, whiskers are 95 % intervals";
    }

    /**
     * Fractions of the training: of the budget, or of a network's updates.
     *
     * @return numbers in [0, 1], ascending
     */
    public double[] times() {
        return means(Outcome.CurvePoint::time);
    }

    /** Mean KL divergence, in nats. */
    double[] divergences() {
        return means(Outcome.CurvePoint::divergence);
    }

    /**
     * Means of a score.
     *
     * @param score which
     * @return shares of tasks, one for each of {@link #times()}
     */
    public double[] scores(Score score) {
        return means(point -> point.get(score));
    }

    private double[] means(ToDoubleFunction<Outcome.CurvePoint> getter) {
        double[] means = new double[replicates.get(0).size()];
        for (List<Outcome.CurvePoint> curve : replicates) {
            for (int k = 0; k < means.length; k++) {
                means[k] += getter.applyAsDouble(curve.get(k)) / replicates.size();
            }
        }
        return means;
    }

    /** Half of the 95 % interval of a score's gain since the start; empty for one replicate. */
    double[] halves(Score score) {
        int n = replicates.size();
        if (n < 2) {
            return new double[0];
        }
        double factor = Numbers.factor(n);
        double[] means = scores(score);
        double[] halves = new double[means.length];
        for (int k = 0; k < halves.length; k++) {
            double squares = 0;
            for (List<Outcome.CurvePoint> curve : replicates) {
                double gain = curve.get(k).get(score) - curve.get(0).get(score);
                double away = gain - (means[k] - means[0]);
                squares += away * away;
            }
            halves[k] = factor * Math.sqrt(squares / (n - 1) / n);
        }
        return halves;
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeNumberField("replicates", replicates.size());
        PageNumbers.array(json, "time", times(), PageNumbers.DIGITS);
        PageNumbers.array(json, "divergence", divergences(), PageNumbers.DIGITS);
        for (Score score : Score.values()) {
            PageNumbers.array(json, score.label(), scores(score), PageNumbers.DIGITS);
            if (replicates.size() > 1) {
                PageNumbers.array(json, score.label() + "Half", halves(score), PageNumbers.ERROR_DIGITS);
            }
        }
        json.writeEndObject();
    }
}
