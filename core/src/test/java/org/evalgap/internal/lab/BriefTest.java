package org.evalgap.internal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/** How the usual designer designs from a brief: items lie at 10 i and 20 i on two skills and 30 i on the surface, all else at 0. */
class BriefTest {
    private static final int ITEMS = 4;
    private static final int ENVIRONMENTS = 400;
    private static final GaussianMixture SOURCE = GaussianMixture.single(new double[2], 0, 7, 0);

    private static Points items() {
        Points items = new Points();
        items.resize(ITEMS, 2, 1);
        for (int i = 0; i < ITEMS; i++) {
            for (int d = 0; d < 3; d++) {
                items.position[d][i] = 10 * (d + 1) * (i + 1);
            }
            items.difficulty[i] = i + 1;
            items.answers()[i] = i % 2 == 0 ? 1 : -1;
        }
        return items;
    }

    private static Brief brief(double share, double departure, double focus, double... successes) {
        return new Brief()
                .seeing(items(), successes)
                .asking(SOURCE, share, departure, focus)
                .surface(0)
                .at(3, 5, 1, 2);
    }

    private static Points designed(Brief brief) {
        Points out = new Points();
        out.resize(ENVIRONMENTS, 2, 1);
        out.answers();
        brief.designAsUsual(new Sheet(out).startingAt(0));
        return out;
    }

    /** Which item each environment is a copy of, from its position alone; −1 for those that lie at 0. */
    private static int item(Points out, int j) {
        int item = (int) Math.round(out.position[0][j] / 10) - 1;
        assertThat(out.position[1][j]).isEqualTo(20.0 * (item + 1));
        assertThat(out.position[2][j]).isEqualTo(30.0 * (item + 1));
        return item;
    }

    /** MODEL.md: an environment is inspired where its uniform number is below λ, by the item that a second one picks. */
    @Test
    void anInspiredEnvironmentIsItsItemAndAnyOtherIsImagined() {
        Points out = designed(brief(0.6, 0, 0));
        RandomStream inspired = RandomStream.of(3, 5, Purpose.INSPIRATION, 1, 2, 0);
        RandomStream choice = RandomStream.of(3, 5, Purpose.INSPIRING_ITEM, 1, 2, 0);
        for (int j = 0; j < ENVIRONMENTS; j++) {
            int expected = inspired.uniform(j) < 0.6 ? (int) (ITEMS * choice.uniform(j)) : -1;
            assertThat(item(out, j)).isEqualTo(expected);
            assertThat(out.difficulty[j]).isEqualTo(expected < 0 ? 7 : expected + 1);
            assertThat(out.format[j]).isEqualTo(expected < 0 ? 0 : 1);
            assertThat(out.answers()[j]).isEqualTo(expected < 0 ? 0 : expected % 2 == 0 ? 1 : -1);
        }
    }

    @Test
    void allOrNoneAreInspiredAtTheEnds() {
        Points all = designed(brief(1, 0, 0));
        Points none = designed(brief(0, 0, 2, 0, 0, 0, 0));
        for (int j = 0; j < ENVIRONMENTS; j++) {
            assertThat(item(all, j)).isBetween(0, ITEMS - 1);
            assertThat(item(none, j)).isEqualTo(-1);
        }
    }

    /** By hand: weights (1 − success)^2 are 0, 1/4, 0 and 1, so that a uniform number below 1/5 picks the second and any other the last. */
    @Test
    void focusPicksItemsByTheirErrors() {
        Points out = designed(brief(1, 0, 2, 1, 0.5, 1, 0));
        RandomStream choice = RandomStream.of(3, 5, Purpose.INSPIRING_ITEM, 1, 2, 0);
        for (int j = 0; j < ENVIRONMENTS; j++) {
            assertThat(item(out, j)).isEqualTo(choice.uniform(j) < 0.2 ? 1 : 3);
        }
        Points blind = designed(brief(1, 0, 2, 1, 1, 1, 1));
        assertThat(blind.position)
                .as("where nothing fails all are alike")
                .isDeepEqualTo(designed(brief(1, 0, 0)).position);
    }

