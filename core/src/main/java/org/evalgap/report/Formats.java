package org.evalgap.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;

/** How numbers are printed in tables; their values stay exact. */
final class Formats {
    private Formats() {}

    static DoubleColumn fourDecimals(DoubleColumn column) {
        column.setPrintFormatter(new DecimalFormat("0.0000", DecimalFormatSymbols.getInstance(Locale.ROOT)), "–");
        return column;
    }
}
