package org.evalgap.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.evalgap.internal.Names;
import org.evalgap.reading.EntryException;

/** Levels on some axes of a grid, with which points are compared that have other levels there. */
final class Baseline {
    private static final String PATH = "baseline";

    /** By axis; -1 where the point's own level is kept. */
    private final int[] levels;

    private Baseline(int[] levels) {
        this.levels = levels;
    }

    /** Reads levels by axis; errors name the path of the entry under {@code baseline}. */
    static Baseline of(List<Axis> axes, Design design, Map<String, ?> wanted) {
        if (design != Design.GRID) {
            throw EntryException.ofValue(
                    PATH,
                    "a baseline is a point of a grid; leave design: " + design.label()
                            + " out, or leave the baseline out");
        }
        int[] levels = new int[axes.size()];
        Arrays.fill(levels, -1);
        List<String> names = axes.stream().map(Axis::name).toList();
        wanted.forEach((name, level) -> {
            int axis = names.indexOf(name);
            String path = EntryException.child(PATH, name);
            if (axis < 0) {
                throw EntryException.ofKey(
                        path,
                        "\"" + name + "\" is no axis of the plan"
                                + (names.isEmpty() ? "" : Names.suggestionOrAll(name, names)));
            }
            levels[axis] = level(axes.get(axis), level, path);
        });
        return new Baseline(levels);
    }

    private static int level(Axis axis, Object wanted, String path) {
        for (int level = 0; level < axis.levels(); level++) {
            if (axis.label(level).equals(String.valueOf(wanted)) || isValue(axis, level, wanted)) {
                return level;
            }
        }
        List<String> labels =
                IntStream.range(0, axis.levels()).mapToObj(axis::label).toList();
        throw EntryException.ofValue(
                path, axis.name() + " must be one of its levels, " + String.join(", ", labels) + ": " + wanted);
    }

    private static boolean isValue(Axis axis, int level, Object wanted) {
        if (wanted instanceof Number number) {
            return axis.isAt(level, number.doubleValue());
        }
        try {
            return axis.isAt(level, Double.parseDouble(String.valueOf(wanted)));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The index of the baseline of a point of the grid, the last axis fastest. */
    long index(List<Axis> axes, int[] own) {
        long index = 0;
        for (int a = 0; a < levels.length; a++) {
            index = index * axes.get(a).levels() + (levels[a] < 0 ? own[a] : levels[a]);
        }
        return index;
    }
}
