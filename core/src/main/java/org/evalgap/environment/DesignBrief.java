package org.evalgap.environment;

import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSource;

/** What a designer knows: the public items, how the learner does on them, what is asked for, and its streams. Confined to a thread. */
public final class DesignBrief {
    private Points items = new Points();
    private double[] success = new double[0];
    private TaskSource designer = GaussianMixture.single(new double[1], 1, 0, 1);
    private double inspiration;
    private double departure;
    private double errorFocus;
    private long seed;
    private long replicate;
    private int round;
    private int candidate;

    /** A brief that says nothing yet; one serves design after design. */
    public DesignBrief() {}

    /**
     * Says what is to be designed, for round 0 and candidate 0.
     *
     * @param publicItems public items
     * @param successes success of the current learner on each, where the designer looks at it; read at each design
     * @param imagined what designers imagine work to be
     * @param share λ in [0, 1]
     * @param distance δ ≥ 0
     * @param focus ψ ≥ 0
     * @param newSeed the user's seed
     * @param newReplicate index of the replicate
     * @return this brief
     */
    public DesignBrief open(
            Points publicItems,
            double[] successes,
            TaskSource imagined,
            double share,
            double distance,
            double focus,
            long newSeed,
            long newReplicate) {
        items = publicItems;
        success = successes;
        designer = imagined;
        inspiration = share;
        departure = distance;
        errorFocus = focus;
        seed = newSeed;
        replicate = newReplicate;
        return at(0, 0);
    }

    /**
     * The same brief for a research round and a candidate.
     *
     * @param inRound round, from 0
     * @param ofCandidate candidate, from 0
     * @return this brief
     */
    public DesignBrief at(int inRound, int ofCandidate) {
        round = inRound;
        candidate = ofCandidate;
        return this;
    }

    /**
     * How many public items there are.
     *
     * @return the number, at least 1
     */
    public int publicItems() {
        return items.size();
    }

    /**
     * Position of a public item.
     *
     * @param item index
     * @return a copy of its coordinates
     */
    public double[] position(int item) {
        double[] x = new double[items.dimension()];
        for (int d = 0; d < x.length; d++) {
            x[d] = items.position[d][item];
        }
        return x;
    }

    /**
     * Difficulty of a public item.
     *
     * @param item index
     * @return logits
     */
    public double difficulty(int item) {
        return items.difficulty[item];
    }

    /**
     * True success of the current learner on a public item, at the eval's horizon.
     *
     * @param item index
     * @return a probability; meaningless unless the designer {@linkplain EnvironmentDesigner#looksAtSuccess looks at it}
     */
    public double success(int item) {
        return success[item];
    }

    /**
     * The share of environments that should take inspiration from the eval.
     *
     * @return λ in [0, 1]
     */
    public double inspiration() {
        return inspiration;
    }

    /**
     * How far an inspired environment should depart from its item.
     *
     * @return δ, at least 0
     */
    public double departure() {
        return departure;
    }

    /**
     * How much more often failed items should inspire.
     *
     * @return ψ, at least 0
     */
    public double errorFocus() {
        return errorFocus;
    }

    /**
     * Which research round this is.
     *
     * @return round, from 0
     */
    public int round() {
        return round;
    }

    /**
     * Which candidate of the round this is.
     *
     * @return candidate, from 0
     */
    public int candidate() {
        return candidate;
    }

    /**
     * A stream of random numbers that belongs to this design.
     *
     * @param purpose what for
     * @param coordinate coordinate or any further index
     * @return the stream
     */
    public RandomStream stream(Purpose purpose, int coordinate) {
        return RandomStream.of(seed, replicate, purpose, round, candidate, coordinate);
    }

    void uniforms(Purpose purpose, double[] out, int n) {
        RandomStream.uniforms(seed, replicate, purpose, round, candidate, 0, out, n);
    }

    void normals(Purpose purpose, int coordinate, double[] out, int n) {
        RandomStream.normals(seed, replicate, purpose, round, candidate, coordinate, out, n);
    }

    Points items() {
        return items;
    }

    double[] success() {
        return success;
    }

    TaskSource designer() {
        return designer;
    }

    long seed() {
        return seed;
    }

    long replicate() {
        return replicate;
    }
}
