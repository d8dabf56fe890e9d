package org.evalgap.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Set;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;

/**
 * The numbers of blocks as a table holds them. NULL is what has no value; a measure that was not known when the block was
 * written shows in its {@linkplain Table#NOT_KNOWN squares}.
 */
final class BlockNumbers {
    static final int COUNT = Table.NUMBERS.size();

    /** As many means as squares, and one product. */
    private static final int SQUARES = COUNT / 2;

    private BlockNumbers() {}

    /**
     * Reads a row whose columns from {@code at} on are {@link Table#NUMBERS}.
     *
     * @throws StoreException if one is there and is no number, which this program never writes
     */
    static double[] read(ResultSet result, int at) throws SQLException {
        double[] numbers = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double value = result.getDouble(at + i);
            // What drivers give for NULL.
            boolean missing = (value == 0 || Double.isNaN(value)) && result.wasNull();
            if (Double.isNaN(value) && !missing) {
                throw StoreException.damaged("a block's " + Table.NUMBERS.get(i).name() + " is no number");
            }
            numbers[i] = missing ? Double.NaN : value;
        }
        return numbers;
    }

    /** Which of the measures' places hold something that is needed of those groups; gains always are. */
    static BitSet needed(Set<MeasureGroup> groups) {
        BitSet needed = new BitSet();
        for (int i = 0; i < SQUARES; i++) {
            needed.set(
                    i,
                    Measure.labelled(Table.NUMBERS.get(i).name())
                            .map(measure -> groups.contains(measure.group()))
                            .orElse(true));
        }
        return needed;
    }

    /** Whether all that is needed was known when the block was written. */
    static boolean has(BitSet needed, double[] numbers) {
        return needed.stream().noneMatch(i -> numbers[SQUARES + i] == Table.NOT_KNOWN);
    }

    /** The moments, without a value for what was not known. */
    static Moments moments(long count, double[] numbers) {
        double[] state = numbers.clone();
        for (int i = 0; i < SQUARES; i++) {
            if (state[SQUARES + i] == Table.NOT_KNOWN) {
                state[i] = Double.NaN;
                state[SQUARES + i] = Double.NaN;
            }
        }
        return Moments.restore(count, state);
    }
}
