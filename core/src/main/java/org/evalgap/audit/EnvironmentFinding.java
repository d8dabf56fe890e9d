package org.evalgap.audit;

import java.util.AbstractList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import org.evalgap.internal.audit.Course;
import org.evalgap.internal.audit.Influences;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** What one environment did. Immutable; intervals that tables show are reckoned once, when they are asked for. */
public final class EnvironmentFinding {
    private static final double[][] NONE = {};

    private final int row;
    private final String id;
    private final double share;
    private final double weight;
    private final double divergence;
    private final @Nullable Influences influences;
    private final double level;

    private @Nullable Map<Measure, Bounds> boundsAtEqualCompute;
    private @Nullable List<Map<Measure, Bounds>> removalBounds;

    private EnvironmentFinding(int row, Findings all) {
        this.row = row;
        this.id = all.environments.id(row);
        this.share = all.shares[row];
        this.weight = all.weights[row];
        this.divergence = all.divergences[row];
        this.influences = all.influences;
        this.level = all.level;
    }

    static List<EnvironmentFinding> all(
            ItemSet environments, Course course, @Nullable Influences influences, double level) {
        return new Findings(environments, course, influences, level);
    }

    /** Keeps nothing of the course but its end: relations of many environments fill the memory. */
    private static final class Findings extends AbstractList<EnvironmentFinding> implements RandomAccess {
        private final ItemSet environments;
        private final double[] shares;
        private final double[] weights;
        private final double[] divergences;
        private final @Nullable Influences influences;
        private final double level;
        private final AtomicReferenceArray<@Nullable EnvironmentFinding> found;

        Findings(ItemSet environments, Course course, @Nullable Influences influences, double level) {
            this.environments = environments;
            this.shares = course.shares();
            this.weights = course.weights();
            this.divergences = course.divergences();
            this.influences = influences;
            this.level = level;
            this.found = new AtomicReferenceArray<>(environments.size());
        }

        @Override
        public int size() {
            return environments.size();
        }

        @Override
        public EnvironmentFinding get(int j) {
            EnvironmentFinding one = found.get(j);
            if (one == null) {
                one = new EnvironmentFinding(j, this);
                found.set(j, one);
            }
            return one;
        }
    }

    /**
     * Its row.
     *
     * @return from 0
     */
    public int row() {
        return row;
    }

    /**
     * Its name.
     *
     * @return the id
     */
    public String id() {
        return id;
    }

    /**
     * Its share of the training: shares sum to the number of environments.
     *
     * @return a, at least 0
     */
    public double share() {
        return share;
    }

    /**
     * What was learned on it.
     *
     * @return w after training
     */
    public double weight() {
        return weight;
    }

    /**
     * How far training moved the policy on it.
     *
     * @return KL divergence from the untrained policy, in nats
     */
    public double divergence() {
        return divergence;
    }

    /**
     * What a measure gains if the environment's share grows: ∂𝓜/∂ log a, the others' shares unchanged. The design is fixed.
     *
     * @param measure which
     * @return the derivative, in units of the measure; NaN where it was not computed or there is none
     */
    public double influence(Measure measure) {
        return influences == null ? Double.NaN : influences.influence(measure, row);
    }

    /**
     * The same at equal compute: the others give way in proportion. Over all environments these sum to 0.
     *
     * @param measure which
     * @return I − (a/M) Σ I, in units of the measure; NaN where it was not computed or there is none
     */
    public double influenceAtEqualCompute(Measure measure) {
        return influences == null ? Double.NaN : influences.atEqualCompute(measure, row);
    }

    /**
     * What a measure gains per unit of share: ∂𝓜/∂a, which says what an addition would do where the share is 0.
     *
     * @param measure which
     * @return the derivative; NaN where it was not computed or there is none
     */
    public double influenceOfAddition(Measure measure) {
        return influences == null ? Double.NaN : influences.addition(measure, row);
    }

