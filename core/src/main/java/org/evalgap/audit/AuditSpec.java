package org.evalgap.audit;

import java.util.Objects;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.internal.Arguments;

/**
 * What an audit assumes, and how much of it is computed. Immutable; every {@code with} gives a changed copy.
 *
 * <p>Of the scenario an audit knows what {@link org.evalgap.Audit#knows} says: learner, training and scoring.
 */
public final class AuditSpec {
    /** Fewer permutations than this say too little of small p-values. */
    public static final int FEWEST_PERMUTATIONS = 9_999;

    private static final AuditSpec DEFAULT = new AuditSpec(
            Scenario.withDefaults(),
            Scale.NEAREST,
            new Effort(1, 5, true, 1000, FEWEST_PERMUTATIONS),
            1,
            0.9,
            AuditProgress.NONE);

    private final Scenario scenario;
    private final Scale scale;
    private final Effort effort;
    private final long seed;
    private final double level;
    private final AuditProgress progress;

    private record Effort(int threads, int teachers, boolean influence, int resamples, int permutations) {}

    private AuditSpec(Scenario scenario, Scale scale, Effort effort, long seed, double level, AuditProgress progress) {
        this.scenario = scenario;
        this.scale = scale;
        this.effort = effort;
        this.seed = seed;
        this.level = level;
        this.progress = progress;
    }

    /**
     * The default scenario, scales by nearest neighbours, one thread, influence of every environment, 5 teachers an item,
     * 1,000 resamples for intervals of level 0.9, 9,999 permutations, seed 1.
     *
     * @return the defaults
     */
    public static AuditSpec withDefaults() {
        return DEFAULT;
    }

    private AuditSpec with(Effort other) {
        return new AuditSpec(scenario, scale, other, seed, level, progress);
    }

    /**
     * A copy with another learner, training or scoring.
     *
     * @param other the scenario; {@code breadth} and {@code memorizationScale} in the unit of the scale
     * @return the copy
     * @throws IllegalArgumentException if the scenario has a learner of one's own: an audit is about the kernel
     */
    public AuditSpec withScenario(Scenario other) {
        if (!other.get(Word.LEARNER).equals("kernel")) {
            throw new IllegalArgumentException("an audit trains the generalisation kernel, not the learner \""
                    + other.get(Word.LEARNER) + "\"; leave it out with withKernelLearner()");
        }
        return new AuditSpec(other, scale, effort, seed, level, progress);
    }

    /**
     * A copy with scales in another unit.
     *
     * @param other the unit
     * @return the copy
     */
    public AuditSpec withScale(Scale other) {
        return new AuditSpec(scenario, Objects.requireNonNull(other), effort, seed, level, progress);
    }

    /**
     * A copy that works with so many threads; results are the same bits for any number.
     *
     * @param count from 1 to 10,000
     * @return the copy
     * @throws IllegalArgumentException if it is not
     */
    public AuditSpec withThreads(int count) {
        Arguments.threads(count);
        return with(new Effort(count, effort.teachers, effort.influence, effort.resamples, effort.permutations));
    }

    /**
     * A copy that names so many teachers an item.
     *
     * @param count at least 0
     * @return the copy
     * @throws IllegalArgumentException if the count is below 0
     */
    public AuditSpec withTeachers(int count) {
        Arguments.atLeast("teachers", count, 0);
        return with(new Effort(effort.threads, count, effort.influence, effort.resamples, effort.permutations));
    }

    /**
     * A copy that computes the influence of environments, or leaves it out.
     *
     * @param wanted whether it is computed
     * @return the copy
     */
    public AuditSpec withInfluence(boolean wanted) {
        return with(new Effort(effort.threads, effort.teachers, wanted, effort.resamples, effort.permutations));
    }

    /**
     * A copy with another number of resamples for intervals.
     *
     * @param count 0 for no intervals, else at least 100
     * @return the copy
     * @throws IllegalArgumentException if the count is neither 0 nor at least 100
     */
    public AuditSpec withResamples(int count) {
        if (count != 0) {
            Arguments.atLeast("resamples other than 0", count, 100);
        }
        return with(new Effort(effort.threads, effort.teachers, effort.influence, count, effort.permutations));
    }

    /**
     * A copy with another number of permutations.
     *
     * @param count at least {@value #FEWEST_PERMUTATIONS}
     * @return the copy
     * @throws IllegalArgumentException if there are fewer
     */
    public AuditSpec withPermutations(int count) {
        Arguments.atLeast("permutations", count, FEWEST_PERMUTATIONS);
        return with(new Effort(effort.threads, effort.teachers, effort.influence, effort.resamples, count));
    }

    /**
     * A copy with another seed of permutations and resamples; training draws nothing.
     *
     * @param other any number
     * @return the copy
     */
    public AuditSpec withSeed(long other) {
        return new AuditSpec(scenario, scale, effort, other, level, progress);
    }

    /**
     * A copy with intervals of another level.
     *
     * @param other in (0, 1)
     * @return the copy
     * @throws IllegalArgumentException if it is not
     */
    public AuditSpec withLevel(double other) {
        Arguments.inOpen("level", other, 0, 1);
        return new AuditSpec(scenario, scale, effort, seed, other, progress);
    }

    /**
     * A copy whose progress somebody hears of.
     *
     * @param listener who is told
     * @return the copy
     */
    public AuditSpec withProgress(AuditProgress listener) {
        return new AuditSpec(scenario, scale, effort, seed, level, Objects.requireNonNull(listener));
    }

    /**
     * Learner, training and scoring.
     *
     * @return the scenario
     */
    public Scenario scenario() {
        return scenario;
    }

    /**
     * The unit of {@code breadth} and {@code memorizationScale}.
     *
     * @return the scale
     */
    public Scale scale() {
        return scale;
    }

    /**
     * How many threads work.
     *
     * @return at least 1
     */
    public int threads() {
        return effort.threads;
    }

    /**
     * How many teachers of an item are named.
     *
     * @return at least 0
     */
    public int teachers() {
        return effort.teachers;
    }

    /**
     * Whether influence is computed.
     *
     * @return true if it is
     */
    public boolean influence() {
        return effort.influence;
    }

    /**
     * How many resamples intervals are of.
     *
     * @return 0 for no intervals
     */
    public int resamples() {
        return effort.resamples;
    }

    /**
     * How many permutations p-values are of.
     *
     * @return at least {@value #FEWEST_PERMUTATIONS}
     */
    public int permutations() {
        return effort.permutations;
    }

    /**
     * The seed of permutations and resamples.
     *
     * @return the seed
     */
    public long seed() {
        return seed;
    }

    /**
     * The level of intervals.
     *
     * @return in (0, 1)
     */
    public double level() {
        return level;
    }

    /**
     * Who hears of progress.
     *
     * @return the listener
     */
    public AuditProgress progress() {
        return progress;
    }
}
