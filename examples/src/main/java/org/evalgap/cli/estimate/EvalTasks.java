package org.evalgap.cli.estimate;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.cli.input.InputException;

/**
 * An eval: which tasks of logs are its public and which its fresh items.
 *
 * @param publicTasks names of tasks, at least one
 * @param freshTasks names of tasks, at least one
 */
record EvalTasks(List<String> publicTasks, List<String> freshTasks) {
    EvalTasks {
        publicTasks = List.copyOf(publicTasks);
        freshTasks = List.copyOf(freshTasks);
    }

    /** From {@code PUBLIC=FRESH}, each of them one task or several with commas. */
    static EvalTasks of(String text) {
        String[] sides = text.split("=", -1);
        if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
            throw new InputException("--eval must be PUBLIC=FRESH, the names of two tasks: " + text);
        }
        return new EvalTasks(List.of(sides[0].split(",")), List.of(sides[1].split(",")));
    }

    /** What the eval is called. */
    String name() {
        return String.join(",", publicTasks);
    }

    List<String> all() {
        List<String> out = new ArrayList<>(publicTasks);
        out.addAll(freshTasks);
        return out;
    }
}