    /**
     * How far influence may be from what other samples of items would show: percentiles over resampled items of every set, or
     * over resampled batches of them where there are too many to be traced one by one. The kernel is taken as given.
     *
     * @return an unmodifiable map of what was computed and moves with items, in the order of {@link Measure}
     */
    public Map<Measure, Bounds> influenceBounds() {
        return bounds(influences == null ? NONE : influences.samples(row, false));
    }

    /**
     * The same at equal compute.
     *
     * @return an unmodifiable map of what was computed and moves with items, in the order of {@link Measure}
     */
    public Map<Measure, Bounds> boundsAtEqualCompute() {
        Map<Measure, Bounds> known = boundsAtEqualCompute;
        if (known == null) {
            known = bounds(influences == null ? NONE : influences.samples(row, true));
            boundsAtEqualCompute = known;
        }
        return known;
    }

    /**
     * How far removal may be from what other samples of items would show, as with {@link #influenceBounds}.
     *
     * @return an unmodifiable map of what was computed and moves with items, in the order of {@link Measure}
     */
    public Map<Measure, Bounds> removalBounds() {
        return boundsOfRemoval().get(0);
    }

    /**
     * The same at equal compute.
     *
     * @return an unmodifiable map of what was computed and moves with items, in the order of {@link Measure}
     */
    public Map<Measure, Bounds> removalBoundsAtEqualCompute() {
        return boundsOfRemoval().get(1);
    }

    /** The plain ones and those at equal compute, which share their work. */
    private List<Map<Measure, Bounds>> boundsOfRemoval() {
        List<Map<Measure, Bounds>> known = removalBounds;
        if (known == null) {
            double[][][] samples = influences == null ? new double[][][] {NONE, NONE} : influences.removals(row);
            known = List.of(bounds(samples[0]), bounds(samples[1]));
            removalBounds = known;
        }
        return known;
    }

    private Map<Measure, Bounds> bounds(double[][] samples) {
        Map<Measure, Bounds> map = new EnumMap<>(Measure.class);
        for (int k = 0; k < samples.length; k++) {
            Bounds bounds = Resampling.percentiles(samples[k], level);
            if (bounds != null) {
                map.put(Measure.values()[k], bounds);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * What a measure moves by if the environment is left out, the others' shares unchanged: minus the influence where its share is
     * halved, and what is forgotten that was near through it alone. Ranks environments as leaving out and training anew does.
     *
     * @param measure which
     * @return the change, in units of the measure; NaN where there is none, or where there are too many environments (4,082)
     */
    public double removal(Measure measure) {
        return influences == null ? Double.NaN : influences.removal(measure, row, false);
    }

    /**
     * The same at equal compute: the others take it over in proportion.
     *
     * @param measure which
     * @return the change, in units of the measure; NaN where {@link #removal} is, or no other environment has a share
     */
    public double removalAtEqualCompute(Measure measure) {
        return influences == null ? Double.NaN : influences.removal(measure, row, true);
    }

    /**
     * Removal by measure.
     *
     * @return an unmodifiable map of what was computed, in the order of {@link Measure}
     */
    public Map<Measure, Double> removals() {
        return map(this::removal);
    }

    /**
     * Removal at equal compute by measure.
     *
     * @return an unmodifiable map of what was computed, in the order of {@link Measure}
     */
    public Map<Measure, Double> removalsAtEqualCompute() {
        return map(this::removalAtEqualCompute);
    }

    /**
     * Influence by measure.
     *
     * @return an unmodifiable map of what was computed, in the order of {@link Measure}
     */
    public Map<Measure, Double> influences() {
        return map(this::influence);
    }

    /**
     * Influence at equal compute by measure.
     *
     * @return an unmodifiable map of what was computed, in the order of {@link Measure}
     */
    public Map<Measure, Double> influencesAtEqualCompute() {
        return map(this::influenceAtEqualCompute);
    }

    private static Map<Measure, Double> map(ToDoubleFunction<Measure> of) {
        Map<Measure, Double> map = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double value = of.applyAsDouble(measure);
            if (!Double.isNaN(value)) {
                map.put(measure, value);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
