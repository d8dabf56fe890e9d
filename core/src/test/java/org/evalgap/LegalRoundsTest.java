package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.List;
import org.evalgap.Board.Release;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds of rounds, and of releases under every protocol, in {@linkplain LegalScenarios random legal scenarios}. */
class LegalRoundsTest {
    private static final int SOME = 60;
    private static final int MANY = 5_000;
    private static final long SEED = 15;

    /** The numeric contract of the model (§11): the error of a flow in any score. */
    private static final double FLOW = 1e-7;

    private static final List<Measure> SCORES =
            List.of(Measure.PUBLIC_SCORE, Measure.FRESH_SCORE, Measure.WORK_SCORE, Measure.IMPACT_SCORE);

    @Test
    void trainingSplitIntoRoundsIsTheSameTraining() {
        splitIntoRounds(SOME);
    }

    @Tag("long")
    @Test
    void trainingOfManySplitIntoRoundsIsTheSameTraining() {
        splitIntoRounds(MANY);
    }

    /**
     * Where every environment is the one public item itself, n of them learn as one that is trained n times as much (§8.2), so that a round
     * trains by budget/R however many environments it has. R rounds are R flows, each going on where the one before ended.
     */
    private static void splitIntoRounds(int count) {
        Simulator simulator = Simulator.ofScores();
        int index = 0;
        for (Scenario s : LegalScenarios.some(count)) {
            if (s.get(Word.LEARNER).equals("kernel")) {
                Scenario copies = s.withPublicItems(1).withInspiration(1).withDeparture(0);
                Scenario many = copies.withEnvironments(Math.max(3, s.environments()));
                Outcome whole = simulator.simulate(many.withRounds(1).withCandidates(1), SEED, index);
                Outcome split = simulator.simulate(many.withRounds(2 + index % 2), SEED, index);
                for (Measure score : SCORES) {
                    assertThat(split.get(score))
                            .as("%s of %s", score.label(), many)
                            .isCloseTo(whole.get(score), within(4 * FLOW));
                }
            }
            index++;
        }
    }

    @Test
    void aBudgetUnderWayIsThatBudgetSpent() {
        budgetUnderWay(SOME);
    }

    @Tag("long")
    @Test
    void budgetsOfManyUnderWayAreThoseBudgetsSpent() {
        budgetUnderWay(MANY);
    }

    /** §8: with one round and one candidate a budget at a time is that share of the budget, as the flow does not know the time. */
    private static void budgetUnderWay(int count) {
        Simulator underWay = Simulator.of(EnumSet.of(MeasureGroup.TRAJECTORY));
        Simulator simulator = Simulator.ofScores();
        int index = 0;
        for (Scenario s : LegalScenarios.some(count)) {
            if (s.get(Word.LEARNER).equals("kernel")) {
                int k = 1 + 13 * index % 63;
                Scenario plain = s.withRounds(1).withCandidates(1);
                CurvePoint point =
                        underWay.simulate(plain, SEED, index).trajectory().get(k);
                Outcome spent = simulator.simulate(plain.withBudget(s.budget() * k / 64), SEED, index);
                double[] scores = {point.publicScore(), point.freshScore(), point.workScore(), point.impactScore()};
                for (int i = 0; i < scores.length; i++) {
                    assertThat(scores[i])
                            .as("%s at %d/64 of %s", SCORES.get(i).label(), k, plain)
                            .isCloseTo(spent.get(SCORES.get(i)), within(2 * FLOW));
                }
            }
            index++;
        }
    }

    @Test
    void protocolsKeepWhatTheyPromise() {
        protocols(SOME / 2);
    }

    @Tag("long")
    @Test
    void protocolsKeepWhatTheyPromiseToMany() {
        protocols(MANY / 2);
    }

    private static void protocols(int count) {
        int index = 0;
        for (Scenario s : LegalScenarios.some(count)) {
            Scenario lab = s.withEnvironments(Math.max(3, s.environments())).withRounds(1 + index % 3);
            if (index % 2 == 0) {
                lab = lab.withCandidates(1);
            }
            if (LegalScenarios.consistent(lab)) {
                visible(lab, index);
                told(lab.withCandidates(1), index);
                apart(lab, index);
            }
            index++;
        }
    }

    private static Release[][] board(Scenario s, Protocol protocol, long replicate) {
        return Board.of(List.of(s), new double[1]).simulate(protocol, SEED, replicate);
    }

