package org.evalgap.protocol.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Means over replicates and their standard errors, by protocol and release. Immutable. */
public final class BoardResult {
    /** Standard errors in half a 95 % interval. */
    private static final double INTERVAL = 1.96;

    private final BoardPlan plan;
    private final BoardLayout layout;
    private final double[] mean;
    private final double[] squares;

    BoardResult(BoardLayout layout, double[] mean, double[] squares) {
        this.plan = layout.plan();
        this.layout = layout;
        this.mean = mean;
        this.squares = squares;
    }

    /**
     * A mean with its Monte Carlo standard error.
     *
     * @param mean over replicates
     * @param standardError NaN for a single replicate
     */
    public record Estimate(double mean, double standardError) {
        /**
         * Half a 95 % interval.
         *
         * @return 1.96 standard errors; NaN for a single replicate
         */
        public double halfWidth() {
            return INTERVAL * standardError;
        }
    }

    /**
     * What was planned.
     *
     * @return the plan
     */
    public BoardPlan plan() {
        return plan;
    }

    /**
     * A measure of a lab.
     *
     * @param protocol index of the protocol
     * @param release from 0
     * @param lab index of the lab
     * @param measure which
     * @return its estimate
     */
    public Estimate of(int protocol, int release, int lab, LabMeasure measure) {
        return estimate(layout.at(protocol, release, lab, measure));
    }

    /**
     * A measure of the board.
     *
     * @param protocol index of the protocol
     * @param release from 0
     * @param measure which
     * @return its estimate
     */
    public Estimate of(int protocol, int release, BoardMeasure measure) {
        return estimate(layout.at(protocol, release, measure));
    }

    /**
     * The mean of a measure over all labs.
     *
     * @param protocol index of the protocol
     * @param release from 0
     * @param measure which
     * @return its estimate, whose error counts what labs have in common
     */
    public Estimate ofAllLabs(int protocol, int release, LabMeasure measure) {
        return estimate(layout.at(protocol, release, measure));
    }

    private Estimate estimate(int slot) {
        int n = plan.replicates();
        return new Estimate(mean[slot], n < 2 ? Double.NaN : Math.sqrt(squares[slot] / (n - 1) / n));
    }

    /**
     * After how many releases the mean of τ with work is below the plan's level for the first time.
     *
     * @param protocol index of the protocol
     * @return the number of releases that were still above; empty where it never falls below
     */
    public OptionalInt halfLife(int protocol) {
        return releases(protocol, 0);
    }

    /**
     * The least half-life that the 95 % intervals of τ allow: where their lower ends fall below the level.
     *
     * @param protocol index of the protocol
     * @return a number of releases, 0 for a single replicate; empty where they never do
     */
    public OptionalInt halfLifeAtLeast(int protocol) {
        return releases(protocol, -1);
    }

    /**
     * The greatest half-life that the 95 % intervals of τ allow: where their upper ends fall below the level.
     *
     * @param protocol index of the protocol
     * @return a number of releases; empty where they never do, and for a single replicate
     */
    public OptionalInt halfLifeAtMost(int protocol) {
        return releases(protocol, 1);
    }

    /** At the mean (0), the lower end of its interval (−1) or the upper one (1). */
    private OptionalInt releases(int protocol, int end) {
        for (int r = 0; r < plan.releases(); r++) {
            Estimate tau = of(protocol, r, BoardMeasure.KENDALL_WORK);
            double value = end == 0 ? tau.mean() : tau.mean() + end * tau.halfWidth();
            // Of a single replicate nobody knows the error.
            if (value < plan.level() || end < 0 && Double.isNaN(value)) {
                return OptionalInt.of(r);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Whether a protocol keeps the target.
     *
     * @param kept whether the mean does at every release that counts
     * @param release where it does least, from 0
     * @param worst the estimate there
     * @param sure whether the 95 % interval there is on one side of the bound
     */
    public record Verdict(boolean kept, int release, Estimate worst, boolean sure) {}

    /**
     * How a protocol does by the target.
     *
     * @param protocol index of the protocol
     * @return the verdict
     * @throws java.util.NoSuchElementException if the plan has no target
     */
    public Verdict verdict(int protocol) {
        Target target = plan.target().orElseThrow();
        int worst = 0;
        for (int r = 1; r < target.releases(); r++) {
            worst = margin(protocol, r, target) < margin(protocol, worst, target) ? r : worst;
        }
        Estimate there = of(protocol, worst, target.measure());
        double margin = target.margin(there.mean());
        return new Verdict(margin >= 0, worst, there, Math.abs(margin) > there.halfWidth());
    }

    private double margin(int protocol, int release, Target target) {
        return target.margin(of(protocol, release, target.measure()).mean());
    }

    /**
     * Items that a protocol has written for the target's releases, or for all where there is no target.
     *
     * @param protocol index of the protocol
     * @return items beyond the first set
     */
    public long itemsSpent(int protocol) {
        int last = plan.target().map(Target::releases).orElse(plan.releases()) - 1;
        return layout.items(protocol, last);
    }

    /**
     * The protocol that keeps the target with the fewest items, the first of equals.
     *
     * @return index of the protocol; empty where none keeps it, or there is no target
     */
    public OptionalInt cheapest() {
        if (plan.target().isEmpty()) {
            return OptionalInt.empty();
        }
        List<Integer> keeping = new ArrayList<>();
        for (int p = 0; p < plan.protocols().size(); p++) {
            if (verdict(p).kept()) {
                keeping.add(p);
            }
        }
        return keeping.stream()
                .min(Comparator.comparingLong(this::itemsSpent))
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /**
     * What a fresh item buys on average: told inflation that there is under the plan's first protocol and not under this one, at
     * the last release, for every item written beyond the first protocol's.
     *
     * @param protocol index of the protocol
     * @return a share of items an item; NaN where the protocol writes no more items than the first
     */
    public Estimate boughtPerItem(int protocol) {
        int last = plan.releases() - 1;
        long items = layout.items(protocol, last) - layout.items(0, last);
        return perItem(of(protocol, last, BoardMeasure.BOUGHT_OFF), items);
    }

    private static Estimate perItem(Estimate bought, long items) {
        return items <= 0
                ? new Estimate(Double.NaN, Double.NaN)
                : new Estimate(bought.mean() / items, bought.standardError() / items);
    }

    /**
     * What one more fresh item buys, beyond a protocol that writes fewer. It is the price of items alone only where the two differ
     * in nothing else.
     *
     * @param beyond index of that protocol: of those that write fewer items, the one that writes most, the first of equals
     * @param items how many items more are written until the last release, at least 1
     * @param perItem told inflation that one of these buys off at the last release, a share of items
     */
    public record Further(int beyond, long items, Estimate perItem) {}

    /**
     * What one more fresh item buys. It compares with the protocol next cheaper in items, the first listed of equals, which may
     * differ in more than items.
     *
     * @param protocol index of the protocol
     * @return its price and worth; empty where no protocol of the plan writes fewer items
     */
    public Optional<Further> further(int protocol) {
        OptionalInt beyond = layout.cheaper(protocol);
        if (beyond.isEmpty()) {
            return Optional.empty();
        }
        int last = plan.releases() - 1;
        long items = layout.items(protocol, last) - layout.items(beyond.getAsInt(), last);
        return Optional.of(new Further(beyond.getAsInt(), items, perItem(estimate(layout.further(protocol)), items)));
    }
}
