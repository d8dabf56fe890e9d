package org.evalgap.cli.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ScoreDefaults;
import org.evalgap.cli.logs.Logs;
import org.evalgap.cli.logs.Pair;
import org.evalgap.cli.logs.Pairing;
import org.evalgap.cli.logs.Side;
import org.evalgap.cli.output.EstimateOrigin;
import org.evalgap.cli.output.Numbers;
import org.evalgap.estimate.InflationEstimator;
import org.evalgap.estimate.InflationFit;
import org.evalgap.estimate.InflationSpec;
import org.evalgap.estimate.ItemFacts;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScores;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.estimate.UnsuitableItemsException;

/** Scores from logs, of those models that have both evals: what they made of each item, or their totals. */
public final class LogScores implements EvalScores {
    private final Path where;
    private final EvalTasks tasks;
    private final Pairing pairing;
    private final LogOptions options;
    private final ScoreDefaults defaults;
    private final Optional<CutoffDates> dates;
    private final Optional<ItemScores> items;

    private LogScores(
            Path where,
            EvalTasks tasks,
            Pairing pairing,
            LogOptions options,
            ScoreDefaults defaults,
            Optional<CutoffDates> dates) {
        this.where = where;
        this.tasks = tasks;
        this.pairing = pairing;
        this.options = options;
        this.defaults = defaults;
        this.dates = dates;
        items = options.totals() ? Optional.empty() : pairing.items(tasks.name());
        if (options.passAt() > 0 && items.isEmpty()) {
            throw new InputException("--pass-at: takes every attempt's answer, but some logs hold totals only;"
                    + " give logs with samples");
        }
    }

    /**
     * Reads and pairs.
     *
     * @param files logs and folders of them
     * @param options what to take from them
     * @param defaults what is known besides
     * @return the scores of each eval that was asked for, at least one
     * @throws InputException if a named log cannot be read, or fewer than two models can be paired, with what was left out
     */
    public static List<LogScores> read(List<Path> files, LogOptions options, ScoreDefaults defaults) {
        options.check();
        List<EvalTasks> evals = options.evals();
        if (evals.isEmpty()) {
            Logs logs = Logs.read(files, task -> false);
            throw new InputException("say which eval of the logs is public and which fresh, with --public TASK --fresh"
                    + " TASK;\nthe logs have " + logs.tasks());
        }
        List<String> wanted =
                evals.stream().flatMap(eval -> eval.all().stream()).distinct().toList();
        Optional<CutoffDates> dates = options.dates(files);
        if (dates.isPresent() && defaults.publicGuess() != defaults.freshGuess()) {
            throw new InputException("--cutoffs: an item is public for some models and fresh for others; give"
                    + " --public-guess and --fresh-guess the same value");
        }
        Logs logs = Logs.read(files, task -> Pairing.names(wanted, task));
        return evals.stream()
                .map(eval -> new LogScores(
                        files.get(0), eval, paired(logs, eval, wanted, options, dates), options, defaults, dates))
                .toList();
    }

    private static Pairing paired(
            Logs logs, EvalTasks eval, List<String> wanted, LogOptions options, Optional<CutoffDates> dates) {
        Pairing pairing = dates.isPresent()
                ? Pairing.parted(logs, wanted.get(0), options.scorers(), options.unfinished(), dates.get()::publicFor)
                : Pairing.of(
                        logs, eval.publicTasks(), eval.freshTasks(), options.scorers(), options.unfinished(), wanted);
        if (pairing.pairs().size() < 2) {
            String reasons = String.join("\n", pairing.leftOut());
            throw new InputException(pairing.pairs().size()
                    + " of the logs' models can be paired; the shift is common to models, so at least 2 are needed"
                    + (reasons.isEmpty() ? "" : "\n" + reasons));
        }
        return pairing;
    }

    @Override
    public String name() {
        return tasks.name();
    }

    /**
     * Whether answers item by item are there and wanted.
     *
     * @return false where totals are all there is, or were asked for
     */
    public boolean byItem() {
        return items.isPresent();
    }

    /** Item by item where that is possible, else from totals. */
    @Override
    public Estimated estimate(InflationSpec spec, List<String> labels) {
        List<ModelScores> totals = rows();
        List<ShiftAssumption> assumptions = Assumptions.of(labels, totals);
        InflationEstimator estimator = new InflationEstimator(spec);
        if (items.isEmpty()) {
            return totals(estimator, totals, assumptions, options.totals() ? "" : "some logs do not tell items");
        }
        try {
            return Assumptions.blaming(where, () -> byItem(estimator, items.get(), assumptions));
        } catch (UnsuitableItemsException e) {
            if (options.passAt() > 0 || dates.isPresent()) {
                throw new InputException(where + ": " + e.getMessage());
            }
            return totals(estimator, totals, assumptions, e.reason());
        }
    }

