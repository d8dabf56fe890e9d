package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.kernel.Vectors;

/**
 * The backward pass: sums over tasks of a coefficient c_b times the gradient of the output with respect to all weights.
 *
 * <p>Where a unit of the second layer is active its slope is one, else zero. So everything that this layer hands back is a product
 * of a matrix of zeros and ones with rows of numbers: with m_bj its activity, v_j the weights of the output and W_j those that
 * come in,
 *
 * <pre>
 * S_j = Σ_b m_bj c_b (a_b, 1)          a_b the first layer's activations
 * δ_b = c_b Σ_j m_bj v_j W_j,          zero where the first layer is not active
 * </pre>
 *
 * <p>are {@linkplain SubsetSums sums of subsets of rows}, the gradient of W_j and its bias is v_j S_j, and that of v_j is W_j · S_j,
 * since an active unit gives out what comes in. Rows are over units here, over tasks in the forward pass.
 */
final class Backward {
    private final Workspace space;
    private final Activity activity;
    private final SubsetSums ofTasks;
    private final SubsetSums ofUnits;
    private final double[] product;
    private double coefficients;

    Backward(Workspace space) {
        this.space = space;
        activity = new Activity(space);
        ofTasks = new SubsetSums(space.scaled, space.taskTable, SubsetSums.BLOCK);
        ofUnits = new SubsetSums(space.weighted, space.unitTable, activity.unitsOfTask.length * SubsetSums.BLOCK);
        product = new double[Rows.room(space.width + 1)];
    }

    /** Begins a sum with these weights. */
    void begin(Weights w) {
        for (double[] row : space.secondSums) {
            Arrays.fill(row, 0);
        }
        for (double[] row : space.firstSums) {
            Arrays.fill(row, 0);
        }
        coefficients = 0;
        for (int j = 0; j < space.width; j++) {
            RowLoops.scale(w.last[j], w.second[j], space.weighted[j], product.length);
        }
        ofUnits.tabulate(SubsetSums.groups(space.width));
    }

    /**
     * Adds the tile that stands in the workspace, after its forward pass.
     *
     * @param coefficient c_b; for a whole tile, and zero behind the last task
     * @param n tasks of the tile
     */
    void add(double[] coefficient, int n) {
        for (int b = 0; b < n; b++) {
            coefficients += coefficient[b];
        }
        activity.read(n);
        for (int start = 0; start < n; start += Workspace.BLOCK) {
            int tasks = Math.min(Workspace.BLOCK, n - start);
            addSecond(coefficient, start, SubsetSums.groups(tasks));
            addFirst(coefficient, start, tasks);
        }
    }

    private void addSecond(double[] coefficient, int start, int groups) {
        int tasks = groups * SubsetSums.GROUP;
        Rows.transpose(space.first, space.width, start, coefficient, space.scaled, tasks);
        for (int b = 0; b < tasks; b++) {
            space.scaled[b][space.width] = coefficient[start + b];
        }
        ofTasks.tabulate(groups);
        int[] active = activity.tasksOfUnit[start / Workspace.BLOCK];
        for (int j = 0; j < space.width; j++) {
            ofTasks.add(0, active[j], space.secondSums[j]);
        }
    }

    private void addFirst(double[] coefficient, int start, int tasks) {
        int[][] active = activity.unitsOfTask;
        int last = active.length - 1;
        for (int b = 0; b < tasks; b++) {
            int task = start + b;
            double[] row = space.delta[b];
            if (last == 0) {
                Arrays.fill(row, 0);
            } else {
                ofUnits.set(0, active[0][task], row);
            }
            for (int u = 1; u < last; u++) {
                ofUnits.add(u * SubsetSums.BLOCK, active[u][task], row);
            }
            ofUnits.addGated(last * SubsetSums.BLOCK, active[last][task], coefficient[task], space.scaled[b], row);
        }
        Products.add(space.delta, space.input, start, tasks, space.firstSums, space.inputs + 1, product.length);
    }

    /** Writes the whole sum, for the weights that it was begun with. */
    void finish(Weights w, Weights gradient) {
        for (int j = 0; j < space.width; j++) {
            gradient.last[j] = Vectors.dot(w.second[j], space.secondSums[j], product, space.width + 1);
            RowLoops.scale(w.last[j], space.secondSums[j], gradient.second[j], product.length);
        }
        gradient.last[space.width] = coefficients;
        for (int d = 0; d <= space.inputs; d++) {
            double[] row = space.firstSums[d];
            for (int k = 0; k < space.width; k++) {
                gradient.first[k][d] = row[k];
            }
        }
    }
}
