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
    @Test
    void missesAreThoseOfTheDocument() throws IOException {
        List<Double> arithmetic = misses("data/constat-gsm8k.csv");
        List<Double> knowledge = misses("data/constat-mmlu.csv", "--public-guess", "0.25", "--fresh-guess", "0.25");
        List<Double> all = new ArrayList<>(arithmetic);
        all.addAll(knowledge);
        assertThat(all).hasSize(35);
        assertThat(rootMeanSquare(arithmetic)).isCloseTo(0.0347, within(5e-4));
        assertThat(rootMeanSquare(knowledge)).isCloseTo(0.031, within(5e-4));
        assertThat(rootMeanSquare(all)).isCloseTo(0.033, within(5e-4));
        assertThat(mean(arithmetic)).isCloseTo(0.011, within(5e-4));
        assertThat(mean(knowledge)).isCloseTo(-0.010, within(5e-4));
        assertThat(mean(all)).isCloseTo(0.001, within(5e-4));
    }

    /** Estimate less truth of every leak; one above 10 points must be found. */
    private static List<Double> misses(String file, String... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of("estimate", file, "--shift", "reference", "--format", "csv"));
        words.addAll(List.of(more));
        Map<String, String> truths = column(Files.readAllLines(Path.of(file)), "truth");
        List<String> out = Cli.run(words.toArray()).out().lines().toList();
        Map<String, String> flags = column(out, "qValue");
        List<Double> misses = new ArrayList<>();
        column(out, "inflation").forEach((model, inflation) -> {
            if (!truths.get(model).isEmpty()) {
                double truth = Double.parseDouble(truths.get(model));
                misses.add(Double.parseDouble(inflation) - truth);
                assertThat(truth > 0.1 && Double.parseDouble(flags.get(model)) > 0.05)
                        .as(model)
                        .isFalse();
            }
        });
        return misses;
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

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    private static double rootMeanSquare(List<Double> values) {
        return Math.sqrt(values.stream().mapToDouble(v -> v * v).average().orElseThrow());
    }
}
