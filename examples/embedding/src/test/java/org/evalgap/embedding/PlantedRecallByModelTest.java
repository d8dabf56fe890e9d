package org.evalgap.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.evalgap.cli.embedding.TextEmbedder;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteFiles;
import org.evalgap.cli.suite.SuiteSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the model finds of planted copies, paraphrases and translations in examples/data/suite; docs/audit.md has the table. */
@Tag("long")
class PlantedRecallByModelTest {
    private record Call(String kind, double sure, boolean right) {}

    private static SuiteSet set(Part part) {
        return SuiteFiles.read(part, List.of(Path.of("../data/suite", part.label() + ".jsonl")), List.of());
    }

    private static List<Call> calls() {
        SuiteSet items = set(Part.PUBLIC);
        SuiteSet environments = set(Part.ENVIRONMENTS);
        List<Call> calls = new ArrayList<>();
        try (TextEmbedder model = new MiniLmEmbedder()) {
            List<float[]> x = model.embed(Objects.requireNonNull(items.texts()));
            List<float[]> y = model.embed(Objects.requireNonNull(environments.texts()));
            for (int j = 0; j < y.size(); j++) {
                int best = 0;
                double most = -1;
                for (int i = 0; i < x.size(); i++) {
                    double cosine = 0;
                    for (int d = 0; d < x.get(i).length; d++) {
                        cosine += (double) x.get(i)[d] * y.get(j)[d];
                    }
                    best = cosine > most ? i : best;
                    most = Math.max(most, cosine);
                }
                String kind = Objects.requireNonNull(environments.kinds()).get(j);
                calls.add(
                        new Call(kind, most, kind.endsWith(" of " + items.ids().get(best))));
            }
        }
        calls.sort(Comparator.comparingDouble(call -> -call.sure));
        return calls;
    }

    /** Calls above the threshold with most right ones among those at which nine of ten are right. */
    @Test
    void theModelFindsParaphrases() {
        List<Call> calls = calls();
        int right = 0;
        int most = 0;
        int cut = 0;
        for (int n = 1; n <= calls.size(); n++) {
            right += calls.get(n - 1).right ? 1 : 0;
            if (right >= .9 * n && right > most) {
                most = right;
                cut = n;
            }
        }
        StringBuilder found = new StringBuilder();
        int[] counts = new int[4];
        List<String> kinds = List.of("verbatim", "near-duplicate", "paraphrase", "translation");
        for (Call call : calls.subList(0, cut)) {
            for (int k = 0; k < counts.length; k++) {
                counts[k] += call.right && call.kind.startsWith(kinds.get(k)) ? 1 : 0;
            }
        }
        for (int k = 0; k < counts.length; k++) {
            found.append(kinds.get(k)).append(' ').append(counts[k]).append("  ");
        }
        System.out.println("model: " + found);
        assertThat(counts[0]).isEqualTo(15);
        assertThat(counts[1]).isEqualTo(15);
        assertThat(counts[2])
                .as("of 15 paraphrases; wording finds 2, and the last run found 15")
                .isGreaterThanOrEqualTo(14);
    }
}
