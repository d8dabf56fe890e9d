package org.evalgap.audit;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.internal.audit.Votes;
import org.evalgap.measure.Measure;
import org.jspecify.annotations.Nullable;

/** What an audit found. Immutable. */
public final class AuditResult {
    private final double[] values;
    private final @Nullable Bounds[] bounds;
    private final Exposures exposures;
    private final Scales scales;
    private final List<String> warnings;
    private final List<List<ItemFinding>> items;
    private final List<EnvironmentFinding> environments;
    private final @Nullable Origin origin;

    AuditResult(
            double[] values,
            @Nullable Bounds[] bounds,
            Exposures exposures,
            Scales scales,
            List<String> warnings,
            List<List<ItemFinding>> items,
            List<EnvironmentFinding> environments,
            @Nullable Origin origin) {
        this.values = values;
        this.bounds = bounds;
        this.exposures = exposures;
        this.scales = scales;
        this.warnings = List.copyOf(warnings);
        this.items = items;
        this.environments = environments;
        this.origin = origin;
    }

    /**
     * Which items lie nearest to environments, as the audit has measured it.
     *
     * @param suite what was audited
     * @param votes of the environments for public and fresh items
     */
    record Origin(Suite suite, Votes votes) {
        private boolean isOf(Suite other) {
            return same(other.publicItems(), suite.publicItems())
                    && same(other.fresh().orElseThrow(), suite.fresh().orElseThrow())
                    && same(other.environments(), suite.environments());
        }

        private static boolean same(ItemSet one, ItemSet other) {
            return one.positions() == other.positions();
        }
    }

    /** The votes of a suite's environments; null where they are not known. */
    @Nullable
    Votes votes(Suite of) {
        return origin != null && of.fresh().isPresent() && origin.isOf(of) ? origin.votes : null;
    }

    /**
     * Mean exposures by place, the memorised part apart.
     *
     * @param means of the items by their weights; NaN for a set that is missing
     * @param memorized of the memorised part
     * @param bounds over resampled items
     * @param memorizedBounds over resampled items
     */
    record Exposures(
            double[] means,
            double[] memorized,
            @Nullable Bounds[] bounds,
            @Nullable Bounds[] memorizedBounds) {}

    /**
     * Values by measure.
     *
     * @return an unmodifiable map in the order of {@link Measure}; those of sets that are missing are left out
     */
    public Map<Measure, Double> measures() {
        return measures(values);
    }

    static Map<Measure, Double> measures(double[] values) {
        Map<Measure, Double> map = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            double value = values[measure.ordinal()];
            boolean still = measure == Measure.TRANSFER && !Double.isNaN(values[Measure.WORK_SCORE.ordinal()]);
            if (!Double.isNaN(value) || still) {
                map.put(measure, value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * How far a measure may be from what another sample of items would show: a percentile bootstrap over the items of every
     * set. Environments, positions and the kernel are taken as given.
     *
     * @param measure which
     * @return the interval; empty if it was not asked for, or the measure does not depend on items
     */
    public Optional<Bounds> bounds(Measure measure) {
        return Optional.ofNullable(bounds[measure.ordinal()]);
    }

    /**
     * The mean exposure of a set's items, by their weights.
     *
     * @param place which set
     * @return environments that reach an item; NaN if the set is missing
     */
    public double exposure(Place place) {
        return exposures.means[place.ordinal()];
    }

    /**
     * The memorised part of the mean exposure. Where public items lie above fresh ones, somebody looked.
     *
     * @param place which set
     * @return environments that lie so near to an item that it is learned by heart; NaN if the set is missing
     */
    public double memorizedExposure(Place place) {
        return exposures.memorized[place.ordinal()];
    }

    /**
     * How far the mean exposure may be from what another sample of items would show.
     *
     * @param place which set
     * @return the interval; empty if it was not asked for, or the set is missing
     */
    public Optional<Bounds> exposureBounds(Place place) {
        return Optional.ofNullable(exposures.bounds[place.ordinal()]);
    }

    /**
     * How far the memorised part of the mean exposure may be from what another sample of items would show.
     *
     * @param place which set
     * @return the interval; empty if it was not asked for, or the set is missing
     */
    public Optional<Bounds> memorizedExposureBounds(Place place) {
        return Optional.ofNullable(exposures.memorizedBounds[place.ordinal()]);
    }

    /**
     * The lengths that were used.
     *
     * @return unit, breadth and memorisation scale
     */
    public Scales scales() {
        return scales;
    }

    /**
     * What a reader has to know before believing any of it.
     *
     * @return an unmodifiable list of sentences, often empty
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What training did to the items of a set.
     *
     * @param place which set
     * @return an unmodifiable list in the set's order; empty if the set is missing
     */
    public List<ItemFinding> items(Place place) {
        return items.get(place.ordinal());
    }

    /**
     * What the environments did.
     *
     * @return an unmodifiable list in the set's order
     */
    public List<EnvironmentFinding> environments() {
        return environments;
    }

    @Override
    public String toString() {
        return "AuditResult(" + items(Place.PUBLIC).size() + " public items, "
                + items(Place.FRESH).size()
                + " fresh items, " + items(Place.WORK).size() + " work tasks, " + environments.size()
                + " environments; " + measures() + ")";
    }
}
