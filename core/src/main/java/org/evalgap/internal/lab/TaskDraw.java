package org.evalgap.internal.lab;

import java.util.Arrays;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.MisfitException;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;

/** Draws tasks from their sources. Every number has its own index in a stream of its own, so that growing a set keeps the first ones. */
public final class TaskDraw {
    private static final double EVAL_FORMAT = 1;
    private static final double OTHER_FORMAT = 0;

    /** The axis of the surface's first coordinate in streams: beyond all skills. */
    static final int SURFACE = 1 << 20;

    private final Lot lot = new Lot();
    private double[] uniforms = new double[0];
    private int surfaceDimensions;
    private double surfaceSpread;

    /** Draws with buffers of its own. */
    public TaskDraw() {}

    /**
     * Says what surface tasks have that are drawn from now on: coordinates N(0, spread²), the same in law from every source.
     *
     * @param dimensions how many further coordinates, at least 0
     * @param spread their standard deviation
     */
    public void surface(int dimensions, double spread) {
        surfaceDimensions = dimensions;
        surfaceSpread = spread;
    }

    /**
     * Draws the public and the fresh items.
     *
     * @param source the eval
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param publicItems how many public items
     * @param freshItems how many fresh items
     * @param publicOut resized and filled
     * @param freshOut resized and filled
     * @throws IllegalArgumentException if an explicit eval has too few items
     */
    public void drawEval(
            TaskSource source,
            long seed,
            long replicate,
            int publicItems,
            int freshItems,
            Points publicOut,
            Points freshOut) {
        publicOut.resize(publicItems, source.dimension(), surfaceDimensions);
        freshOut.resize(freshItems, source.dimension(), surfaceDimensions);
        if (source instanceof TaskSet set) {
            dealEval(set, seed, replicate, publicOut, freshOut);
        }
        lot.open(seed, replicate, Purpose.PUBLIC_COMPONENT, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY);
        drawItems(source, publicOut);
        lot.open(seed, replicate, Purpose.FRESH_COMPONENT, Purpose.FRESH_POSITION, Purpose.FRESH_DIFFICULTY);
        drawItems(source, freshOut);
    }

    private void drawItems(TaskSource source, Points out) {
        if (source instanceof GaussianMixture mixture) {
            drawMixture(mixture, EVAL_FORMAT, out);
        }
        drawSurface(out);
    }

    private void drawSurface(Points out) {
        for (int s = 0; s < out.surface(); s++) {
            double[] x = out.position[out.dimension() + s];
            lot.positions(SURFACE + s, x, out.size());
            scale(x, 0, surfaceSpread, out.size());
        }
    }

    /**
     * Draws one of several sets of public items, which have no item in common.
     *
     * @param source the eval
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param set which set, from 0; the first is that of {@link #drawEval}
     * @param publicItems how many items a set has
     * @param freshItems how many fresh items there are beside
     * @param out resized and filled
     * @throws IllegalArgumentException if an explicit eval has too few items
     */
    public void drawSet(
            TaskSource source, long seed, long replicate, int set, int publicItems, int freshItems, Points out) {
        out.resize(publicItems, source.dimension(), surfaceDimensions);
        if (source instanceof TaskSet items) {
            dealSet(items, seed, replicate, set, freshItems, out);
        }
        lot.open(seed, replicate, Purpose.PUBLIC_COMPONENT, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY);
        lot.round = set;
        drawItems(source, out);
    }

    /** Sets beyond the first take the keys that come after those of the first and the fresh items. */
    private void dealSet(TaskSet items, long seed, long replicate, int set, int freshItems, Points out) {
        if (set == 0) {
            Points fresh = new Points();
            fresh.resize(freshItems, out.dimension());
            dealEval(items, seed, replicate, out, fresh);
            return;
        }
        int n = out.size();
        long start = freshItems + (long) set * n;
        int drawable = drawable(items);
        if (drawable < start + n) {
            throw new MisfitException(
                    "an explicit eval must have at least " + (start + n) + " items of weight above 0 for " + (set + 1)
                            + " sets of publicItems = " + n + ", and freshItems = " + freshItems + ": " + drawable);
        }
        Integer[] chosen = smallestKeys(items, RandomStream.of(seed, replicate, Purpose.EXPLICIT_EVAL_KEY));
        for (int i = 0; i < n; i++) {
            copyTask(items, chosen[(int) start + i], EVAL_FORMAT, out, i);
        }
    }

