package org.evalgap.protocol.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Means over replicates and their standard errors, by protocol and release. Immutable. */
public final class BoardResult {
    private final BoardPlan plan;
    private final BoardLayout layout;
    private final double[] mean;
    private final double[] squares;

    BoardResult(BoardPlan plan, BoardLayout layout, double[] mean, double[] squares) {
        this.plan = plan;
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
    public record Estimate(double mean, double standardError) {}

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
        for (int r = 0; r < plan.releases(); r++) {
            if (of(protocol, r, BoardMeasure.KENDALL_WORK).mean() < plan.level()) {
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
        return new Verdict(margin >= 0, worst, there, Math.abs(margin) > 1.96 * there.standardError());
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
        return (long) of(protocol, last, BoardMeasure.FRESH_ITEMS_SPENT).mean();
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
     * What one fresh item buys: told inflation that there is under the plan's first protocol and not under this one, at the last
     * release, for every item written.
     *
     * @param protocol index of the protocol
     * @return a share of items an item; NaN where none was written
     */
    public Estimate boughtPerItem(int protocol) {
        int last = plan.releases() - 1;
        double items = of(protocol, last, BoardMeasure.FRESH_ITEMS_SPENT).mean();
        Estimate bought = of(protocol, last, BoardMeasure.BOUGHT_OFF);
        return items == 0
                ? new Estimate(Double.NaN, Double.NaN)
                : new Estimate(bought.mean() / items, bought.standardError() / items);
    }
}
