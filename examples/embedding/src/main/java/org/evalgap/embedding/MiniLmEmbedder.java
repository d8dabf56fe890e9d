package org.evalgap.embedding;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.evalgap.cli.embedding.TextEmbedder;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2 in 32-bit floats, 384 dimensions. Each text is embedded by itself, so that its numbers do not depend on its
 * company; of a long text parts of 510 word pieces are averaged. Trained on English: other languages are seen dimly.
 *
 * <p>Bits are the same for any number of threads on JDK 17 and 25, but may differ between processors by 1e-8: keep the file.
 *
 * <p>Source: Reimers and Gurevych 2019, Sentence-BERT; Wang et al. 2020, MiniLM. Model and tokenizer are under Apache-2.0, ONNX
 * Runtime is under MIT.
 */
public final class MiniLmEmbedder implements TextEmbedder {
    private static final int DIMENSION = 384;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
                Thread thread = new Thread(work, "embedding");
                thread.setDaemon(true);
                return thread;
            });
    private @Nullable AllMiniLmL6V2EmbeddingModel model;
    private @Nullable Unpacked unpacked;

    /** A model that is loaded when the first text comes. */
    public MiniLmEmbedder() {}

    @Override
    public String name() {
        return "all-MiniLM-L6-v2/fp32";
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return List.of();
        }
        AllMiniLmL6V2EmbeddingModel loaded = model;
        if (loaded == null) {
            unpacked = Unpacked.here();
            loaded = new AllMiniLmL6V2EmbeddingModel(threads);
            model = loaded;
        }
        // The library refuses blank texts; a full stop is the nearest to one.
        List<TextSegment> segments = texts.stream()
                .map(text -> TextSegment.from(text.isBlank() ? "." : text))
                .toList();
        return loaded.embedAll(segments).content().stream()
                .map(Embedding::vector)
                .toList();
    }

    @Override
    public void close() {
        threads.shutdown();
        if (unpacked != null) {
            unpacked.delete();
        }
    }
}
