package org.evalgap.cli.embedding;

import java.util.List;

/**
 * A model that gives a text its place. Found by {@link java.util.ServiceLoader}; the module {@code evalgap-embedding} has one.
 * Closed when all texts are done, so that it can delete what it unpacked.
 */
public interface TextEmbedder extends AutoCloseable {
    /**
     * The model's name with its version: texts are embedded again where it changes.
     *
     * @return a name such as {@code all-MiniLM-L6-v2/fp32}
     */
    String name();

    /**
     * How many numbers an embedding has.
     *
     * @return at least 1
     */
    int dimension();

    /**
     * Embeds texts. The same text gets the same numbers on one machine, in whatever company.
     *
     * @param texts any number of texts
     * @return one embedding a text, finite, of length 1
     */
    List<float[]> embed(List<String> texts);

    /** Deletes what the model needed while it worked. */
    @Override
    void close();
}
