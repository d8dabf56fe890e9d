package org.evalgap.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evalgap.Parameter;
import org.evalgap.Preset;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.reading.ScenarioReader;
import org.junit.jupiter.api.Test;

/** The page of a plan's keys has every key that plans are read for, and no other. Its examples are run by the command's tests. */
class PlanKeysTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private static String page() throws IOException {
        return Files.readString(Path.of("").toAbsolutePath().resolveSibling("docs/plan-keys.md"));
    }

    /** The text from a heading to the next one. */
    private static String section(String heading) throws IOException {
        return Arrays.stream(page().split("(?m)^## "))
                .filter(section -> section.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(String text) {
        return ROW.matcher(text)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }

    @Test
    void everyKeyHasARow() throws IOException {
        List<String> known = new ArrayList<>(PlanReader.KEYS);
        // The command's own: the library is given a store where it is wanted.
        known.add("store");
        assertThat(keys(page().split("(?m)^## ")[0])).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void everyPartOfAScenarioHasARow() throws IOException {
        List<String> parts = ScenarioReader.names().stream()
                .filter(name -> Parameter.find(name).isEmpty())
                .toList();
        assertThat(keys(section("scenario"))).containsExactlyInAnyOrderElementsOf(parts);
        for (Preset preset : Preset.values()) {
            assertThat(section("scenario")).contains("`" + preset.label() + "`");
        }
    }

    @Test
    void everyGroupOfMeasuresHasARow() throws IOException {
        assertThat(keys(section("measures")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(MeasureGroup.values())
                        .map(MeasureGroup::label)
                        .toList());
    }

    @Test
    void everyOtherWordIsSaid() throws IOException {
        Stream<String> ranges = Stream.concat(
                PlanReader.RANGE.stream(), Arrays.stream(Scale.values()).map(Scale::label));
        ranges.forEach(word -> assertThatSectionHas("vary", word));
        Arrays.stream(Design.values())
                .map(Design::label)
                .forEach(word -> assertThatSectionHas("design and points", word));
        Stream.concat(PlanReader.REFERENCE.stream(), PlanReader.FIGURE.stream())
                .forEach(word -> assertThatSectionHas("reference", word));
        assertThat(section("vary")).contains(String.format(Locale.ROOT, "%,d", Axis.MOST_STEPS));
    }

    private static void assertThatSectionHas(String heading, String word) {
        try {
            assertThat(section(heading)).containsPattern("`[^`]*\\b" + Pattern.quote(word) + "\\b[^`]*`");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
