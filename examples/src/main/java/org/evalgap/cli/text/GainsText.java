package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.evalgap.cli.output.Csv;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.output.Tree;
import org.jspecify.annotations.Nullable;

/** The gain of every task and the weight of every environment of an audit. */
public final class GainsText {
    private GainsText() {}

    /**
     * One set with a number for each task.
     *
     * @param part which set
     * @param ids of the tasks
     * @param numbers gains in logits; of environments weights
     */
    public record Part(org.evalgap.cli.suite.Part part, List<String> ids, double[] numbers) {
        private boolean trained() {
            return part == org.evalgap.cli.suite.Part.ENVIRONMENTS;
        }
    }

    /**
     * As lines for people.
     *
     * @param parts all sets
     * @return the lines
     */
    public static String table(List<Part> parts) {
        StringBuilder text = new StringBuilder("\nset           gain in logits, task (environments: weight)\n");
        for (Part part : parts) {
            String name = part.part.label();
            for (int i = 0; i < part.numbers.length; i++) {
                text.append(name).append(" ".repeat(14 - name.length()));
                text.append(Numbers.signed(part.numbers[i], 6))
                        .append("  ")
                        .append(part.ids.get(i))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /**
     * As records.
     *
     * @param parts all sets
     * @return comma-separated values with a header
     */
    public static String csv(List<Part> parts) {
        List<List<Object>> records = new ArrayList<>();
        for (Part part : parts) {
            for (int i = 0; i < part.numbers.length; i++) {
                double number = part.numbers[i];
                String id = Csv.harmless(part.ids.get(i));
                records.add(
                        List.of(part.part.label(), i, id, part.trained() ? "" : number, part.trained() ? number : ""));
            }
        }
        return Csv.text(List.of("set", "row", "id", "gain", "weight"), records);
    }

    /**
     * As entries {@code gains} and {@code weights} of a tree.
     *
     * @param tree the tree
     * @param parts all sets, environments last
     */
    public static void into(Map<String, @Nullable Object> tree, List<Part> parts) {
        Map<String, @Nullable Object> byTask = Tree.of();
        for (Part part : parts.subList(0, parts.size() - 1)) {
            byTask.put(part.part.label(), part.numbers);
        }
        tree.put("gains", byTask);
        tree.put("weights", parts.get(parts.size() - 1).numbers);
    }
}
