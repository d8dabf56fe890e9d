package org.evalgap.estimate;

/**
 * The search for the grid that holds the posterior of the shift.
 *
 * <p>Grids are laid three times over or more: wide nodes first, then where the weight is, until the box no longer changes;
 * τ likewise once. The first one reaches from where all rows are to where those taken for clean are.
 */
final class ShiftSearch {
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
    private final ShiftPrior prior;
    private final boolean[] clean;
    private final boolean alone;
    private final double[] likelihoods;
    private final CentreWeights[] centres;
    private final double[] shapes = new double[FamilyMixture.SHAPES];

    /** Responses by τ and row. */
    Responses[][] responses = {};

    double[] taus = {};

    /**
     * A search.
     *
     * @param clean rows that the assumption takes for clean
     * @param alone whether only those have a say: they are the mixture's references then
     */
    ShiftSearch(RowData[] rows, FamilyMixture mixture, ShiftPrior prior, boolean[] clean, boolean alone) {
        this.rows = rows;
        this.mixture = mixture;
        this.prior = prior;
        this.clean = clean;
        this.alone = alone;
        this.likelihoods = new double[rows.length * RowData.FUNCTIONS];
        this.centres = new CentreWeights[rows.length];
    }

    /** The last grid, with normalised weights; its responses are left in place. */
    ShiftGrid integrate() {
        ShiftBox box = alone ? ShiftStart.around(rows, clean, prior) : ShiftStart.box(rows, clean, prior);
        layGrids(box);
        respond(NoiseGrid.coarse(), RowData.EXCEED);
        ShiftGrid grid = search(box, COARSE_CENTRES, COARSE_SLOPES, COARSE_SLACK);
        respond(NoiseGrid.fine(taus, grid.noiseWeights()), RowData.FUNCTIONS);
        return search(grid.next(DEVIATIONS), CENTRES, SLOPES, SLACK);
    }

    private ShiftGrid search(ShiftBox first, int centreNodes, int slopeNodes, double slack) {
        ShiftBox box = first;
        for (int i = 1; ; i++) {
            ShiftGrid grid = new ShiftGrid(box, taus, centreNodes, slopeNodes);
            evaluate(grid);
            box = grid.next(DEVIATIONS);
            if (i == GRIDS || grid.settled(box, slack)) {
                return grid;
            }
        }
    }

    private void layGrids(ShiftBox box) {
        for (int r = 0; r < rows.length; r++) {
            RowData row = rows[r];
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 8; corner++) {
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

    private void evaluate(ShiftGrid grid) {
        for (int line = 0; line < grid.slopes(); line++) {
            for (int x = 0; x < grid.centres(); x++) {
                double intercept = grid.interceptOf(x, line);
                double slope = grid.slopeOf(line);
                for (int i = 0; i < rows.length; i++) {
                    if (speaks(i)) {
                        centres[i].set(intercept, slope);
                    }
                }
                for (int t = 0; t < taus.length; t++) {
                    grid.weight[grid.node(x, line, t)] =
                            prior.logDensity(intercept, slope) + ShiftPrior.logNoise(taus, t) + evidence(t);
                }
            }
        }
        grid.normalise();
    }

    private boolean speaks(int row) {
        return !alone || clean[row];
    }

    /** Log evidence of the rows that have a say, at the shift that was set and a τ. */
    private double evidence(int noise) {
        for (int i = 0; i < rows.length; i++) {
            if (speaks(i)) {
                responses[noise][i].expect(centres[i], likelihoods, i * RowData.FUNCTIONS);
            }
        }
        mixture.load(likelihoods);
        for (int k = 0; k < shapes.length; k++) {
            shapes[k] = mixture.referenceEvidence(k) + (alone ? 0 : mixture.targetEvidence(k));
        }
        return LogSum.of(shapes);
    }
}
