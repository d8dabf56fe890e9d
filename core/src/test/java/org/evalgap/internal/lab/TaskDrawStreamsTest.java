package org.evalgap.internal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSet;
import org.junit.jupiter.api.Test;

/** Which number of which stream becomes which coordinate: each task beside one that is made of the streams number by number. */
class TaskDrawStreamsTest {
    private static final long SEED = 31;
    private static final long REPLICATE = 4;
    private static final int SKILLS = 2;
    private static final int SURFACE = 3;
    private static final double SURFACE_SPREAD = 0.25;
    private static final GaussianMixture SOURCE = GaussianMixture.single(new double[] {1, -2}, 0.5, 3, 2);

    private final TaskDraw draw = new TaskDraw();

    TaskDrawStreamsTest() {
        draw.surface(SURFACE, SURFACE_SPREAD);
    }

    private static RandomStream stream(Purpose purpose, int round, int candidate, int axis) {
        return RandomStream.of(SEED, REPLICATE, purpose, round, candidate, axis);
    }

    /** MODEL.md §2 and §12: a mean plus a spread times a normal number of the axis; the surface's axes begin at 2²⁰ and have mean 0. */
    private static void assertDrawn(Points tasks, Purpose position, Purpose difficulty, int round, int candidate) {
        assertThat(tasks.dimension()).isEqualTo(SKILLS);
        assertThat(tasks.surface()).isEqualTo(SURFACE);
        for (int i = 0; i < tasks.size(); i++) {
            for (int d = 0; d < SKILLS; d++) {
                double normal = stream(position, round, candidate, d).normal(i);
                assertThat(tasks.position[d][i]).isEqualTo(Math.fma(0.5, normal, d == 0 ? 1 : -2));
            }
            for (int s = 0; s < SURFACE; s++) {
                double normal =
                        stream(position, round, candidate, (1 << 20) + s).normal(i);
                assertThat(tasks.position[SKILLS + s][i]).isEqualTo(SURFACE_SPREAD * normal);
            }
            double normal = stream(difficulty, round, candidate, 0).normal(i);
            assertThat(tasks.difficulty[i]).isEqualTo(Math.fma(2, normal, 3));
        }
    }

    @Test
    void publicAndFreshItemsHaveStreamsOfTheirOwnAndTheEvalsFormat() {
        Points open = new Points();
        Points fresh = new Points();
        draw.drawEval(SOURCE, SEED, REPLICATE, 5, 7, open, fresh);
        assertThat(open.size()).isEqualTo(5);
        assertThat(fresh.size()).isEqualTo(7);
        assertDrawn(open, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY, 0, 0);
        assertDrawn(fresh, Purpose.FRESH_POSITION, Purpose.FRESH_DIFFICULTY, 0, 0);
        assertThat(open.format).startsWith(1, 1, 1, 1, 1);
        assertThat(fresh.format).startsWith(1, 1, 1, 1, 1, 1, 1);
    }

    /** A further set of public items is what a later round draws; the first is the eval's own. */
    @Test
    void aSetOfPublicItemsIsARoundOfTheirStream() {
        Points items = new Points();
        for (int set : new int[] {0, 3}) {
            draw.drawSet(SOURCE, SEED, REPLICATE, set, 6, 9, items);
            assertThat(items.size()).isEqualTo(6);
            assertDrawn(items, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY, set, 0);
            assertThat(items.format).startsWith(1, 1, 1, 1, 1, 1);
        }
    }

    @Test
    void workDesignersAndPretrainingHaveStreamsOfTheirOwnAndNoFormat() {
        Points work = new Points();
        draw.drawWork(SOURCE, SEED, REPLICATE, 5, work);
        assertThat(work.size()).isEqualTo(5);
        assertDrawn(work, Purpose.WORK_POSITION, Purpose.WORK_DIFFICULTY, 0, 0);
        assertThat(work.format).startsWith(0, 0, 0, 0, 0);
        Points others = new Points();
        others.resize(5, SKILLS, SURFACE);
        Arrays.fill(others.format, 1);
        draw.drawDesigner(SOURCE, SEED, REPLICATE, 2, 1, others);
        assertDrawn(others, Purpose.DESIGNER_POSITION, Purpose.DESIGNER_DIFFICULTY, 2, 1);
        assertThat(others.format).startsWith(0, 0, 0, 0, 0);
        Arrays.fill(others.format, 1);
        draw.drawPretraining(SOURCE, SEED, REPLICATE, others);
        assertDrawn(others, Purpose.PRETRAINING_POSITION, Purpose.PRETRAINING_DIFFICULTY, 0, 0);
        assertThat(others.format).startsWith(0, 0, 0, 0, 0);
    }

