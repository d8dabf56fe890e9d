package org.evalgap.estimate;

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

    InflationPosterior(ScoreTable table) {
        this.table = table;
        this.posterior = table.integrate();
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
     * Inflation in three numbers.
     *
     * @param model index of the model
     * @param level probability of the interval, in {@code (0, 1)}
     * @return mean and interval
     * @throws IndexOutOfBoundsException if there is no such model
     */
    public Interval inflation(int model, double level) {
        return Interval.of(row(model).inflation(level));
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
        boolean[] tested = new boolean[table.scores().size()];
        for (int i = 0; i < tested.length; i++) {
            tested[i] = !table.reference(i);
        }
        return FalseDiscovery.qValues(pValues(), tested);
    }

    /** Everything that is reported. */
    InflationResult result() {
        return new InflationSummary(table, posterior).result(qValues());
    }

    RowPosterior row(int model) {
        return posterior.row(java.util.Objects.checkIndex(model, table.scores().size()));
    }
}
