package org.evalgap.cli.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evalgap.audit.Positions;
import org.evalgap.cli.overlap.Pair;
import org.evalgap.cli.overlap.TextOverlap;
import org.evalgap.cli.suite.Part;
import org.junit.jupiter.api.Test;

/** What wording alone finds of planted copies, paraphrases and translations; docs/audit.md has the table. */
class PlantedRecallTest {
    @Test
    void lexicalPlacesFindCopiesAndFewParaphrases() {
        List<Positions> places =
                LexicalEmbedding.of(List.of(PlantedSuite.texts(Part.PUBLIC), PlantedSuite.texts(Part.ENVIRONMENTS)));
        Map<String, Double> recall = PlantedSuite.recall(PlantedSuite.calls(places.get(0), places.get(1)));
        System.out.println("lexical " + recall);
        assertThat(recall.get("verbatim")).isEqualTo(1);
        assertThat(recall.get("near-duplicate")).isEqualTo(1);
    }

    @Test
    void thirteenWordsInARowFindCopiesOnly() {
        List<String> kinds =
                Objects.requireNonNull(PlantedSuite.set(Part.ENVIRONMENTS).kinds());
        List<String> ids = PlantedSuite.set(Part.PUBLIC).ids();
        TextOverlap overlap =
                TextOverlap.of(PlantedSuite.texts(Part.ENVIRONMENTS), List.of(PlantedSuite.texts(Part.PUBLIC)));
        List<PlantedSuite.Call> calls = new ArrayList<>();
        for (int j = 0; j < kinds.size(); j++) {
            int environment = j;
            Pair first = overlap.pairs().stream()
                    .filter(p -> p.environment() == environment)
                    .findFirst()
                    .orElse(null);
            calls.add(
                    first == null
                            ? PlantedSuite.call(kinds.get(j), "none", -1)
                            : PlantedSuite.call(kinds.get(j), ids.get(first.item()), 1));
        }
        Map<String, Double> recall = PlantedSuite.recall(calls);
        System.out.println("13-grams " + recall);
        assertThat(recall.get("verbatim")).isEqualTo(1);
        assertThat(recall.get("paraphrase")).isZero();
        assertThat(recall.get("translation")).isZero();
    }
}
