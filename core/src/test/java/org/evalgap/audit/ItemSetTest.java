package org.evalgap.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sets of items are values: checked once, never changed. */
class ItemSetTest {
    private static final double[][] ROWS = {{0, 1}, {2, 3}, {4, 5}};

    private static ItemSetBuilder three() {
        return ItemSet.builder(Positions.of(ROWS));
    }

    @Test
    void positionsAreTheSameHoweverTheyAreHeld() {
        Positions floats = Positions.of(FloatBuffer.wrap(new float[] {0, 1, 2, 3, 4, 5}), 2);
        Positions doubles = Positions.of(DoubleBuffer.wrap(new double[] {0, 1, 2, 3, 4, 5}), 2);
        double[] row = new double[2];
        for (Positions positions : List.of(floats, doubles, Positions.of(ROWS))) {
            assertThat(positions.size()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                positions.row(i, row);
                assertThat(row).containsExactly(ROWS[i]);
            }
        }
        assertThatThrownBy(() -> Positions.of(FloatBuffer.allocate(5), 2))
                .hasMessageContaining("whole rows of 2, at least one: 5 numbers");
        assertThatThrownBy(() -> Positions.of(new double[][] {{1}, {1, 2}}))
                .hasMessageContaining("row 1 of the positions must have 1 numbers, as row 0 has: 2");
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        ItemSet set = three().build();
        assertThat(set.id(2)).isEqualTo("2");
        assertThat(set.share(0)).isEqualTo(1);
        assertThat(set.weight(0)).isEqualTo(1);
        assertThat(set.format(0, 1)).isEqualTo(1);
        assertThat(set.format(0, 0)).isZero();
        assertThat(set.difficulty(0)).isZero();
        assertThat(set.family(0)).isEmpty();
        assertThat(set.text(0)).isEmpty();
    }

    @Test
    void someItemsKeepWhatIsKnownOfThem() {
        ItemSet set = three().ids(List.of("a", "b", "c"))
                .difficulties(new double[] {1, 2, 3})
                .shares(new double[] {1, 0, 2})
                .formats(new int[] {0, 1, -1})
                .families(List.of("f", "", "f"))
                .texts(List.of("x", "y", "z"))
                .build();
        ItemSet some = set.select(2, 0);
        double[] row = new double[2];
        some.positions().row(0, row);
        assertThat(row).containsExactly(4, 5);
        assertThat(some.id(0)).isEqualTo("c");
        assertThat(some.difficulty(1)).isEqualTo(1);
        assertThat(some.share(0)).isEqualTo(2);
        assertThat(some.format(0, 1)).isEqualTo(1);
        assertThat(some.format(1, 1)).isZero();
        assertThat(some.family(1)).contains("f");
        assertThat(set.family(1)).isEmpty();
        assertThat(some.text(1)).contains("x");
        assertThat(set.withShares(new double[] {0, 5, 0}).share(1)).isEqualTo(5);
        assertThat(set.share(1)).isZero();
        assertThatThrownBy(() -> set.select(1, 1)).hasMessageContaining("all different");
        assertThatThrownBy(() -> set.select(1)).hasMessageContaining("shares must have a sum above 0");
    }

    @Test
    void whatIsWrongIsNamed() {
        double nan = Double.NaN;
        assertThatThrownBy(() -> three().ids(List.of("a", "b", "a"))).hasMessageContaining("a again in row 2");
        assertThatThrownBy(() -> three().ids(List.of("a"))).hasMessageContaining("as many as the positions = 3: 1");
        assertThatThrownBy(() -> three().difficulties(new double[] {0, nan, 0}).build())
                .hasMessageContaining("item 1: difficulty must be in [-1.0E12, 1.0E12]: NaN");
        assertThatThrownBy(() -> three().shares(new double[] {0, -1, 0}).build())
                .hasMessageContaining("item 1: share must be in [0.0");
        assertThatThrownBy(() -> three().shares(new double[3]).build()).hasMessageContaining("sum above 0");
        assertThatThrownBy(() -> three().weights(new double[3]).build()).hasMessageContaining("sum above 0");
        assertThatThrownBy(() -> three().formats(new int[] {0, 2, 0}).build())
                .hasMessageContaining("item 1: format must be 0 or 1");
        assertThatThrownBy(() -> three().attempts(new double[] {0, 3, 0}, new double[] {1, 2, 1})
                        .build())
                .hasMessageContaining("item 1: successes must be in [0, 2.0], its attempts: 3.0");
        assertThatThrownBy(() ->
                        three().attempts(new double[3], new double[] {1, 0, 1}).build())
                .hasMessageContaining("item 1: attempts must be in");
        assertThatThrownBy(() -> three().difficulties(new double[3])
                        .attempts(new double[3], new double[] {1, 1, 1})
                        .build())
                .hasMessageContaining("not both");
        Positions bad = Positions.of(new double[][] {{0, 1}, {2, nan}});
        assertThatThrownBy(() -> ItemSet.builder(bad).ids(List.of("p", "q")).build())
                .hasMessageContaining("item q: x1 must be finite");
    }

    @Test
    void setsOfASuiteHaveOneDimension() {
        ItemSet other = ItemSet.builder(Positions.of(new double[][] {{1}})).build();
        ItemSet set = three().build();
        assertThatThrownBy(() -> Suite.of(set, other))
                .hasMessageContaining("environments must have the dimension of the public items = 2: 1");
        assertThat(Suite.of(set, set).withWork(set)).hasToString("Suite(3 public items, 3 work tasks, 3 environments)");
    }
}
