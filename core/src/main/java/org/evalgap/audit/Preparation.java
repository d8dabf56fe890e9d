package org.evalgap.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.evalgap.Scenario;
import org.evalgap.internal.audit.Block;
import org.evalgap.internal.audit.Distances;
import org.evalgap.internal.kernel.Points;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/** A suite as numbers: lengths in the space of the positions, difficulties in logits, shares of sum M. */
final class Preparation {
    /** Distances a warning is judged by. */
    private static final int PAIRS = 20_000;

    /** Where half of the pairs of public items share more than this, there is one neighbourhood. */
    private static final double ONE_NEIGHBOURHOOD = 0.25;

    final Suite suite;
    final AuditSpec spec;
    final Scenario scenario;
    final Scales scales;
    final List<String> warnings = new ArrayList<>();
    final Block environments;
    private final @Nullable Block[] places = new Block[Place.values().length];

    Preparation(Suite suite, AuditSpec spec) {
        this.suite = suite;
        this.spec = spec;
        Scenario given = spec.scenario();
        for (Place place : Place.values()) {
            Optional<ItemSet> set = suite.at(place);
            if (set.isPresent()) {
                double guess = place == Place.WORK ? 0 : given.guessRate();
                places[place.ordinal()] =
                        block(set.get(), place.format(), difficulties(set.get(), given.evalHorizon(), guess));
            }
        }
        environments =
                block(suite.environments(), 1, difficulties(suite.environments(), given.environmentHorizon(), 0));
        double unit = unit(suite, spec);
        scales = new Scales(spec.scale(), unit, unit * given.breadth(), unit * given.memorizationScale());
        scenario = scaled(given);
        warnOfNeighbourhoods();
    }

    private Scenario scaled(Scenario given) {
        try {
            return given.withBreadth(scales.breadth()).withMemorizationScale(scales.memorizationScale());
        } catch (IllegalArgumentException e) {
            throw new MisfitException("lengths in the unit " + scales.unit() + " of scale "
                    + spec.scale().label() + ": " + e.getMessage());
        }
    }

    @Nullable
    Block at(Place place) {
        return places[place.ordinal()];
    }

    /** How many items there are in all sets. */
    int tasks() {
        int tasks = 0;
        for (Block block : places) {
            tasks += block == null ? 0 : block.size();
        }
        return tasks;
    }

    Block publicItems() {
        return Objects.requireNonNull(places[Place.PUBLIC.ordinal()]);
    }

    private static Block block(ItemSet set, int format, double[] difficulties) {
        int n = set.size();
        double[] formats = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            formats[i] = set.format(i, format);
            weights[i] = set.weight(i);
        }
        return new Block(rows(set.positions()), difficulties, formats, weights);
    }

    static Block.Rows rows(Positions positions) {
        return new Block.Rows() {
            @Override
            public int size() {
                return positions.size();
            }

            @Override
            public int dimension() {
                return positions.dimension();
            }

            @Override
            public void row(int i, double[] out) {
                positions.row(i, out);
            }
        };
    }

    /** Difficulties that were given, or b = θ − logit q, q from the shrunk rate with guesses and horizon taken out. */
    private double[] difficulties(ItemSet set, int horizon, double guess) {
        double[] b = new double[set.size()];
        for (int i = 0; i < b.length; i++) {
            b[i] = set.hasAttempts()
                    ? spec.scenario().competence() - logit(set.successes(i), set.attempts(i), horizon, guess)
                    : set.difficulty(i);
        }
        return b;
    }

    /**
     * The logit of one decision. A rate that guesses alone would reach counts as half a success more than that, as one of no
     * success does.
     */
    static double logit(double successes, double attempts, int horizon, double guess) {
        double rate = (successes + 0.5) / (attempts + 1);
        double least = 0.5 / (attempts + 1);
        double whole = Math.max((rate - guess) / (1 - guess), Math.min(least, rate));
        double log = StrictMath.log(whole) / horizon;
        return log - StrictMath.log(-StrictMath.expm1(log));
    }

    /** The unit of lengths, in the space of the positions. */
    static double unit(Suite suite, AuditSpec spec) {
        return spec.scale() == Scale.ABSOLUTE
                ? 1
                : spacing(rows(suite.publicItems().positions()), spec.threads());
    }

    private static double spacing(Block.Rows items, int threads) {
        if (items.size() < 2) {
            throw new MisfitException("scale nearest needs at least 2 public items; use scale absolute");
        }
        double spacing = Distances.median(Distances.nearestOther(items, threads));
        if (!(spacing > 0)) {
            throw new MisfitException("scale nearest: the median distance from a public item to its nearest other"
                    + " one is 0, as half of the items are duplicates; remove duplicates, or use scale absolute");
        }
        if (!(spacing < Points.LARGEST_COORDINATE)) {
            throw new MisfitException("scale nearest: the median distance is too large: " + spacing);
        }
        return spacing;
    }

    private void warnOfNeighbourhoods() {
        double distance = Distances.medianOfPairs(publicItems().rows(), PAIRS);
        double wide = StrictMath.exp(-distance * distance / (2 * scales.breadth() * scales.breadth()));
        double narrow =
                StrictMath.exp(-distance * distance / (2 * scales.memorizationScale() * scales.memorizationScale()));
        warn("breadth", scales.breadth(), "carries to", distance, wide, scenario.memorization() < 1);
        warn(
                "memorizationScale",
                scales.memorizationScale(),
                "is kept for",
                distance,
                narrow,
                scenario.memorization() > 0);
    }

    private void warn(String name, double length, String verb, double distance, double share, boolean used) {
        if (used && share > ONE_NEIGHBOURHOOD) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s makes everything one neighbourhood: what is learned on one public item %s half of the others"
                            + " by more than %.2f (%s %.3g, median distance of two items %.3g); choose a smaller one",
                    name,
                    verb,
                    share,
                    name,
                    length,
                    distance));
        }
    }

    /** Shares of sum M; exactly 1 where all are equal. */
    double[] shares() {
        return normalized(suite.environments());
    }

    static double[] normalized(ItemSet set) {
        double[] shares = new double[set.size()];
        for (int j = 0; j < shares.length; j++) {
            shares[j] = set.share(j);
        }
        return normalized(shares);
    }

    static double[] normalized(double[] given) {
        double[] shares = given.clone();
        if (Arrays.stream(given).allMatch(a -> a == given[0])) {
            Arrays.fill(shares, 1);
            return shares;
        }
        double sum = 0;
        for (double share : given) {
            sum += share;
        }
        for (int j = 0; j < shares.length; j++) {
            shares[j] = shares[j] / sum * shares.length;
        }
        return shares;
    }

    /** Weights of the items, by set; an empty array for a set that is missing. */
    double[][] weights() {
        double[][] weights = new double[places.length][];
        for (int p = 0; p < places.length; p++) {
            Block block = places[p];
            weights[p] = block == null ? new double[0] : block.weight();
        }
        return weights;
    }
}
