package org.evalgap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        List<String> words) {
    private static final List<Word> WORDS = List.of(Word.values());

    static final Parts DEFAULT = new Parts(
            null,
            null,
            null,
            InspiredDesigner.INSTANCE,
            GradientFlow.INSTANCE,
            Optional.empty(),
            StandardProtocol.open(),
            Arrays.stream(Word.values()).map(Word::byDefault).toList());

    Parts withEval(TaskSource source) {
        return new Parts(source, work, imagined, designer, trainer, learner, protocol, words);
    }

    Parts withWork(TaskSource source) {
        return new Parts(eval, source, imagined, designer, trainer, learner, protocol, words);
    }

    Parts withImagined(TaskSource source) {
        return new Parts(eval, work, source, designer, trainer, learner, protocol, words);
    }

    Parts withDesigner(EnvironmentDesigner other) {
        return new Parts(eval, work, imagined, other, trainer, learner, protocol, words);
    }

    Parts withTrainer(Trainer other) {
        return new Parts(eval, work, imagined, designer, other, learner, protocol, words);
    }

    Parts withLearner(Optional<Learner> other) {
        return new Parts(eval, work, imagined, designer, trainer, other, protocol, words);
    }

    Parts withProtocol(Protocol other) {
        return new Parts(eval, work, imagined, designer, trainer, learner, other, words);
    }

    String word(Word word) {
        return words.get(word.ordinal());
    }

    Parts withWord(Word word, String value) {
        List<String> other = new ArrayList<>(words);
        other.set(word.ordinal(), word.check(value));
        return new Parts(eval, work, imagined, designer, trainer, learner, protocol, List.copyOf(other));
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
        learner.ifPresent(own -> requireKnown(s, own));
        if (!protocol.showsResults() && designer.looksAtSuccess(s.inspiration(), 0)) {
            throw new MisfitException("the designer \"" + designer.name() + "\" looks at results, which the protocol \""
                    + protocol.name() + "\" does not show");
        }
    }

    private static void requireKnown(Scenario s, Learner learner) {
        for (Parameter parameter : Parameter.values()) {
            boolean ignored = learner.ignores().contains(parameter.label());
            if (ignored && s.get(parameter) != parameter.byDefault()) {
                throw new MisfitException(parameter.label() + " means nothing to the learner \""
                        + learner.name() + "\" and must be its default = " + Parameter.text(parameter.byDefault())
                        + ": " + Parameter.text(s.get(parameter)));
            }
        }
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
        learner.ifPresent(own -> text.append(" learner=").append(own.name()));
        if (!isOpen()) {
            text.append(" protocol=").append(protocol.name());
        }
        for (Word word : Word.values()) {
            if (!word(word).equals(word.byDefault())) {
                text.append(' ').append(word.label()).append('=').append(word(word));
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable TaskSource source) {
        if (source != null) {
            text.append(name).append('=').append(source.canonicalText()).append(' ');
        }
    }
}
