package org.evalgap.internal.posterior;

import org.evalgap.internal.likelihood.LogSum;

/** What rows say of a shift: their evidence, all of them together or those taken for clean and the others apart. */
final class ShiftEvidence {
    /** Which rows speak. */
    enum Part {
        ALL,
        CLEAN,
        OTHERS
    }

    private final RowData[] rows;
    private final FamilyMixture mixture;
    private final boolean[] clean;
    private final double[] likelihoods;
    private final CentreWeights[] centres;
    private final double[] shapes = new double[FamilyMixture.SHAPES];

    /** Responses of every row to all nodes of the noise. */
    Responses[] responses = {};

    /** By row: likelihoods at the shift that the rows are placed at, as their responses give them. */
    private double[][] placed = {};

    private double[] scratch = {};

    NoiseGrid noise = NoiseGrid.coarse();

    /**
     * Evidence of rows whose grids have been laid.
     *
     * @param clean rows that the assumption takes for clean: if only some are, they are the mixture's references
     */
    ShiftEvidence(RowData[] rows, FamilyMixture mixture, boolean[] clean) {
        this.rows = rows;
        this.mixture = mixture;
        this.clean = clean;
        this.likelihoods = new double[rows.length * RowData.FUNCTIONS];
        this.centres = new CentreWeights[rows.length];
        for (int i = 0; i < rows.length; i++) {
            centres[i] = new CentreWeights(rows[i]);
        }
    }

    /** Another that may be placed elsewhere at the same time; it has the responses that this one has now. */
    ShiftEvidence copy() {
        ShiftEvidence out = new ShiftEvidence(rows, mixture.copy(), clean);
        out.responses = responses;
        out.noise = noise;
        out.makeRoom();
        return out;
    }

    /** Works out the rows' responses to noise at some nodes, each row for itself. */
    void respond(NoiseGrid nodes, int functions) {
        noise = nodes;
        responses = new Responses[rows.length];
        RowData.each(rows.length, i -> {
            double[] taus = new double[nodes.size()];
            for (int t = 0; t < taus.length; t++) {
                taus[t] = nodes.tau[t] * ShiftPrior.noiseScale(nodes.growth[t], rows[i].relativeAbility);
            }
            responses[i] = new Responses(rows[i], taus, functions);
        });
        makeRoom();
    }

    private void makeRoom() {
        placed = new double[rows.length][RowData.EXCEED * noise.size()];
        scratch = new double[RowData.EXCEED * noise.size()];
    }

    /** Number of rows. */
    int rows() {
        return rows.length;
    }

    /** Sets the shift that the next calls are about. */
    void place(double intercept, double slope, Part part) {
        for (int i = 0; i < rows.length; i++) {
            if (speaks(i, part)) {
                centres[i].set(intercept, slope);
                responses[i].expect(centres[i], RowData.EXCEED, scratch, placed[i]);
            }
        }
    }

    /** Log evidence of some rows at the shift they were placed at and a node of the noise. */
    double at(int node, Part part) {
        for (int i = 0; i < rows.length; i++) {
            if (speaks(i, part)) {
                for (int f = 0; f < RowData.EXCEED; f++) {
                    likelihoods[i * RowData.FUNCTIONS + f] = placed[i][f * noise.size() + node];
                }
            }
        }
        mixture.load(likelihoods, part != Part.OTHERS, part != Part.CLEAN);
        for (int k = 0; k < shapes.length; k++) {
            shapes[k] = mixture.logPrior(k)
                    + (part == Part.OTHERS ? 0 : mixture.referenceEvidence(k))
                    + (part == Part.CLEAN ? 0 : mixture.targetEvidence(k));
        }
        return LogSum.of(shapes);
    }

    private boolean speaks(int row, Part part) {
        return part == Part.ALL || clean[row] == (part == Part.CLEAN);
    }
}
