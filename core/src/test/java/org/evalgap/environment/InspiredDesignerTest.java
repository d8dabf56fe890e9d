package org.evalgap.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Brief;
import org.evalgap.internal.lab.Sheet;
import org.evalgap.task.GaussianMixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model's designer. A statistical test at level 1e-4 fails by chance once in 10,000 seeds; the seed is fixed. */
class InspiredDesignerTest {
    private static final double LEVEL = 1e-4;

    /** Far from every item, so that an environment tells where it comes from. */
    private static final GaussianMixture IMAGINED = GaussianMixture.single(new double[] {-1000, 0}, 1, 50, 1);

    private static final double[] SUCCESS = {0.1, 0.5, 0.9, 1};

    private static Points items() {
        Points items = new Points();
        items.resize(4, 2);
        for (int i = 0; i < 4; i++) {
            items.position[0][i] = 100 * i;
            items.difficulty[i] = i;
            items.format[i] = 0;
        }
        return items;
    }

    private static Brief brief(double[] success, double inspiration, double departure, double focus) {
        return new Brief()
                .seeing(items(), success)
                .asking(IMAGINED, inspiration, departure, focus)
                .at(3, 1, 0, 0);
    }

    private static Points design(double inspiration, double departure, double focus, double[] success, int m) {
        Points out = new Points();
        out.resize(m, 2);
        Brief brief = brief(success, inspiration, departure, focus);
        InspiredDesigner.INSTANCE.design(brief, new Sheet(out));
        return out;
    }

    private static int itemOf(Points out, int j) {
        return out.position[0][j] < -500 ? -1 : (int) Math.round(out.position[0][j] / 100);
    }

    /** One χ² for the items, one binomial for the share (4.5 sigma), two Kolmogorov–Smirnov tests for the jitter. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 3})
    void itemsInspireInProportionToTheirFailureRateToThePowerOfTheFocus(double focus) {
        int m = 20_000;
        Points out = design(0.7, 0.1, focus, SUCCESS, m);
        long[] seen = new long[4];
        double[][] jitter = new double[2][m];
        int inspired = 0;
        for (int j = 0; j < m; j++) {
            int item = itemOf(out, j);
            if (item >= 0) {
                seen[item]++;
                jitter[0][inspired] = (out.position[0][j] - 100 * item) / 0.1;
                jitter[1][inspired++] = out.position[1][j] / 0.1;
                assertThat(out.difficulty[j]).isEqualTo(item);
                assertThat(out.format[j]).isEqualTo(1);
            } else {
                assertThat(out.difficulty[j]).isBetween(40.0, 60.0);
                assertThat(out.format[j]).isEqualTo(0);
            }
        }
        assertThat(inspired / (double) m).isCloseTo(0.7, within(4.5 * Math.sqrt(0.21 / m)));
        double[] weight =
                Arrays.stream(SUCCESS).map(p -> StrictMath.pow(1 - p, focus)).toArray();
        if (focus > 0) {
            assertThat(seen[3]).as("an item that never fails").isZero();
            seen = Arrays.copyOf(seen, 3);
            weight = Arrays.copyOf(weight, 3);
        }
        assertThat(new ChiSquareTest().chiSquareTest(weight, seen)).isGreaterThan(LEVEL);
        var normal = new org.apache.commons.math3.distribution.NormalDistribution(null, 0, 1);
        for (double[] axis : jitter) {
            assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(normal, Arrays.copyOf(axis, inspired)))
                    .isGreaterThan(LEVEL);
        }
    }

    /** The model: uniform if all weights vanish. */
    @Test
    void ifNoItemFailsAllInspireAlike() {
        double[] perfect = {1, 1, 1, 1};
        assertThat(design(1, 0, 2, perfect, 50).position[0]).isEqualTo(design(1, 0, 0, perfect, 50).position[0]);
    }

    @Test
    void withoutDepartureAnEnvironmentIsItsItem() {
        Points out = design(1, 0, 0, SUCCESS, 200);
        for (int j = 0; j < 200; j++) {
            assertThat(out.position[0][j]).isEqualTo(100.0 * itemOf(out, j));
            assertThat(out.position[1][j]).isEqualTo(0);
        }
    }

