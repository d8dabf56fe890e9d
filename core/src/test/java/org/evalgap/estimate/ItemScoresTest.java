package org.evalgap.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemScoresTest {
    private static ItemScore row(String model, String item, int attempt, double score) {
        return new ItemScore(model, "gsm8k", ItemRole.PUBLIC, item, attempt, score, null);
    }

    @Test
    void rowsComeBackAsTheyWere() {
        List<ItemScore> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ItemRole role = i % 2 == 0 ? ItemRole.PUBLIC : ItemRole.FRESH;
            String cluster = i % 3 == 0 ? "text-" + i / 9 : null;
            rows.add(new ItemScore("m" + i % 5, "eval" + i % 2, role, "item" + i, 1 + i % 4, i / 400.0, cluster));
        }
        ItemScores.Builder builder = ItemScores.builder();
        rows.forEach(builder::add);
        ItemScores scores = builder.build();
        builder.add(row("later", "later", 1, 1));
        assertThat(scores.size()).isEqualTo(400);
        for (int i = 0; i < 400; i++) {
            assertThat(scores.row(i)).isEqualTo(rows.get(i));
        }
        assertThat(scores.models()).containsExactly("m0", "m1", "m2", "m3", "m4");
        assertThat(scores.evals()).containsExactly("eval0", "eval1");
        assertThat(scores.items("eval0", ItemRole.PUBLIC)).isEqualTo(200);
        assertThat(scores.items("eval0", ItemRole.FRESH)).isZero();
        assertThat(scores.items("none", ItemRole.FRESH)).isZero();
        assertThatThrownBy(() -> scores.row(400)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** The same name on both sides is two items; so are two attempts two rows. */
    @Test
    void itemsArePublicOrFreshAndAttemptsAreApart() {
        ItemScores scores = ItemScores.builder()
                .add(row("m", "1", 1, 1))
                .add(row("m", "1", 2, 0))
                .add(ItemScore.of("m", "gsm8k", ItemRole.FRESH, "1", 0.5))
                .build();
        assertThat(scores.items("gsm8k", ItemRole.PUBLIC)).isEqualTo(1);
        assertThat(scores.items("gsm8k", ItemRole.FRESH)).isEqualTo(1);
        assertThat(scores.row(2).score()).isEqualTo(0.5);
    }

    @Test
    void whatContradictsItselfIsRefusedAndNothingIsAdded() {
        ItemScores.Builder builder = ItemScores.builder().add(row("m", "1", 1, 1));
        assertThatThrownBy(() -> builder.add(row("m", "1", 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"m\"", "\"gsm8k\"", "public", "\"1\"", "attempt 1", "twice");
        assertThatThrownBy(() -> builder.add(new ItemScore("n", "gsm8k", ItemRole.PUBLIC, "1", 1, 1, "text")))
                .hasMessageContainingAll("\"1\"", "\"text\"", "\"n\"", "none", "one cluster");
        assertThat(builder.build().size()).isEqualTo(1);
        assertThat(builder.build().models()).containsExactly("m");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
    void aScoreIsAShareOfAnItem(double score) {
        assertThatThrownBy(() -> row("m", "1", 1, score)).hasMessageContainingAll("score", "[0.0, 1.0]");
    }

    @Test
    void namesAndAttemptsAreChecked() {
        assertThatThrownBy(() -> row(" ", "1", 1, 1)).hasMessageContaining("model");
        assertThatThrownBy(() -> row("m", "", 1, 1)).hasMessageContaining("item");
        assertThatThrownBy(() -> row("m", "1", 0, 1)).hasMessageContaining("attempt");
        assertThatThrownBy(() -> new ItemScore("m", "e", ItemRole.FRESH, "1", 1, 1, ""))
                .hasMessageContaining("cluster");
    }
}
