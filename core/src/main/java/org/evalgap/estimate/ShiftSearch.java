package org.evalgap.estimate;

import java.util.stream.IntStream;

/**
 * The search for the grid that holds the posterior of the shift.
 *
 * <p>Grids are laid three times over or more: wide nodes first, then where the weight is, until the box no longer changes;
 * τ likewise once.
 *
 * <p>Where the shift is fitted on references, its level is theirs alone; slope and noise are fitted on all rows, the others
 * with a level of their own. References are often few and all of them able: their slope alone would say little about models
 * that are not.
 */
final class ShiftSearch {
    /** Which rows speak. */
    private enum Part {
        ALL,
        REFERENCES,
        TARGETS
    }

    private static final int CENTRES = 11;
    private static final int SLOPES = 9;
    private static final int COARSE_CENTRES = 9;
    private static final int COARSE_SLOPES = 7;
    private static final int GRIDS = 8;

    /** How much wider than necessary a box may be: twice to find τ, a little in the end. */
    private static final double COARSE_SLACK = 2.2;

    private static final double SLACK = 1.35;

    /** Half the box in posterior standard deviations. */
    private static final double DEVIATIONS = 5;

    private final RowData[] rows;
    private final FamilyMixture mixture;
    private final boolean referencesOnly;
    private final ShiftPrior prior;
    private final boolean[] used;
    private final double[] likelihoods;
    private final CentreWeights[] centres;
    private final double[] shapes = new double[FamilyMixture.SHAPES];
    private boolean haveTargets;
    /** Where the level of the rows that are no references is, for what they say of the slope. */
    private ShiftBox targets = new ShiftBox(0, 0, 0, 1, 1, 1);

    /** Responses by τ and row. */
    Responses[][] responses = {};

    double[] taus = {};

    ShiftSearch(RowData[] rows, FamilyMixture mixture, ShiftPrior prior, boolean referencesOnly, boolean[] used) {
        this.rows = rows;
        this.mixture = mixture;
        this.prior = prior;
        this.referencesOnly = referencesOnly;
        this.used = used;
        this.likelihoods = new double[rows.length * RowData.FUNCTIONS];
        this.centres = new CentreWeights[rows.length];
    }

    /** The last grid, with normalised weights; its responses are left in place. */
    ShiftGrid integrate() {
        ShiftBox box = ShiftStart.box(rows, used, prior);
        boolean[] rest = complement(used);
        haveTargets = referencesOnly && IntStream.range(0, rest.length).anyMatch(i -> rest[i]);
        ShiftBox others = haveTargets ? ShiftStart.box(rows, rest, prior) : box;
        layGrids(box, others);
        respond(NoiseGrid.coarse(), RowData.EXCEED);
        if (haveTargets) {
            targets = search(others, COARSE_CENTRES, COARSE_SLOPES, COARSE_SLACK, Part.TARGETS)
                    .next(DEVIATIONS);
        }
        Part part = referencesOnly ? Part.REFERENCES : Part.ALL;
        ShiftGrid grid = search(box, COARSE_CENTRES, COARSE_SLOPES, COARSE_SLACK, part);
        respond(NoiseGrid.fine(taus, grid.noiseWeights()), RowData.FUNCTIONS);
        return search(grid.next(DEVIATIONS), CENTRES, SLOPES, SLACK, part);
    }

    private static boolean[] complement(boolean[] flags) {
        boolean[] out = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            out[i] = !flags[i];
        }
        return out;
    }

    private ShiftGrid search(ShiftBox first, int centres, int slopes, double slack, Part part) {
        ShiftBox box = first;
        for (int i = 1; ; i++) {
            ShiftGrid grid = new ShiftGrid(box, taus, centres, slopes);
            evaluate(grid, part);
            box = grid.next(DEVIATIONS);
            if (i == GRIDS || grid.settled(box, slack)) {
                return grid;
            }
        }
    }

    private void layGrids(ShiftBox... boxes) {
        for (int r = 0; r < rows.length; r++) {
            RowData row = rows[r];
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 8 * boxes.length; corner++) {
                ShiftBox box = boxes[corner / 8];
                double x = (corner & 1) * 2 - 1;
                double y = (corner & 2) - 1;
                double eta = row.etas[(corner & 4) == 0 ? 0 : row.etas.length - 1];
                double m = box.interceptAt(x, y) + box.slopeAt(y) * eta;
                low = Math.min(low, m);
                high = Math.max(high, m);
            }
            row.layGrid(low, high);
            centres[r] = new CentreWeights(row);
        }
    }

    private void respond(double[] nodes, int functions) {
        taus = nodes;
        responses = new Responses[nodes.length][rows.length];
        for (int t = 0; t < nodes.length; t++) {
            for (int i = 0; i < rows.length; i++) {
                responses[t][i] = new Responses(rows[i], nodes[t], functions);
            }
        }
    }

    private void evaluate(ShiftGrid grid, Part part) {
        for (int line = 0; line < grid.slopes(); line++) {
            double[] slopeEvidence = part == Part.REFERENCES && haveTargets
                    ? slopeEvidence(grid.slopeOf(line))
                    : new double[taus.length];
            for (int x = 0; x < grid.centres(); x++) {
                double intercept = grid.interceptOf(x, line);
                double slope = grid.slopeOf(line);
                place(intercept, slope, part);
                for (int t = 0; t < taus.length; t++) {
                    grid.weight[grid.node(x, line, t)] = prior.logDensity(intercept, slope)
                            + ShiftPrior.logNoise(taus, t)
                            + evidence(t, part)
                            + slopeEvidence[t];
                }
            }
        }
        grid.normalise();
    }

    private boolean speaks(int row, Part part) {
        return part == Part.ALL || used[row] == (part == Part.REFERENCES);
    }

    private void place(double intercept, double slope, Part part) {
        for (int i = 0; i < rows.length; i++) {
            if (speaks(i, part)) {
                centres[i].set(intercept, slope);
            }
        }
    }

    /** Log evidence of some rows at the shift they were placed at and a τ. */
    private double evidence(int noise, Part part) {
        for (int i = 0; i < rows.length; i++) {
            if (speaks(i, part)) {
                responses[noise][i].expect(centres[i], likelihoods, i * RowData.FUNCTIONS);
            }
        }
        mixture.load(likelihoods);
        for (int k = 0; k < shapes.length; k++) {
            shapes[k] = (part == Part.TARGETS ? 0 : mixture.referenceEvidence(k))
                    + (part == Part.REFERENCES ? 0 : mixture.targetEvidence(k));
        }
        return LogSum.of(shapes);
    }

    /**
     * What the rows that are no references say of a slope and every τ, whatever their own level: their evidence with a
     * level of their own integrated out.
     */
    private double[] slopeEvidence(double slope) {
        double[][] levels = new double[taus.length][CENTRES];
        for (int x = 0; x < CENTRES; x++) {
            double level = targets.centreAtSlope(2.0 * x / (CENTRES - 1) - 1, slope);
            double intercept = level + (1 - slope) * targets.pivot();
            place(intercept, slope, Part.TARGETS);
            for (int t = 0; t < taus.length; t++) {
                levels[t][x] = prior.logDensity(intercept, 1) + evidence(t, Part.TARGETS);
            }
        }
        double[] out = new double[taus.length];
        for (int t = 0; t < out.length; t++) {
            out[t] = LogSum.of(levels[t]);
        }
        return out;
    }
}