    /**
     * Draws work tasks.
     *
     * @param source the work
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param tasks how many
     * @param out resized and filled
     */
    public void drawWork(TaskSource source, long seed, long replicate, int tasks, Points out) {
        out.resize(tasks, source.dimension(), surfaceDimensions);
        lot.open(seed, replicate, Purpose.WORK_COMPONENT, Purpose.WORK_POSITION, Purpose.WORK_DIFFICULTY);
        draw(source, out);
        drawSurface(out);
    }

    /**
     * Draws what designers imagine, one task for every environment up to the size of the block.
     *
     * @param source the designer
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param round research round, from 0
     * @param candidate candidate, from 0
     * @param out filled to its size; its surface is that of {@link #surface}
     */
    public void drawDesigner(TaskSource source, long seed, long replicate, int round, int candidate, Points out) {
        lot.open(seed, replicate, Purpose.DESIGNER_COMPONENT, Purpose.DESIGNER_POSITION, Purpose.DESIGNER_DIFFICULTY);
        lot.round = round;
        lot.candidate = candidate;
        draw(source, out);
        drawSurface(out);
    }

    /**
     * Draws what a network is pretrained on.
     *
     * @param source where from
     * @param seed the user's seed
     * @param replicate index of the replicate
     * @param out filled to its size; its surface is that of {@link #surface}
     */
    public void drawPretraining(TaskSource source, long seed, long replicate, Points out) {
        lot.open(
                seed,
                replicate,
                Purpose.PRETRAINING_COMPONENT,
                Purpose.PRETRAINING_POSITION,
                Purpose.PRETRAINING_DIFFICULTY);
        draw(source, out);
        drawSurface(out);
    }

    /**
     * Draws tasks from the streams of whoever wants them.
     *
     * @param source where from
     * @param stream substream 0 tells components, 1 difficulties, 2 + d coordinates along axis d
     * @param out filled to its size, without a surface
     */
    public void draw(TaskSource source, RandomStream stream, Points out) {
        lot.open(stream);
        draw(source, out);
    }

    /**
     * Copies a whole set, weights included. Answers that are not given are 1.
     *
     * @param set the tasks
     * @param otherwise format of tasks that have none of their own
     * @param to block that is resized and filled
     */
    public static void copy(TaskSet set, double otherwise, Points to) {
        to.resize(set.size(), set.dimension());
        double[] weight = new double[set.size()];
        for (int i = 0; i < set.size(); i++) {
            copyTask(set, i, otherwise, to, i);
            weight[i] = set.weight(i);
        }
        to.weight = weight;
        new RightAnswers().complete(to, 0);
    }

    private static void copyTask(TaskSet set, int from, double otherwise, Points to, int place) {
        for (int d = 0; d < set.dimension(); d++) {
            to.position[d][place] = set.position(from, d);
        }
        to.difficulty[place] = set.difficulty(from);
        to.format[place] = set.format(from, otherwise);
        if (set.hasAnswers()) {
            to.answers()[place] = set.answer(from);
        }
    }

    private void draw(TaskSource source, Points out) {
        if (source instanceof TaskSet set) {
            drawWithReplacement(set, out);
        } else {
            drawMixture((GaussianMixture) source, OTHER_FORMAT, out);
        }
    }

    private void drawMixture(GaussianMixture mixture, double format, Points out) {
        int n = out.size();
        for (int d = 0; d < out.dimension(); d++) {
            lot.positions(d, out.position[d], n);
        }
        lot.difficulties(out.difficulty, n);
        Arrays.fill(out.format, 0, n, format);
        if (mixture.components().size() == 1) {
            placeAll(mixture.components().get(0), out);
        } else {
            placeByComponent(mixture, out);
        }
    }

    private static void placeAll(GaussianMixture.Component c, Points out) {
        for (int d = 0; d < out.dimension(); d++) {
            scale(out.position[d], c.mean(d), c.spread(), out.size());
        }
        scale(out.difficulty, c.difficultyMean(), c.difficultySpread(), out.size());
    }

