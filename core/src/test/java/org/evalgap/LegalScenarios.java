package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Seeded random scenarios over the whole ranges of all parameters and words. Sets are small, so that one takes about a millisecond.
 */
public final class LegalScenarios {
    private static final Scenario KERNEL = Scenario.withDefaults();
    private static final Scenario NETWORK = KERNEL.withNetworkLearner();
    private static final Set<Parameter> MEANINGLESS_TO_KERNELS = meaninglessTo(KERNEL);
    private static final Set<Parameter> MEANINGLESS_TO_NETWORKS = meaninglessTo(NETWORK);

    private LegalScenarios() {}

    /** What decides on the time that a scenario takes, and so has a ceiling here. */
    private static double ceiling(Parameter parameter) {
        return switch (parameter) {
            case DIMENSION -> 40;
            case PUBLIC_ITEMS, FRESH_ITEMS, WORK_TASKS, ENVIRONMENTS, PRETRAINING_TASKS -> 12;
            case ROUNDS, CANDIDATES -> 3;
            case UPDATES, PRETRAINING -> 20;
            case EPISODES_PER_UPDATE -> 50;
            case WIDTH, SURFACE_DIMENSIONS -> 8;
            case ENVIRONMENT_HORIZON -> 1000;
            // Beyond, rounding may exceed what a step of the flow may err, which docs/numerics.md says and another test
            // asks.
            case FORMAT_LEARNING -> 1e3;
            default -> parameter.range().most();
        };
    }

    /** The default, a value near it, any value, and an end of the range, in turn. */
    private static double value(Parameter parameter, Random random) {
        Range range = parameter.range();
        double most = Math.min(range.most(), ceiling(parameter));
        double near = parameter.byDefault() * Math.exp(random.nextGaussian());
        double any = random.nextBoolean()
                ? range.least() + random.nextDouble() * (most - range.least())
                : Math.exp(Math.log(1e-9) + random.nextDouble() * Math.log(most / 1e-9));
        double value = switch (random.nextInt(6)) {
            case 0, 1, 2 -> parameter.byDefault();
            case 3 -> near;
            case 4 -> any;
            default -> random.nextBoolean() ? range.least() : most;
        };
        double cut = Math.min(Math.max(range.whole() ? Math.rint(value) : value, range.least()), most);
        return range.contains(cut) ? cut : Math.nextDown(cut);
    }

    /** Any scenario; its parameters are legal, and may not go together. */
    private static Scenario random(long seed) {
        Random random = new Random(seed);
        boolean network = random.nextInt(6) == 0;
        Scenario s = network ? NETWORK : KERNEL;
        Set<Parameter> meaningless = network ? MEANINGLESS_TO_NETWORKS : MEANINGLESS_TO_KERNELS;
        for (Parameter parameter : Parameter.values()) {
            double value = value(parameter, random);
            // Refused: a few keep one, for the refusal's sake.
            boolean kept = !meaningless.contains(parameter) || random.nextInt(200) == 0;
            s = kept ? s.with(parameter, value) : s;
        }
        String answers = Word.ANSWERS.words().get(Math.max(0, random.nextInt(5) - 2));
        return s.with(Word.ANSWERS, answers);
    }

    /** Parameters that a learner does not know, and so have to keep their defaults. */
    private static Set<Parameter> meaninglessTo(Scenario learner) {
        Set<Parameter> meaningless = EnumSet.noneOf(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            double most = ceiling(parameter);
            try {
                learner.with(
                                parameter,
                                most == parameter.byDefault()
                                        ? parameter.range().least()
                                        : most)
                        .requireConsistent();
            } catch (IllegalArgumentException e) {
                if (e.getMessage().startsWith(parameter.label() + " means nothing to the learner")) {
                    meaningless.add(parameter);
                }
            }
        }
        return meaningless;
    }

    /** Whether what a scenario says goes together; if not, the refusal names what does not. */
    static boolean consistent(Scenario s) {
        try {
            s.requireConsistent();
            return true;
        } catch (IllegalArgumentException e) {
            Stream<String> names = Stream.concat(
                    Arrays.stream(Parameter.values()).map(Parameter::label),
                    Arrays.stream(Word.values()).map(Word::label));
            assertThat(names).as(e.getMessage()).anyMatch(e.getMessage()::contains);
            return false;
        }
    }

    /**
     * The first ones that are legal.
     *
     * @param count how many
     */
    public static List<Scenario> some(int count) {
        return Stream.iterate(0L, seed -> seed + 1)
                .map(LegalScenarios::random)
                .filter(LegalScenarios::consistent)
                .limit(count)
                .toList();
    }
}