    /** Components of mixtures come from a stream each of who draws: with spreads of 0 a task tells which. */
    @Test
    void componentsHaveStreamsOfTheirOwn() {
        GaussianMixture mixture = GaussianMixture.of(List.of(
                new GaussianMixture.Component(1, new double[] {0}, 0, 0, 0),
                new GaussianMixture.Component(3, new double[] {1}, 0, 0, 0)));
        int n = 40;
        Points[] drawn = IntStream.range(0, 5).mapToObj(k -> new Points()).toArray(Points[]::new);
        drawn[3].resize(n, 1, SURFACE);
        drawn[4].resize(n, 1, SURFACE);
        draw.drawEval(mixture, SEED, REPLICATE, n, n, drawn[0], drawn[1]);
        draw.drawWork(mixture, SEED, REPLICATE, n, drawn[2]);
        draw.drawDesigner(mixture, SEED, REPLICATE, 1, 2, drawn[3]);
        draw.drawPretraining(mixture, SEED, REPLICATE, drawn[4]);
        Purpose[] components = {
            Purpose.PUBLIC_COMPONENT,
            Purpose.FRESH_COMPONENT,
            Purpose.WORK_COMPONENT,
            Purpose.DESIGNER_COMPONENT,
            Purpose.PRETRAINING_COMPONENT
        };
        for (int k = 0; k < drawn.length; k++) {
            RandomStream stream = k == 3 ? stream(components[k], 1, 2, 0) : stream(components[k], 0, 0, 0);
            for (int i = 0; i < n; i++) {
                assertThat(drawn[k].position[0][i]).isEqualTo(stream.uniform(i) < 0.25 ? 0 : 1);
            }
        }
    }

    /** A stream of the caller's: components from its substream 0, difficulties from 1, axis d from 2 + d. */
    @Test
    void tasksOfAStreamOfOnesOwnComeFromItsSubstreams() {
        RandomStream own = RandomStream.of(9, 8, Purpose.OWN_DESIGN);
        Points out = new Points();
        out.resize(6, SKILLS);
        draw.draw(SOURCE, own, out);
        for (int i = 0; i < 6; i++) {
            assertThat(out.position[0][i])
                    .isEqualTo(Math.fma(0.5, own.substream(2).normal(i), 1));
            assertThat(out.position[1][i])
                    .isEqualTo(Math.fma(0.5, own.substream(3).normal(i), -2));
            assertThat(out.difficulty[i]).isEqualTo(Math.fma(2, own.substream(1).normal(i), 3));
        }
        TaskSet set = numbered(1, 1, 2);
        out.resize(6, 1);
        draw.draw(set, own, out);
        for (int i = 0; i < 6; i++) {
            double u = own.substream(0).uniform(i);
            assertThat(out.position[0][i]).isEqualTo(u < 0.25 ? 0 : u < 0.5 ? 1 : 2);
        }
    }

    /** Task i lies at i. */
    private static TaskSet numbered(double... weights) {
        TaskSet.Builder builder = TaskSet.builder(1);
        for (int i = 0; i < weights.length; i++) {
            builder.add(new double[] {i}, 10 * i, null, weights[i], "t" + i);
        }
        return builder.build();
    }

