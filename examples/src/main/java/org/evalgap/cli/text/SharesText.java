package org.evalgap.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.output.Numbers;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.evals.EvalShares;

/** Several evals for reading: who is found inflated by all of them, the models' shares and the evals', then what each says alone. */
public final class SharesText {
    private static final int PERCENT = 100;

    private final Map<String, List<InflationResult>> results;
    private final List<EvalShares> shares;
    private final List<String> notes;
    private final double level;

    /**
     * The text of several evals.
     *
     * @param results by eval, one an assumption
     * @param shares by assumption
     * @param notes why an assumption is not there, or has no shares
     * @param level level of the intervals
     */
    public SharesText(
            Map<String, List<InflationResult>> results, List<EvalShares> shares, List<String> notes, double level) {
        this.results = new LinkedHashMap<>(results);
        this.shares = List.copyOf(shares);
        this.notes = List.copyOf(notes);
        this.level = level;
    }

    /**
     * Tells it.
     *
     * @param account what was taken from logs and what was left out
     * @param sources the files that scores are from
     * @param screen what shows the text
     * @param verbose whether with the files
     * @return lines
     */
    public String text(List<String> account, List<String> sources, Screen screen, boolean verbose) {
        StringBuilder out = new StringBuilder();
        out.append(screen.strong(screen.wrapped(answer())));
        notes.forEach(note -> out.append(screen.wrapped(note)));
        shares.forEach(s -> shares(out, s, screen));
        if (!shares.isEmpty()) {
            out.append('\n')
                    .append(screen.wrapped("Gaps in points: public less fresh, shift taken out. The mean is that on an"
                            + " average eval, with its " + Numbers.fixed(PERCENT * level, 0)
                            + " % interval; columns of evals"
                            + " are drawn to what the model shows elsewhere; * found inflated by all evals together, at a false"
                            + " discovery rate of at most " + Numbers.fixed(1 - level, 2) + "."));
        }
        out.append("\nEach eval by itself\n").append(alone().text(screen.width()));
        out.append('\n')
                .append(screen.wrapped(
                        "What these scores cannot tell in one eval they cannot in several: what an eval's"
                                + " models have in common is a shift or inflation as the assumption says; a model that all public items"
                                + " suit better than fresh ones looks inflated on all."));
        account.forEach(line -> out.append(line).append('\n'));
        if (verbose && !sources.isEmpty()) {
            out.append("\nSources\n").append(String.join("\n", sources)).append('\n');
        }
        return screen.fitted(out.toString());
    }

    /** How many models are found inflated under each assumption that has shares. */
    private String answer() {
        String found =
                shares.stream().map(s -> found(s) + condition(s.assumption())).collect(Collectors.joining("; "));
        return "Found inflated by " + results.size() + " evals together: "
                + (found.isEmpty() ? "nobody, since they cannot be taken together" : found) + ".";
    }

    private static String found(EvalShares s) {
        long found = s.models().stream().filter(EvalShares.ModelShare::found).count();
        return found == 0 ? "nobody " : found + " of " + s.models().size() + " models ";
    }

    private static String condition(ShiftAssumption assumption) {
        return switch (assumption) {
            case SAME_RECIPE -> "if both tests were made the same way";
            case REFERENCE -> "if the references are clean";
            case ROBUST -> "if most models are clean";
        };
    }

    private static void shares(StringBuilder out, EvalShares s, Screen screen) {
        boolean robust = s.assumption() == ShiftAssumption.ROBUST;
        out.append('\n')
                .append(screen.wrapped(s.assumption().label() + ": gaps of models scatter by "
                        + points(s.spread().models())
                        + (robust ? "" : ", of evals by " + points(s.spread().evals())) + ", what is left to both by "
                        + points(s.spread().own())
                        + (s.refuted().isEmpty() ? "" : "; refuted and left out: " + String.join(", ", s.refuted()))));
        List<String> evals =
                s.cells().stream().map(EvalShares.Cell::eval).distinct().toList();
        Grid grid = new Grid()
                .names("model")
                .numbers("evals")
                .numbers("mean")
                .numbers("interval")
                .names("");
        evals.forEach(grid::numbers);
        s.models().stream()
                .sorted(Comparator.comparingDouble(m -> -m.share().mean()))
                .forEach(m -> grid.row(model(s, m, evals)));
        s.evals().forEach(e -> grid.row(eval(e, evals)));
        out.append(grid.text(screen.width()));
    }

    private static List<String> model(EvalShares s, EvalShares.ModelShare model, List<String> evals) {
        Map<String, Interval> gaps = s.cells().stream()
                .filter(cell -> cell.model().equals(model.model()))
                .collect(Collectors.toMap(EvalShares.Cell::eval, EvalShares.Cell::gap));
        List<String> row = new ArrayList<>(List.of(
                model.model(),
                Integer.toString(model.evals()),
                points(model.share().mean()),
                ends(model.share()),
                model.found() ? "*" : ""));
        evals.forEach(
                eval -> row.add(gaps.containsKey(eval) ? points(gaps.get(eval).mean()) : ""));
        return row;
    }

    /** The average model on one eval. */
    private static List<String> eval(EvalShares.EvalShare share, List<String> evals) {
        List<String> row = new ArrayList<>(List.of(
                "average model, " + share.eval(), "", points(share.share().mean()), ends(share.share()), ""));
        evals.forEach(eval -> row.add(""));
        return row;
    }

    private Grid alone() {
        Grid grid = new Grid()
                .names("eval")
                .names("assumption")
                .numbers("shift, probit")
                .names("check")
                .numbers("found");
        results.forEach((eval, all) -> all.forEach(result -> grid.row(
                eval,
                result.assumption().label(),
                Numbers.signed(result.shift().intercept().mean(), 3),
                result.check().word(),
                result.models().stream().filter(ModelInflation::found).count() + " of "
                        + result.models().size())));
        return grid;
    }

    private static String ends(Interval interval) {
        return "[" + points(interval.lower()) + ", " + Lines.right(points(interval.upper()), 4) + "]";
    }

    private static String points(double share) {
        return Numbers.fixed(PERCENT * share, 1);
    }
}
