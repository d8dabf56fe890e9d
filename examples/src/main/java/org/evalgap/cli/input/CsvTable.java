package org.evalgap.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.evalgap.Parameter;

/**
 * A table of text read from a file of comma-separated values: a header and rows of the same width, with typed access that
 * names file, line, column, value and legal range when a cell cannot be used.
 *
 * <p>The file is UTF-8, with or without a byte order mark. Cells may be quoted, spaces around them do not count, and lines
 * that are empty or start with {@code #} are skipped. The apostrophe by which this program keeps spreadsheets from computing a text
 * is no part of it. Lines are counted as an editor counts them.
 */
public final class CsvTable {
    /** Possessive, so that a cell that is no number is given up at once, however long it is. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

    private static final CsvFactory FACTORY = CsvFactory.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.ALLOW_COMMENTS)
            .build();

    private final Path file;
    private final List<String> header;
    private final Map<String, Integer> index;
    private final List<List<String>> rows;
    private final List<Integer> lines;

    private CsvTable(Path file, List<String> header, List<List<String>> rows, List<Integer> lines) {
        this.file = file;
        this.header = List.copyOf(header);
        this.rows = List.copyOf(rows);
        this.lines = List.copyOf(lines);
        this.index = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            index.put(header.get(i), i);
        }
    }

    /**
     * Reads a file.
     *
     * @param file the path of the file
     * @return the table, with at least one column and one row
     * @throws InputException if the file is missing, empty, not UTF-8, ragged, or has columns without name or twice
     */
    public static CsvTable read(Path file) {
        return of(file, text(file));
    }

    /** The bytes of a file, which are UTF-8. */
    static byte[] text(Path file) {
        return TextFile.read(file, "a file of comma-separated values");
    }

    /** What a file held, as {@link #read} reads it. */
    static CsvTable of(Path file, byte[] bytes) {
        List<List<String>> records = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        parse(file, bytes, records, lines);
        if (records.isEmpty()) {
            throw new InputException(file + ": the file is empty; give a header line and at least one row");
        }
        List<String> header = records.remove(0);
        int headerLine = lines.remove(0);
        checkHeader(file, headerLine, header);
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).size() != header.size()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s, line %d: %d cells, but the header has %d columns; quote cells that hold commas",
                        file,
                        lines.get(i),
                        records.get(i).size(),
                        header.size()));
            }
        }
        if (records.isEmpty()) {
            throw new InputException(file + ": no rows below the header; give at least one");
        }
        return new CsvTable(file, header, records, lines);
    }

    private static void parse(Path file, byte[] bytes, List<List<String>> records, List<Integer> lines) {
        try (CsvParser parser = FACTORY.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                List<String> cells = new ArrayList<>();
                int line = 0;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    // Only the location of a cell's token is where the record starts; that of the array is behind it.
                    line = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : line;
                    cells.add(ForeignText.ofCell(parser.getText().strip()));
                }
                lines.add(line);
                records.add(List.copyOf(cells));
            }
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new InputException(file + ", line " + line + ": " + ParserMessage.plain(e));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + ")");
        }
    }

    private static void checkHeader(Path file, int line, List<String> header) {
        if (header.size() == 1 && header.get(0).matches(".*[;\\t].*")) {
            throw new InputException(
                    file + ", line " + line + ": the header has no commas; save the table with commas between cells");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).isEmpty()) {
                throw new InputException(file + ", line " + line + ": column " + (i + 1) + " has no name");
            }
            if (!seen.add(header.get(i))) {
                throw new InputException(
                        file + ", line " + line + ": column \"" + header.get(i) + "\" occurs twice; rename one");
            }
        }
    }

    /** The file as it was given. */
    Path file() {
        return file;
    }

    /**
     * The names of the columns, in order.
     *
     * @return the cells of the header
     */
    public List<String> header() {
        return header;
    }

    /**
     * The number of rows below the header.
     *
     * @return at least 1
     */
    public int rows() {
        return rows.size();
    }

    /**
     * Whether the header has a column of this name.
     *
     * @param column the name
     * @return true if it does
     */
    public boolean has(String column) {
        return index.containsKey(column);
    }

    /** The line of the file on which a row starts, counted from 1. */
    int line(int row) {
        return lines.get(row);
    }

    /**
     * The text of a cell.
     *
     * @param row the row, counted from 0 below the header
     * @param column the name of the column
     * @return the text; empty if the cell is
     * @throws InputException if there is no such column
     */
    public String text(int row, String column) {
        Integer at = index.get(column);
        if (at == null) {
            throw new InputException(
                    file + ": no column \"" + column + "\"; the header has " + String.join(", ", header));
        }
        return rows.get(row).get(at);
    }

    /**
     * The number in a cell.
     *
     * @param row the row, counted from 0 below the header
     * @param column the name of the column
     * @param low the least legal value; may be -∞
     * @param high the greatest legal value; may be +∞
     * @return a finite number in that range
     * @throws InputException if the cell is empty, not a decimal number, not finite, or outside the range
     */
    public double number(int row, String column, double low, double high) {
        return number(row, column, text(row, column), low, high);
    }

    /** As {@link #number(int, String, double, double)} for a part of the cell's text, such as a number before a unit. */
    double number(int row, String column, String part, double low, double high) {
        double value = decimal(row, column, part, range(low, high));
        if (value >= low && value <= high) {
            return value;
        }
        throw refuse(row, column, range(low, high));
    }

    /** As {@link #number}, for whole numbers. */
    long whole(int row, String column, long low, long high) {
        String legal = "a whole number from " + low + " to " + high;
        double value = decimal(row, column, text(row, column), legal);
        if (value >= low && value <= high && value == Math.rint(value)) {
            return (long) value;
        }
        throw refuse(row, column, legal);
    }

    /** Whether a cell says yes: {@code true}, {@code yes} or {@code 1} against {@code false}, {@code no}, {@code 0} or nothing. */
    boolean flag(int row, String column) {
        return switch (text(row, column).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0", "" -> false;
            default -> throw refuse(row, column, "true or false (also yes, no, 1, 0)");
        };
    }

    /** The error for a cell that cannot be used: where it is, what it holds, and what would be legal. */
    InputException refuse(int row, String column, String legal) {
        String shown = text(row, column);
        String value = shown.isEmpty() ? "the cell is empty" : "\"" + abbreviate(shown) + "\"";
        return new InputException(String.format(
                Locale.ROOT, "%s, line %d, column \"%s\": %s; must be %s", file, line(row), column, value, legal));
    }

    private double decimal(int row, String column, String text, String legal) {
        if (!DECIMAL.matcher(text).matches()) {
            throw refuse(row, column, legal);
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw refuse(row, column, legal);
        }
        return value;
    }

    private static String range(double low, double high) {
        if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
            return "a finite number";
        }
        if (high == Double.POSITIVE_INFINITY) {
            return "a finite number, at least " + Parameter.text(low);
        }
        if (low == Double.NEGATIVE_INFINITY) {
            return "a finite number, at most " + Parameter.text(high);
        }
        return "a number in [" + Parameter.text(low) + ", " + Parameter.text(high) + "]";
    }

    private static String abbreviate(String text) {
        String line = text.replaceAll("\\R", " ");
        return line.length() <= 40 ? line : line.substring(0, 39) + "…";
    }
}
