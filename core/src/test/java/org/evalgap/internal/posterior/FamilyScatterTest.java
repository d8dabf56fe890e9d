package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.evalgap.internal.likelihood.Counts;
import org.junit.jupiter.api.Test;

class FamilyScatterTest {
    private static final ShiftPrior PRIOR = new ShiftPrior(0.5);

    private static double tempering(List<String> families, double... right) {
        RowData[] rows = Arrays.stream(right)
                .mapToObj(r -> new RowCounts(
                        "m", "f", false, new Counts(r, 1000, 0), new Counts(500, 1000, 0), Optional.empty()))
                .map(row -> new RowData(row, 0))
                .toArray(RowData[]::new);
        return FamilyScatter.tempering(rows, families, PRIOR);
    }

    /** All on the line: 0/0 would be no number. */
    @Test
    void whereNobodyDepartsAllEvidenceCounts() {
        double[] right = new double[6];
        Arrays.fill(right, 500);
        assertThat(tempering(Collections.nCopies(6, "f"), right)).isEqualTo(1);
    }

    /** Two families of five, one above the line and one as far below: as good as two models. */
    @Test
    void familiesThatDepartAsOneCountAsOneModelEach() {
        List<String> families = List.of("a", "a", "a", "a", "a", "b", "b", "b", "b", "b");
        assertThat(tempering(families, 540, 540, 540, 540, 540, 460, 460, 460, 460, 460))
                .isCloseTo(0.2, within(1e-9));
        // Alternating, relatives have nothing in common.
        assertThat(tempering(families, 540, 460, 540, 460, 500, 540, 460, 540, 460, 500))
                .isEqualTo(1);
    }
}
