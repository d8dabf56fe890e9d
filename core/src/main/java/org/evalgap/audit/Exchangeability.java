package org.evalgap.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.evalgap.internal.audit.Block;
import org.evalgap.internal.audit.Crowd;
import org.evalgap.internal.audit.Distances;
import org.evalgap.internal.audit.Votes;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/**
 * Was a suite made from an eval? A test that trains nothing: public and fresh items of one recipe are exchangeable if nobody
 * looked at the public ones.
 *
 * <p>T is the share of environments whose nearest item, public or fresh, is a public one; π is the share of public items. The
 * p-value permutes the labels, families whole, and counts the labels as they are among the permutations: its level holds
 * whatever the positions are. λ̂ = (T − π)/(1 − π) estimates the share of environments made from public items where
 * they stayed near them; else it is too low. Its interval resamples items, since items far from all others have more
 * environments near them: environments are not independent.
 *
 * <p>Fresh items of another time, author or filter are not exchangeable with public ones, and then the test says nothing.
 */
public final class Exchangeability {
    /** Median distances up to this share of the items' spacing leave next to no environment nearer to another item. */
    private static final double NEAR = 0.3;

    /** Sums of shared votes differ by less than this where they are equal. */
    private static final double ROUNDING = 1e-9;

    /** Permutations that a thread does at a time. */
    private static final int PIECE = 500;

    private final AuditSpec spec;
    private final double[] votes;
    private final int[] members;
    private final int publicUnits;
    private final boolean near;
    private final double departure;

    /** Votes and items a unit: an item, or a family. Public units come first. */
    private Exchangeability(AuditSpec spec, List<double[]> publicUnits, List<double[]> freshUnits, double departure) {
        this.spec = spec;
        this.departure = departure;
        this.near = departure <= NEAR;
        this.publicUnits = publicUnits.size();
        int n = publicUnits.size() + freshUnits.size();
        votes = new double[n];
        members = new int[n];
        for (int u = 0; u < n; u++) {
            double[] unit = u < this.publicUnits ? publicUnits.get(u) : freshUnits.get(u - this.publicUnits);
            votes[u] = unit[0];
            members[u] = (int) unit[1];
        }
    }

    /**
     * Tests a suite.
     *
     * @param suite items and environments; work is not looked at
     * @param spec threads, seed, permutations, resamples, level
     * @return the p-value, and the estimated share
     * @throws IllegalArgumentException if there are no fresh items, or a family has items in both sets
     */
    public static SuiteTestResult test(Suite suite, AuditSpec spec) {
        return of(suite, spec, null).result();
    }

    /**
     * Tests a suite that was audited: the same result, without measuring distances again that the audit has measured.
     *
     * @param suite items and environments; work is not looked at
     * @param spec threads, seed, permutations, resamples, level
     * @param audit what came out of the suite's audit; of another suite's, nothing is taken
     * @return the p-value, and the estimated share
     * @throws IllegalArgumentException if there are no fresh items, or a family has items in both sets
     */
    public static SuiteTestResult test(Suite suite, AuditSpec spec, AuditResult audit) {
        return of(suite, spec, audit.votes(suite)).result();
    }

    static Exchangeability of(Suite suite, AuditSpec spec) {
        return of(suite, spec, null);
    }

    private static Exchangeability of(Suite suite, AuditSpec spec, @Nullable Votes known) {
        ItemSet fresh = suite.fresh()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the test needs fresh items: items of the eval's recipe that nobody has seen"));
        ItemSet items = suite.publicItems();
        Block.Rows both = Block.Rows.joined(Preparation.rows(items.positions()), Preparation.rows(fresh.positions()));
        spec.progress().at("nearest items", 0);
        Block.Rows made = Preparation.rows(suite.environments().positions());
        Votes votes = known == null ? Votes.count(both, made, spec.threads()) : known;
        spec.progress().at("nearest items", 1);
        double[] all = votes.votes();
        Map<String, double[]> publicUnits = units(items, all, 0);
        Map<String, double[]> freshUnits = units(fresh, all, items.size());
        for (String family : publicUnits.keySet()) {
            if (freshUnits.containsKey(family)) {
                throw new MisfitException("family " + family.substring(1)
                        + " has public and fresh items, so it cannot be permuted whole; put it into one set");
            }
        }
        double departure =
                departure(votes, both, items.size(), suite.environments().size(), spec);
        return new Exchangeability(
                spec, List.copyOf(publicUnits.values()), List.copyOf(freshUnits.values()), departure);
    }

