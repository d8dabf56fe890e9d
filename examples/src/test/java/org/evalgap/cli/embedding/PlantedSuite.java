package org.evalgap.cli.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.evalgap.audit.Positions;
import org.evalgap.cli.suite.Part;
import org.evalgap.cli.suite.SuiteFiles;
import org.evalgap.cli.suite.SuiteSet;

/** The suite of examples/data/suite, whose column kind tells from which public item an environment was made, and how. */
public final class PlantedSuite {
    private static final Path FOLDER = root().resolve("examples/data/suite");

    private PlantedSuite() {}

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!here.resolve("examples/data/suite").toFile().isDirectory()) {
            here = Objects.requireNonNull(here.getParent(), "examples/data/suite");
        }
        return here;
    }

    public static SuiteSet set(Part part) {
        return SuiteFiles.read(part, List.of(FOLDER.resolve(part.label() + ".jsonl")), List.of());
    }

    public static List<String> texts(Part part) {
        return Objects.requireNonNull(set(part).texts());
    }

    /** An environment's nearest public item, as a finding: how sure, and whether it was made from it. */
    public record Call(String kind, double sure, boolean right) {}

    /** One finding an environment: its nearest public item, by cosine. */
    public static List<Call> calls(Positions publicItems, Positions environments) {
        SuiteSet items = set(Part.PUBLIC);
        List<String> kinds = Objects.requireNonNull(set(Part.ENVIRONMENTS).kinds());
        List<Call> calls = new ArrayList<>();
        double[] x = new double[publicItems.dimension()];
        double[] y = new double[publicItems.dimension()];
        for (int j = 0; j < environments.size(); j++) {
            environments.row(j, x);
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < publicItems.size(); i++) {
                publicItems.row(i, y);
                double cosine = 0;
                for (int d = 0; d < x.length; d++) {
                    cosine += x[d] * y[d];
                }
                if (cosine > most) {
                    most = cosine;
                    best = i;
                }
            }
            calls.add(call(kinds.get(j), items.ids().get(best), most));
        }
        return calls;
    }

    public static Call call(String kind, String item, double sure) {
        return new Call(kind.replaceFirst(" of .*", ""), sure, kind.endsWith(" of " + item));
    }

    /** Share of each planted kind that is found at the threshold with most found among those where nine of ten calls are right. */
    public static Map<String, Double> recall(List<Call> calls) {
        List<Call> ordered = new ArrayList<>(calls);
        ordered.sort(Comparator.comparingDouble(c -> -c.sure()));
        int right = 0;
        int most = 0;
        int cut = 0;
        for (int n = 1; n <= ordered.size(); n++) {
            right += ordered.get(n - 1).right() ? 1 : 0;
            if (right >= .9 * n && right > most) {
                most = right;
                cut = n;
            }
        }
        Map<String, Double> recall = new LinkedHashMap<>();
        for (String kind : List.of("verbatim", "near-duplicate", "paraphrase", "translation")) {
            long found = ordered.subList(0, cut).stream()
                    .filter(c -> c.right() && c.kind().equals(kind))
                    .count();
            recall.put(
                    kind,
                    (double) found
                            / calls.stream().filter(c -> c.kind().equals(kind)).count());
        }
        return recall;
    }
}
