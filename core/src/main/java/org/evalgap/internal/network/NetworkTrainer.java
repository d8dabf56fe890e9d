package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.kernel.Success;
import org.evalgap.random.RandomStream;

/**
 * Trains networks of one shape by one recipe, and asks them: f(x) = α [N(x; W) − N(x; W⁰)], the gain of a task is y f(x). Buffers are
 * kept from one network to the next; nothing is allocated once they are large enough. Confined to a thread.
 */
public final class NetworkTrainer {
    private static final double PRETRAINING_RATE = 0.003;

    private final int inputs;
    private final Recipe recipe;
    private final double alpha;
    private final Workspace space;
    private final Forward forward;
    private final Backward backward;
    private final Weights gradient;
    private final Batches batches = new Batches();
    private final Reinforcement reinforcement;

    private final double[] output = new double[Rows.room(Workspace.TILE)];
    private final double[] slope = new double[Rows.room(Workspace.TILE)];
    private final double[] logit = new double[Rows.room(Workspace.TILE)];
    private final double[] coefficient = new double[Rows.room(Workspace.TILE)];
    private double[] untrained = new double[0];
    private double[] anchor = untrained;
    private int[] inOrder = new int[0];

    /** Whether all tasks that are learned from stand in the workspace. */
    private boolean loaded;

    /**
     * A trainer.
     *
     * @param inputs how many numbers go in, at least 1
     * @param recipe how to train
     */
    public NetworkTrainer(int inputs, Recipe recipe) {
        this.inputs = inputs;
        this.recipe = recipe;
        alpha = 1 / recipe.richness();
        space = new Workspace(inputs, recipe.width());
        forward = new Forward(space);
        backward = new Backward(space);
        gradient = new Weights(inputs, recipe.width());
        reinforcement = new Reinforcement(recipe.reward(), recipe.expected());
    }

    /**
     * A network that this trainer can train.
     *
     * @return a network, not drawn yet
     */
    public Network network() {
        return new Network(inputs, recipe.width());
    }