    private Estimated totals(
            InflationEstimator estimator, List<ModelScores> rows, List<ShiftAssumption> assumptions, String reason) {
        List<String> account = account();
        if (!reason.isEmpty()) {
            account.add("Estimated from totals: " + reason);
        }
        return new Estimated(
                rows,
                Assumptions.estimate(where, estimator, rows, assumptions),
                new EstimateOrigin(account, pairing.sources(), Optional.empty()));
    }

    private Estimated byItem(InflationEstimator estimator, ItemScores scores, List<ShiftAssumption> assumptions) {
        List<InflationFit.Eval> fits = estimator.fit(scores, facts(), assumptions).stream()
                .map(fit -> fit.evals().get(0))
                .toList();
        InflationFit.Eval first = fits.get(0);
        List<String> account = account();
        String eval = first.name();
        String how =
                "Estimated item by item, " + (options.passAt() > 0 ? "pass@" + options.passAt() : "means of attempts");
        if (dates.isPresent()) {
            account.add(how + ", with a drift of difficulty: " + Numbers.fixed(first.publicCorrelation(), 2)
                    + " of the noise of differences between before and after is common to all models");
        } else {
            account.add(how + ": " + Numbers.fixed(first.publicCorrelation(), 2) + " of the noise of public scores on "
                    + scores.items(eval, ItemRole.PUBLIC) + " items and " + Numbers.fixed(first.freshCorrelation(), 2)
                    + " of that of fresh scores on " + scores.items(eval, ItemRole.FRESH)
                    + " is common to all models");
        }
        EstimateOrigin.Items items = new EstimateOrigin.Items(first.publicCorrelation(), first.freshCorrelation());
        return new Estimated(
                options.passAt() > 0 ? first.observed() : rows(),
                fits.stream().map(InflationFit.Eval::result).toList(),
                new EstimateOrigin(account, pairing.sources(), Optional.of(items)));
    }

    private ItemFacts facts() {
        Set<String> references = pairing.pairs().stream()
                .map(Pair::model)
                .filter(model -> reference(model, defaults.references()))
                .collect(Collectors.toSet());
        return ItemFacts.none()
                .withReferences(references)
                .withGuess(defaults.publicGuess(), defaults.freshGuess())
                .withPassAt(options.passAt())
                .withReleased(dates.map(CutoffDates::released).orElse(Map.of()));
    }

    /** By name. */
    @Override
    public List<ModelScores> rows() {
        return pairing.pairs().stream().map(this::row).toList();
    }

    private ModelScores row(Pair pair) {
        // As in tables: the space keeps a model of its own apart from families that are named.
        return new ModelScores(
                pair.model(),
                " " + pair.model(),
                reference(pair.model(), defaults.references()),
                set(pair.publicSide(), defaults.publicGuess()),
                set(pair.freshSide(), defaults.freshGuess()),
                Optional.empty());
    }

    private static boolean reference(String model, Set<String> references) {
        return Pairing.names(List.copyOf(references), model);
    }

    private static ScoreSet set(Side side, double guess) {
        return new ScoreSet(side.right(), side.items(), guess, side.clusterSize());
    }

    /** What was matched and what was left out, a line each. */
    private List<String> account() {
        List<String> lines = new ArrayList<>(pairing.account());
        dates.ifPresent(known -> lines.add(
                known.account(pairing.pairs().stream().map(Pair::model).toList())));
        guessing(
                lines,
                "public",
                defaults.publicGuess(),
                pair -> pair.publicSide().choices());
        guessing(lines, "fresh", defaults.freshGuess(), pair -> pair.freshSide().choices());
        return lines;
    }

    private void guessing(List<String> lines, String side, double guess, ToIntFunction<Pair> choices) {
        int least = pairing.pairs().stream()
                .mapToInt(choices)
                .filter(count -> count > 1)
                .min()
                .orElse(0);
        if (least > 0 && guess == 0) {
            String chance = Numbers.fixed(1.0 / least, 3).replaceFirst("0+$", "");
            lines.add("Note: items of the " + side + " eval offer " + least
                    + " answers, but its chance level is taken for 0; give --" + side + "-guess " + chance);
        }
    }
}
