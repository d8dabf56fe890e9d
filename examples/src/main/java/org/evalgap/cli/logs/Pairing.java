package org.evalgap.cli.logs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Numbers;
import org.evalgap.estimate.ItemRole;
import org.evalgap.estimate.ItemScores;

/** Pairs runs of a public and a fresh eval by their models, and accounts for what it took and what it left. */
public final class Pairing {
    /** The last is best: one that came to its end, then the latest. */
    private static final Comparator<Choice.Chosen> BETTER = Comparator.comparing(
                    (Choice.Chosen chosen) -> chosen.run().finished())
            .thenComparing(chosen -> chosen.run().date())
            .thenComparing(chosen -> chosen.run().file().toString());

    private final Logs logs;
    private final Choice choice;
    private final boolean unfinished;
    private final List<String> elsewhere;
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final Set<Run> asked = Collections.newSetFromMap(new IdentityHashMap<>());

    private Pairing(Logs logs, Choice choice, boolean unfinished, List<String> elsewhere) {
        this.logs = logs;
        this.choice = choice;
        this.unfinished = unfinished;
        this.elsewhere = List.copyOf(elsewhere);
    }

    /**
     * Pairs runs.
     *
     * @param logs what was read
     * @param publicTasks tasks of the public eval; items of several are put together
     * @param freshTasks tasks of the fresh one
     * @param scorers which scorers are meant, where runs have several
     * @param unfinished whether runs that ended early may be used
     * @param elsewhere tasks of which another pairing gives account; runs of any others are told to be left out
     * @return the pairs
     * @throws InputException if no log has a task, two names mean the same run, or a run has several scorers and none was chosen
     */
    public static Pairing of(
            Logs logs,
            List<String> publicTasks,
            List<String> freshTasks,
            List<String> scorers,
            boolean unfinished,
            List<String> elsewhere) {
        for (String task : publicTasks) {
            if (freshTasks.contains(task)) {
                throw new InputException("--public and --fresh are both " + task + "; name two evals");
            }
        }
        eachOnce(logs, "--fresh", freshTasks, eachOnce(logs, "--public", publicTasks, new IdentityHashMap<>()));
        Pairing pairing = new Pairing(logs, new Choice(scorers), unfinished, elsewhere);
        Map<String, List<Choice.Chosen>> onPublic = pairing.side("--public", publicTasks);
        Map<String, List<Choice.Chosen>> onFresh = pairing.side("--fresh", freshTasks);
        pairing.pair(onPublic, publicTasks, onFresh, freshTasks);
        return pairing;
    }

    /**
     * Takes runs of one eval apart by what is public and what is fresh for their models.
     *
     * @param logs what was read
     * @param task the eval
     * @param scorers which scorers are meant, where runs have several
     * @param unfinished whether runs that ended early may be used
     * @param publicFor by model: which items are public for it; empty where nothing says
     * @return the pairs
     * @throws InputException if no log has the eval, or a run has several scorers and none was chosen
     */
    public static Pairing parted(
            Logs logs,
            String task,
            List<String> scorers,
            boolean unfinished,
            Function<String, Optional<Predicate<String>>> publicFor) {
        List<String> tasks = List.of(task);
        Pairing pairing = new Pairing(logs, new Choice(scorers), unfinished, tasks);
        pairing.side("--public", tasks).forEach((model, runs) -> {
            Choice.Chosen run = runs.get(0);
            Optional<Predicate<String>> before = publicFor.apply(model);
            if (before.isEmpty()) {
                pairing.leftOut.add(model + ": has no cutoff date");
            } else if (run.scores().answers().isEmpty()) {
                pairing.leftOut.add(model + ": its log holds totals only; dates need items");
            } else {
                pairing.part(model, run, before.get());
            }
        });
        return pairing;
    }

    private void part(String model, Choice.Chosen run, Predicate<String> before) {
        Choice.Chosen left = run.of(before);
        Choice.Chosen right = run.of(before.negate());
        if (left.scores().items() == 0 || right.scores().items() == 0) {
            leftOut.add(model + ": no items " + (left.scores().items() == 0 ? "until" : "after") + " its cutoff date");
            return;
        }
        remarks(run);
        pairs.add(new Pair(model, new Side(List.of(left)), new Side(List.of(right))));
    }