    private static void scale(double[] x, double mean, double spread, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.fma(spread, x[i], mean);
        }
    }

    private void placeByComponent(GaussianMixture mixture, Points out) {
        double[] ends = new double[mixture.components().size()];
        for (int c = 0; c < ends.length; c++) {
            ends[c] = mixture.components().get(c).weight();
        }
        cumulate(ends);
        RandomStream stream = lot.components();
        for (int i = 0; i < out.size(); i++) {
            GaussianMixture.Component c = mixture.components().get(pick(ends, stream.uniform(i)));
            for (int d = 0; d < out.dimension(); d++) {
                out.position[d][i] = Math.fma(c.spread(), out.position[d][i], c.mean(d));
            }
            out.difficulty[i] = Math.fma(c.difficultySpread(), out.difficulty[i], c.difficultyMean());
        }
    }

    private void drawWithReplacement(TaskSet set, Points out) {
        double[] ends = new double[set.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = set.weight(i);
        }
        cumulate(ends);
        RandomStream stream = lot.components();
        for (int i = 0; i < out.size(); i++) {
            copyTask(set, pick(ends, stream.uniform(i)), OTHER_FORMAT, out, i);
        }
    }

    private static void cumulate(double[] weights) {
        for (int i = 1; i < weights.length; i++) {
            weights[i] += weights[i - 1];
        }
    }

    /**
     * The inverse distribution function of a discrete distribution.
     *
     * @param ends cumulated weights, ascending, the last one above 0
     * @param u in (0, 1)
     * @return the first index whose end exceeds u times the total; never one of weight 0
     */
    public static int pick(double[] ends, double u) {
        return pick(ends, ends.length, u);
    }

    /**
     * As {@link #pick(double[], double)}, over the first elements of an array.
     *
     * @param ends cumulated weights
     * @param n how many count
     * @param u in (0, 1)
     * @return the index
     */
    public static int pick(double[] ends, int n, double u) {
        double wanted = u * ends[n - 1];
        int low = 0;
        int high = n - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        // u·total may round up to the total: step back over a tail of weight 0.
        while (low > 0 && ends[low] == ends[low - 1]) {
            low--;
        }
        return low;
    }

    /** Public and fresh together are the smallest keys −ln(u)/v, dealt by a random permutation of a stream of its own. */
    private void dealEval(TaskSet set, long seed, long replicate, Points publicOut, Points freshOut) {
        int wanted = publicOut.size() + freshOut.size();
        int drawable = drawable(set);
        if (drawable < wanted) {
            throw new MisfitException("an explicit eval must have at least publicItems + freshItems = " + wanted
                    + " items of weight above 0: " + drawable);
        }
        Integer[] chosen = smallestKeys(set, RandomStream.of(seed, replicate, Purpose.EXPLICIT_EVAL_KEY));
        shuffle(chosen, wanted, RandomStream.of(seed, replicate, Purpose.EXPLICIT_EVAL_DEAL));
        for (int i = 0; i < wanted; i++) {
            if (i < publicOut.size()) {
                copyTask(set, chosen[i], EVAL_FORMAT, publicOut, i);
            } else {
                copyTask(set, chosen[i], EVAL_FORMAT, freshOut, i - publicOut.size());
            }
        }
    }

    private static int drawable(TaskSet set) {
        int count = 0;
        for (int i = 0; i < set.size(); i++) {
            count += set.weight(i) > 0 ? 1 : 0;
        }
        return count;
    }

    private Integer[] smallestKeys(TaskSet set, RandomStream stream) {
        if (uniforms.length < set.size()) {
            uniforms = new double[set.size()];
        }
        Integer[] order = new Integer[set.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            // NaN comes after infinity, which the key of a tiny weight may be: weight 0 is never drawn.
            uniforms[i] = set.weight(i) > 0 ? -StrictMath.log(stream.uniform(i)) / set.weight(i) : Double.NaN;
        }
        Arrays.sort(order, (a, b) -> {
            int byKey = Double.compare(uniforms[a], uniforms[b]);
            return byKey != 0 ? byKey : Integer.compare(a, b);
        });
        return order;
    }

    private static void shuffle(Integer[] items, int n, RandomStream stream) {
        for (int i = n - 1; i > 0; i--) {
            int j = (int) (stream.uniform(i) * (i + 1));
            Integer swap = items[i];
            items[i] = items[j];
            items[j] = swap;
        }
    }
}
