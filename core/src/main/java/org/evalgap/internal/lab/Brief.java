package org.evalgap.internal.lab;

import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.evalgap.task.TaskSource;

/** A brief that the engine writes; one serves design after design. Confined to a thread. */
public final class Brief implements DesignBrief {
    private final Inspiration usual = new Inspiration();
    private Points items = new Points();
    private double[] success = new double[0];
    private TaskSource imagined = GaussianMixture.single(new double[1], 1, 0, 1);
    private double inspiration;
    private double departure;
    private double errorFocus;
    private double surfaceSpread;
    private long seed;
    private long replicate;
    private int round;
    private int candidate;

    /** A brief that says nothing yet. */
    public Brief() {}

    /**
     * Says which items the designer sees, and how the learner does on them.
     *
     * @param publicItems the items
     * @param successes success of the current learner on each, where the designer looks at it; read at each design
     * @return this brief
     */
    public Brief seeing(Points publicItems, double[] successes) {
        items = publicItems;
        success = successes;
        return this;
    }

    /**
     * Says what is to be designed.
     *
     * @param source what designers imagine work to be
     * @param share λ in [0, 1]
     * @param distance δ ≥ 0
     * @param focus ψ ≥ 0
     * @return this brief
     */
    public Brief asking(TaskSource source, double share, double distance, double focus) {
        imagined = source;
        inspiration = share;
        departure = distance;
        errorFocus = focus;
        return this;
    }

    /**
     * Says what surface tasks have.
     *
     * @param spread standard deviation of a coordinate; how many there are, the items tell
     * @return this brief
     */
    public Brief surface(double spread) {
        surfaceSpread = spread;
        return this;
    }

    /**
     * Says where random numbers come from.
     *
     * @param newSeed the user's seed
     * @param newReplicate index of the replicate
     * @param inRound round, from 0
     * @param ofCandidate candidate, from 0
     * @return this brief
     */
    public Brief at(long newSeed, long newReplicate, int inRound, int ofCandidate) {
        seed = newSeed;
        replicate = newReplicate;
        round = inRound;
        candidate = ofCandidate;
        return this;
    }

    @Override
    public int dimension() {
        return imagined.dimension();
    }

    @Override
    public int publicItems() {
        return items.size();
    }

    @Override
    public double[] position(int item) {
        double[] x = new double[items.dimension() + items.surface()];
        for (int d = 0; d < x.length; d++) {
            x[d] = items.position[d][item];
        }
        return x;
    }

    @Override
    public int surfaceDimensions() {
        return items.surface();
    }

    @Override
    public int answer(int item) {
        return items.answer == null ? 1 : (int) items.answer[item];
    }

    @Override
    public double difficulty(int item) {
        return items.difficulty[item];
    }

    @Override
    public double success(int item) {
        return success[item];
    }

    @Override
    public TaskSource imagined() {
        return imagined;
    }

    @Override
    public double inspiration() {
        return inspiration;
    }

    @Override
    public double departure() {
        return departure;
    }

    @Override
    public double errorFocus() {
        return errorFocus;
    }

    @Override
    public int round() {
        return round;
    }

    @Override
    public int candidate() {
        return candidate;
    }

    @Override
    public RandomStream stream(int number) {
        return stream(Purpose.OWN_DESIGN, 0).substream(number);
    }

    @Override
    public RandomStream stream(Purpose purpose, int coordinate) {
        return RandomStream.of(seed, replicate, purpose, round, candidate, coordinate);
    }

    @Override
    public TaskSet draw(TaskSource source, RandomStream stream, int tasks) {
        if (tasks < 1) {
            throw new IllegalArgumentException("tasks must be at least 1: " + tasks);
        }
        if (source.dimension() != dimension()) {
            throw new IllegalArgumentException(
                    "the source must have the dimension of the brief = " + dimension() + ": " + source.dimension());
        }
        Points drawn = new Points();
        drawn.resize(tasks, dimension());
        new TaskDraw().draw(source, stream, drawn);
        TaskSet.Builder set = TaskSet.builder(dimension());
        double[] position = new double[dimension()];
        for (int i = 0; i < tasks; i++) {
            for (int d = 0; d < position.length; d++) {
                position[d] = drawn.position[d][i];
            }
            Integer answer =
                    drawn.answer == null || drawn.answer[i] == 0 ? null : Integer.valueOf((int) drawn.answer[i]);
            set.add(position, drawn.difficulty[i], (int) drawn.format[i], 1, answer, Integer.toString(i));
        }
        return set.build();
    }

    @Override
    public void designAsUsual(EnvironmentSheet sheet) {
        usual.design(this, sheet);
    }

    void uniforms(Purpose purpose, double[] out, int n) {
        RandomStream.uniforms(seed, replicate, purpose, round, candidate, 0, out, n);
    }

    void normals(Purpose purpose, int coordinate, double[] out, int n) {
        RandomStream.normals(seed, replicate, purpose, round, candidate, coordinate, out, n);
    }

    void imagine(TaskDraw draw, Points out) {
        draw.surface(out.surface(), surfaceSpread);
        draw.drawDesigner(imagined, seed, replicate, round, candidate, out);
    }

    Points items() {
        return items;
    }
}
