package org.evalgap.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.input.ScoreDefaults;
import org.evalgap.cli.logs.Logs;
import org.evalgap.cli.logs.Pair;
import org.evalgap.cli.logs.Pairing;
import org.evalgap.cli.logs.Side;
import org.evalgap.cli.output.Numbers;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;

/** Scores from logs: the totals of those models that have both evals. */
final class LogScores {
    private final Pairing pairing;
    private final ScoreDefaults defaults;

    private LogScores(Pairing pairing, ScoreDefaults defaults) {
        this.pairing = pairing;
        this.defaults = defaults;
    }

    /** Reads and pairs; fewer than two models are refused, with what was left out. */
    static LogScores read(List<Path> files, LogOptions options, ScoreDefaults defaults) {
        if (options.publicTasks().isEmpty() || options.freshTasks().isEmpty()) {
            Logs logs = Logs.read(files, task -> false);
            throw new InputException("say which eval of the logs is public and which fresh, with --public TASK --fresh"
                    + " TASK;\nthe logs have " + logs.tasks());
        }
        List<String> wanted = new ArrayList<>(options.publicTasks());
        wanted.addAll(options.freshTasks());
        Logs logs = Logs.read(files, task -> Pairing.names(wanted, task));
        Pairing pairing =
                Pairing.of(logs, options.publicTasks(), options.freshTasks(), options.scorers(), options.unfinished());
        if (pairing.pairs().size() < 2) {
            String reasons = String.join("\n", pairing.leftOut());
            throw new InputException(pairing.pairs().size()
                    + " of the logs' models can be paired; the shift is common to models, so at least 2 are needed"
                    + (reasons.isEmpty() ? "" : "\n" + reasons));
        }
        return new LogScores(pairing, defaults);
    }

    /** One row a model, by name. */
    List<ModelScores> rows() {
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
    List<String> account() {
        List<String> lines = new ArrayList<>(pairing.account());
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

    /** Where each model's scores are from, a line each. */
    List<String> sources() {
        return pairing.sources();
    }
}
