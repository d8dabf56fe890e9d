package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.evalgap.internal.likelihood.Counts;
import org.junit.jupiter.api.Test;

class RowDataTest {
    /** No legal score leads here: a count that is no number stands for a fault of the integrals. */
    @Test
    void aRowThatCannotBeIntegratedNamesItsModel() {
        Counts fresh = new Counts(50, 100, 0.25);
        Counts none = new Counts(Double.NaN, 100, 0.25);
        RowData row = new RowData(new RowCounts("Broken-1B", "x", false, none, fresh, Optional.empty()), 0);
        assertThatThrownBy(() -> row.layGrid(-1, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith("model \"Broken-1B\": no clean success explains its public score");
    }

    /** Whatever thread meets it: the first row's own exception, with its words. */
    @Test
    void ofRowsThatFailTheFirstIsNamed() {
        assertThatThrownBy(() -> RowData.each(200, i -> {
                    if (i % 50 == 7) {
                        throw new ArithmeticException("row " + i);
                    }
                }))
                .isExactlyInstanceOf(ArithmeticException.class)
                .hasMessage("row 7");
    }
}
