package org.evalgap.cli.explore;

import java.util.List;
import java.util.Map;
import org.evalgap.Scenario;
import org.evalgap.reading.ScenarioReader;

/**
 * A lab that makes what was published; docs/validation.md sets each beside its figures.
 *
 * @param name what a reader calls it
 * @param source what was found, and by whom
 * @param settings what differs from the default
 */
record PublishedCase(String name, String source, Map<String, Object> settings) {
    private static final List<PublishedCase> ALL = List.of(
            new PublishedCase(
                    "GSM8K against GSM1k",
                    "63 models score 2.1 points more on GSM8K than on new questions made alike (Zhang et al. 2024)."
                            + " This lab makes that gap; it does not show that labs did so.",
                    Map.of(
                            "publicItems", 1319,
                            "freshItems", 1205,
                            "competence", -1.0497,
                            "environments", 1024,
                            "inspiration", 1,
                            "memorization", 0.97,
                            "budget", 2048)),
            new PublishedCase(
                    "Training on a test's format",
                    "Questions shaped like a test's raise another test in that format by 18 points, of which 15 are format"
                            + " (Dominguez-Olmedo et al. 2024).",
                    Map.of("inspiration", 1, "departure", 1, "memorization", 0.96, "formatLearning", 0.0055)),
            new PublishedCase(
                    "The best of 16 candidates",
                    "Who reports the best of 16 candidates is 1.8 standard deviations too high where they are equal; one"
                            + " provider tried 27 variants (Singh et al. 2025).",
                    Map.of("candidates", 16)),
            new PublishedCase(
                    "The target peaks and falls",
                    "The score that is optimised keeps rising; the true one peaks and falls (Gao et al. 2022).",
                    Map.of("narrowing", 2, "inspiration", 0.9)));

    static List<PublishedCase> all() {
        return ALL;
    }

    Scenario scenario() {
        return ScenarioReader.withDefaults().read(settings, "");
    }
}
