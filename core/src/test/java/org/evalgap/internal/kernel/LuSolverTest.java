package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the LU decomposition of Commons Math. */
class LuSolverTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 63, 207})
    void solutionsAgreeWithCommonsMath(int n) {
        Random random = new Random(n);
        LuSolver solver = new LuSolver();
        for (int again = 0; again < 3; again++) {
            double[][] matrix = new double[n][];
            for (int i = 0; i < n; i++) {
                matrix[i] = Twins.normals(random, n, 1);
            }
            matrix[0][0] = n > 1 ? 0 : matrix[0][0];
            double[] b = Twins.normals(random, n, 1);
            RealVector expected = new LUDecomposition(MatrixUtils.createRealMatrix(matrix))
                    .getSolver()
                    .solve(new ArrayRealVector(b));
            double[][] rows = solver.rows(n);
            for (int i = 0; i < n; i++) {
                System.arraycopy(matrix[i], 0, rows[i], 0, n);
            }
            solver.factorise();
            double[] x = b.clone();
            solver.solve(x);
            // Condition numbers of Gaussian matrices are about n, far below 1e4 for these seeds.
            double scale = expected.getLInfNorm();
            for (int i = 0; i < n; i++) {
                assertThat(x[i]).isCloseTo(expected.getEntry(i), within(1e-11 * (1 + scale)));
            }
        }
    }

    /** Hand-worked: {@code [0 2; 4 2] x = [2; 8]} has the solution (3/2, 1), and needs a row exchange. */
    @Test
    void rowsAreExchangedWhereAPivotIsZero() {
        LuSolver solver = new LuSolver();
        double[][] rows = solver.rows(2);
        rows[0][1] = 2;
        rows[1][0] = 4;
        rows[1][1] = 2;
        solver.factorise();
        double[] b = {2, 8};
        solver.solve(b);
        assertThat(b).containsExactly(1.5, 1);
    }
}
