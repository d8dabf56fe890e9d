package org.evalgap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.InspiredDesigner;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Trainer;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.MisfitException;
import org.evalgap.task.TaskSource;
import org.evalgap.task.World;
import org.jspecify.annotations.Nullable;

/** What is not a number in a scenario. A null source stands for the Gaussian that the parameters describe. */
record Parts(
        @Nullable TaskSource eval,
        @Nullable TaskSource work,
        @Nullable TaskSource imagined,
        EnvironmentDesigner designer,
        Trainer trainer,
        Optional<Learner> learner,
        Protocol protocol,
        List<String> words,
        @Nullable TaskSource pretraining) {
    private static final List<Word> WORDS = List.of(Word.values());

    /** Asked for at every run, which is to allocate nothing beside its outcome. */
    private static final Parameter[] PARAMETERS = Parameter.values();

    /** What only a network knows. */
    private static final Set<Parameter> OF_NETWORKS =
            Set.copyOf(EnumSet.range(Parameter.WIDTH, Parameter.PRETRAINING_TASKS));

    /** What a network does not know: the kernel's, and a budget, as its training is counted in updates. */
    private static final Set<String> NOT_OF_NETWORKS = Set.of(
            "breadth",
            "memorization",
            "memorizationScale",
            "formatLearning",
            "narrowing",
            "budget",
            "episodesPerUpdate");

    /** Learned values of a network: four networks keep 32 MB each. */
    private static final long MOST_VALUES = 1L << 22;

    static final Parts DEFAULT = new Parts(
            null,
            null,
            null,
            InspiredDesigner.INSTANCE,
            GradientFlow.INSTANCE,
            Optional.empty(),
            StandardProtocol.open(),
            Arrays.stream(Word.values()).map(Word::byDefault).toList(),
            null);

    Parts withEval(TaskSource source) {
        return new Parts(source, work, imagined, designer, trainer, learner, protocol, words, pretraining);
    }

    Parts withWork(TaskSource source) {
        return new Parts(eval, source, imagined, designer, trainer, learner, protocol, words, pretraining);
    }

    Parts withImagined(TaskSource source) {
        return new Parts(eval, work, source, designer, trainer, learner, protocol, words, pretraining);
    }

    Parts withDesigner(EnvironmentDesigner other) {
        return new Parts(eval, work, imagined, other, trainer, learner, protocol, words, pretraining);
    }

    Parts withTrainer(Trainer other) {
        return new Parts(eval, work, imagined, designer, other, learner, protocol, words, pretraining);
    }

    /** A learner of one's own, under a name that tells it from the model's. */
    Parts withLearner(Learner other) {
        if (Word.LEARNER.words().contains(other.name())) {
            throw new IllegalArgumentException("a learner of one's own must have a name of its own: \"" + other.name()
                    + "\" is one of the model's");
        }
        return new Parts(eval, work, imagined, designer, trainer, Optional.of(other), protocol, words, pretraining);
    }

    Parts withProtocol(Protocol other) {
        return new Parts(eval, work, imagined, designer, trainer, learner, other, words, pretraining);
    }

    String word(Word word) {
        return word == Word.LEARNER && learner.isPresent() ? learner.get().name() : words.get(word.ordinal());
    }

    Parts withPretraining(@Nullable TaskSource source) {
        return new Parts(eval, work, imagined, designer, trainer, learner, protocol, words, source);
    }

    Parts withWord(Word word, String value) {
        List<String> other = new ArrayList<>(words);
        other.set(word.ordinal(), word.check(value));
        Optional<Learner> who = word == Word.LEARNER ? Optional.empty() : learner;
        return new Parts(eval, work, imagined, designer, trainer, who, protocol, List.copyOf(other), pretraining);
    }

    /** Whether labs see all that is scored, and are told what they scored: the model without an owner who does anything. */
    boolean isOpen() {
        return protocol.equals(StandardProtocol.open());
    }

    /** The sources of a scenario, or null while one of them has another dimension than its parameters say. */
    @Nullable
    World world(WorldParameters<?> s) {
        int dimension = s.dimension();
        if (!fits(eval, dimension) || !fits(work, dimension) || !fits(imagined, dimension)) {
            return null;
        }
        return new World(
                eval != null ? eval : gaussian(s, 0, s.shift(), s.evalSpread()),
                work != null ? work : gaussian(s, 0, 0, 1),
                imagined != null ? imagined : gaussian(s, Math.min(1, dimension - 1), s.designerBias(), 1));
    }

    /** Half of it around work, half beside it, and broader than either: what a model has read. */
    TaskSource pretrainingSource(WorldParameters<?> s) {
        if (pretraining != null) {
            return pretraining;
        }
        double[] beside = new double[s.dimension()];
        beside[0] = 1.5;
        return GaussianMixture.of(List.of(component(s, new double[s.dimension()]), component(s, beside)));
    }

    private static GaussianMixture.Component component(WorldParameters<?> s, double[] mean) {
        return new GaussianMixture.Component(1, mean, 1.5, s.difficultyMean(), s.difficultySpread());
    }

    private static boolean fits(@Nullable TaskSource source, int dimension) {
        return source == null || source.dimension() == dimension;
    }

    private static TaskSource gaussian(WorldParameters<?> s, int axis, double centre, double spread) {
        double[] mean = new double[s.dimension()];
        mean[axis] = centre;
        return GaussianMixture.single(mean, spread, s.difficultyMean(), s.difficultySpread());
    }

    void requireDimension(int dimension) {
        requireDimension("eval", eval, dimension);
        requireDimension("work", work, dimension);
        requireDimension("designer", imagined, dimension);
        requireDimension("pretrainingSource", pretraining, dimension);
    }

    private static void requireDimension(String name, @Nullable TaskSource source, int dimension) {
        if (source != null && source.dimension() != dimension) {
            throw new MisfitException("the tasks of " + name + " have " + source.dimension()
                    + " dimensions, the scenario has " + dimension + "; set dimension to " + source.dimension());
        }
    }

    /** See {@link Scenario#requireConsistent()}. */
    void requireConsistent(Scenario s) {
        s.world();
        if (s.rounds() > s.environments()) {
            throw new MisfitException("rounds must be at most environments = " + s.environments() + ": " + s.rounds()
                    + "; every round adds at least one environment");
        }
        if (s.answers().equals("context") && s.dimension() < 4) {
            throw new MisfitException("answers: context is a rule over four skills, and dimension is " + s.dimension()
                    + "; set dimension to 4 or more");
        }
        requireKnown(s);
        if (!protocol.showsResults() && designer.looksAtSuccess(s.inspiration(), 0)) {
            throw new MisfitException("the designer \"" + designer.name() + "\" looks at results, which the protocol \""
                    + protocol.name() + "\" does not show");
        }
    }

    private void requireKnown(Scenario s) {
        boolean network = word(Word.LEARNER).equals("network");
        Set<String> ignored =
                network ? NOT_OF_NETWORKS : learner.map(Learner::ignores).orElse(Set.of());
        for (Parameter parameter : PARAMETERS) {
            boolean unknown = ignored.contains(parameter.label()) || !network && OF_NETWORKS.contains(parameter);
            if (unknown && s.get(parameter) != parameter.byDefault()) {
                throw unknown(
                        parameter.label(), Parameter.text(parameter.byDefault()), Parameter.text(s.get(parameter)));
            }
        }
        for (int i = 0; i < WORDS.size(); i++) {
            Word word = WORDS.get(i);
            boolean unknown = !network && (word == Word.SAMPLING || word == Word.OPTIMIZER)
                    || word == Word.VALUE_FUNCTION && !knowsValues(network);
            if (unknown && !word(word).equals(word.byDefault())) {
                throw unknown(word.label(), word.byDefault(), word(word));
            }
        }
        if (!network && pretraining != null) {
            throw new MisfitException("pretrainingSource means nothing to the learner \"" + word(Word.LEARNER)
                    + "\"; leave it out, or set learner: network");
        }
        if (network && trainer != GradientFlow.INSTANCE) {
            throw unknown("trainer", GradientFlow.INSTANCE.name(), trainer.name());
        }
        if (network && s.updates() < s.rounds()) {
            throw new MisfitException("updates must be at least rounds = " + s.rounds() + ": " + s.updates()
                    + "; a network learns in every round");
        }
        if (network) {
            requireRoomForValues(s);
        }
    }

    /** Learned values are a table with a number for every decision of every environment, and each network has its own. */
    private void requireRoomForValues(Scenario s) {
        boolean learned = word(Word.VALUE_FUNCTION).equals("learned") && s.critic() > 0 && s.environmentHorizon() > 1;
        long values = (long) s.environments() * s.environmentHorizon();
        if (learned && values > MOST_VALUES) {
            throw new MisfitException("environments × environmentHorizon must be at most " + MOST_VALUES
                    + " where values are learned: " + s.environments() + " × " + s.environmentHorizon() + " = " + values
                    + "; lower one of them, or set valueFunction: own");
        }
    }

    /** A network knows all values; the flow knows the expert's and the policy's own. */
    private boolean knowsValues(boolean network) {
        boolean flow = learner.isEmpty() && trainer == GradientFlow.INSTANCE;
        return network || flow && !word(Word.VALUE_FUNCTION).equals("learned");
    }

    private MisfitException unknown(String name, String byDefault, String value) {
        String who = word(Word.LEARNER);
        String by = who.equals("kernel") && trainer != GradientFlow.INSTANCE ? " with trainer " + trainer.name() : "";
        return new MisfitException(name + " means nothing to the learner \"" + who + "\"" + by
                + " and must be its default = " + byDefault + ": " + value);
    }

    /** Whether all parts up to a stage are the same. Trainers, learners and what only they know are not compared. */
    boolean sharesWith(Parts other, Stage stage) {
        if (!same(eval, other.eval) || !same(work, other.work)) {
            return false;
        }
        for (int i = 0; i < WORDS.size(); i++) {
            boolean matters = WORDS.get(i).stage().compareTo(stage) <= 0;
            if (matters && !words.get(i).equals(other.words.get(i))) {
                return false;
            }
        }
        return stage == Stage.TASKS
                || same(imagined, other.imagined) && designer.name().equals(other.designer.name());
    }

    private static boolean same(@Nullable TaskSource a, @Nullable TaskSource b) {
        return a == b || (a != null && a.equals(b));
    }

    /** See {@link Scenario#partsText()}. */
    String text() {
        StringBuilder text = new StringBuilder();
        append(text, "eval", eval);
        append(text, "work", work);
        append(text, "designer", imagined);
        text.append("environmentDesigner=").append(designer.name());
        text.append(" trainer=").append(trainer.name());
        appendWord(text, Word.LEARNER);
        if (!isOpen()) {
            text.append(" protocol=").append(protocol.name());
        }
        for (Word word : WORDS) {
            if (word != Word.LEARNER) {
                appendWord(text, word);
            }
        }
        append(text.append(pretraining == null ? "" : " "), "pretrainingSource", pretraining);
        return text.toString();
    }

    private void appendWord(StringBuilder text, Word word) {
        if (!word(word).equals(word.byDefault())) {
            text.append(' ').append(word.label()).append('=').append(word(word));
        }
    }

    private static void append(StringBuilder text, String name, @Nullable TaskSource source) {
        if (source != null) {
            text.append(name).append('=').append(source.canonicalText()).append(' ');
        }
    }
}