    /** Which name means each run: a run that two of them mean would count twice, or be compared with itself. */
    private static Map<Run, String> eachOnce(Logs logs, String option, List<String> tasks, Map<Run, String> meant) {
        for (String task : tasks) {
            for (Run run : logs.runs()) {
                String before = names(List.of(task), run.task()) ? meant.put(run, option + " " + task) : null;
                if (before != null) {
                    throw new InputException(option + " " + task + " means a run of " + run.task()
                            + " that another name means too, " + before + "; name each eval once");
                }
            }
        }
        return meant;
    }

    /**
     * Whether a task is one that the user named.
     *
     * @param names what the user wrote: the whole name, or what is behind its last slash
     * @param task a name in a log
     * @return true if it is
     */
    public static boolean names(List<String> names, String task) {
        return names.contains(task) || names.contains(task.substring(task.lastIndexOf('/') + 1));
    }

    private Map<String, List<Choice.Chosen>> side(String option, List<String> tasks) {
        Map<String, List<Choice.Chosen>> byModel = new TreeMap<>();
        for (String task : tasks) {
            List<Run> runs = logs.runs().stream()
                    .filter(run -> names(List.of(task), run.task()))
                    .toList();
            if (runs.isEmpty()) {
                throw new InputException(option + " " + task + ": no log has it; they have " + logs.tasks());
            }
            asked.addAll(runs);
            best(runs)
                    .forEach((model, chosen) -> byModel.computeIfAbsent(model, any -> new ArrayList<>())
                            .add(chosen));
        }
        return byModel;
    }

    /** Of each model the best run. */
    private Map<String, Choice.Chosen> best(List<Run> runs) {
        Map<String, Choice.Chosen> out = new TreeMap<>();
        for (Run run : runs) {
            String early = early(run);
            Choice.Chosen chosen =
                    early.isEmpty() ? choice.of(run) : new Choice.Chosen(run, "", Scores.useless(""), early);
            if (chosen.usable()) {
                out.merge(run.model(), chosen, this::better);
            } else {
                leftOut.add(run.file() + " (" + run.model() + ", " + run.task() + "): " + chosen.problem());
            }
        }
        return out;
    }

    private String early(Run run) {
        if (run.ending().equals("invalidated")) {
            return "marked as invalid by whoever ran it";
        }
        if (run.finished() || unfinished) {
            return "";
        }
        return "ended early (" + run.ending() + ") with " + run.answered()
                + (run.planned() > 0 ? " of " + run.planned() : "") + " answers; --unfinished takes what it has";
    }

    private Choice.Chosen better(Choice.Chosen one, Choice.Chosen other) {
        Choice.Chosen better = BETTER.compare(one, other) < 0 ? other : one;
        Run worse = (better == one ? other : one).run();
        leftOut.add(worse.file() + " (" + worse.model() + ", " + worse.task() + "): "
                + (worse.finished() ? "an older run than " : "less whole than ")
                + better.run().file());
        return better;
    }

    private void pair(
            Map<String, List<Choice.Chosen>> onPublic,
            List<String> publicTasks,
            Map<String, List<Choice.Chosen>> onFresh,
            List<String> freshTasks) {
        Set<String> models = new TreeSet<>(onPublic.keySet());
        models.addAll(onFresh.keySet());
        for (String model : models) {
            List<Choice.Chosen> left = onPublic.getOrDefault(model, List.of());
            List<Choice.Chosen> right = onFresh.getOrDefault(model, List.of());
            if (left.size() == publicTasks.size() && right.size() == freshTasks.size()) {
                left.forEach(this::remarks);
                right.forEach(this::remarks);
                pairs.add(new Pair(model, new Side(left), new Side(right)));
            } else {
                String missing = missing(left, publicTasks) + missing(right, freshTasks);
                leftOut.add(model + ": no run of" + missing + " that can be used");
            }
        }
    }

    private static String missing(List<Choice.Chosen> runs, List<String> tasks) {
        StringBuilder out = new StringBuilder();
        for (String task : tasks) {
            if (runs.stream().noneMatch(run -> names(List.of(task), run.run().task()))) {
                out.append(" ").append(task);
            }
        }
        return out.toString();
    }

