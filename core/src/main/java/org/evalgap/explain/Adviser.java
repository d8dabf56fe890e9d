package org.evalgap.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.evalgap.Parameter;
import org.evalgap.internal.sampling.Parallel;
import org.evalgap.internal.sampling.Weights;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * Which measurement would narrow a quantity most? For every candidate, counts are drawn from worlds of the posterior; each count
 * weighs all worlds anew, and the variance of the quantity under these weights is averaged.
 */
final class Adviser {
    private static final int WORLDS = 1000;

    /** Where a network is trained anew in each. */
    private static final int NETWORK_WORLDS = 200;

    private static final int COUNTS = 200;

    private final Evidence evidence;
    private final Draws draws;
    private final Explainer.Way way;
    private final double[] goal;

    Adviser(Evidence evidence, Draws all, Explainer.Way way) {
        this.evidence = evidence;
        this.draws = all.thinned(evidence.learners().contains(LearnerKind.NETWORK) ? NETWORK_WORLDS : WORLDS);
        this.way = way;
        Wanted narrow = evidence.narrow();
        this.goal = draws.of(narrow.quantity(), evidence.indexOf(narrow.run()));
    }

    /** One piece of advice a candidate, the greatest reduction an item first. */
    List<Advice> advice() {
        List<Advice> out = new ArrayList<>();
        for (Candidate candidate : evidence.candidates()) {
            out.add(of(candidate));
        }
        out.sort(Comparator.comparingDouble(advice -> -advice.perItem()));
        return List.copyOf(out);
    }

    private Advice of(Candidate candidate) {
        double[] scores = scores(candidate);
        double[] after = new double[Math.min(COUNTS, draws.size())];
        Parallel.loop(way.threads(), 0, after.length, j -> {
            int world = (int) ((j + 0.5) * draws.size() / after.length);
            after[j] = variance(candidate.items(), scores, world);
        });
        double before = Numbers.variance(goal);
        double mean = Numbers.mean(after);
        double reduction = before > 0 ? 1 - mean / before : 0;
        return new Advice(candidate, Math.sqrt(mean), reduction, reduction / candidate.items());
    }

    private double variance(int items, double[] scores, int world) {
        RandomStream stream =
                RandomStream.of(way.seed(), 1, Purpose.EXPLAIN).substream(world).substream(items);
        int right = Binomial.draw(stream, items, scores[world]);
        double[] logs = new double[scores.length];
        for (int i = 0; i < logs.length; i++) {
            double s = Observation.bounded(scores[i]);
            boolean known = !Double.isNaN(goal[i]) && !Double.isNaN(scores[i]);
            logs[i] = known
                    ? right * StrictMath.log(s) + (items - right) * StrictMath.log(1 - s)
                    : Double.NEGATIVE_INFINITY;
        }
        double[] weights = Weights.normalized(logs);
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] > 0 ? weights[i] * goal[i] : 0;
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] > 0 ? weights[i] * (goal[i] - mean) * (goal[i] - mean) : 0;
        }
        return sum;
    }

    /**
     * The score on new items, by world. Item sets grow at the end: the score on what a larger set has more is what both scores
     * leave for it. More items of the public eval there are none, so those are answered again.
     */
    private double[] scores(Candidate candidate) {
        int at = evidence.indexOf(candidate.run());
        TrainingRun run = evidence.runs().get(at);
        Quantity quantity = candidate.quantity();
        Optional<Score> score = quantity.score();
        if (score.isEmpty() || score.get() == Score.PUBLIC) {
            return draws.of(quantity, at);
        }
        Parameter size = TrainingRun.size(score.get());
        boolean counted = run.observed().stream()
                .anyMatch(o -> o.quantity().score().map(TrainingRun::size).equals(Optional.of(size)));
        double before = counted ? run.scenario().get(size) : 0;
        double all = Math.min(size.range().most(), before + candidate.items());
        TrainingRun grown =
                new TrainingRun(run.name(), run.scenario().with(size, all), run.held(), run.times(), run.observed());
        double[] whole = draws.of(quantity, grown, evidence, way);
        double[] part = counted ? draws.of(quantity, at) : whole;
        double[] out = new double[whole.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (all * whole[i] - before * part[i]) / (all - before);
        }
        return out;
    }
}
