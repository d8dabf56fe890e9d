package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.evalgap.cli.output.Numbers;
import org.evalgap.estimate.AssumptionCheck;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.ShiftFit;

/** An estimate for reading: the assumptions side by side, then what the scores cannot say. */
public final class EstimateText {
    private static final int NAME = 34;
    private static final int PERCENT = 100;

    /** Models that the first table shows. */
    private static final int MOST = 12;

    private static final int BAR = 12;

    private final List<ModelScores> rows;
    private final InflationSpec options;
    private final List<InflationResult> results;

    /**
     * The text of an estimate.
     *
     * @param rows the scores
     * @param options what was asked for
     * @param results an estimate for each assumption, its models in the order of the rows
     */
    public EstimateText(List<ModelScores> rows, InflationSpec options, List<InflationResult> results) {
        this.rows = rows;
        this.options = options;
        this.results = results;
    }

    /**
     * Tells it, and where the scores are from.
     *
     * @param account what was taken from logs and what was left out; none where the scores are from a table
     * @param sources the files that each model's scores are from
     * @param screen what shows the text
     * @param verbose whether with every model and assumption
     * @return lines
     */
    public String text(List<String> account, List<String> sources, Screen screen, boolean verbose) {
        StringBuilder out = new StringBuilder();
        answer(out, screen);
        out.append('\n').append(first().text(screen.width()));
        int more = rows.size() - Math.min(MOST, rows.size());
        if (!verbose && more > 0) {
            out.append("… ").append(more).append(" more: --verbose\n");
        }
        out.append('\n')
                .append(screen.wrapped("Inflation in points"
                        + (lead().assumption() == ShiftAssumption.ROBUST ? "" : " " + condition(lead()))
                        + ", with its " + level()
                        + " % interval; * found inflated, at a false discovery rate of at most "
                        + Numbers.fixed(1 - options.level(), 2) + "; r taken for clean."));
        account.forEach(line -> out.append(line).append('\n'));
        if (verbose) {
            out.append('\n');
            everything(out, screen);
            if (!account.isEmpty()) {
                out.append("\nSources\n").append(String.join("\n", sources)).append('\n');
            }
        } else {
            out.append(
                    screen.wrapped("These scores cannot tell an easier public test from inflation of everybody: that is"
                            + " what is assumed. All assumptions, ranks: --verbose"));
        }
        return screen.fitted(out.toString());
    }

    private void everything(StringBuilder out, Screen screen) {
        gaps(out);
        for (InflationResult result : results) {
            shift(out, result);
        }
        if (results.stream().noneMatch(r -> r.assumption() == ShiftAssumption.REFERENCE) && results.size() > 1) {
            out.append("reference    not estimated: fewer than 3 models are marked as believed clean\n");
        }
        inflation(out);
        ranks(out);
        out.append('\n')
                .append(screen.wrapped("What these scores cannot tell: an eval easier for everybody from inflation"
                        + " of everybody (that is what the assumption decides), one model's inflation from an eval that happens"
                        + " to suit it, and inflation from a fresh score that is itself too high or too low. Inflation that helps"
                        + " on fresh items too does not show at all."));
    }

    private String level() {
        return Numbers.fixed(PERCENT * options.level(), 0);
    }

    /** Two sentences: the gap that anybody can see, and how many models are found inflated under each assumption. */
    private void answer(StringBuilder out, Screen screen) {
        out.append(screen.strong(screen.wrapped(gap(rows) + ".")));
        out.append(screen.wrapped("Found inflated: "
                + results.stream().map(EstimateText::found).collect(Collectors.joining("; ")) + "."));
    }

    /**
     * The gap that anybody can see.
     *
     * @param rows the models
     * @return a sentence without its stop
     */
    public static String gap(List<ModelScores> rows) {
        double gap = rows.stream()
                .mapToDouble(row -> row.publicScore().score() - row.freshScore().score())
                .average()
                .orElse(Double.NaN);
        return rows.size() + " models score " + Numbers.fixed(PERCENT * Math.abs(gap), 1) + " points "
                + (gap < 0 ? "lower" : "higher") + " on the public test than on the fresh one, on average";
    }

    /**
     * How many models are found inflated, and under which condition.
     *
     * @param result under one assumption
     * @return such as "12 of 51 if the 12 references are clean"
     */
    public static String found(InflationResult result) {
        if (result.check().refuted()) {
            return "nobody " + condition(result) + ", which the scores speak against ("
                    + result.check().reason() + ")";
        }
        long found = result.models().stream().filter(ModelInflation::found).count();
        long asked = result.models().stream().filter(m -> !m.reference()).count();
        return (found == 0 ? "nobody " : found + " of " + asked + " ") + condition(result);
    }

    /**
     * What is assumed.
     *
     * @param result under one assumption
     * @return such as "if most models are clean"
     */
    public static String condition(InflationResult result) {
        return switch (result.assumption()) {
            case SAME_RECIPE -> "if both tests were made the same way";
            case REFERENCE ->
                "if the "
                        + result.models().stream()
                                .filter(ModelInflation::reference)
                                .count() + " references are clean";
            case ROBUST -> "if most models are clean";
        };
    }

