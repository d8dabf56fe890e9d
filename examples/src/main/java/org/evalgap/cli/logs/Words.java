package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.List;

/** Small words of messages. */
final class Words {
    private static final int TOLD = 6;

    private Words() {}

    /** A number and its noun. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** At most six lines, and how many more there are. */
    static List<String> few(List<String> lines) {
        if (lines.size() <= TOLD + 1) {
            return lines;
        }
        List<String> out = new ArrayList<>(lines.subList(0, TOLD));
        out.add("… and " + (lines.size() - TOLD) + " more");
        return out;
    }
}
