package org.evalgap.cli.text;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.estimate.InflationResult;
import org.evalgap.estimate.Interval;
import org.evalgap.estimate.ModelInflation;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.evals.EvalShares;

/** Several evals for reading: what each says alone, then the models' shares and the evals'. */
public final class SharesText {
    private static final int NAME = 34;

    private final Map<String, List<InflationResult>> results;
    private final List<EvalShares> shares;
    private final List<String> notes;
    private final double level;

    /**
     * The text of several evals.
     *
     * @param results by eval, one an assumption
     * @param shares by assumption
     * @param notes why an assumption has no shares
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
     * @return lines
     */
    public String text(List<String> account, List<String> sources) {
        StringBuilder out = new StringBuilder();
        if (!account.isEmpty()) {
            out.append(String.join("\n", account)).append("\n\n");
        }
        out.append("Each eval by itself\n");
        results.forEach((eval, all) -> all.forEach(result -> alone(out, eval, result)));
        notes.forEach(note -> out.append(note).append("\n"));
        shares.forEach(s -> shares(out, s));
        out.append("""

                What these scores cannot tell in one eval they cannot in several: what an eval's models have in common is a shift
                or inflation as the assumption says; a model that all public items suit better than fresh ones looks inflated on all.
                """);
        if (!sources.isEmpty()) {
            out.append("\nSources\n").append(String.join("\n", sources)).append("\n");
        }
        return out.toString();
    }

    private static void alone(StringBuilder out, String eval, InflationResult result) {
        line(
                out,
                "%s %-12s shift %+.3f probit; assumption %s; %d of %d found inflated",
                name(eval),
                result.assumption().label(),
                result.shift().intercept().mean(),
                result.check().word(),
                result.models().stream().filter(ModelInflation::found).count(),
                result.models().size());
    }

    private void shares(StringBuilder out, EvalShares s) {
        boolean robust = s.assumption() == ShiftAssumption.ROBUST;
        line(
                out,
                "\n%s: gaps in points [%.0f %% interval]; models scatter by %.1f%s, what is left to both by %.1f%s",
                s.assumption().label(),
                100 * level,
                100 * s.spread().models(),
                robust
                        ? ""
                        : String.format(
                                Locale.ROOT, ", evals by %.1f", 100 * s.spread().evals()),
                100 * s.spread().own(),
                s.refuted().isEmpty() ? "" : "; refuted and left out: " + String.join(", ", s.refuted()));
        line(
                out,
                "%s %5s  %-21s  by eval; * false discovery rate on all evals together at most %.2f",
                name("model"),
                "evals",
                "on an average eval",
                1 - level);
        s.models().stream()
                .sorted(Comparator.comparingDouble(m -> -m.share().mean()))
                .forEach(m -> line(
                        out,
                        "%s %5d  %s %-2s %s",
                        name(m.model()),
                        m.evals(),
                        interval(m.share()),
                        m.found() ? "*" : "",
                        cells(s, m.model())));
        s.evals().forEach(e -> line(out, "%s        %s    the average model", name(e.eval()), interval(e.share())));
    }

    private static String cells(EvalShares s, String model) {
        return s.cells().stream()
                .filter(cell -> cell.model().equals(model))
                .map(cell -> String.format(
                        Locale.ROOT, "%s %.1f", cell.eval(), 100 * cell.gap().mean()))
                .collect(Collectors.joining(", "));
    }

    private static String interval(Interval interval) {
        return String.format(
                Locale.ROOT,
                "%5.1f [%5.1f, %5.1f]",
                100 * interval.mean(),
                100 * interval.lower(),
                100 * interval.upper());
    }

    private static String name(String text) {
        return String.format(
                Locale.ROOT, "%-" + NAME + "s", text.length() < NAME ? text : text.substring(0, NAME - 2) + "…");
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values).stripTrailing()).append("\n");
    }
}
