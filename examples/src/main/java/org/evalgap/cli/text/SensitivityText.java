package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Score;
import org.evalgap.sensitivity.IndexEstimate;
import org.evalgap.sensitivity.InputSensitivity;
import org.evalgap.sensitivity.OutputSensitivity;
import org.evalgap.sensitivity.SensitivityResult;

/** Sensitivities for reading. */
public final class SensitivityText {
    private static final int BAR = 13;
    private static final int CELL = 22;
    private static final int PERCENT = 100;
    private static final int MOST_NAMED = 3;

    /** Shares below this are not worth a sentence. */
    private static final double WORTH = 0.01;

    private SensitivityText() {}

    /**
     * What matters: a sentence a measure, and of each input its share of every measure's variance.
     *
     * @param name of the plan
     * @param result the indices
     * @param screen what shows the text
     * @param verbose whether with the table of every measure
     * @return lines
     */
    public static String text(String name, SensitivityResult result, Screen screen, boolean verbose) {
        StringBuilder out = new StringBuilder();
        for (OutputSensitivity output : result.outputs()) {
            out.append(screen.wrapped(Score.words(output.output()) + ": " + sentence(output)));
        }
        List<OutputSensitivity> told =
                result.outputs().stream().filter(OutputSensitivity::told).toList();
        if (!told.isEmpty()) {
            out.append('\n').append(grid(told).text(screen.width()));
        }
        out.append('\n');
        if (verbose) {
            return out.append(screen.fitted(table(name, result, screen))).toString();
        }
        return out.append(screen.wrapped("% of the variance that an input makes alone or with others [95 % interval]; "
                        + head(name, result) + ". Alone, with others and noise: --verbose"))
                .toString();
    }

    private static Grid grid(List<OutputSensitivity> told) {
        Grid grid = new Grid().names("share of the variance, %");
        told.forEach(output -> grid.numbers(Score.words(output.output())));
        for (InputSensitivity first : ranked(told.get(0))) {
            List<String> cells = new ArrayList<>(List.of(first.input()));
            for (OutputSensitivity output : told) {
                IndexEstimate total = output.inputs().stream()
                        .filter(input -> input.input().equals(first.input()))
                        .findFirst()
                        .orElseThrow()
                        .total();
                cells.add(whole(total.value()) + " [" + whole(total.low()) + ", " + whole(total.high()) + "]");
            }
            grid.row(cells);
        }
        return grid;
    }

    private static String whole(double share) {
        return Numbers.fixed(PERCENT * share, 0);
    }

    /**
     * What was computed.
     *
     * @param name of the plan
     * @param result the indices
     * @return samples, points, replicates and seed
     */
    public static String head(String name, SensitivityResult result) {
        long points = result.evaluations() / result.samples() / result.replicates();
        return name + ", " + result.samples() + " samples of " + points + " points, " + result.replicates()
                + " replicates each, seed " + result.seed();
    }

    private static String table(String name, SensitivityResult result, Screen screen) {
        StringBuilder out = new StringBuilder();
        out.append(screen.wrapped(head(name, result) + "; 95 % intervals"));
        for (OutputSensitivity output : result.outputs()) {
            out.append('\n');
            out.append(Score.words(output.output())).append('\n');
            if (output.told()) {
                rows(output, out);
            }
            if (!output.constant()) {
                footer(output, result.replicates(), out);
            }
        }
        return out.toString();
    }

    /** The inputs by what they make in all, the greatest first. */
    private static List<InputSensitivity> ranked(OutputSensitivity output) {
        return output.inputs().stream()
                .sorted(Comparator.comparingDouble(
                        (InputSensitivity input) -> -input.total().value()))
                .toList();
    }

