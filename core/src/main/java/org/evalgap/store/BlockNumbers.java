package org.evalgap.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;

/**
 * The numbers of blocks as a table holds them. NULL is what has no value; a measure that was not known when the block was
 * written shows in its {@linkplain Table#NOT_KNOWN squares}.
 */
final class BlockNumbers {
    /** What stands of a block in a row: moments, and moments of luck. */
    static final List<Table.Column> COLUMNS =
            Stream.concat(Table.NUMBERS.stream(), Table.LUCK.stream()).toList();

    static final int COUNT = COLUMNS.size();

    private static final int MOMENTS = Table.NUMBERS.size();

    /** As many means as squares, and one product. */
    private static final int SQUARES = MOMENTS / 2;

    /** What may be missing though scores were measured: of learners that have none, and of labs that see none. */
    private static final Set<Measure> SOMETIMES =
            EnumSet.of(Measure.TRANSFER, Measure.POLICY_DIVERGENCE, Measure.REPORTED_SCORE);

    /** The other scores, and gains. */
    private static final BitSet ALWAYS = needed(EnumSet.of(MeasureGroup.SCORES));

    static {
        SOMETIMES.forEach(measure -> ALWAYS.clear(measure.ordinal()));
    }

    private BlockNumbers() {}

    /**
     * Reads a row whose columns from {@code at} on are {@link #COLUMNS}.
     *
     * @throws StoreException if one is there and is no number, which this program never writes
     */
    static double[] read(ResultSet result, int at) throws SQLException {
        double[] numbers = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            double value = result.getDouble(at + i);
            // What drivers give for NULL.
            boolean missing = (value == 0 || Double.isNaN(value)) && result.wasNull();
            if (!missing && !Double.isFinite(value)) {
                throw StoreException.damaged("a block's " + COLUMNS.get(i).name() + " is no number");
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
        double[] state = Arrays.copyOf(numbers, MOMENTS);
        for (int i = 0; i < SQUARES; i++) {
            if (state[SQUARES + i] == Table.NOT_KNOWN) {
                state[i] = Double.NaN;
                state[SQUARES + i] = Double.NaN;
            }
        }
        return Moments.restore(count, state, luck(numbers));
    }

    /**
     * Refuses numbers that no version of this program writes of a sweep that measured scores.
     *
     * @throws StoreException naming what is wrong
     */
    static void requireScores(double[] numbers) {
        for (int i = 0; i < SQUARES; i++) {
            double squares = numbers[SQUARES + i];
            if (squares != Table.NOT_KNOWN) {
                requireScore(i, numbers[i] + squares);
            }
            if (squares < 0 && squares != Table.NOT_KNOWN) {
                throw StoreException.damaged(
                        "a block's " + COLUMNS.get(SQUARES + i).name() + " are below 0: " + squares);
            }
        }
    }

    /**
     * Refuses moments that lack a score.
     *
     * @throws StoreException naming it
     */
    static void requireScores(Moments moments) {
        double[] state = moments.state();
        for (int i = 0; i < SQUARES; i++) {
            requireScore(i, state[i] + state[SQUARES + i]);
        }
    }

    private static void requireScore(int slot, double number) {
        if (Double.isNaN(number) && ALWAYS.get(slot)) {
            throw StoreException.damaged("a block has no " + COLUMNS.get(slot).name());
        }
    }

    private static double[] luck(double[] numbers) {
        double[] luck = Arrays.copyOfRange(numbers, MOMENTS, COUNT);
        // The last is not missing where luck was noted, but for blocks of a version that noted less.
        return Double.isNaN(luck[luck.length - 1]) ? new double[0] : luck;
    }

    /** Appends what stands of a block to a row. */
    static void add(Moments moments, List<Object> row) {
        for (double number : moments.state()) {
            row.add(number);
        }
        double[] luck = moments.luckState();
        for (int i = 0; i < COUNT - MOMENTS; i++) {
            row.add(luck.length == 0 ? Double.NaN : luck[i]);
        }
    }
}