    /** Aligned draws: a change of one parameter changes only what it means. */
    @Test
    void moreInspirationReplacesImaginedEnvironmentsAndLeavesTheOthers() {
        Points less = design(0.3, 0.1, 0, SUCCESS, 400);
        Points more = design(0.6, 0.1, 0, SUCCESS, 400);
        Points all = design(1, 0.1, 0, SUCCESS, 400);
        Points none = design(0, 0.1, 0, SUCCESS, 400);
        int replaced = 0;
        for (int j = 0; j < 400; j++) {
            assertThat(less.position[1][j]).isEqualTo((itemOf(less, j) >= 0 ? all : none).position[1][j]);
            assertThat(more.position[1][j]).isEqualTo((itemOf(more, j) >= 0 ? all : none).position[1][j]);
            assertThat(itemOf(less, j) >= 0 && itemOf(more, j) < 0).isFalse();
            replaced += itemOf(less, j) < 0 && itemOf(more, j) >= 0 ? 1 : 0;
        }
        assertThat(replaced).isPositive();
    }

    @Test
    void growingTheNumberKeepsTheFirstEnvironments() {
        Points few = design(0.5, 0.1, 1, SUCCESS, 63);
        Points many = design(0.5, 0.1, 1, SUCCESS, 1021);
        assertThat(Arrays.copyOf(many.position[0], 63)).isEqualTo(Arrays.copyOf(few.position[0], 63));
        assertThat(Arrays.copyOf(many.difficulty, 63)).isEqualTo(Arrays.copyOf(few.difficulty, 63));
    }

    /** Research rounds ask for a middle part only: the same environments as in one go. */
    @Test
    void aPartIsDesignedAsInOneGo() {
        Points whole = design(0.5, 0.1, 0, SUCCESS, 40);
        Points part = new Points();
        part.resize(40, 2);
        Brief brief = brief(SUCCESS, 0.5, 0.1, 0);
        InspiredDesigner.INSTANCE.design(brief, new Sheet(part).startingAt(25));
        for (int j = 0; j < 40; j++) {
            assertThat(part.position[0][j]).isEqualTo(j < 25 ? 0 : whole.position[0][j]);
        }
        InspiredDesigner.INSTANCE.design(brief.at(3, 1, 1, 0), new Sheet(part).startingAt(25));
        assertThat(part.position[0][30]).isNotEqualTo(whole.position[0][30]);
    }

    @Test
    void aSheetRefusesWhatIsNoEnvironment() {
        Points points = new Points();
        points.resize(5, 2);
        Sheet sheet = new Sheet(points).startingAt(2);
        double[] x = {1, 2};
        sheet.write(2, x, 0.5, 1);
        assertThat(points.position[1][2]).isEqualTo(2);
        refused(() -> sheet.write(1, x, 0, 0), "[2, 5)", "1");
        refused(() -> sheet.write(5, x, 0, 0), "[2, 5)", "5");
        refused(() -> sheet.write(3, new double[] {1}, 0, 0), "2 coordinates", "1");
        refused(() -> sheet.write(3, new double[] {1, Double.NaN}, 0, 0), "finite", "NaN");
        refused(() -> sheet.write(3, x, Double.POSITIVE_INFINITY, 0), "difficulty", "Infinity");
        refused(() -> sheet.write(3, x, 0, 2), "format", "2");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    /** §3: with a focus and inspiration; without either, the weight of an item does not depend on its success. */
    @Test
    void successIsLookedAtOnlyWhereItMatters() {
        assertThat(InspiredDesigner.INSTANCE.looksAtSuccess(0.5, 1)).isTrue();
        assertThat(InspiredDesigner.INSTANCE.looksAtSuccess(0, 1)).isFalse();
        assertThat(InspiredDesigner.INSTANCE.looksAtSuccess(0.5, 0)).isFalse();
        assertThat(InspiredDesigner.INSTANCE.name()).isEqualTo("inspired");
    }
}