    /**
     * Writes gains y f(x).
     *
     * @param network who is asked
     * @param tasks about what
     * @param out the gains in logits
     * @throws ArithmeticException if training went beyond all numbers; the message says what to do
     */
    public void gains(Network network, TaskTable tasks, double[] out) {
        for (int start = 0; start < tasks.size(); start += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, tasks.size() - start);
            loadNext(tasks, start, n);
            forward.pass(network.untrained, n, logit);
            forward.pass(network.weights, n, output);
            for (int b = 0; b < n; b++) {
                // Plus zero: where nothing moved there is no gain of −0.
                out[start + b] = Math.fma(alpha * tasks.answer[start + b], output[b] - logit[b], 0.0);
            }
        }
        for (int i = 0; i < tasks.size(); i++) {
            if (!Double.isFinite(out[i])) {
                throw new ArithmeticException("the gain of a task must be a finite number: " + out[i]
                        + "; training ran away, lower learningRate " + recipe.learningRate() + " or raise richness "
                        + recipe.richness());
            }
        }
    }

    /**
     * Trains before the lab does: maximises the mean of log σ(u) over all tasks by Adam, which then forgets its means.
     *
     * @param network who learns
     * @param tasks from what
     * @param updates how many steps
     */
    public void pretrain(Network network, TaskTable tasks, int updates) {
        remember(network, tasks);
        for (int i = 0; i < updates; i++) {
            sum(network, tasks, inOrder, 0, tasks.size(), NetworkTrainer::teachAnswers);
            network.ascent.adam(PRETRAINING_RATE, gradient, network.weights);
        }
        network.ascent.reset();
        network.pretrained.copy(network.weights);
    }

    /** The slope of log σ(u). */
    private static void teachAnswers(double[] u, int place, double[] out, int n) {
        Success.decision(u, 0, out, n);
        for (int b = 0; b < n; b++) {
            out[b] = 1 - out[b];
        }
    }

    /**
     * Trains by reinforcement, from one update of a round to another. In one go or in parts, the result is the same.
     *
     * @param network who learns; new environments have a baseline of ½
     * @param environments all of them so far, those of earlier rounds first
     * @param from the first update, counted in the round
     * @param to the end of the updates
     * @param stream random numbers of the round and candidate
     */
    public void train(Network network, TaskTable environments, int from, int to, RandomStream stream) {
        int size = batches.open(environments.size(), recipe.batch());
        network.reserve(
                environments.size(),
                recipe.reward().learnsValues() ? recipe.reward().horizon() : 0);
        remember(network, environments);
        if (recipe.reward().penalty() != 0) {
            dropAnchors(network, environments);
        }
        reinforcement.open(stream, network, anchor);
        for (int update = from; update < to; update++) {
            int begin = batches.begin(update, stream);
            reinforcement.begin(update, batches.order(), begin);
            sum(network, environments, batches.order(), begin, size, reinforcement);
            if (recipe.adam()) {
                network.ascent.adam(recipe.learningRate(), gradient, network.weights);
            } else {
                Ascent.plain(recipe.learningRate(), gradient, network.weights);
            }
        }
    }

    /** What the untrained network says of tasks that are used again and again. */
    private void remember(Network network, TaskTable tasks) {
        loaded = false;
        if (untrained.length < tasks.size()) {
            untrained = new double[tasks.size()];
            anchor = new double[tasks.size()];
            inOrder = new int[tasks.size()];
            Arrays.setAll(inOrder, i -> i);
        }
        for (int start = 0; start < tasks.size(); start += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, tasks.size() - start);
            loadNext(tasks, start, n);
            forward.pass(network.untrained, n, output);
            System.arraycopy(output, 0, untrained, start, n);
        }
    }

    /** Writes the logits with which the lab began, where a penalty holds the learner: after {@link #remember}. */
    private void dropAnchors(Network network, TaskTable tasks) {
        for (int start = 0; start < tasks.size(); start += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, tasks.size() - start);
            loadNext(tasks, start, n);
            forward.pass(network.pretrained, n, output);
            for (int b = 0; b < n; b++) {
                int i = start + b;
                anchor[i] = Math.fma(alpha * tasks.answer[i], output[b] - untrained[i], tasks.start[i]);
            }
        }
    }

    private void loadNext(TaskTable tasks, int start, int n) {
        for (int d = 0; d < inputs; d++) {
            System.arraycopy(tasks.input[d], start, space.input[d], 0, n);
        }
    }

    /** Computes the gradient of a batch: the mean of what the teacher credits to a logit times the logit's gradient. */
    private void sum(Network network, TaskTable tasks, int[] order, int begin, int size, Teacher teacher) {
        backward.begin(network.weights);
        for (int place = 0; place < size; place += Workspace.TILE) {
            int n = Math.min(Workspace.TILE, size - place);
            if (size > Workspace.TILE || size < tasks.size() || !loaded) {
                load(tasks, order, begin + place, n);
                loaded = true;
            }
            forward.pass(network.weights, n, output);
            readLogits(tasks, order, begin + place, n);
            teacher.credit(logit, place, coefficient, n);
            scaleCredit(size, n);
            backward.add(coefficient, n);
        }
        backward.finish(network.weights, gradient);
    }

    /** Writes the logits of a tile and their slopes in the output. */
    private void readLogits(TaskTable tasks, int[] order, int begin, int n) {
        for (int b = 0; b < n; b++) {
            int j = order[begin + b];
            slope[b] = alpha * tasks.answer[j];
            logit[b] = Math.fma(slope[b], output[b] - untrained[j], tasks.start[j]);
        }
    }

    /** Makes coefficients of what was credited. */
    private void scaleCredit(int size, int n) {
        for (int b = 0; b < n; b++) {
            coefficient[b] = coefficient[b] * slope[b] / size;
        }
        Arrays.fill(coefficient, n, coefficient.length, 0);
    }

    private void load(TaskTable tasks, int[] order, int begin, int n) {
        for (int d = 0; d < inputs; d++) {
            double[] from = tasks.input[d];
            double[] to = space.input[d];
            for (int b = 0; b < n; b++) {
                to[b] = from[order[begin + b]];
            }
        }
    }
}
