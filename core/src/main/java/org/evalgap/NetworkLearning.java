package org.evalgap;

import java.util.Locale;
import java.util.Objects;
import org.evalgap.internal.kernel.Divergence;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.kernel.Success;
import org.evalgap.internal.lab.TaskDraw;
import org.evalgap.internal.network.Network;
import org.evalgap.internal.network.NetworkTrainer;
import org.evalgap.internal.network.Recipe;
import org.evalgap.internal.network.Reward;
import org.evalgap.internal.network.TaskTable;
import org.evalgap.internal.network.ValueFunction;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.MisfitException;
import org.jspecify.annotations.Nullable;

/**
 * A network trained by reinforcement. Scenarios that begin alike in one replicate share the network they begin with, which is the
 * price of pretraining; nothing else is shared. Moments of a training remember what the network says then.
 */
final class NetworkLearning implements Learning {
    private final Lab lab;
    private final Scoring scoring;
    private final Points environments;
    private final TaskTable lessons = new TaskTable();
    private final TaskTable asked = new TaskTable();
    private final TaskDraw draw = new TaskDraw();
    private final Points school = new Points();

    private @Nullable Shape shape;

    /** For whom the shape was made last. */
    private @Nullable Scenario shaped;

    private @Nullable Scenario begun;
    private long seed;
    private long replicate;

    private Network[] current = new Network[0];
    private Network[] kept = current;
    private Network[] shown = current;

    private double[] before = new double[0];
    private double[] after = before;
    private double[] decision = before;

    /** What networks of one shape and recipe have in common; all of them are made once. */
    private static final class Shape {
        final int inputs;
        final Recipe recipe;
        final NetworkTrainer trainer;

        /** Alone, as it is before the lab trains it. */
        final Network[] untrained;

        /** The one settled on last, from which candidates start. */
        final Network settled;

        /** Alone. */
        Network[] candidate;

        Network[] best;

        Shape(int inputs, Recipe recipe) {
            this.inputs = inputs;
            this.recipe = recipe;
            trainer = new NetworkTrainer(inputs, recipe);
            untrained = new Network[] {trainer.network()};
            settled = trainer.network();
            candidate = new Network[] {trainer.network()};
            best = new Network[] {trainer.network()};
        }
    }

    NetworkLearning(Lab lab, Scoring scoring) {
        this.lab = lab;
        this.scoring = scoring;
        this.environments = lab.environments;
    }

    /** Whether two scenarios begin with the same network in every replicate. */
    private static boolean beginAlike(Scenario a, Scenario b) {
        return a.sharesWith(b, Stage.TASKS)
                && a.width() == b.width()
                && a.richness() == b.richness()
                && a.competence() == b.competence()
                && a.pretraining() == b.pretraining()
                && a.pretrainingTasks() == b.pretrainingTasks()
                && a.pretrainingSource().equals(b.pretrainingSource());
    }

    /** Begins with the network of a scenario and of the lab's replicate, as it is before the lab trains it. */
    NetworkLearning open(Scenario s) {
        boolean fits = shaped == s || fits(s);
        shaped = s;
        boolean there = fits && begun != null && seed == lab.seed() && replicate == lab.replicate();
        if (!there || !beginAlike(begun, s)) {
            seed = lab.seed();
            replicate = lab.replicate();
            begun = null;
            untrained().draw(RandomStream.of(seed, replicate, Purpose.NETWORK_START));
            pretrain(s);
            begun = s;
        }
        begin(s);
        return this;
    }

    /** Whether networks of a scenario have the shape and recipe of the last one; makes others if not. */
    private boolean fits(Scenario s) {
        int inputs = s.dimension() + s.surfaceDimensions();
        Recipe recipe = recipe(s);
        Shape known = shape;
        if (known != null && known.inputs == inputs && known.recipe.equals(recipe)) {
            return true;
        }
        shape = new Shape(inputs, recipe);
        return false;
    }

    private static Recipe recipe(Scenario s) {
        Reward reward = new Reward(
                s.environmentHorizon(),
                s.critic(),
                ValueFunction.valueOf(s.valueFunction().toUpperCase(Locale.ROOT)),
                s.advantageNormalization(),
                s.klPenalty());
        return new Recipe(
                s.width(),
                s.richness(),
                s.batch(),
                s.get(Word.OPTIMIZER).equals("adam"),
                s.learningRate(),
                s.get(Word.SAMPLING).equals("expected"),
                reward);
    }

