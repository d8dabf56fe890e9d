package org.evalgap;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.internal.lab.RightAnswers;
import org.evalgap.internal.lab.TaskDraw;
import org.evalgap.internal.luck.Foresight;
import org.evalgap.internal.luck.LuckMeter;
import org.evalgap.internal.luck.Setting;
import org.evalgap.measure.Luck;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;
import org.jspecify.annotations.Nullable;

/**
 * Simulates scenarios with the buffers of one thread. Consecutive scenarios share the work of every {@link Stage} in which
 * they agree; an outcome is bit for bit what it would be alone.
 */
final class Engine {
    /** Parts into which training time is divided for the trajectory, in each round. */
    static final int PARTS = 64;

    private static final double[] NONE = {};
    private static final double[][] NO_GAINS = {};

    private final boolean watched;
    private final Scoring scoring = new Scoring();
    private final Draws draws = new Draws();
    private final Lab lab = new Lab(draws.answers);
    private final Learning.Learners learners = new Learning.Learners(lab, scoring);
    private final Examination examination;
    private final @Nullable Fortune fortune;

    /**
     * An engine.
     *
     * @param groups what to measure
     * @param lucky whether to measure, beside that, how lucky draws were
     */
    Engine(Set<MeasureGroup> groups, boolean lucky) {
        fortune = lucky ? new Fortune() : null;
        watched = groups.contains(MeasureGroup.TRAJECTORY);
        boolean abilities = groups.contains(MeasureGroup.SCORES);
        examination = new Examination(lab, draws, scoring, abilities, groups.contains(MeasureGroup.GENERALIZATION));
    }

    /** Simulates scenarios in order, one replicate of each. */
    void run(Scenario[] scenarios, int count, long seed, long replicate, Outcome[] out) {
        int start = 0;
        while (start < count) {
            Scenario first = scenarios[start].requireConsistent();
            if (draws.draw(first, seed, replicate)) {
                lab.open(seed, replicate);
            }
            int end = start + 1;
            if (isPlain(first)) {
                while (end < count && isPlain(scenarios[end]) && trainsTogether(first, scenarios[end])) {
                    end++;
                }
                together(scenarios, start, end, out);
            } else {
                out[start] = research(first);
            }
            start = end;
        }
    }

    /** One round, one candidate, nobody watching underway. */
    private boolean isPlain(Scenario s) {
        return s.rounds() == 1 && s.candidates() == 1 && !watched && s.isOpen();
    }

    private static boolean trainsTogether(Scenario a, Scenario b) {
        return KernelLearning.trainsTogether(a, b) && !Lab.looks(a);
    }

    /** Trains and scores scenarios [start, end), which agree up to the kernel. */
    private void together(Scenario[] scenarios, int start, int end, Outcome[] out) {
        Scenario first = scenarios[start];
        Learning learning = learners.of(first);
        examination.meet(learning, first);
        if (!lab.holds(first)) {
            lab.show(draws.publicItems, examination.lookBefore(first));
            lab.designAll(first);
        }
        learning.train(scenarios, start, end - start);
        if (fortune != null) {
            fortune.weigh(learning, scenarios, start, end - start);
        }
        examination.teach(learning, first);
        for (int r = 0; r < end - start; r++) {
            double[] values = examination.conclude(learning, scenarios[start + r], r, 0, 0);
            out[start + r] = Outcome.Chronicle.ofNothing(fortune == null ? values : fortune.record(r, values));
        }
    }

    /** Rounds of research: look, build, train candidates, keep what was told to be best. */
    private Outcome research(Scenario s) {
        Campaign campaign = new Campaign(s, s.protocol(), lab, learners.of(s), examination, draws);
        Outcome.Chronicle chronicle = new Outcome.Chronicle(s, watched ? PARTS : 0);
        while (!campaign.done()) {
            campaign.release(watched ? PARTS : 0);
            chronicle.record(examination, campaign.learning(), campaign.round());
            if (!s.isOpen() && !campaign.done()) {
                campaign.told();
            }
        }
        double[] values = campaign.conclude();
        if (!s.isOpen()) {
            values[Measure.REPORTED_SCORE.ordinal()] = campaign.told();
        }
        if (fortune != null) {
            Learning learning = campaign.learning();
            fortune.weigh(learning, new Scenario[] {s}, 0, 1);
            fortune.teach(learning, s);
            values = fortune.record(0, values);
        }
        return chronicle.conclude(values);
    }

    /** How lucky the draws of scenarios are that are looked at together. */
    private final class Fortune {
        /** Scenarios whose expectations are kept. */
        private static final int MOST_KNOWN = 2048;

        private final Map<Scenario, Foresight> known = new IdentityHashMap<>();
        private final LuckMeter meter = new LuckMeter();
        private final Points[] tasks = {draws.publicItems, draws.freshItems, draws.work};
        private Foresight[] foresights = new Foresight[0];
        private double[][] weights = new double[0][];

        /** Which of the weights are a scenario's. */
        private int[] companion = new int[0];

        private int sides;