    /** The models with the most inflation, by the assumption that orders them. */
    private Grid first() {
        Grid grid = new Grid()
                .names("model")
                .numbers("public")
                .numbers("fresh")
                .numbers("inflation")
                .numbers("[" + level() + " %]")
                .names("")
                .names("");
        List<ModelInflation> models = lead().models();
        double most =
                models.stream().mapToDouble(m -> m.inflation().mean()).max().orElse(0);
        for (int i : order().subList(0, Math.min(MOST, rows.size()))) {
            ModelInflation m = models.get(i);
            grid.row(
                    rows.get(i).model(),
                    points(rows.get(i).publicScore().score()),
                    points(rows.get(i).freshScore().score()),
                    points(m.inflation().mean()),
                    "[" + points(m.inflation().lower()) + ", "
                            + Lines.right(points(m.inflation().upper()), 4) + "]",
                    (m.found() ? "*" : "") + (m.reference() ? "r" : ""),
                    "█".repeat((int) Math.rint(BAR * (most > 0 ? m.inflation().mean() / most : 0))));
        }
        return grid;
    }

    private static String points(double share) {
        return Numbers.fixed(PERCENT * share, 1);
    }

    private void gaps(StringBuilder out) {
        double sum = 0;
        int beyond = 0;
        for (ModelScores row : rows) {
            double gap = row.publicScore().score() - row.freshScore().score();
            double error = Math.sqrt(variance(row.publicScore()) + variance(row.freshScore()));
            sum += gap;
            beyond += Math.abs(gap) > 1.96 * error ? 1 : 0;
        }
        line(
                out,
                "%d models; public minus fresh score %+.1f points on average, beyond 1.96 standard errors for %.0f %%.%n",
                rows.size(),
                100 * sum / rows.size(),
                100.0 * beyond / rows.size());
    }

    private static double variance(org.evalgap.estimate.ScoreSet set) {
        return set.score() * (1 - set.score()) / set.items();
    }

    private void shift(StringBuilder out, InflationResult result) {
        ShiftFit s = result.shift();
        long found = result.models().stream().filter(ModelInflation::found).count();
        line(
                out,
                "%-12s shift %+.3f [%+.3f, %+.3f] probit, slope %.2f, item-set noise %.3f; leave-one-out error %.3f"
                        + " (predicted %.3f); assumption %s; %d found inflated%s%n",
                result.assumption().label(),
                s.intercept().mean(),
                s.intercept().lower(),
                s.intercept().upper(),
                s.slope().mean(),
                s.noise().mean(),
                s.observedDeviation(),
                s.predictedDeviation(),
                word(result),
                found,
                result.assumption() == ShiftAssumption.REFERENCE ? " at the level of the references alone" : "");
    }

    private static String word(InflationResult result) {
        AssumptionCheck check = result.check();
        return check.refuted() ? check.word() + " by its " + check.reason() : check.word();
    }

    private void inflation(StringBuilder out) {
        line(
                out,
                "%nInflation in points: posterior mean [%.0f %% interval], P(above %.1f), * false discovery rate at most"
                        + " %.2f, r reference; then the gap, unconstrained%n",
                100 * options.level(),
                100 * options.threshold(),
                1 - options.level());
        StringBuilder head =
                new StringBuilder(String.format(Locale.ROOT, "%-" + NAME + "s%8s%8s", "", "public", "fresh"));
        for (InflationResult result : results) {
            head.append(
                    String.format(Locale.ROOT, "  %-47s", result.assumption().label()));
        }
        out.append(head.toString().stripTrailing() + "\n");
        for (int i : order()) {
            StringBuilder text = start(i);
            for (InflationResult result : results) {
                ModelInflation m = result.models().get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "  %5.1f [%4.1f,%5.1f] %4.2f %-2s %5.1f [%5.1f,%5.1f]",
                        100 * m.inflation().mean(),
                        100 * m.inflation().lower(),
                        100 * m.inflation().upper(),
                        m.probabilityAbove(),
                        (m.found() ? "*" : "") + (m.reference() ? "r" : ""),
                        100 * m.gap().mean(),
                        100 * m.gap().lower(),
                        100 * m.gap().upper()));
            }
            out.append(text.toString().stripTrailing() + "\n");
        }
    }

    private void ranks(StringBuilder out) {
        line(
                out,
                "%nHonest ranking: rank by clean success, from the rank by public score [%.0f %% interval]%n",
                100 * options.level());
        for (int i : byRank()) {
            StringBuilder text = start(i);
            for (InflationResult result : results) {
                ModelInflation m = result.models().get(i);
                text.append(String.format(
                        Locale.ROOT,
                        "  %4d from %-4d [%3d,%4d]    ",
                        m.rank(),
                        m.publicRank(),
                        m.rankLower(),
                        m.rankUpper()));
            }
            out.append(text.toString().stripTrailing() + "\n");
        }
    }

    private StringBuilder start(int i) {
        String name = rows.get(i).model();
        return new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + NAME + "s%8.1f%8.1f",
                name.length() < NAME ? name : name.substring(0, NAME - 2) + "…",
                100 * rows.get(i).publicScore().score(),
                100 * rows.get(i).freshScore().score()));
    }

    /** Greatest inflation first, by the first assumption that separates. */
    private List<Integer> order() {
        InflationResult lead = lead();
        return sorted(Comparator.comparingDouble(
                i -> -lead.models().get(i).inflation().mean()));
    }

    private List<Integer> byRank() {
        InflationResult lead = lead();
        return sorted(Comparator.comparingInt(i -> lead.models().get(i).rank()));
    }

    private List<Integer> sorted(Comparator<Integer> by) {
        return new ArrayList<>(
                IntStream.range(0, rows.size()).boxed().sorted(by).toList());
    }

    /** The result that orders the rows: that of the references where there is one, else the first. */
    private InflationResult lead() {
        return results.stream()
                .filter(r -> r.assumption() == ShiftAssumption.REFERENCE)
                .findFirst()
                .orElse(results.get(0));
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format.replace("%n", "\n"), values));
    }
}
