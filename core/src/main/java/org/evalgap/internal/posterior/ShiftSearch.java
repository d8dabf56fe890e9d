package org.evalgap.internal.posterior;

import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.internal.likelihood.LogSum;
import org.evalgap.internal.posterior.ShiftEvidence.Part;

/**
 * The search for the grid that holds the posterior of the shift.
 *
 * <p>Grids are laid three times over or more: wide nodes first, then where the weight is, until the box no longer changes;
 * τ likewise once. The first one reaches from where all rows are to where those taken for clean are.
 *
 * <p>With levels apart the level is that of the rows taken for clean, and grids are laid around it only; the others speak of
 * slope and noise, with a level of their own that is looked for first. References are often few and all of them able: alone
 * they would say little of models that are not.
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

    private final ShiftPrior prior;
    private final ShiftEvidence evidence;
    private final boolean apart;
    private final double tempering;
    private final ShiftBox start;

    /** Where the level of the others is, if it is one of their own: wide first. */
    private ShiftBox others;

    /**
     * A search; lays the rows' grids.
     *
     * @param clean rows that the assumption takes for clean
     * @param apart whether the others, of which there are some, have a level of their own: the clean ones are the mixture's
     *     references then
     */
    ShiftSearch(
            RowData[] rows,
            FamilyMixture mixture,
            List<String> families,
            ShiftPrior prior,
            boolean[] clean,
            boolean apart) {
        boolean[] rest = complement(clean);
        this.prior = prior;
        this.apart = apart;
        this.start = apart ? ShiftStart.around(rows, clean, prior) : ShiftStart.box(rows, clean, prior);
        this.others = apart ? ShiftStart.around(rows, rest, prior) : start;
        RowData.each(rows.length, i -> layGrid(rows[i], start, others));
        this.evidence = new ShiftEvidence(rows, mixture, clean);
        this.tempering = FamilyScatter.tempering(rows, families, prior);
    }

    private static boolean[] complement(boolean[] flags) {
        boolean[] out = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            out[i] = !flags[i];
        }
        return out;
    }

    private static void layGrid(RowData row, ShiftBox... boxes) {
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
    }

    /** The last grid, with normalised weights; its responses are those of {@link #evidence()}. */
    ShiftGrid integrate() {
        evidence.respond(NoiseGrid.coarse(), RowData.EXCEED);
        if (apart) {
            others = search(others, COARSE_CENTRES, COARSE_SLOPES, COARSE_SLACK, Part.OTHERS)
                    .next(DEVIATIONS);
        }
        Part part = apart ? Part.CLEAN : Part.ALL;
        ShiftGrid grid = search(start, COARSE_CENTRES, COARSE_SLOPES, COARSE_SLACK, part);
        evidence.respond(evidence.noise.fine(grid.noiseWeights(), evidence.rows()), RowData.FUNCTIONS);
        return search(grid.next(DEVIATIONS), CENTRES, SLOPES, SLACK, part);
    }

    /** How much the rows' evidence counts: less than 1 where families depart together. */
    double tempering() {
        return tempering;
    }

    ShiftEvidence evidence() {
        return evidence;
    }

    private ShiftGrid search(ShiftBox first, int centreNodes, int slopeNodes, double slack, Part part) {
        ShiftBox box = first;
        for (int i = 1; ; i++) {
            ShiftGrid grid = new ShiftGrid(box, evidence.noise.size(), centreNodes, slopeNodes);
            evaluate(grid, part);
            box = grid.next(DEVIATIONS);
            if (i == GRIDS || grid.settled(box, slack)) {
                return grid;
            }
        }
    }

    /** Lines of one slope are independent of each other, and so of the number of threads. */
    private void evaluate(ShiftGrid grid, Part part) {
        IntStream.range(0, grid.slopes()).parallel().forEach(line -> evaluate(grid, line, part, evidence.copy()));
        grid.normalise();
    }

    private void evaluate(ShiftGrid grid, int line, Part part, ShiftEvidence own) {
        NoiseGrid noise = own.noise;
        double slope = grid.slopeOf(line);
        double[] ofSlope = part == Part.CLEAN ? slopeEvidence(slope, own) : new double[noise.size()];
        for (int x = 0; x < grid.centres(); x++) {
            double intercept = grid.interceptOf(x, line);
            own.place(intercept, slope, part);
            for (int t = 0; t < noise.size(); t++) {
                grid.weight[grid.node(x, line, t)] = prior.logDensity(intercept, slope)
                        + noise.logPrior[t]
                        + (tempering * own.at(t, part) + ofSlope[t]);
            }
        }
    }

    /** Log evidence of the others, as much of it as counts, for a slope and every τ, with a level of their own integrated out. */
    private double[] slopeEvidence(double slope, ShiftEvidence own) {
        int noises = own.noise.size();
        double[][] levels = new double[noises][CENTRES];
        for (int x = 0; x < CENTRES; x++) {
            double centre = others.centreAtSlope(2.0 * x / (CENTRES - 1) - 1, slope);
            double intercept = centre + (1 - slope) * others.pivot();
            own.place(intercept, slope, Part.OTHERS);
            for (int t = 0; t < noises; t++) {
                // The slope's own prior is counted with the level of the clean rows.
                levels[t][x] = prior.logDensity(intercept, 1) + tempering * own.at(t, Part.OTHERS);
            }
        }
        double[] out = new double[noises];
        for (int t = 0; t < out.length; t++) {
            out[t] = LogSum.of(levels[t]);
        }
        return out;
    }
}
