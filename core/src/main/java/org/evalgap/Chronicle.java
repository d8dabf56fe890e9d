package org.evalgap;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;

/** What is written down along a lab's training: the end of every round and, where somebody looks on, the moments between. */
final class Chronicle {
    private final Scenario scenario;
    private final int parts;
    private final List<CurvePoint> ends = new ArrayList<>();
    private final List<CurvePoint> curve = new ArrayList<>();

    /** A chronicle of rounds of so many moments each; 0 where nobody looks on. */
    Chronicle(Scenario scenario, int parts) {
        this.scenario = scenario;
        this.parts = parts;
    }

    /** Scores the moments of a round, but not the end of the last one, which is concluded. */
    void record(Examination examination, Learning learning, int round) {
        int rounds = scenario.rounds();
        if (curve.isEmpty() && parts > 0) {
            curve.add(examination.start(scenario));
        }
        int last = learning.sides() - 1;
        for (int k = 0; k < last; k++) {
            curve.add(examination.point(learning, scenario, k, (round + (k + 1.0) / parts) / rounds));
        }
        if (round < rounds - 1) {
            CurvePoint end = examination.point(learning, scenario, last, (round + 1.0) / rounds);
            ends.add(end);
            if (!curve.isEmpty()) {
                curve.add(end);
            }
        }
    }

    /** The outcome of a lab whose measures at the end are these. */
    Outcome conclude(double[] values) {
        CurvePoint end = end(values);
        if (!ends.isEmpty()) {
            ends.add(end);
        }
        if (!curve.isEmpty()) {
            curve.add(end);
        }
        peak(curve, values);
        return new Outcome(values, List.copyOf(ends), List.copyOf(curve));
    }

    /** The outcome of a lab along whose training nothing was written down. */
    static Outcome ofNothing(double[] values) {
        peak(List.of(), values);
        return new Outcome(values, List.of(), List.of());
    }

    private static CurvePoint end(double[] values) {
        return new CurvePoint(
                1,
                values[Measure.PUBLIC_SCORE.ordinal()],
                values[Measure.FRESH_SCORE.ordinal()],
                values[Measure.WORK_SCORE.ordinal()],
                values[Measure.IMPACT_SCORE.ordinal()],
                values[Measure.POLICY_DIVERGENCE.ordinal()]);
    }

    private static void peak(List<CurvePoint> curve, double[] values) {
        double time = Double.NaN;
        double highest = Double.NaN;
        for (CurvePoint point : curve) {
            if (!(point.workScore() <= highest)) {
                highest = point.workScore();
                time = point.time();
            }
        }
        values[Measure.PEAK_TIME.ordinal()] = time;
        values[Measure.OVEROPTIMIZATION.ordinal()] = highest - values[Measure.WORK_SCORE.ordinal()];
    }
}
