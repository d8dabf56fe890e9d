package org.evalgap.cli.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.evalgap.audit.Positions;
import org.evalgap.cli.suite.Part;
import org.junit.jupiter.api.Test;

/** What wording alone finds of planted copies, paraphrases and translations; docs/audit.md has the table. */
class PlantedRecallTest {
    @Test
    void lexicalPlacesFindCopiesAndFewParaphrases() {
        List<Positions> places =
                LexicalEmbedding.of(List.of(PlantedSuite.texts(Part.PUBLIC), PlantedSuite.texts(Part.ENVIRONMENTS)));
        Map<String, Double> recall = PlantedSuite.recall(PlantedSuite.calls(places.get(0), places.get(1)));
        assertThat(recall.get("verbatim")).isEqualTo(1);
        assertThat(recall.get("near-duplicate")).isEqualTo(1);
        assertThat(recall.get("paraphrase")).isEqualTo(2 / 15.0);
        assertThat(recall.get("translation")).isEqualTo(1 / 12.0);
    }

    private static Set<String> runs(String text) {
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + 13 <= words.size(); i++) {
            runs.add(String.join(" ", words.subList(i, i + 13)));
        }
        return runs;
    }

    /** The item with which an environment shares most runs of 13 words. */
    @Test
    void thirteenWordsInARowFindCopiesOnly() {
        List<String> kinds =
                Objects.requireNonNull(PlantedSuite.set(Part.ENVIRONMENTS).kinds());
        List<String> ids = PlantedSuite.set(Part.PUBLIC).ids();
        List<String> items = PlantedSuite.texts(Part.PUBLIC);
        List<String> environments = PlantedSuite.texts(Part.ENVIRONMENTS);
        List<PlantedSuite.Call> calls = new ArrayList<>();
        for (int j = 0; j < environments.size(); j++) {
            String best = "none";
            int most = 0;
            for (int i = 0; i < items.size(); i++) {
                Set<String> shared = runs(environments.get(j));
                shared.retainAll(runs(items.get(i)));
                best = shared.size() > most ? ids.get(i) : best;
                most = Math.max(most, shared.size());
            }
            calls.add(PlantedSuite.call(kinds.get(j), best, most == 0 ? -1 : 1));
        }
        Map<String, Double> recall = PlantedSuite.recall(calls);
        assertThat(recall.get("verbatim")).isEqualTo(1);
        assertThat(recall.get("near-duplicate")).isEqualTo(13 / 15.0);
        assertThat(recall.get("paraphrase")).isZero();
        assertThat(recall.get("translation")).isZero();
    }
}