        /** Weighs environments as gains are forecast, beside the sides of learners who were just trained. */
        void weigh(Learning learning, Scenario[] scenarios, int start, int count) {
            foresights = new Foresight[count];
            companion = new int[count];
            int wanted = 0;
            for (int r = 0; r < count; r++) {
                foresights[r] = foresight(scenarios[start + r]);
                companion[r] = foresights[r].foreseesGains() ? wanted++ : -1;
            }
            sides = learning.sides();
            if (wanted > 0) {
                weights = ((KernelLearning) learning).accompany(wanted);
                boolean traced = false;
                for (int r = 0; r < count; r++) {
                    if (companion[r] >= 0) {
                        if (!traced) {
                            meter.trace(foresights[r], lab.seed(), lab.replicate(), scenarios[start + r].rounds());
                            traced = true;
                        }
                        meter.weigh(foresights[r], lab.environments, weights[companion[r]]);
                    }
                }
            }
        }

        /** Writes the gains that are forecast of a learner who is led through rounds. */
        void teach(Learning learning, Scenario s) {
            if (companion[0] >= 0) {
                examination.teach(learning, s, sides);
            }
        }

        private Foresight foresight(Scenario s) {
            if (known.size() >= MOST_KNOWN) {
                known.clear();
            }
            return known.computeIfAbsent(s, Fortune::look);
        }

        private static Foresight look(Scenario s) {
            boolean untrained = s.isOpen()
                    && s.learner().isEmpty()
                    && (s.get(Word.LEARNER).equals("kernel") || s.pretraining() == 0);
            boolean trained = s.learner().isEmpty()
                    && s.get(Word.LEARNER).equals("kernel")
                    && s.get(Word.ANSWERS).equals("one")
                    && s.candidates() == 1
                    && s.environmentDesigner() == InspiredDesigner.INSTANCE
                    && !Lab.looks(s);
            Setting setting = new Setting(
                    s.world(),
                    new Setting.Exams(s.competence(), s.guessRate(), s.evalHorizon(), s.workHorizon()),
                    new Setting.Design(
                            s.publicItems(),
                            s.environments(),
                            s.inspiration(),
                            s.departure(),
                            s.surfaceDimensions(),
                            s.surfaceSpread()),
                    s.kernel(),
                    new Setting.Training(s.rewardRule(), s.budget()));
            return new Foresight(setting, untrained, trained);
        }

        /** The measures of a scenario with its luck behind them. */
        double[] record(int r, double[] values) {
            double[] record = Arrays.copyOf(values, Luck.recordLength());
            if (companion[r] < 0) {
                meter.measure(foresights[r], tasks, NONE, NO_GAINS, record);
            } else {
                meter.measure(
                        foresights[r], tasks, weights[companion[r]], examination.gains(sides + companion[r]), record);
            }
            record[Luck.least()] =
                    companion[r] < 0 ? Moments.LEAST_ADJUSTED : Luck.leastReplicates(lab.environments.size());
            return record;
        }
    }

    /** The items and tasks of one replicate, which all labs that are looked at have in common. */
    static final class Draws {
        final Points publicItems = new Points();
        final Points freshItems = new Points();
        final Points work = new Points();

        final RightAnswers answers = new RightAnswers();
        /** What labs see, where that is not just the scored set. */
        final Points seen = new Points();

        private final Points spare = new Points();
        private int scored;
        private int published;
        private final TaskDraw draw = new TaskDraw();
        private @Nullable Scenario drawn;
        private long seed;
        private long replicate;

        /** Draws what a scenario asks for; false if it is there already. */
        boolean draw(Scenario s, long newSeed, long newReplicate) {
            if (drawn != null && newSeed == seed && newReplicate == replicate && drawn.sharesWith(s, Stage.TASKS)) {
                score(0);
                return false;
            }
            seed = newSeed;
            replicate = newReplicate;
            drawn = null;
            draw.surface(s.surfaceDimensions(), s.surfaceSpread());
            draw.drawEval(s.world().eval(), seed, replicate, s.publicItems(), s.freshItems(), publicItems, freshItems);
            draw.drawWork(s.world().work(), seed, replicate, s.workTasks(), work);
            answers.open(s.get(Word.ANSWERS), seed, replicate, s.dimension(), s.answerLength());
            answers.complete(publicItems, 0);
            answers.complete(freshItems, 0);
            answers.complete(work, 0);
            drawn = s;
            scored = 0;
            published = -1;
            return true;
        }

        /** Makes a set of items the public ones; false if it is that already. */
        boolean score(int set) {
            if (set == scored) {
                return false;
            }
            drawSet(set, publicItems);
            scored = set;
            return true;
        }

        /** The first sets of items as one. */
        Points published(int sets) {
            Scenario s = Objects.requireNonNull(drawn);
            if (sets != published) {
                seen.resize(sets * s.publicItems(), s.dimension(), s.surfaceDimensions());
                for (int set = 0; set < sets; set++) {
                    drawSet(set, spare);
                    for (int i = 0; i < spare.size(); i++) {
                        seen.take(spare, i, set * spare.size() + i);
                    }
                }
                published = sets;
            }
            return seen;
        }

        private void drawSet(int set, Points out) {
            Scenario s = Objects.requireNonNull(drawn);
            draw.drawSet(s.world().eval(), seed, replicate, set, s.publicItems(), s.freshItems(), out);
            answers.complete(out, 0);
        }
    }
}
