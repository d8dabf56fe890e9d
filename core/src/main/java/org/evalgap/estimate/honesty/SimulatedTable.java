package org.evalgap.estimate.honesty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScore;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.random.NormalQuantile;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A table of scores drawn from the estimator's prior, with the truth.
 *
 * <p>Answers are drawn item by item: model i gets item j right where √r·Wⱼ + √(1 − r)·εᵢⱼ is below the normal quantile of
 * its success, so that each score is binomial by itself and answers of two models to one item have a latent correlation r.
 *
 * @param scores the table, references last
 * @param inflation true inflation of every row
 */
public record SimulatedTable(List<ModelScores> scores, List<Double> inflation) {
    /**
     * Copies the lists.
     *
     * @param scores as the component
     * @param inflation as the component
     */
    public SimulatedTable {
        scores = List.copyOf(scores);
        inflation = List.copyOf(inflation);
    }

    /**
     * One of the tables of a world.
     *
     * @param spec the world
     * @param table index of the table, at least 0
     * @return the table
     */
    public static SimulatedTable draw(IntervalCheckSpec spec, int table) {
        return totals(spec, table, Successes.draw(spec, table));
    }

    /** Totals of answers with a given truth. */
    static SimulatedTable totals(IntervalCheckSpec spec, int table, Successes truth) {
        boolean[][] publicRight = publicAnswers(spec, table, truth);
        boolean[][] freshRight = freshAnswers(spec, table, truth);
        List<ModelScores> scores = new ArrayList<>();
        for (int i = 0; i < truth.onPublic().length; i++) {
            scores.add(ModelScores.of(
                            "model-" + i,
                            new ScoreSet(count(publicRight[i]), spec.publicItems(), spec.guess(), 1),
                            new ScoreSet(count(freshRight[i]), spec.freshItems(), spec.guess(), 1))
                    .withFamily("family-" + i / spec.familySize())
                    .withReference(i >= spec.models()));
        }
        return new SimulatedTable(
                scores, Arrays.stream(truth.inflation()).boxed().toList());
    }

    private static boolean[][] publicAnswers(IntervalCheckSpec spec, int table, Successes truth) {
        RandomStream stream = RandomStream.of(spec.seed(), table, Purpose.ESTIMATE);
        return answers(stream.substream(2), truth.onPublic(), spec.publicItems(), spec.itemCorrelation());
    }

    private static boolean[][] freshAnswers(IntervalCheckSpec spec, int table, Successes truth) {
        RandomStream stream = RandomStream.of(spec.seed(), table, Purpose.ESTIMATE);
        return answers(stream.substream(3), truth.fresh(), spec.freshItems(), spec.itemCorrelation());
    }

    /** The same answers as those of {@link #totals}, item by item. */
    static ItemScores items(IntervalCheckSpec spec, int table, Successes truth) {
        ItemScores.Builder out = ItemScores.builder();
        add(out, ItemRole.PUBLIC, publicAnswers(spec, table, truth));
        add(out, ItemRole.FRESH, freshAnswers(spec, table, truth));
        return out.build();
    }

    private static void add(ItemScores.Builder out, ItemRole role, boolean[][] right) {
        for (int i = 0; i < right.length; i++) {
            for (int j = 0; j < right[i].length; j++) {
                out.add(ItemScore.of("model-" + i, "eval", role, "item-" + j, right[i][j] ? 1 : 0));
            }
        }
    }

    private static int count(boolean[] right) {
        int n = 0;
        for (boolean r : right) {
            n += r ? 1 : 0;
        }
        return n;
    }

    private static boolean[][] answers(RandomStream stream, double[] success, int items, double correlation) {
        // A latent r = sin(πρ/2) gives answers with success ½ the correlation ρ, others a little less.
        double latent = StrictMath.sin(0.5 * Math.PI * correlation);
        double[] limit = Arrays.stream(success).map(NormalQuantile::of).toArray();
        double[] common = new double[items];
        stream.normals(common, items);
        boolean[][] right = new boolean[success.length][items];
        double[] own = new double[items];
        for (int i = 0; i < success.length; i++) {
            stream.substream(i).normals(own, items);
            for (int j = 0; j < items; j++) {
                right[i][j] = Math.sqrt(latent) * common[j] + Math.sqrt(1 - latent) * own[j] < limit[i];
            }
        }
        return right;
    }
}