    /** Departures are normal numbers of a stream an axis, times δ; those of the surface begin at 2²⁰. */
    @Test
    void environmentsDepartFromTheirItemsAlongEveryAxis() {
        Points exact = designed(brief(1, 0, 0));
        Points out = designed(brief(1, 0.5, 0));
        for (int d = 0; d < 3; d++) {
            RandomStream normal = RandomStream.of(3, 5, Purpose.DEPARTURE, 1, 2, d < 2 ? d : 1 << 20);
            for (int j = 0; j < ENVIRONMENTS; j++) {
                assertThat(out.position[d][j]).isEqualTo(exact.position[d][j] + 0.5 * normal.normal(j));
            }
        }
    }

    /** A sheet of a user's own is written line by line to the same numbers, from where it begins. */
    @Test
    void aSheetOfOnesOwnIsWrittenAlike() {
        Points whole = designed(brief(0.6, 0.5, 0));
        Map<Integer, double[]> lines = new HashMap<>();
        brief(0.6, 0.5, 0).designAsUsual(new EnvironmentSheet() {
            @Override
            public int from() {
                return 100;
            }

            @Override
            public int to() {
                return ENVIRONMENTS;
            }

            @Override
            public void write(int j, double[] position, double difficulty, int format) {
                write(j, position, difficulty, format, 0);
            }

            @Override
            public void write(int j, double[] x, double difficulty, int format, int answer) {
                lines.put(j, new double[] {x[0], x[1], x[2], difficulty, format, answer});
            }
        });
        assertThat(lines).hasSize(ENVIRONMENTS - 100);
        lines.forEach((j, line) -> assertThat(line)
                .containsExactly(
                        whole.position[0][j],
                        whole.position[1][j],
                        whole.position[2][j],
                        whole.difficulty[j],
                        whole.format[j],
                        whole.answers()[j]));
    }

    @Test
    void aBriefSaysWhatItWasTold() {
        Brief brief = brief(0.6, 0.5, 2, 0.1, 0.2, 0.3, 0.4);
        assertThat(brief.dimension()).isEqualTo(2);
        assertThat(brief.surfaceDimensions()).isEqualTo(1);
        assertThat(brief.publicItems()).isEqualTo(ITEMS);
        assertThat(brief.position(2)).containsExactly(30, 60, 90);
        assertThat(brief.difficulty(2)).isEqualTo(3);
        assertThat(brief.answer(1)).isEqualTo(-1);
        assertThat(brief.success(2)).isEqualTo(0.3);
        assertThat(brief.imagined()).isSameAs(SOURCE);
        assertThat(brief.inspiration()).isEqualTo(0.6);
        assertThat(brief.departure()).isEqualTo(0.5);
        assertThat(brief.errorFocus()).isEqualTo(2);
        assertThat(brief.round()).isEqualTo(1);
        assertThat(brief.candidate()).isEqualTo(2);
        RandomStream own = RandomStream.of(3, 5, Purpose.OWN_DESIGN, 1, 2, 0);
        assertThat(brief.stream(4).uniform(0)).isEqualTo(own.substream(4).uniform(0));
    }

    /** Of a source without spread every task is its centre. */
    @Test
    void tasksAreDrawnForDesignersOfOnesOwn() {
        Brief brief = brief(0, 0, 0);
        TaskSet drawn = brief.draw(SOURCE, brief.stream(0), 3);
        assertThat(drawn.size()).isEqualTo(3);
        assertThat(drawn.difficulty(2)).isEqualTo(7);
        assertThat(drawn.dimension()).isEqualTo(2);
        assertThatThrownBy(() -> brief.draw(SOURCE, brief.stream(0), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tasks must be at least 1: 0");
        GaussianMixture line = GaussianMixture.single(new double[1], 1, 0, 1);
        assertThatThrownBy(() -> brief.draw(line, brief.stream(0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension of the brief = 2: 1");
    }
}
