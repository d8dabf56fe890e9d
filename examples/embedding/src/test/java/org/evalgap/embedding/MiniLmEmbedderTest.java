package org.evalgap.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.evalgap.cli.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest {
    private static double cosine(float[] one, float[] other) {
        double sum = 0;
        for (int d = 0; d < one.length; d++) {
            sum += (double) one[d] * other[d];
        }
        return sum;
    }

    /** Folders of libraries; an empty one of ONNX Runtime goes when the process ends. */
    private static List<Path> left() {
        List<Path> left = new ArrayList<>();
        for (File file : new File(System.getProperty("java.io.tmpdir")).listFiles()) {
            String[] held = file.list();
            if (file.getName().matches("(evalgap-embedding-|onnxruntime).*") && held != null && held.length > 0) {
                left.add(file.toPath());
            }
        }
        return left;
    }

    /** A paraphrase without a word in common lies nearer than a text about something else. */
    @Test
    void meaningIsSeenCompanyIsNotAndNothingIsLeft() {
        List<Path> before = left();
        float[] alone;
        List<float[]> together;
        try (TextEmbedder embedder =
                ServiceLoader.load(TextEmbedder.class).findFirst().orElseThrow()) {
            alone = embedder.embed(List.of("The physician healed her patient.")).get(0);
            together = embedder.embed(List.of(
                    "The physician healed her patient.",
                    "A doctor cured someone who was ill.",
                    "Shares fell sharply in Tokyo this morning.",
                    "",
                    "word ".repeat(2000)));
            assertThat(embedder.dimension()).isEqualTo(alone.length);
        }
        assertThat(together.get(0)).isEqualTo(alone);
        assertThat(cosine(alone, together.get(1))).isGreaterThan(cosine(alone, together.get(2)) + .3);
        for (float[] vector : together) {
            assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
        }
        assertThat(left()).as("folders of unpacked libraries").isSubsetOf(before);
    }
}