    /** Items that nobody ever sees are private, whatever a protocol is called; those that are never replaced are the plain ones. */
    private static void visible(Scenario s, int index) {
        int rounds = s.rounds();
        Release[][] open = board(s, StandardProtocol.open(), index);
        Release[][] closed = board(s, StandardProtocol.privately(), index);
        if (rounds == 1) {
            Outcome plain = Simulator.ofScores().simulate(s, SEED, index);
            assertThat(open[0][0].told()).as("%s", s).isEqualTo(plain.get(Measure.REPORTED_SCORE));
            assertThat(scores(open[0][0]))
                    .as("%s", s)
                    .containsExactly(SCORES.stream().mapToDouble(plain::get).toArray());
        }
        assertThat(board(s, StandardProtocol.delayed(rounds), index))
                .as("%s", s)
                .isDeepEqualTo(closed);
        assertThat(board(s, StandardProtocol.retiring(rounds), index))
                .as("%s", s)
                .isDeepEqualTo(closed);
        assertThat(board(s.withInspiration(1 - s.inspiration()), StandardProtocol.privately(), index))
                .as("%s, private", s)
                .isDeepEqualTo(closed);
        assertThat(board(s, StandardProtocol.open().rotating(rounds), index))
                .as("%s", s)
                .isDeepEqualTo(open);
        assertThat(board(s, StandardProtocol.open().limited(s.candidates()), index))
                .as("%s", s)
                .isDeepEqualTo(open);
        for (Release[] release : open) {
            double[] scores = scores(release[0]);
            for (int i = 0; i < 4; i++) {
                assertThat(scores[i]).as("%s", s).isBetween(i < 2 ? s.guessRate() - 1e-15 : 0, 1 + 1e-15);
            }
            assertThat(release[0].told()).as("%s", s).isBetween(0.0, 1.0);
        }
    }

    private static double[] scores(Release release) {
        return new double[] {release.publicScore(), release.freshScore(), release.workScore(), release.impactScore()};
    }

    /**
     * A lab with one candidate cannot act on what it is told. Rounding errs by half a unit; the Ladder never falls, and stays below the best
     * score so far by a step at most, and half a step for its own rounding.
     */
    private static void told(Scenario s, int index) {
        Release[][] open = board(s, StandardProtocol.open(), index);
        int digits = index % 5;
        double step = 0.3 / (1 + index % 7);
        Release[][] rounded = board(s, StandardProtocol.open().telling(Telling.rounded(digits)), index);
        Release[][] climbed = board(s, StandardProtocol.open().telling(Telling.ladder(step)), index);
        Release[][] free = board(s, StandardProtocol.open().telling(Telling.ladder()), index);
        Release[][] noisy = board(s, StandardProtocol.open().telling(Telling.noisy(step)), index);
        double best = 0;
        for (int r = 0; r < open.length; r++) {
            double plain = open[r][0].told();
            best = Math.max(best, plain);
            for (Release[][] other : List.of(rounded, climbed, free, noisy)) {
                assertThat(scores(other[r][0])).as("%s", s).containsExactly(scores(open[r][0]));
            }
            assertThat(rounded[r][0].told())
                    .as("%d digits of %s", digits, s)
                    .isCloseTo(plain, within(0.5 * StrictMath.pow(10, -digits) + 1e-15));
            assertThat(climbed[r][0].told())
                    .as("steps of %s for %s", step, s)
                    .isBetween(best - 1.5 * step - 1e-15, best + 0.5 * step + 1e-15);
            assertThat(noisy[r][0].told()).as("%s", s).isFinite();
            if (r > 0) {
                assertThat(climbed[r][0].told()).as("%s", s).isGreaterThanOrEqualTo(climbed[r - 1][0].told());
                assertThat(free[r][0].told()).as("%s", s).isGreaterThanOrEqualTo(free[r - 1][0].told());
            }
        }
    }

    /** Labs that do not look at each other: the first is as alone, and it does not matter to any who comes after it. */
    private static void apart(Scenario s, int index) {
        Scenario other = s.withCompetence(0.5 - s.competence() / 2);
        Protocol protocol = index % 2 == 0 ? StandardProtocol.open() : StandardProtocol.retiring(1);
        Release[][] alone = board(s, protocol, index);
        Release[][] two = Board.of(List.of(s, other), new double[2]).simulate(protocol, SEED, index);
        Release[][] three = Board.of(List.of(s, other, s), new double[3]).simulate(protocol, SEED, index);
        for (int r = 0; r < alone.length; r++) {
            assertThat(two[r][0]).as("%s", s).isEqualTo(alone[r][0]);
            assertThat(three[r][0]).as("%s", s).isEqualTo(alone[r][0]);
            assertThat(three[r][1]).as("%s", s).isEqualTo(two[r][1]);
        }
    }
}
