package org.evalgap.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.Cli;
import org.junit.jupiter.api.Test;

/**
 * Estimates of deliberate leaks against their truths (Dekoninck et al. 2024, arXiv:2405.16281: models trained on one half of an
 * eval, the other half of which tells). Holds the summary in docs/validation.md to what its commands print; there is nothing
 * random.
 */
class PublishedLeaksTest {
    /** A leak: estimate, interval, truth, and the standard error of the truth. */
    private record Leak(double inflation, double lower, double upper, double truth, double error) {
        double miss() {
            return inflation - truth;
        }

        boolean held() {
            return lower <= truth && truth <= upper;
        }

        /** Each half of the interval together with that of the truth, by squares. */
        boolean heldWithinBothErrors() {
            double half = truth > inflation ? upper - inflation : inflation - lower;
            return Math.abs(miss()) <= Math.hypot(half, 1.96 * error);
        }
    }

    @Test
    void missesAreThoseOfTheDocument() throws IOException {
        List<Leak> arithmetic = leaks("data/constat-gsm8k.csv");
        List<Leak> knowledge = leaks("data/constat-mmlu.csv", "--public-guess", "0.25", "--fresh-guess", "0.25");
        List<Leak> all = new ArrayList<>(arithmetic);
        all.addAll(knowledge);
        assertThat(all).hasSize(35);
        assertThat(rootMeanSquare(arithmetic)).isCloseTo(0.0347, within(5e-4));
        assertThat(rootMeanSquare(knowledge)).isCloseTo(0.031, within(5e-4));
        assertThat(rootMeanSquare(all)).isCloseTo(0.033, within(5e-4));
        assertThat(mean(arithmetic)).isCloseTo(0.011, within(5e-4));
        assertThat(mean(knowledge)).isCloseTo(-0.010, within(5e-4));
        assertThat(mean(all)).isCloseTo(0.001, within(5e-4));
        assertThat(all.stream().filter(Leak::held)).hasSize(31);
        assertThat(all.stream().filter(Leak::heldWithinBothErrors)).hasSize(33);
        List<Leak> distinct = all.stream().distinct().toList();
        assertThat(distinct).hasSize(31);
        assertThat(distinct.stream().filter(Leak::held)).hasSize(27);
        assertThat(distinct.stream().filter(Leak::heldWithinBothErrors)).hasSize(29);
    }

    /** Every leak of a file; one above 10 points must be found. */
    private static List<Leak> leaks(String file, String... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("estimate", file, "--shift", "reference", "--format", "csv"));
        words.addAll(List.of(more));
        List<String> in = Files.readAllLines(Path.of(file));
        Map<String, String> truths = column(in, "truth");
        Map<String, String> scores = column(in, "public");
        Map<String, String> items = column(in, "publicItems");
        List<String> out = Cli.run(words.toArray()).out().lines().toList();
        Map<String, String> flags = column(out, "qValue");
        Map<String, String> lower = column(out, "inflationLower");
        Map<String, String> upper = column(out, "inflationUpper");
        List<Leak> leaks = new ArrayList<>();
        column(out, "inflation").forEach((model, inflation) -> {
            if (!truths.get(model).isEmpty()) {
                double truth = Double.parseDouble(truths.get(model));
                double score = Double.parseDouble(scores.get(model));
                // Both halves of the eval have about as many items.
                double error = Math.sqrt((score * (1 - score) + (score - truth) * (1 - score + truth))
                        / Double.parseDouble(items.get(model)));
                leaks.add(new Leak(
                        Double.parseDouble(inflation),
                        Double.parseDouble(lower.get(model)),
                        Double.parseDouble(upper.get(model)),
                        truth,
                        error));
                assertThat(truth > 0.1 && Double.parseDouble(flags.get(model)) > 0.05)
                        .as(model)
                        .isFalse();
            }
        });
        return leaks;
    }

    private static Map<String, String> column(List<String> lines, String name) {
        List<List<String>> cells = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split(",", -1)))
                .toList();
        int model = cells.get(0).indexOf("model");
        int wanted = cells.get(0).indexOf(name);
        Map<String, String> found = new HashMap<>();
        cells.stream().skip(1).forEach(row -> found.put(row.get(model), row.get(wanted)));
        return found;
    }

    private static double mean(List<Leak> leaks) {
        return leaks.stream().mapToDouble(Leak::miss).average().orElseThrow();
    }

    private static double rootMeanSquare(List<Leak> leaks) {
        return Math.sqrt(leaks.stream()
                .mapToDouble(leak -> leak.miss() * leak.miss())
                .average()
                .orElseThrow());
    }
}
