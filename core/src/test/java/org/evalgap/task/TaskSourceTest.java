package org.evalgap.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.evalgap.task.GaussianMixture.Component;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskSourceTest {
    private static final double[] X = {1, 2};

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefusedWithTheirTask(double bad) {
        refused(() -> TaskSet.builder(2).add(new double[] {0, bad}, 0), "task 0", "x1", "finite", "" + bad);
        refused(() -> TaskSet.builder(2).add(X, bad), "task 0", "difficulty", "finite", "" + bad);
        refused(() -> TaskSet.builder(2).add(X, 0, null, bad, "q7"), "task q7", "weight", "" + bad);
        refused(() -> new Component(bad, X, 1, 0, 1), "weight", "" + bad);
        refused(() -> new Component(1, new double[] {bad}, 1, 0, 1), "mean", "finite", "" + bad);
        refused(() -> new Component(1, X, bad, 0, 1), "spread", "" + bad);
        refused(() -> new Component(1, X, 1, bad, 1), "difficultyMean", "" + bad);
        refused(() -> new Component(1, X, 1, 0, bad), "difficultySpread", "" + bad);
    }

    @Test
    void numbersOutsideTheirRangeAreRefused() {
        refused(() -> TaskSet.builder(0), "dimension", "at least 1", "0");
        refused(() -> TaskSet.builder(2).add(new double[] {1}, 0), "2 coordinates", "1");
        refused(() -> TaskSet.builder(2).add(X, 0, 2, 1, "a"), "task a", "format must be 0 or 1: 2");
        refused(() -> TaskSet.builder(2).add(X, 0, 1, -0.5, "a"), "weight", "-0.5");
        refused(
                () -> TaskSet.builder(2).add(new double[] {1, 2e100}, 0),
                "x1",
                "finite, between -1e100 and 1e100",
                "2.0E100");
        refused(() -> TaskSet.builder(2).add(X, 2e12), "task 0", "difficulty", "between -1e12 and 1e12", "2.0E12");
        refused(() -> new Component(1, X, 1, 2e11, 1), "difficultyMean", "from -1e11 to 1e11", "2.0E11");
        refused(() -> new Component(1, X, 1, 0, 2e11), "difficultySpread", "up to 1e11", "2.0E11");
        refused(() -> new Component(1, X, 2e99, 0, 1), "spread", "1e99");
        refused(() -> new Component(1, new double[] {Double.NaN, 0}, 1, 0, 1), "mean", "1e99");
        refused(() -> TaskSet.builder(2).build(), "at least one task");
        refused(() -> TaskSet.builder(2).add(X, 0, 1, 0, "a").build(), "weight above 0");
        refused(
                () -> TaskSet.builder(2)
                        .add(X, 0, 1, 1e308, "a")
                        .add(X, 0, 1, 1e308, "b")
                        .build(),
                "finite sum");
        refused(() -> new Component(0, X, 1, 0, 1), "weight", "above 0", "0");
        refused(() -> new Component(1, new double[0], 1, 0, 1), "coordinates", "at least 1");
        refused(() -> new Component(1, X, -1, 0, 1), "spread", "at least 0", "-1");
        refused(() -> GaussianMixture.of(List.of()), "at least one component");
        refused(
                () -> GaussianMixture.of(
                        List.of(new Component(1, X, 1, 0, 1), new Component(1, new double[] {1}, 1, 0, 1))),
                "one dimension",
                "2 and 1");
        refused(
                () -> GaussianMixture.of(List.of(new Component(1e308, X, 1, 0, 1), new Component(1e308, X, 1, 0, 1))),
                "finite sum");
        GaussianMixture flat = GaussianMixture.single(new double[] {1}, 1, 0, 1);
        GaussianMixture plane = GaussianMixture.single(X, 1, 0, 1);
        refused(() -> new World(plane, flat, plane), "one dimension", "2, 1, 2");
    }

    @Test
    void sourcesAreCopiedWhenMadeAndWhenRead() {
        double[] x = X.clone();
        TaskSet set = TaskSet.builder(2).add(x, 1).build();
        Component component = new Component(1, x, 1, 0, 1);
        x[0] = 99;
        set.position(0)[0] = 98;
        component.mean()[0] = 97;
        assertThat(set.position(0)).containsExactly(1, 2);
        assertThat(component.mean()).containsExactly(1, 2);
    }

    @Test
    void canonicalTextsTellSourcesApartByTheLastBit() {
        TaskSet set = TaskSet.builder(2).add(X, 1).build();
        assertThat(set)
                .isEqualTo(TaskSet.builder(2).add(X, 1).build())
                .hasSameHashCodeAs(TaskSet.builder(2).add(X, 1).build());
        for (TaskSet other : List.of(
                TaskSet.builder(2).add(new double[] {1, Math.nextUp(2.0)}, 1).build(),
                TaskSet.builder(2).add(X, Math.nextUp(1.0)).build(),
                TaskSet.builder(2).add(X, 1, 0, 1, "0").build(),
                TaskSet.builder(2).add(X, 1, null, Math.nextUp(1.0), "0").build(),
                TaskSet.builder(2).add(X, 1).add(X, 1).build())) {
            assertThat(other.canonicalText()).isNotEqualTo(set.canonicalText());
            assertThat(other).isNotEqualTo(set);
        }
        GaussianMixture mixture = GaussianMixture.single(X, 1, 0, 1);
        assertThat(mixture).isEqualTo(GaussianMixture.single(X.clone(), 1, 0, 1));
        for (GaussianMixture other : List.of(
                GaussianMixture.single(X, Math.nextUp(1.0), 0, 1),
                GaussianMixture.single(X, 1, Double.MIN_VALUE, 1),
                GaussianMixture.single(X, 1, 0, Math.nextUp(1.0)),
                GaussianMixture.single(new double[] {1, 2, 0}, 1, 0, 1),
                GaussianMixture.of(List.of(
                        mixture.components().get(0), mixture.components().get(0))))) {
            assertThat(other.canonicalText()).isNotEqualTo(mixture.canonicalText());
            assertThat(other).isNotEqualTo(mixture);
        }
    }

    @Test
    void rangesIncludeTheirEnds() {
        Component widest = new Component(1, new double[] {1e99, -1e99}, 1e99, -1e11, 1e11);
        assertThat(new Component(1, X, 0, 1e11, 0).spread()).isZero();
        assertThat(widest.mean()).containsExactly(1e99, -1e99);
        TaskSet furthest = TaskSet.builder(1)
                .add(new double[] {1e100}, 1e12)
                .add(new double[] {-1e100}, -1e12)
                .build();
        assertThat(furthest.position(1, 0)).isEqualTo(-1e100);
        assertThat(furthest.difficulty(0)).isEqualTo(1e12);
    }

    @Test
    void answersAreKeptAndToldApart() {
        TaskSet none = answered(null, null);
        TaskSet some = answered(null, -1);
        TaskSet other = answered(null, 1);
        assertThat(none.hasAnswers()).isFalse();
        assertThat(some.hasAnswers()).isTrue();
        assertThat(List.of(none.answer(1), some.answer(1), other.answer(1), some.answer(0)))
                .containsExactly(0, -1, 1, 0);
        assertThat(List.of(none.canonicalText(), some.canonicalText(), other.canonicalText()))
                .doesNotHaveDuplicates();
        assertThat(some).isNotEqualTo(other).isNotEqualTo(none);
        assertThat(some.hashCode()).isNotEqualTo(other.hashCode());
    }

    private static TaskSet answered(Integer first, Integer second) {
        return TaskSet.builder(2)
                .add(X, 0, 1, 1, first, "a")
                .add(X, 0, 1, 1, second, "b")
                .build();
    }

    @Test
    void sourcesSayWhatTheyAre() {
        TaskSet set = answered(1, 1);
        assertThat(set.id(0)).isEqualTo("a");
        assertThat(set.id(1)).isEqualTo("b");
        assertThat(set).hasToString("2 tasks in 2 dimensions");
        GaussianMixture mixture = GaussianMixture.single(X, 1, 0, 1);
        GaussianMixture wider = GaussianMixture.single(X, 2, 0, 1);
        assertThat(mixture).hasToString(mixture.canonicalText());
        assertThat(mixture.hashCode()).isNotEqualTo(wider.hashCode());
        assertThat(mixture.components().get(0).hashCode())
                .isNotEqualTo(wider.components().get(0).hashCode());
    }
}
