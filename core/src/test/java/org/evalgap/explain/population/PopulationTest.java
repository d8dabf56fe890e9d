package org.evalgap.explain.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evalgap.Outcome;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Quantity;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final int ROWS = 60;
    private static final double MEAN = 0.5;
    private static final double DEVIATION = 0.8;

    private static final TrainingRun RUN = new TrainingRun(
            "run",
            Scenario.withDefaults()
                    .withDimension(2)
                    .withEnvironments(8)
                    .withPublicItems(100)
                    .withFreshItems(100)
                    .withWorkTasks(10),
            Set.of(),
            Map.of(),
            List.of());

    private static final List<Unknown> COMPETENCE = List.of(Unknown.of(Parameter.COMPETENCE, Prior.normal(0, 2)));

    private static Observation count(Measure measure, Outcome outcome, double lifted, RandomStream noise) {
        double score = Math.min(1, outcome.get(measure) + lifted);
        double shown = score + Math.sqrt(score * (1 - score) / 100) * noise.normal(measure.ordinal());
        return new Observation(Quantity.of(measure), 100 * Math.min(1, Math.max(0, shown)), 100);
    }

    private static List<Row> rows(boolean both, double lifted) {
        Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            RandomStream stream = RandomStream.of(3, r, Purpose.STUDY);
            Outcome outcome =
                    simulator.simulate(RUN.at(COMPETENCE, new double[] {MEAN + DEVIATION * stream.normal(0)}), 4321, r);
            List<Observation> observed = new ArrayList<>();
            observed.add(count(Measure.PUBLIC_SCORE, outcome, 0, stream.substream(1)));
            if (both) {
                observed.add(count(Measure.FRESH_SCORE, outcome, lifted, stream.substream(1)));
            }
            rows.add(Row.of("row " + r, observed));
        }
        return rows;
    }

    /** Of 60 rows the mean has a standard error of .11, the deviation of .08: four of each, and a seed that stays. */
    @Test
    void aPopulationIsFoundAndPredictsItsNextRow() {
        Bank bank = Bank.draw(List.of(RUN), COMPETENCE, 3000, 1, 1);
        Population population = Population.fit(bank, rows(true, 0));
        assertThat(population.mean()[0]).isCloseTo(MEAN, within(0.44));
        assertThat(Math.sqrt(population.covariance()[0][0])).isCloseTo(DEVIATION, within(0.32));
        List<Row> given = rows(false, 0);
        List<Row> all = rows(true, 0);
        Asked fresh = new Asked(0, Quantity.of(Measure.FRESH_SCORE), 100);
        Spread spread = Spread.of(given.stream().map(Row::last).toList());
        int held = 0;
        for (int r = 0; r < ROWS; r++) {
            Word word = population.word(bank, given.get(r), spread, fresh);
            double off = all.get(r).last().share() - word.known() - word.mean();
            held += Math.abs(off) <= 1.645 * Math.sqrt(word.variance()) ? 1 : 0;
        }
        // 54 of 60 expected, with a deviation of 2.3.
        assertThat(held).isBetween(45, 60);
    }

    /** Fresh items that are .1 easier than the model's: the rows say so, and that the word is else to be taken as it stands. */
    @Test
    void whatTheModelLeavesOutIsAShift() {
        Bank bank = Bank.draw(List.of(RUN), COMPETENCE, 3000, 1, 1);
        Population population = Population.fit(bank, rows(true, 0));
        Asked fresh = new Asked(0, Quantity.of(Measure.FRESH_SCORE), 100);
        List<Row> given = rows(false, 0);
        List<Row> all = rows(true, 0.1);
        Spread spread = Spread.of(given.stream().map(Row::last).toList());
        Correction correction = Correction.fit(
                given.stream()
                        .map(row -> population.word(bank, row, spread, fresh))
                        .toList(),
                all.stream().mapToDouble(row -> row.last().share()).toArray(),
                ROWS);
        // The standard error of a mean over 60 rows that scatter by .09 is .012; scores are cut at 1, which takes off a
        // little. What the word says is nearly the same for all rows here, so its trust stays nearly at its prior.
        assertThat(correction.shift()).isCloseTo(0.09, within(0.05));
        assertThat(Math.sqrt(correction.scatter())).isLessThan(0.06);
        assertThat(correction.trust()).isBetween(-2.0, 4.0);
        Row nothing = new Row("nothing", List.of(List.of()));
        assertThatThrownBy(() -> population.word(bank, nothing, spread, fresh))
                .hasMessage("nothing was measured of nothing");
    }

    @Test
    void threadsDoNotMatterAndOneRowIsNoPopulation() {
        double[] one = Population.fit(Bank.draw(List.of(RUN), COMPETENCE, 500, 1, 1), rows(true, 0))
                .mean();
        double[] three = Population.fit(Bank.draw(List.of(RUN), COMPETENCE, 500, 1, 3), rows(true, 0))
                .mean();
        assertThat(three).isEqualTo(one);
        Bank bank = Bank.draw(List.of(RUN), COMPETENCE, 100, 1, 1);
        assertThatThrownBy(() -> Population.fit(bank, rows(true, 0).subList(0, 1)))
                .hasMessage("a population needs at least 2 rows: 1");
        assertThat(Arrays.stream(one).sum()).isFinite();
        Population population = Population.fit(bank, rows(true, 0));
        List<Unknown> others = List.of(Unknown.of(Parameter.BREADTH, Prior.logUniform(0.5, 2)));
        Bank elsewhere = Bank.draw(List.of(RUN), others, 100, 1, 1);
        assertThatThrownBy(() -> population.logRatios(elsewhere)).hasMessageContaining("worlds of other parameters");
    }
}