    private void pretrain(Scenario s) {
        if (s.pretraining() == 0) {
            return;
        }
        school.resize(s.pretrainingTasks(), s.dimension(), s.surfaceDimensions());
        draw.surface(s.surfaceDimensions(), s.surfaceSpread());
        draw.drawPretraining(s.pretrainingSource(), seed, replicate, school);
        lab.answer(school);
        write(school, s.competence(), lessons);
        shape().trainer.pretrain(untrained(), lessons, s.pretraining());
    }

    private Shape shape() {
        return java.util.Objects.requireNonNull(shape, "not begun");
    }

    private Network untrained() {
        return shape().untrained[0];
    }

    private static void write(Points from, double competence, TaskTable to) {
        int n = from.size();
        int inputs = from.dimension() + from.surface();
        to.resize(n, inputs);
        for (int d = 0; d < inputs; d++) {
            System.arraycopy(from.position[d], 0, to.input[d], 0, n);
        }
        Success.logits(competence, from.difficulty, to.start, n);
        double[] answer = from.answer;
        for (int i = 0; i < n; i++) {
            to.answer[i] = answer == null ? 1 : answer[i];
        }
    }

    @Override
    public void train(Scenario[] scenarios, int first, int count) {
        begin(scenarios[first]);
        train(scenarios[first], 0, 0, 0, 0);
        keep();
        settle(scenarios[first], 0, true);
    }

    @Override
    public void begin(Scenario s) {
        shape().settled.copy(untrained());
        shown = shape().untrained;
    }

    @Override
    public void train(Scenario s, int round, int candidate, int from, int parts) {
        Network[] alone = shape().candidate;
        Network pupil = alone[0];
        pupil.copy(shape().settled);
        write(environments, s.competence(), lessons);
        RandomStream stream = RandomStream.of(seed, replicate, Purpose.NETWORK_LESSON, round, candidate, 0);
        long updates = s.updates();
        int count = (int) (updates * (round + 1) / s.rounds() - updates * round / s.rounds());
        current = parts > 1 ? new Network[parts] : alone;
        int done = 0;
        for (int part = 1; part < parts; part++) {
            done = go(pupil, done, (int) ((long) part * count / parts), stream);
            current[part - 1] = pupil.now();
        }
        go(pupil, done, count, stream);
        current[current.length - 1] = pupil;
        shown = alone;
    }

    private int go(Network pupil, int from, int to, RandomStream stream) {
        if (to > from) {
            shape().trainer.train(pupil, lessons, from, to, stream);
        }
        return to;
    }

    @Override
    public void keep() {
        kept = current;
        Network[] swap = shape().best;
        shape().best = shape().candidate;
        shape().candidate = swap;
    }

    @Override
    public void settle(Scenario s, int from, boolean last) {
        shape().settled.copy(shape().best[0]);
        shown = kept;
    }

    @Override
    public int sides() {
        return shown.length;
    }

    @Override
    public void meet(Scenario s, Panel panel) {
        if (s.pretraining() == 0) {
            panel.start(null);
            return;
        }
        gains(untrained(), panel.tasks, panel.head());
    }

    @Override
    public void teach(Scenario s, Panel panel) {
        for (int side = 0; side < shown.length; side++) {
            teach(s, panel, side);
        }
    }

    @Override
    public void teach(Scenario s, Panel panel, int side) {
        double[] gain = panel.gains(shown.length)[side];
        gains(shown[side], panel.tasks, gain);
        for (int i = 0; i < panel.tasks.size(); i++) {
            gain[i] -= panel.start(i);
        }
    }

    private void gains(Network network, Points tasks, double[] out) {
        write(tasks, 0, asked);
        try {
            shape().trainer.gains(network, asked, out);
        } catch (ArithmeticException e) {
            throw new MisfitException(e.getMessage());
        }
    }

    /** How a task is asked does not go into the network. */
    @Override
    public double finish(Scenario s, Panel panel, int side, boolean apart) {
        return Double.NaN;
    }

    @Override
    public double divergence(int side) {
        look(side);
        return Divergence.mean(after, before, decision, environments.size());
    }

    @Override
    public double success(Scenario s, int side, boolean trained) {
        look(side);
        Success.decision(trained ? after : before, 0, decision, environments.size());
        return scoring.score(decision, s.environmentHorizon(), 0, environments.weight, environments.size());
    }

    /** Logits of the environments, before the lab trained anybody and of a side. */
    private void look(int side) {
        int m = environments.size();
        if (before.length < m) {
            before = new double[m];
            after = new double[m];
            decision = new double[m + 4];
        }
        logits(untrained(), before);
        logits(shown[side], after);
    }

    private void logits(Network network, double[] out) {
        gains(network, environments, out);
        double competence = Objects.requireNonNull(begun).competence();
        for (int j = 0; j < environments.size(); j++) {
            out[j] += competence - environments.difficulty[j];
        }
    }
}
