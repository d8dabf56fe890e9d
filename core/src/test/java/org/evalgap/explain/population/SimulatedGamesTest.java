package org.evalgap.explain.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.evalgap.Outcome;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.explain.Observation;
import org.evalgap.explain.Quantity;
import org.evalgap.explain.TrainingRun;
import org.evalgap.explain.Unknown;
import org.evalgap.explain.population.HeldOut.Pair;
import org.evalgap.explain.population.HeldOut.Score;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The rules by which published games are predicted, tried on simulated ones: eight games of three runs a table, whose parameters
 * scatter around a point of the prior, simulated by a kernel or by a network. Which learner it was is not told.
 */
@Tag("long")
class SimulatedGamesTest {
    private static final int TABLES = 12;
    private static final int GAMES = 8;
    private static final int RUNS = 3;
    private static final Asked END = new Asked(2, Quantity.of(Measure.FRESH_SCORE), Learned.EPISODES);

    private final Simulator simulator = Simulator.of(EnumSet.noneOf(MeasureGroup.class));

    /** A share of episodes, by the normal law. */
    private static Observation counted(Measure measure, Outcome outcome, RandomStream noise) {
        double score = outcome.get(measure);
        double shown = score + Math.sqrt(score * (1 - score) / Learned.EPISODES) * noise.normal(measure.ordinal());
        double share = Math.min(1, Math.max(0, shown));
        return new Observation(Quantity.of(measure), share * Learned.EPISODES, Learned.EPISODES);
    }

    private List<Pair> table(Learned truth, int number) {
        List<Unknown> unknown = truth.ofGames();
        RandomStream stream = RandomStream.of(number, truth.ordinal(), Purpose.STUDY);
        List<Pair> pairs = new ArrayList<>();
        for (int game = 0; game < GAMES; game++) {
            double[] values = new double[unknown.size()];
            for (int k = 0; k < values.length; k++) {
                double z = 0.7 * stream.normal(k) + 0.5 * stream.substream(game).normal(k);
                values[k] = unknown.get(k).prior().value(unknown.get(k).parameter(), z);
            }
            List<Scenario> scenarios = truth.trainings(200).stream()
                    .map(run -> run.at(unknown, values))
                    .toList();
            for (int run = 0; run < RUNS; run++) {
                int replicate = RUNS * game + run;
                List<Outcome> outcomes = simulator.session().simulate(scenarios, 4321 + number, replicate);
                List<List<Observation>> seen = new ArrayList<>();
                for (int time = 0; time < Learned.TIMES.length; time++) {
                    RandomStream noise = stream.substream(1000 + replicate).substream(time);
                    seen.add(List.of(
                            counted(Measure.PUBLIC_SCORE, outcomes.get(time), noise),
                            counted(Measure.FRESH_SCORE, outcomes.get(time), noise)));
                }
                Row given = new Row("run " + replicate, List.of(seen.get(0), seen.get(1), List.of()));
                pairs.add(new Pair(
                        given.name(), "game " + game, game % 2 == 0 ? "a" : "b", given, new Row(given.name(), seen)));
            }
        }
        return pairs;
    }

    /**
     * With the floor intervals hold at least 85 % of 288 rows of either learner, and the error is below the baseline's, whether the
     * learner is known or is whichever the measurements speak for. Who explains a table by the wrong learner is reported.
     */
    @Test
    void gamesArePredictedWhicheverLearnerPlayed() {
        Map<Learned, Bank> banks = new EnumMap<>(Learned.class);
        for (Learned each : Learned.values()) {
            List<TrainingRun> runs = each.trainings(200);
            banks.put(each, Learned.bank(runs, each.ofGames(), 4000));
        }
        for (Learned truth : Learned.values()) {
            List<List<Pair>> tables = new ArrayList<>();
            for (int number = 0; number < TABLES; number++) {
                tables.add(table(truth, number));
            }
            for (List<Learned> learners :
                    List.of(List.of(Learned.KERNEL), List.of(Learned.NETWORK), List.of(Learned.values()))) {
                for (double floor : new double[] {0, 1.5, 3, 10}) {
                    List<Bank> who = learners.stream().map(banks::get).toList();
                    HeldOut rule = new HeldOut(floor);
                    Score all = tables.stream()
                            .map(pairs -> rule.parts(who, pairs, END))
                            .reduce(Score.NONE, Score::and);
                    System.err.println(all.text("truth " + truth + ", explained by " + learners + ", floor " + floor));
                    if (learners.contains(truth) && floor == 1.5) {
                        assertThat(all.coverage()).isGreaterThan(0.85);
                        assertThat(all.crps()).isLessThan(all.baseline());
                    }
                }
            }
        }
    }
}
