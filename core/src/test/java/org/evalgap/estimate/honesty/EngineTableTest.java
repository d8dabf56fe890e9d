package org.evalgap.estimate.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.estimate.ModelScores;
import org.evalgap.estimate.ScoreSet;
import org.evalgap.estimate.ShiftAssumption;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables of the simulation engine beside labs that the test simulates one by one, with the numbers of their streams. */
class EngineTableTest {
    private static final int TABLES = 2;
    private static final int MODELS = 6;
    private static final int REFERENCES = 3;
    private static final int FAMILY = 3;
    private static final int PUBLIC_ITEMS = 12;
    private static final int FRESH_ITEMS = 30;
    private static final double GUESS = 0.25;
    private static final long SEED = 7;

    private final Simulator simulator = Simulator.ofScores();

    /**
     * A family's share of inspired labs has the logit −2 + N(0, 1) for the table + N(0, 1) for the family, whatever the prevalence
     * asked for; references are not inspired. Competence is N(0, 1.5²), inspiration uniform. Inflation is the public gain less the fresh one,
     * from scores before and after training, and 0 where that is less.
     */
    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ROBUST"})
    void labsAreSimulatedOneByOne(ShiftAssumption assumption) {
        IntervalCheckSpec spec = IntervalCheckSpec.of(assumption, TABLES, SEED)
                .withTableSize(MODELS, REFERENCES, FAMILY)
                .withItems(PUBLIC_ITEMS, FRESH_ITEMS)
                .withPrevalenceLogit(4)
                .withGuess(GUESS);
        int n = assumption == ShiftAssumption.REFERENCE ? MODELS + REFERENCES : MODELS;
        int inflated = 0;
        int spared = 0;
        for (int t = 0; t < TABLES; t++) {
            SimulatedTable table = EngineTable.draw(spec, simulator, t);
            assertThat(table.scores()).hasSize(n);
            assertThat(table.inflation()).hasSize(n);
            RandomStream stream = RandomStream.of(SEED, t, Purpose.ESTIMATE).substream(5);
            for (int i = 0; i < n; i++) {
                RandomStream own = stream.substream(1000 + i);
                double logit = -2
                        + stream.normal(0)
                        + stream.substream(500_000 + i / FAMILY).normal(0);
                boolean drawn = own.uniform(0) < 1 / (1 + Math.exp(-logit));
                boolean inspired = i < MODELS && drawn;
                spared += i == MODELS && drawn ? 1 : 0;
                Outcome outcome = lab(t, 1.5 * own.normal(1), inspired ? own.uniform(2) : 0);
                double inflation = inspired ? Math.max(0, gain(outcome)) : 0;
                assertThat(table.inflation().get(i)).isCloseTo(inflation, within(1e-12));
                inflated += inflation > 0 ? 1 : 0;
                ModelScores row = table.scores().get(i);
                assertThat(row.model()).isEqualTo("lab-" + i);
                assertThat(row.family()).isEqualTo("family-" + i / FAMILY);
                assertThat(row.reference()).isEqualTo(i >= MODELS);
                assertThat(row.publicScore())
                        .isEqualTo(score(own.substream(1), outcome.get(Measure.PUBLIC_SCORE), PUBLIC_ITEMS));
                assertThat(row.freshScore())
                        .isEqualTo(score(own.substream(2), outcome.get(Measure.FRESH_SCORE), FRESH_ITEMS));
            }
        }
        assertThat(inflated).isBetween(2, TABLES * MODELS - 2);
        // The first reference would be inspired, were it a lab like the others of its family's share.
        assertThat(spared).isEqualTo(n > MODELS ? 1 : 0);
    }

    private Outcome lab(int table, double competence, double inspiration) {
        Scenario scenario = Scenario.withDefaults()
                .with(Parameter.PUBLIC_ITEMS, PUBLIC_ITEMS)
                .with(Parameter.FRESH_ITEMS, FRESH_ITEMS)
                .with(Parameter.WORK_TASKS, 20)
                .with(Parameter.GUESS_RATE, GUESS)
                .with(Parameter.COMPETENCE, competence)
                .with(Parameter.INSPIRATION, inspiration);
        return simulator.simulate(scenario, SEED, table);
    }

    private static double gain(Outcome outcome) {
        double onPublic = outcome.get(Measure.PUBLIC_SCORE) - outcome.get(Measure.PUBLIC_SCORE_BEFORE);
        double onFresh = outcome.get(Measure.FRESH_SCORE) - outcome.get(Measure.FRESH_SCORE_BEFORE);
        return onPublic - onFresh;
    }

    private static ScoreSet score(RandomStream answers, double success, int items) {
        long right = IntStream.range(0, items)
                .filter(j -> answers.uniform(j) < success)
                .count();
        return new ScoreSet(right, items, GUESS, 1);
    }
}
