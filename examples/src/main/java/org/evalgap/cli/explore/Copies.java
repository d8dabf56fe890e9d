package org.evalgap.cli.explore;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.measure.Moments;

/** A scenario to take away: as a command, as a program, as a plan. Each says what differs from the default. */
final class Copies {
    private static final String PROGRAM = """
            import org.evalgap.Scenario;
            import org.evalgap.Simulator;
            import org.evalgap.Summary;
            IMPORTimport org.evalgap.measure.Measure;
            import org.evalgap.measure.Score;

            public class Explored {
                public static void main(String[] args) {
                    Scenario scenario = Scenario.withDefaults()CHANGES;
                    Summary summary = Simulator.ofEverything().summarize(scenario, SEED, REPLICATES);
                    System.out.println("public gain " + summary.gain(Score.PUBLIC));
                    System.out.println("inflation " + summary.mean(Measure.INFLATION));
                    System.out.println("impact gain " + summary.gain(Score.IMPACT));
                }
            }
            """;

    private final Map<Parameter, Double> numbers;
    private final Map<Word, String> words;
    private final long seed;
    private final int replicates;

    Copies(Scenario scenario, long seed, int replicates) {
        this.numbers = Vocabulary.numbers(scenario);
        this.words = Vocabulary.words(scenario);
        this.seed = seed;
        this.replicates = replicates;
    }

    /** The page shows plain means, whose gaps add up. */
    String command() {
        StringBuilder text = new StringBuilder("evalgap simulate");
        words.forEach((word, value) ->
                text.append(" --set ").append(word.label()).append('=').append(value));
        numbers.forEach((parameter, value) ->
                text.append(" --set ").append(parameter.label()).append('=').append(Parameter.text(value)));
        return text.append(seed == 1 ? "" : " --seed " + seed)
                .append(" --replicates ")
                .append(replicates)
                .append(replicates < Moments.LEAST_ADJUSTED ? "\n" : " --raw\n")
                .toString();
    }

    String java() {
        return PROGRAM.replace("IMPORT", words.isEmpty() ? "" : "import org.evalgap.Word;\n")
                .replace("CHANGES", changes())
                .replace("SEED", seed + "L")
                .replace("REPLICATES", Integer.toString(replicates));
    }

    private String changes() {
        String indent = "\n                ";
        String said = words.entrySet().stream()
                .map(e -> indent + ".with(Word." + e.getKey().name() + ", \"" + e.getValue() + "\")")
                .collect(Collectors.joining());
        return said
                + numbers.entrySet().stream()
                        .map(e -> indent + "." + with(e.getKey()) + "(" + Parameter.text(e.getValue()) + ")")
                        .collect(Collectors.joining());
    }

    private static String with(Parameter parameter) {
        String label = parameter.label();
        return "with" + label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
    }

    /** The response that the page shows, as a plan; this scenario is one of its points. */
    String plan() {
        StringBuilder text =
                new StringBuilder("# How work and inflation answer to inspiration; from evalgap explore.\n");
        if (replicates >= Moments.LEAST_ADJUSTED) {
            text.append("# The page shows plain means; evalgap sweep shows them too with --raw\n");
        }
        text.append("name: explored\n");
        if (numbers.keySet().stream().anyMatch(p -> p != Parameter.INSPIRATION) || !words.isEmpty()) {
            text.append("scenario:\n");
        }
        words.forEach((word, value) -> text.append("  ")
                .append(word.label())
                .append(": ")
                .append(value)
                .append('\n'));
        numbers.forEach((parameter, value) -> {
            if (parameter != Parameter.INSPIRATION) {
                text.append("  ").append(parameter.label()).append(": ");
                text.append(Parameter.text(value)).append('\n');
            }
        });
        TreeSet<Double> levels = new TreeSet<>(Along.LEVELS);
        levels.add(numbers.getOrDefault(Parameter.INSPIRATION, Parameter.INSPIRATION.byDefault()));
        return text.append("vary:\n  inspiration: ")
                .append(levels.stream().map(Parameter::text).collect(Collectors.joining(", ", "[", "]")))
                .append("\nreplicates: ")
                .append(replicates)
                .append("\nseed: ")
                .append(seed)
                .append('\n')
                .toString();
    }
}
