package org.evalgap.cli.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.evalgap.audit.Positions;
import org.junit.jupiter.api.Test;

class LexicalEmbeddingTest {
    private static final Map<String, Map<String, Integer>> FEATURES = new HashMap<>();

    private static double cosine(Positions set, int i, int j) {
        double[] one = new double[set.dimension()];
        double[] other = new double[set.dimension()];
        set.row(i, one);
        set.row(j, other);
        double sum = 0;
        for (int d = 0; d < one.length; d++) {
            sum += one[d] * other[d];
        }
        return sum;
    }

    /** The plain twin: TF-IDF of strings, not hashed. */
    private static Map<String, Double> plain(List<String> texts, int i) {
        Map<String, Double> weights = new HashMap<>();
        features(texts.get(i)).forEach((feature, count) -> {
            long documents =
                    texts.stream().filter(t -> features(t).containsKey(feature)).count();
            weights.put(feature, (1 + Math.log(count)) * (1 + Math.log((1.0 + texts.size()) / (1.0 + documents))));
        });
        return weights;
    }

    private static Map<String, Integer> features(String text) {
        return FEATURES.computeIfAbsent(text, LexicalEmbeddingTest::counted);
    }

    private static Map<String, Integer> counted(String text) {
        Map<String, Integer> counts = new HashMap<>();
        String spaced = " " + text + " ";
        for (int n = 3; n <= 5; n++) {
            for (int k = 0; k + n <= spaced.length(); k++) {
                counts.merge(n + spaced.substring(k, k + n), 1, Integer::sum);
            }
        }
        String[] words = text.split(" ");
        for (int k = 0; k < words.length; k++) {
            counts.merge("1" + words[k], 1, Integer::sum);
            if (k > 0) {
                counts.merge("2" + words[k - 1] + " " + words[k], 1, Integer::sum);
            }
        }
        return counts;
    }

    private static double norm(Map<String, Double> weights) {
        return Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
    }

    /** Hashing into 1024 dimensions adds noise of about 1/√1024 = .031 to a cosine; five times that is allowed. */
    @Test
    void cosinesAreThoseOfTermWeightsWithoutHashing() {
        Random random = new Random(20);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            StringBuilder text = new StringBuilder("start");
            for (int k = 0; k < 25; k++) {
                text.append(' ').append(Integer.toString(1000 + random.nextInt(60) * 37, 36));
            }
            texts.add(text.toString());
        }
        texts.add(texts.get(0).replace("start", "begin"));
        Positions set = LexicalEmbedding.of(List.of(texts)).get(0);
        for (int i = 0; i < texts.size(); i++) {
            Map<String, Double> one = plain(texts, i);
            assertThat(cosine(set, i, i)).isCloseTo(1, within(1e-12));
            for (int j = 0; j < i; j++) {
                Map<String, Double> other = plain(texts, j);
                double sum = one.entrySet().stream()
                        .mapToDouble(e -> e.getValue() * other.getOrDefault(e.getKey(), 0.0))
                        .sum();
                assertThat(cosine(set, i, j)).isCloseTo(sum / norm(one) / norm(other), within(5 / 32.0));
            }
        }
        assertThat(cosine(set, 12, 0)).isGreaterThan(.9);
    }

    @Test
    void signsAndCaseDoNotCountAndAnEmptyTextLiesAtTheOrigin() {
        Positions set = LexicalEmbedding.of(List.of(List.of("The cat - sat!", "the CAT sat", "?!", "a dog")))
                .get(0);
        assertThat(cosine(set, 0, 1)).isCloseTo(1, within(1e-12));
        assertThat(cosine(set, 2, 2)).isBetween(0.0, 1 + 1e-12);
        assertThat(cosine(set, 0, 3)).isLessThan(.3);
    }
}