    private void remarks(Choice.Chosen chosen) {
        Scores scores = chosen.scores();
        String head = chosen.run().file() + " (" + chosen.run().model() + "): ";
        if (scores.unscored() > 0) {
            notes.add(head + Words.count(scores.unscored(), "item") + " without a score, left out of "
                    + (scores.items() + scores.unscored()));
        }
        if (scores.repeated() > 0) {
            notes.add(head + Words.count(scores.repeated(), "answer") + " twice, with the same score; counted once");
        }
        if (!chosen.run().finished()) {
            notes.add(head + "ended early (" + chosen.run().ending() + "), used by what it has");
        }
        if (scores.contradicted()) {
            notes.add(head + "its own summary says " + Numbers.fixed(scores.claimed(), 4) + ", its items "
                    + Numbers.fixed(scores.right() / scores.items(), 4));
        }
    }

    /**
     * The models that have both.
     *
     * @return in the order of their names
     */
    public List<Pair> pairs() {
        return List.copyOf(pairs);
    }

    /**
     * What each model made of each item.
     *
     * @param eval what both sides together are called
     * @return all answers of the pairs, models in the order of their names; empty where a log holds only totals
     * @throws InputException if an item is in different clusters for different models
     */
    public Optional<ItemScores> items(String eval) {
        if (!pairs.stream()
                .allMatch(pair -> pair.publicSide().byItem() && pair.freshSide().byItem())) {
            return Optional.empty();
        }
        ItemScores.Builder rows = ItemScores.builder();
        for (Pair pair : pairs) {
            pair.publicSide().addTo(rows, pair.model(), eval, ItemRole.PUBLIC);
            pair.freshSide().addTo(rows, pair.model(), eval, ItemRole.FRESH);
        }
        return Optional.of(rows.build());
    }

    /**
     * What was left out, and why: the first few.
     *
     * @return at most two lines
     */
    public List<String> leftOut() {
        List<String> all = new ArrayList<>(logs.damaged());
        all.addAll(leftOut);
        return List.copyOf(all.subList(0, Math.min(all.size(), 2)));
    }

    /**
     * What was matched, what was left out, and why.
     *
     * @return lines
     */
    public List<String> account() {
        List<String> lines = new ArrayList<>();
        lines.add(Words.count(logs.files(), "log") + " read; " + Words.count(pairs.size(), "model")
                + " with both evals.");
        if (!pairs.isEmpty()) {
            lines.add(
                    "Public: " + described(pairs.stream().map(Pair::publicSide).toList()));
            lines.add("Fresh: " + described(pairs.stream().map(Pair::freshSide).toList()));
        }
        Words.few(notes).forEach(note -> lines.add("Note: " + note));
        List<String> all = new ArrayList<>(logs.damaged());
        all.addAll(leftOut);
        Words.few(all).forEach(line -> lines.add("Left out: " + line));
        elsewhere(lines);
        return lines;
    }

    private void elsewhere(List<String> lines) {
        Set<String> tasks = new TreeSet<>();
        int runs = 0;
        for (Run run : logs.runs()) {
            if (!asked.contains(run) && !names(elsewhere, run.task())) {
                tasks.add(run.task());
                runs++;
            }
        }
        if (runs > 0) {
            lines.add("Left out: " + Words.count(runs, "run") + " of other evals, "
                    + String.join(", ", tasks.stream().limit(6).toList()) + (tasks.size() > 6 ? ", …" : ""));
        }
        if (logs.others() > 0) {
            lines.add("Left out: " + Words.count(logs.others(), "file") + " in the folders that are no logs");
        }
    }

    private static String described(List<Side> sides) {
        Set<String> tasks = new TreeSet<>();
        Set<String> scorers = new TreeSet<>();
        int least = Integer.MAX_VALUE;
        int most = 0;
        int attempts = 1;
        for (Side side : sides) {
            for (Choice.Chosen run : side.runs()) {
                tasks.add(run.run().task());
                scorers.add(run.scorer());
                attempts = Math.max(
                        attempts, run.scores().answers().size() / run.scores().items());
            }
            least = Math.min(least, side.items());
            most = Math.max(most, side.items());
        }
        return String.join(", ", tasks) + ", scored by " + String.join(" or ", scorers) + ", "
                + (least == most ? Words.count(most, "item") : least + " to " + most + " items") + " a model"
                + (attempts > 1 ? ", up to " + attempts + " attempts an item" : "");
    }

    /**
     * Where each model's scores are from.
     *
     * @return a line a model
     */
    public List<String> sources() {
        return pairs.stream()
                .map(pair -> pair.model() + ": " + pair.publicSide().files() + "; "
                        + pair.freshSide().files())
                .toList();
    }
}
