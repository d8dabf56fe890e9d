package org.evalgap.estimate;

import java.util.Objects;
import org.evalgap.internal.FalseDiscovery;
import org.evalgap.internal.posterior.RowPosterior;
import org.evalgap.internal.posterior.TablePosterior;

/**
 * The posterior behind an estimate: what any threshold, level or bound asks of it, without estimating again. Models are named
 * by their index in the table, from 0.
 *
 * <p>Instances are immutable and may be used by several threads at once.
 */
public final class InflationPosterior {
    private final ScoreTable table;
    private final TablePosterior posterior;
    private final double[] qValues;
    private final AssumptionCheck check;

    InflationPosterior(ScoreTable table) {
        this.table = table;
        this.posterior = table.integrate();
        this.check = AssumptionCheck.of(posterior.check());
        boolean[] tested = new boolean[table.scores().size()];
        for (int i = 0; i < tested.length; i++) {
            tested[i] = !table.reference(i);
        }
        this.qValues = FalseDiscovery.qValues(pValues(), tested);
    }

    /**
     * Whether the scores speak against the assumption.
     *
     * @return the check
     */
    public AssumptionCheck check() {
        return check;
    }

    /**
     * Whether a model is found inflated: its q-value is at most one minus the table's level, and the scores do not refute the
     * assumption.
     *
     * @param model index of the model
     * @return true if it is
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public boolean found(int model) {
        return qValues[Objects.checkIndex(model, qValues.length)]
                        <= 1 - table.spec().level()
                && !check.refuted();
    }

    /**
     * The posterior probability that there is any inflation.
     *
     * @param model index of the model
     * @return P(I &gt; 0)
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public double probability(int model) {
        return row(model).probability();
    }

    /**
     * The posterior probability of more inflation.
     *
     * @param model index of the model
     * @param inflation a share of items, in {@code [0, 1]}
     * @return P(I &gt; inflation)
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public double above(int model, double inflation) {
        return row(model).above(inflation);
    }

    /**
     * A one-sided bound.
     *
     * @param model index of the model
     * @param chance a probability, in {@code (0, 1)}
     * @return the inflation that the model exceeds with that probability; 0 where it exceeds none
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public double exceededWith(int model, double chance) {
        return row(model).exceededWith(chance);
    }

    /**
     * Inflation in three numbers. The interval holds 0 unless the model is found inflated; its ends are those that inflation
     * has if there is any. The prior pulls what it does not expect towards 0, so that the upper end is at least what the gap is below
     * with the level's probability where the interval holds 0, and at least that of the gap's interval where most models are taken for
     * clean.
     *
     * @param model index of the model
     * @param level probability of the interval, in {@code (0, 1)}
     * @return posterior mean and interval
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public Interval inflation(int model, double level) {
        RowPosterior row = row(model);
        double[] ends = row.inflationIfAny(level);
        boolean found = found(model);
        double upper = ends[1];
        if (table.assumption() != ShiftAssumption.REFERENCE) {
            upper = Math.max(upper, row.gapQuantile(0.5 + 0.5 * level));
        } else if (!found) {
            upper = Math.max(upper, row.gapQuantile(level));
        }
        return new Interval(row.meanInflation(), found ? ends[0] : 0, upper);
    }

    /**
     * Public success less the clean one that the rest predicts, unconstrained: negative where the public score is too low.
     *
     * @param model index of the model
     * @param level probability of the interval, in {@code (0, 1)}
     * @return mean and interval
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public Interval gap(int model, double level) {
        return Interval.of(row(model).gap(level));
    }

    /**
     * The chance of a public score as high, were the model clean; see {@link ModelInflation}.
     *
     * @return one p-value a model
     */
    public double[] pValues() {
        double[] out = new double[table.scores().size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = posterior.pValue(i);
        }
        return out;
    }

    /**
     * Benjamini–Hochberg q-values among all models that are no references.
     *
     * @return one entry a model; NaN for references
     */
    public double[] qValues() {
        return qValues.clone();
    }

    /** Everything that is reported. */
    InflationResult result() {
        return new InflationSummary(table, posterior, this).result();
    }

    RowPosterior row(int model) {
        return posterior.row(Objects.checkIndex(model, table.scores().size()));
    }
}
