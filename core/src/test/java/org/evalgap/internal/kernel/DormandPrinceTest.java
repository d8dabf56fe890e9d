package org.evalgap.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Oracle: the order conditions. A method is of order p where Σ b_i Φ_i(t) = x^r/γ(t) for every rooted tree t of r ≤ p nodes
 * (Butcher; Hairer, Nørsett, Wanner I, theorem II.2.13), Φ being the product over the root's branches of Σ_j a_ij Φ_j, and γ the
 * nodes times the product of the branches' γ.
 */
class DormandPrinceTest {
    private static final int S = DormandPrince.STAGES;

    /** How many rooted trees there are of 1 … 8 nodes (OEIS A000081). */
    private static final int[] TREES = {0, 1, 1, 2, 4, 9, 20, 48, 115};

    private record Tree(int nodes, double gamma, double symmetry, double[] phi) {}

    private static List<List<Tree>> trees() {
        List<List<Tree>> all = new ArrayList<>(List.of(List.of()));
        double[] ones = new double[S];
        Arrays.fill(ones, 1);
        for (int nodes = 1; nodes < TREES.length; nodes++) {
            List<Tree> found = new ArrayList<>();
            List<Tree> smaller = all.stream().flatMap(List::stream).toList();
            grow(smaller, smaller.size() - 1, 0, new Tree(1, 1, 1, ones), nodes, found);
            all.add(found);
            assertThat(found).hasSize(TREES[nodes]);
        }
        return all;
    }

    /** Adds branches, each no later in the list than the one before; several of a kind are a symmetry. */
    private static void grow(List<Tree> smaller, int last, int alike, Tree tree, int nodes, List<Tree> found) {
        if (tree.nodes == nodes) {
            found.add(new Tree(nodes, nodes * tree.gamma, tree.symmetry, tree.phi));
            return;
        }
        for (int k = last; k >= 0; k--) {
            Tree branch = smaller.get(k);
            if (tree.nodes + branch.nodes <= nodes) {
                int kind = k == last ? alike + 1 : 1;
                double[] phi = tree.phi.clone();
                for (int i = 0; i < S; i++) {
                    double sum = 0;
                    for (int j = 0; j < DormandPrince.A[i].length; j++) {
                        sum += DormandPrince.A[i][j] * branch.phi[j];
                    }
                    phi[i] *= sum;
                }
                Tree larger = new Tree(
                        tree.nodes + branch.nodes,
                        tree.gamma * branch.gamma,
                        tree.symmetry * branch.symmetry * kind,
                        phi);
                grow(smaller, k, kind, larger, nodes, found);
            }
        }
    }

    private static double miss(Tree tree, double[] b, double x) {
        double sum = 0;
        for (int i = 0; i < S; i++) {
            sum += b[i] * tree.phi[i];
        }
        return sum - StrictMath.pow(x, tree.nodes) / tree.gamma;
    }

    @Test
    void theStepIsOfOrderEight() {
        for (List<Tree> order : trees()) {
            for (Tree tree : order) {
                assertThat(miss(tree, DormandPrince.B, 1)).isCloseTo(0, within(1e-14));
            }
        }
    }

    /** Exact to order 5; orders 6 and 7 are missed by 1.1e-5 at most, where 1 would be missed by a method that ignores them. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-3, 0.1, 0.35, 0.5, 0.77, 0.95, 1})
    void theExtensionIsOfOrderFiveAndNearlyOfOrderSeven(double x) {
        double[] b = new double[S];
        DormandPrince.extension(x, b);
        List<List<Tree>> trees = trees();
        for (int order = 1; order <= 7; order++) {
            for (Tree tree : trees.get(order)) {
                double allowed = order <= 5 ? 5e-12 * x * x : 1.3e-5 * tree.symmetry;
                assertThat(miss(tree, b, x)).as("order %s", order).isCloseTo(0, within(allowed));
            }
        }
    }

    @Test
    void theExtensionEndsWithTheStep() {
        double[] b = new double[S];
        DormandPrince.extension(1, b);
        for (int i = 0; i < S; i++) {
            assertThat(b[i]).isCloseTo(DormandPrince.B[i], within(5e-12));
        }
    }

    @Test
    void nodesAreTheRowSums() {
        for (int i = 0; i < S; i++) {
            assertThat(Arrays.stream(DormandPrince.A[i]).sum()).isCloseTo(DormandPrince.C[i], within(2e-14));
        }
    }
}