    /**
     * What matters of a measure, in a sentence or two.
     *
     * @param output its indices
     * @return the sentences
     */
    public static String sentence(OutputSensitivity output) {
        if (output.constant()) {
            return "the same at all points.";
        }
        if (!output.told()) {
            return "its variance cannot be told from noise; more samples or more replicates would tell.";
        }
        List<InputSensitivity> ranked = ranked(output);
        InputSensitivity first = ranked.get(0);
        boolean clear = first.total().positive();
        String next = shares(ranked.subList(clear ? 1 : 0, ranked.size()));
        StringBuilder text = new StringBuilder(clear ? most(ranked) : unclear(first));
        if (!next.isEmpty()) {
            text.append(clear ? " Then " : " Told from 0: ").append(next).append('.');
        }
        String none = ranked.stream()
                .filter(input -> !input.total().positive())
                .map(InputSensitivity::input)
                .collect(Collectors.joining(", "));
        if (!none.isEmpty()) {
            text.append(" Not told from 0: ").append(none).append('.');
        }
        if (impossible(first.total()) || clear && impossible(first.first())) {
            text.append(
                    " True shares lie between 0 and 100 %: what is outside is chance, and less of it with more samples.");
        }
        return text.toString();
    }

    private static String most(List<InputSensitivity> ranked) {
        InputSensitivity first = ranked.get(0);
        boolean close = ranked.size() > 1
                && ranked.get(1).total().high() > first.total().low()
                && ranked.get(1).total().positive();
        return first.input() + (close ? " or " + ranked.get(1).input() : "") + " matters most: " + first.input()
                + " makes " + percent(first.first().value()) + " of the variance alone, "
                + percent(first.total().value()) + " with others.";
    }

    /** The greatest estimate may be nothing but chance. */
    private static String unclear(InputSensitivity first) {
        return "what matters most cannot be told; more samples would tell. " + first.input()
                + " has the greatest share, " + percent(first.total().value())
                + " with others, but it is not told from 0.";
    }

    /** The first few shares that are told from 0 and worth a word. */
    private static String shares(List<InputSensitivity> ranked) {
        return ranked.stream()
                .filter(input -> input.total().positive() && input.total().value() >= WORTH)
                .limit(MOST_NAMED)
                .map(input -> input.input() + " " + percent(input.total().value()))
                .collect(Collectors.joining(", "));
    }

    /** Estimates are not cut off at 0 or 1; whether that shows in per cent. */
    private static boolean impossible(IndexEstimate share) {
        double percent = Math.rint(100 * share.value());
        return percent < 0 || percent > 100;
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 0) + " %";
    }

    private static void rows(OutputSensitivity output, StringBuilder out) {
        int width = "interactions".length();
        for (InputSensitivity input : output.inputs()) {
            width = Math.max(width, input.input().length());
        }
        out.append(padded("%", width)).append("  ").append(padded("alone (first-order)", CELL));
        out.append("with others (total)\n");
        for (InputSensitivity input : ranked(output)) {
            out.append(padded(input.input(), width)).append("  ");
            out.append(padded(interval(input.first()), CELL)).append(interval(input.total()));
            out.append(("  " + bar(input)).stripTrailing()).append('\n');
        }
        out.append(padded("interactions", width)).append("  ");
        out.append(interval(output.interactions())).append('\n');
    }

    private static void footer(OutputSensitivity output, int replicates, StringBuilder out) {
        boolean points = Score.inPoints(output.output());
        out.append("Mean ").append(inUnit(output.mean(), points));
        if (output.told()) {
            out.append(", standard deviation ");
            out.append(inUnit(Math.sqrt(output.variance().value()), points)).append(", noise taken out");
        }
        out.append(".\nNoise is ").append(Numbers.fixed(100 * output.noise().value(), 1));
        out.append(" ±")
                .append(Numbers.fixed(
                        100 * (output.noise().high() - output.noise().low()) / 2, 1));
        out.append(" % of the variance between means of ").append(replicates).append(" replicates.\n");
    }

    private static String inUnit(double value, boolean points) {
        return points ? Numbers.fixed(PERCENT * value, 2) + " points" : Numbers.fixed(value, 4);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String interval(IndexEstimate estimate) {
        return number(estimate.value()) + " [" + number(estimate.low()) + ", " + number(estimate.high()) + "]";
    }

    /** In per cent, as the sentence is. */
    private static String number(double value) {
        return Lines.right(Numbers.fixed(PERCENT * value, 1), 5);
    }

    /** Full as far as the input makes variance alone, light as far as it makes some with others. */
    private static String bar(InputSensitivity input) {
        int total = (int) Math.rint(BAR * Math.max(0, Math.min(1, input.total().value())));
        int alone = (int) Math.rint(BAR * Math.max(0, Math.min(1, input.first().value())));
        return "█".repeat(Math.min(alone, total)) + "░".repeat(Math.max(0, total - alone));
    }
}
