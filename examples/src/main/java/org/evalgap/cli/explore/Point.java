package org.evalgap.cli.explore;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Tree;
import org.evalgap.cli.page.GoodhartCurve;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.evalgap.measure.Score;
import org.jspecify.annotations.Nullable;

/** One scenario with its scores along training. */
final class Point implements Replicates.Drawing<Outcome> {
    private static final Simulator SIMULATOR = Simulator.of(EnumSet.of(MeasureGroup.SCORES, MeasureGroup.TRAJECTORY));

    private final Scenario scenario;
    private final long seed;

    Point(Scenario scenario, long seed) {
        this.scenario = scenario;
        this.seed = seed;
    }

    @Override
    public Outcome draw(int replicate) {
        return SIMULATOR.simulate(scenario, seed, replicate);
    }

    Scenario scenario() {
        return scenario;
    }

    /** The same bits as of {@link Simulator#summarize}. */
    static Summary summary(List<Outcome> replicates) {
        Moments total = new Moments();
        for (int start = 0; start < replicates.size(); start += Moments.BLOCK) {
            Moments block = new Moments();
            int end = Math.min(start + Moments.BLOCK, replicates.size());
            replicates.subList(start, end).forEach(outcome -> block.add(outcome.values()));
            total.merge(block);
        }
        return new Summary(total);
    }

    static double error(OptionalDouble standardError) {
        return standardError.orElse(Double.NaN);
    }

    /** Measures and gains with standard errors, what makes 95 % intervals of these, and the curve. */
    static Map<String, @Nullable Object> tree(List<Outcome> replicates) {
        Summary summary = summary(replicates);
        Map<String, @Nullable Object> measures = Tree.of();
        for (Measure measure : Measure.values()) {
            if (summary.has(measure)) {
                measures.put(measure.label(), pair(summary.mean(measure), summary.standardError(measure)));
            }
        }
        Map<String, @Nullable Object> gains = Tree.of();
        for (Score score : Score.values()) {
            gains.put(score.label(), pair(summary.gain(score), summary.gainStandardError(score)));
        }
        int n = replicates.size();
        return Tree.of(
                "measures",
                measures,
                "gains",
                gains,
                "factor",
                Numbers.factor(n),
                "transferDetermined",
                summary.determinesTransfer(),
                "curve",
                curve(replicates));
    }

    private static Map<String, @Nullable Object> pair(double mean, OptionalDouble standardError) {
        return Tree.of("mean", mean, "standardError", error(standardError));
    }

    private static Map<String, @Nullable Object> curve(List<Outcome> replicates) {
        GoodhartCurve curve =
                GoodhartCurve.of(replicates.stream().map(Outcome::trajectory).toList());
        return Tree.of(
                "time", curve.times(),
                "publicScore", curve.scores(Score.PUBLIC),
                "workScore", curve.scores(Score.WORK));
    }
}