    /** Votes and members of every family, or item without one. */
    private static Map<String, double[]> units(ItemSet items, double[] votes, int from) {
        Map<String, double[]> units = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            // Items and families do not mix: a row's number could be a family's name.
            String name = items.family(i).map(family -> "f" + family).orElse("i" + (from + i));
            double[] unit = units.computeIfAbsent(name, key -> new double[2]);
            unit[0] += votes[from + i];
            unit[1]++;
        }
        return units;
    }

    /** Of environments nearer to a public item than half the spacing: their median distance, in spacings. */
    private static double departure(Votes votes, Block.Rows items, int publicItems, int environments, AuditSpec spec) {
        double spacing = Distances.median(Distances.nearestOther(items, spec.threads()));
        List<Double> near = new ArrayList<>();
        for (int j = 0; j < environments; j++) {
            if (votes.nearest(j) < publicItems && votes.distance(j) < spacing / 2) {
                near.add(votes.distance(j) / spacing);
            }
        }
        return near.isEmpty()
                ? Double.NaN
                : Distances.median(near.stream().mapToDouble(d -> d).toArray());
    }

    private boolean[] labels() {
        boolean[] labels = new boolean[votes.length];
        Arrays.fill(labels, 0, publicUnits, true);
        return labels;
    }

    private SuiteTestResult result() {
        boolean[] labels = labels();
        double statistic = statistic(labels);
        double expected = expected(labels);
        AtomicInteger reached = new AtomicInteger(1);
        int pieces = (spec.permutations() + PIECE - 1) / PIECE;
        Thread caller = Thread.currentThread();
        Crowd.each(pieces, spec.threads(), () -> new boolean[votes.length], (permuted, piece) -> {
            int end = Math.min((piece + 1) * PIECE, spec.permutations());
            for (int k = piece * PIECE; k < end; k++) {
                permute(k, permuted);
                if (statistic(permuted) - expected(permuted) >= statistic - expected - ROUNDING) {
                    reached.incrementAndGet();
                }
            }
            if (Thread.currentThread() == caller) {
                spec.progress().at("permutations", (double) end / spec.permutations());
            }
        });
        double p = reached.get() / (spec.permutations() + 1.0);
        double share = (statistic - expected) / (1 - expected);
        return new SuiteTestResult(p, share, bounds(), spec.permutations(), statistic, expected, departure, warnings());
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnings.add("the p-value holds if fresh items were made as the public ones were, at one time");
        if (!near) {
            warnings.add(
                    "few environments lie near a public item, so that those which departed further are not counted:"
                            + " the inspired share is a lower bound");
        }
        return warnings;
    }

    /** T for the labels as they are. */
    double observed() {
        return statistic(labels());
    }

    private double statistic(boolean[] labels) {
        double inside = 0;
        double all = 0;
        for (int u = 0; u < votes.length; u++) {
            inside += labels[u] ? votes[u] : 0;
            all += votes[u];
        }
        return inside / all;
    }

    private double expected(boolean[] labels) {
        long inside = 0;
        long all = 0;
        for (int u = 0; u < members.length; u++) {
            inside += labels[u] ? members[u] : 0;
            all += members[u];
        }
        return (double) inside / all;
    }

    /** As many units labelled as there are public ones, all such choices equally likely (selection sampling). */
    private void permute(int permutation, boolean[] labels) {
        RandomStream stream = RandomStream.of(spec.seed(), permutation, Purpose.BOOTSTRAP, 1, 0, 0);
        int wanted = publicUnits;
        for (int u = 0; u < labels.length; u++) {
            labels[u] = stream.uniform(u) * (labels.length - u) < wanted;
            wanted -= labels[u] ? 1 : 0;
        }
    }

    /** Percentiles over resampled units, public and fresh ones apart; one-sided where departures are not small. */
    Bounds bounds() {
        double expected = expected(labels());
        int count = Math.max(spec.resamples(), 1000);
        double[] sample = new double[count];
        for (int r = 0; r < count; r++) {
            double onPublic = drawn(r, 2, 0, publicUnits);
            double onFresh = drawn(r, 3, publicUnits, votes.length);
            double all = onPublic + onFresh;
            sample[r] = all == 0 ? 0 : (onPublic / all - expected) / (1 - expected);
        }
        Arrays.sort(sample);
        double tail = near ? (1 - spec.level()) / 2 : 1 - spec.level();
        double upper = near ? Math.min(1, Resampling.quantile(sample, 1 - tail)) : 1;
        return new Bounds(Math.min(1, Resampling.quantile(sample, tail)), upper, spec.level());
    }

    private double drawn(int resample, int kind, int from, int to) {
        RandomStream stream = RandomStream.of(spec.seed(), resample, Purpose.BOOTSTRAP, kind, 0, 0);
        double sum = 0;
        for (int k = from; k < to; k++) {
            sum += votes[from + (int) (stream.uniform(k - from) * (to - from))];
        }
        return sum;
    }
}
