package org.evalgap.cli.audit;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.evalgap.audit.Positions;
import org.evalgap.cli.embedding.EmbeddingFile;
import org.evalgap.cli.embedding.LexicalEmbedding;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteSet;
import org.jspecify.annotations.Nullable;

/**
 * The sets of a suite in one space.
 *
 * @param sets all with positions
 * @param told how they were placed, in a sentence
 */
public record Placement(Map<Part, SuiteSet> sets, String told) {
    private static final String LEXICAL = "lexical";
    private static final String MODEL = "model";

    /**
     * Places what has no positions yet.
     *
     * @param choice {@code lexical}, {@code model}, a file of embeddings, or null
     * @param sets as they were read
     * @return the sets with positions
     * @throws InputException if some have positions and others none, or texts are missing
     */
    public static Placement of(@Nullable String choice, Map<Part, SuiteSet> sets) {
        long placed = sets.values().stream().filter(s -> s.positions() != null).count();
        if (placed == sets.size()) {
            if (choice != null) {
                throw new InputException("--embedding " + choice
                        + ": the sets have coordinates or embeddings already; leave one of them out");
            }
            return new Placement(sets, "as given");
        }
        List<List<String>> texts = new ArrayList<>();
        for (SuiteSet set : sets.values()) {
            if (placed > 0 && set.positions() == null) {
                throw new InputException(
                        set.wheres().get(0) + ": the " + set.part().label()
                                + " set has no embedding, but another set has; give all sets one, or none of them");
            }
            if (placed == 0 && set.texts() == null) {
                throw new InputException(set.wheres().get(0) + ": no \"text\" and no embedding; give one of them");
            }
            texts.add(set.texts() == null ? List.of() : set.texts());
        }
        if (choice == null || choice.equals(LEXICAL)) {
            return new Placement(
                    placed(sets, LexicalEmbedding.of(texts)),
                    "by shared wording (lexical): blind to paraphrase and translation, see --embedding model");
        }
        EmbeddingFile.Placed made =
                EmbeddingFile.place(choice.equals(MODEL) ? EmbeddingFile.usual() : file(choice), texts);
        return new Placement(placed(sets, made.positions()), "by the model " + made.model());
    }

    private static Path file(String choice) {
        try {
            Path file = Path.of(choice);
            if (choice.endsWith(".parquet")) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new InputException("--embedding " + choice + ": no path of a file");
        }
        throw new InputException(
                "--embedding " + choice
                        + ": must be lexical, model, or a file .parquet of embeddings by text; a .npy goes into --public-embedding");
    }

    private static Map<Part, SuiteSet> placed(Map<Part, SuiteSet> sets, List<Positions> positions) {
        Map<Part, SuiteSet> made = new EnumMap<>(Part.class);
        int k = 0;
        for (Map.Entry<Part, SuiteSet> set : sets.entrySet()) {
            made.put(set.getKey(), set.getValue().withPositions(positions.get(k++)));
        }
        return made;
    }
}
