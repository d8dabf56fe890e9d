package org.evalgap.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;

/** How numbers are printed: shares with four decimals, points with two; their values stay exact. A zero has no sign. */
final class Formats {
    /** What rounds to less is printed as 0. */
    private static final double LEAST = 5e-5;

    private Formats() {}

    /** In tables; what is missing is a dash. */
    static DoubleColumn fourDecimals(DoubleColumn column) {
        column.setPrintFormatter(new FourDecimals(), "–");
        return column;
    }

    /** In lines, a share in points, six characters wide. */
    static String points(double share) {
        return String.format(Locale.ROOT, "%6.2f", 100 * unsignedZero(share));
    }

    private static double unsignedZero(double value) {
        return Math.abs(value) < LEAST ? Math.abs(value) : value;
    }

    private static final class FourDecimals extends DecimalFormat {
        private static final long serialVersionUID = 1L;

        FourDecimals() {
            super("0.0000", DecimalFormatSymbols.getInstance(Locale.ROOT));
        }

        @Override
        public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
            return super.format(unsignedZero(value), to, position);
        }
    }
}
