package org.evalgap.cli.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.Parameter;
import org.evalgap.Word;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;

/** Values that are given on the command line as {@code --set NAME=VALUE}. */
public final class Settings {
    private static final List<String> ELSEWHERE = List.of("preset", "eval", "work", "designer", "pretrainingSource");

    private Settings() {}

    /**
     * Reads settings and checks each on its own.
     *
     * @param assignments texts of the form NAME=VALUE
     * @return values by name, in the order given
     * @throws InputException if a text has another form, a name is unknown or given twice, or a value is not legal
     */
    public static Map<String, String> read(List<String> assignments) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new InputException("--set " + assignment + ": write NAME=VALUE, as in --set inspiration=0.8");
            }
            String name = assignment.substring(0, equals).strip();
            String value = assignment.substring(equals + 1).strip();
            check(assignment, name, value);
            if (settings.put(name, value) != null) {
                throw new InputException("--set " + assignment + ": " + name + " is set twice; keep one");
            }
        }
        return settings;
    }

    /**
     * Reads the levels of a baseline.
     *
     * @param assignments texts of the form AXIS=LEVEL
     * @return levels by axis
     * @throws InputException if a text has another form or an axis is given twice
     */
    public static Map<String, String> levels(List<String> assignments) {
        Map<String, String> levels = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new InputException(
                        "--baseline " + assignment + ": write AXIS=LEVEL, as in --baseline inspiration=0");
            }
            String name = assignment.substring(0, equals).strip();
            if (levels.put(name, assignment.substring(equals + 1).strip()) != null) {
                throw new InputException("--baseline " + assignment + ": " + name + " is given twice; keep one");
            }
        }
        return levels;
    }

    /**
     * Reads standard errors to be reached.
     *
     * @param assignments texts of the form MEASURE=ERROR
     * @return errors by measure or gain
     * @throws InputException if a text has another form, an error is no number, or a measure is given twice
     */
    public static Map<String, Double> errors(List<String> assignments) {
        Map<String, Double> errors = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            try {
                String name = assignment.substring(0, equals).strip();
                if (errors.put(
                                name,
                                Double.valueOf(assignment.substring(equals + 1).strip()))
                        != null) {
                    throw new InputException("--precision " + assignment + ": " + name + " is given twice; keep one");
                }
            } catch (IndexOutOfBoundsException | NumberFormatException e) {
                throw new InputException("--precision " + assignment
                        + ": write MEASURE=ERROR with a number, as in --precision inflation=0.001");
            }
        }
        return errors;
    }

    private static void check(String assignment, String name, String value) {
        if (ELSEWHERE.contains(name)) {
            throw new InputException("--set " + assignment + ": " + name + " is no parameter; "
                    + ("preset".equals(name) ? "use --preset" : "give it in a file, with --scenario"));
        }
        try {
            ScenarioReader.withDefaults().read(Map.of(name, value), "");
        } catch (EntryException e) {
            String hint = Parameter.find(name).isPresent() || Word.find(name).isPresent() || "trainer".equals(name)
                    ? ""
                    : " `evalgap parameters` lists all";
            throw new InputException("--set " + assignment + ": " + e.problem() + hint);
        }
    }
}