    /** MODEL.md §2: items in the order of their keys −ln u / v, of which those of weight 0 have none. */
    private static List<Integer> byKey(TaskSet set) {
        RandomStream keys = RandomStream.of(SEED, REPLICATE, Purpose.EXPLICIT_EVAL_KEY);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            if (set.weight(i) > 0) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble(i -> -StrictMath.log(keys.uniform(i)) / set.weight(i)));
        return order;
    }

    private static List<Integer> places(Points... blocks) {
        List<Integer> places = new ArrayList<>();
        for (Points block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                places.add((int) block.position[0][i]);
                assertThat(block.difficulty[i]).isEqualTo(10 * block.position[0][i]);
                assertThat(block.format[i]).isEqualTo(1);
            }
        }
        return places;
    }

    /** Fisher and Yates: from the last place down, a place changes with one at random up to itself. */
    @Test
    void chosenItemsAreDealtByAStreamOfTheirOwn() {
        TaskSet set = numbered(1, 2, 0, 1, 5, 1, 1, 3, 1);
        Points open = new Points();
        Points fresh = new Points();
        draw.drawEval(set, SEED, REPLICATE, 3, 4, open, fresh);
        List<Integer> expected = new ArrayList<>(byKey(set).subList(0, 7));
        RandomStream deal = RandomStream.of(SEED, REPLICATE, Purpose.EXPLICIT_EVAL_DEAL);
        for (int i = 6; i > 0; i--) {
            Collections.swap(expected, i, (int) Math.floor(deal.uniform(i) * (i + 1)));
        }
        assertThat(places(open, fresh)).isEqualTo(expected);
        assertSurface(open, Purpose.PUBLIC_POSITION, 0);
        assertSurface(fresh, Purpose.FRESH_POSITION, 0);
    }

    private static void assertSurface(Points tasks, Purpose position, int round) {
        assertThat(tasks.surface()).isEqualTo(SURFACE);
        for (int i = 0; i < tasks.size(); i++) {
            for (int s = 0; s < SURFACE; s++) {
                double normal = stream(position, round, 0, (1 << 20) + s).normal(i);
                assertThat(tasks.position[1 + s][i]).isEqualTo(SURFACE_SPREAD * normal);
            }
        }
    }

    /** The keys after those of the first set and the fresh items are the second set's, and so on: no item is in two of them. */
    @Test
    void furtherSetsOfAnExplicitEvalTakeTheNextKeys() {
        TaskSet set = numbered(1, 2, 0, 1, 5, 1, 1, 3, 1, 4, 1, 1);
        Points first = new Points();
        Points fresh = new Points();
        draw.drawEval(set, SEED, REPLICATE, 2, 3, first, fresh);
        Set<Integer> seen = new HashSet<>(places(first, fresh));
        List<Integer> order = byKey(set);
        assertThat(order).hasSize(11);
        Points again = new Points();
        draw.drawSet(set, SEED, REPLICATE, 0, 2, 3, again);
        assertThat(places(again)).isEqualTo(places(first));
        for (int k = 1; k <= 3; k++) {
            Points next = new Points();
            draw.drawSet(set, SEED, REPLICATE, k, 2, 3, next);
            assertThat(places(next)).isEqualTo(order.subList(3 + 2 * k, 5 + 2 * k));
            assertThat(seen.addAll(places(next))).isTrue();
            assertSurface(next, Purpose.PUBLIC_POSITION, k);
        }
        assertThat(seen).hasSize(11);
        assertThatThrownBy(() -> draw.drawSet(set, SEED, REPLICATE, 4, 2, 3, new Points()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 13 items of weight above 0 for 5 sets of publicItems = 2")
                .hasMessageContaining("freshItems = 3: 11");
    }

    /** As many items as are wanted are enough, in one set and in several. */
    @Test
    void exactlyEnoughItemsAreEnough() {
        Points open = new Points();
        Points fresh = new Points();
        draw.drawEval(numbered(1, 0, 1, 1), SEED, REPLICATE, 2, 1, open, fresh);
        assertThat(places(open, fresh)).containsExactlyInAnyOrder(0, 2, 3);
        draw.drawSet(numbered(1, 1, 0, 1, 1, 1), SEED, REPLICATE, 1, 2, 1, open);
        assertThat(places(open)).doesNotHaveDuplicates().hasSize(2);
    }

    /** What is given is kept; a missing format is that of the place, and a missing answer 1. */
    @Test
    void aCopyHasWeightsFormatsAndAnswers() {
        TaskSet set = TaskSet.builder(1)
                .add(new double[] {4}, 1, null, 0.5, "a")
                .add(new double[] {5}, 2, 1, 0, "b")
                .build();
        for (double otherwise : new double[] {0, 1}) {
            Points copy = new Points();
            TaskDraw.copy(set, otherwise, copy);
            assertThat(copy.size()).isEqualTo(2);
            assertThat(copy.weight).containsExactly(0.5, 0);
            assertThat(copy.position[0]).startsWith(4, 5);
            assertThat(copy.difficulty).startsWith(1, 2);
            assertThat(copy.format).startsWith(otherwise, 1);
            assertThat(copy.answer).isNull();
        }
    }
}
