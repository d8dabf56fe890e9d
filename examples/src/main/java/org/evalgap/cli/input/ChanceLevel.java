package org.evalgap.cli.input;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;

/** A chance level that was forgotten: none is given, and the lowest score is just at that of four or five choices. */
final class ChanceLevel {
    private static final double[] CHANCES = {0.2, 0.25};
    private static final double BELOW = 0.02;
    private static final double ABOVE = 0.04;

    /** With fewer models nothing can be said of the lowest. */
    private static final int LEAST_MODELS = 8;

    private ChanceLevel() {}

    static Optional<String> note(Path file, List<ModelScores> rows) {
        List<ScoreSet> sets = rows.stream()
                .flatMap(r -> Stream.of(r.publicScore(), r.freshScore()))
                .toList();
        if (rows.size() < LEAST_MODELS || sets.stream().anyMatch(s -> s.guess() > 0)) {
            return Optional.empty();
        }
        double lowest = sets.stream().mapToDouble(ScoreSet::score).min().orElseThrow();
        double nearest = 0;
        for (double chance : CHANCES) {
            if (lowest >= chance - BELOW
                    && lowest <= chance + ABOVE
                    && Math.abs(lowest - chance) < Math.abs(lowest - nearest)) {
                nearest = chance;
            }
        }
        return nearest == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "Note: %s: no chance level is given, and the lowest score is %.3f; if items have %.0f choices, give"
                                + " --public-guess %s --fresh-guess %s",
                        file,
                        lowest,
                        1 / nearest,
                        nearest,
                        nearest));
    }
}
