package org.evalgap.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.Parameter;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** What the columns of results are called, so that no axis of choices takes a name that they have. */
public final class ResultNames {
    /** The column of a point's place in the plan. */
    public static final String POINT = "point";

    /** The column of the trainer's name, or an axis in its place. */
    public static final String TRAINER = "trainer";

    /** The column of the environment designer's name, or an axis in its place. */
    public static final String DESIGNER = "designer";

    /** The column of the streams' seed. */
    public static final String SEED = "seed";

    /** The column of the number of replicates. */
    public static final String REPLICATES = "replicates";

    /** What a measure's standard error is called: the measure's name and this. */
    public static final String ERROR = "StandardError";

    /** What a mean that is adjusted for luck is called: the measure's name and this. */
    public static final String ADJUSTED = "Adjusted";

    private static final List<String> TAKEN = taken();

    private ResultNames() {}

    private static List<String> taken() {
        List<String> measured = new ArrayList<>();
        Arrays.stream(Score.values()).map(Score::gainLabel).forEach(measured::add);
        Arrays.stream(Measure.values()).map(Measure::label).forEach(measured::add);
        List<String> names = new ArrayList<>(List.of(POINT, SEED, REPLICATES));
        Arrays.stream(Parameter.values()).map(Parameter::label).forEach(names::add);
        for (String ending : List.of("", ADJUSTED)) {
            measured.forEach(name -> names.add(name + ending));
            measured.forEach(name -> names.add(name + ending + ERROR));
        }
        return List.copyOf(names);
    }

    /**
     * Checks that an axis of choices can have a name.
     *
     * @param name the name, whose case does not count: tables and databases do not tell names apart by it
     * @throws IllegalArgumentException if it is blank or the name of another column
     */
    static void requireFree(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an axis of choices needs a name: \"" + name + "\"");
        }
        for (String taken : TAKEN) {
            if (taken.equalsIgnoreCase(name)) {
                throw new IllegalArgumentException(
                        "an axis of choices needs a name that no other column of results has: \"" + name
                                + "\"; call it otherwise, such as \"" + name + "Choice\"");
            }
        }
    }
}
