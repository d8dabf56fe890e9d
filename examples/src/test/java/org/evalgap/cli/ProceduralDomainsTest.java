package org.evalgap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds the table of procedural domains in docs/validation.md to the published cells (arXiv:2505.24760, sections 4.1 to 4.3). */
class ProceduralDomainsTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/validation.md");

    @Test
    void theTableHasThePublishedCellsAndAllOfThemRise() throws IOException {
        Path file = Path.of(System.getProperty("evalgap.shared", "../../shared"), "data", "reasoning_gym.csv");
        if (!Files.exists(file)) {
            System.err.println(
                    "SKIPPED: no data/reasoning_gym.csv in the shared folder; give it with -Devalgap.shared=FOLDER");
        }
        Assumptions.assumeTrue(Files.exists(file), "no published cells");
        List<List<BigDecimal>> published = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.split(",");
            if (!cells[0].equals("kind")) {
                BigDecimal before = new BigDecimal(cells[3]);
                BigDecimal after = new BigDecimal(cells[4]);
                assertThat(after).as(line).isGreaterThan(before);
                published.add(List.of(tenths(before), tenths(after), tenths(after.subtract(before))));
            }
        }
        assertThat(published).hasSize(15);
        String section = Files.readString(PAGE)
                .split("## RL on procedural domains carries to others")[1]
                .split("\n## ")[0];
        List<List<BigDecimal>> told = section.lines()
                .filter(line -> line.matches("\\|.*\\d \\|"))
                .map(line -> line.split("\\|"))
                .map(cells -> List.of(number(cells[3]), number(cells[4]), number(cells[5])))
                .toList();
        assertThat(told).isEqualTo(published);
    }

    private static BigDecimal tenths(BigDecimal value) {
        return value.setScale(1, RoundingMode.HALF_UP);
    }

    private static BigDecimal number(String cell) {
        return tenths(new BigDecimal(cell.strip()));
    }
}
