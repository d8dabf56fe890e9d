package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.evalgap.Board.Release;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.internal.kernel.Points;
import org.evalgap.measure.Measure;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What MODEL.md, section 15, says of protocols where two of them must agree; networks on boards; what is copied. */
class BoardOraclesTest {
    private static final long SEED = 15;
    private static final Scenario SMALL =
            Scenarios.SMALL.withErrorFocus(1).withInspiration(0.7).withRounds(4).withCandidates(3);
    private static final Scenario FIELD = Scenarios.SMALL
            .withDimension(4)
            .withAnswers("field")
            .withSurfaceDimensions(3)
            .withRounds(3);
    private static final Scenario NETWORK = FIELD.withNetworkLearner()
            .withWidth(10)
            .withUpdates(30)
            .withPretraining(10)
            .withPretrainingTasks(40);

    private static Release[][] board(Scenario s, Protocol protocol) {
        return Board.of(List.of(s), new double[1]).simulate(protocol, SEED, 2);
    }

    /** What is true of a release, without what was told. */
    private static double[] truth(Release release) {
        return new double[] {release.publicScore(), release.freshScore(), release.workScore(), release.impactScore()};
    }

    /** A step of 1 is never climbed: all candidates of all releases are told what the very first was, and the first is kept. */
    @Test
    void aLadderRemembersOverReleasesAndWhoDoesNotImproveKeepsItsFirstCandidate() {
        Release[][] ladder = board(SMALL, StandardProtocol.open().telling(Telling.ladder(1)));
        Release[][] first = board(SMALL, StandardProtocol.open().limited(1));
        for (int r = 0; r < 4; r++) {
            assertThat(ladder[r][0].told()).isEqualTo(ladder[0][0].told()).isEqualTo(Math.rint(first[0][0].told()));
            assertThat(truth(ladder[r][0])).isEqualTo(truth(first[r][0]));
        }
    }

    @Test
    void designersLookAtResultsOnlyWhereTheyAreShown() {
        for (Protocol hiding : List.of(StandardProtocol.delayed(1), StandardProtocol.retiring(1))) {
            assertThat(board(SMALL, hiding)).isDeepEqualTo(board(SMALL.withErrorFocus(0), hiding));
        }
        assertThat(board(SMALL, StandardProtocol.open()))
                .isNotEqualTo(board(SMALL.withErrorFocus(0), StandardProtocol.open()));
    }

    @Test
    void untilItemsArePublishedADelayedEvalIsAPrivateOne() {
        Release[][] delayed = board(SMALL, StandardProtocol.delayed(3));
        Release[][] hidden = board(SMALL, StandardProtocol.privately());
        assertThat(Arrays.copyOf(delayed, 3)).isDeepEqualTo(Arrays.copyOf(hidden, 3));
        assertThat(delayed[3][0]).isNotEqualTo(hidden[3][0]);
    }

    @Test
    void aLimitAboveTheCandidatesLimitsNothing() {
        assertThat(board(SMALL, StandardProtocol.open().limited(3)))
                .isDeepEqualTo(board(SMALL, StandardProtocol.open()));
        assertThat(board(SMALL, StandardProtocol.open().limited(2)))
                .isNotEqualTo(board(SMALL, StandardProtocol.open()));
    }

    /**
     * Best of N (Harter 1961): of 1,024 untrained candidates the best is told .5 + 3.24823960 σ, σ = 1/(2√n), for normals; for
     * binomials of n items it is Σ_k P(max > k)/n. Mean of 150 replicates at 4.5 standard errors, 1 in 150,000 seeds; 1 % of σ m
     * more for the normal's.
     */
    @Test
    void theBestOfAThousandIsToldTooMuch() {
        int n = 400;
        Scenario s = Scenario.withDefaults()
                .withDimension(1)
                .withEnvironments(1)
                .withBudget(0)
                .withDifficultySpread(0)
                .withFreshItems(1)
                .withWorkTasks(1)
                .withPublicItems(n)
                .withCandidates(1024);
        double excess = 0.5 / Math.sqrt(n) * 3.24823960;
        BinomialDistribution one = BinomialDistribution.of(n, 0.5);
        double exact = 0;
        for (int k = 0; k < n; k++) {
            exact += 1 - Math.pow(one.cumulativeProbability(k), 1024);
        }
        Summary summary = MonteCarlo.of(s.withProtocol(StandardProtocol.privately()), 150);
        MonteCarlo.agrees(summary, Measure.REPORTED_SCORE, exact / n, 0);
        MonteCarlo.agrees(summary, Measure.REPORTED_SCORE, 0.5 + excess, 0.01 * excess);
    }

    private static List<Protocol> protocols() {
        return List.of(
                StandardProtocol.open(),
                StandardProtocol.privately().limited(1),
                StandardProtocol.retiring(1).telling(Telling.ladder()));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aNetworkOnABoardIsTheNetworkAlone(Protocol protocol) {
        Scenario s = NETWORK.withCandidates(2);
        Release[][] board = board(s, protocol);
        Outcome alone = Simulator.ofEverything().simulate(s.withProtocol(protocol), SEED, 2);
        for (int r = 0; r < 3; r++) {
            CurvePoint point = alone.rounds().get(r);
            assertThat(truth(board[r][0]))
                    .containsExactly(point.publicScore(), point.freshScore(), point.workScore(), point.impactScore());
        }
        assertThat(board[2][0].told()).isEqualTo(alone.get(Measure.REPORTED_SCORE));
        if (protocol.equals(StandardProtocol.open())) {
            Release once = board(s.withRounds(1), protocol)[0][0];
            Outcome plain = Simulator.ofScores().simulate(s.withRounds(1), SEED, 2);
            assertThat(once.told()).isEqualTo(plain.get(Measure.REPORTED_SCORE));
            assertThat(once.workScore()).isEqualTo(plain.get(Measure.WORK_SCORE));
        }
    }

    /** The kernel leads, since it is far more competent; a network copies it, another does not. */
    @Test
    void networksAndKernelsStandOnOneBoardAndCopy() {
        List<Scenario> labs = List.of(FIELD.withCompetence(3), NETWORK, NETWORK.withWidth(12));
        Board apart = Board.of(labs, new double[3]);
        Board copying = Board.of(labs, new double[] {0, 0.5, 0});
        Release[][] alone = apart.simulate(StandardProtocol.open(), SEED, 2);
        for (Protocol protocol : protocols()) {
            Release[][] one = apart.simulate(protocol, SEED, 2);
            Release[][] two = copying.simulate(protocol, SEED, 2);
            for (int r = 0; r < 3; r++) {
                assertThat(Board.leader(two[r])).isZero();
                assertThat(two[r][0]).as("who copies nobody").isEqualTo(one[r][0]);
                assertThat(two[r][2]).as("who copies nobody").isEqualTo(one[r][2]);
            }
            assertThat(two[0][1]).isEqualTo(one[0][1]);
            assertThat(two[1][1].workScore()).isNotEqualTo(one[1][1].workScore());
        }
        assertThat(apart.simulate(StandardProtocol.open(), SEED, 2))
                .as("what other protocols left behind changes nothing")
                .isDeepEqualTo(alone);
    }

    /**
     * Of 4,000 environments a share of .3 is the leader's, drawn evenly from its 50: a binomial at 4.5 standard deviations (7e-6
     * of seeds), and a chi-square of 49 degrees of freedom below 110 (1e-6).
     */
    @Test
    void theShareOfEnvironmentsThatIsCopiedIsTheLeaders() {
        Scenario s = Scenarios.SMALL.withInspiration(0).withEnvironments(50);
        Scenario large = s.withEnvironments(4000);
        Engine.Draws draws = new Engine.Draws();
        draws.draw(s, SEED, 0);
        Lab leader = lab(draws, 1, s);
        leader.design(s, 0, 0, 0, 50);
        Lab copier = lab(draws, 2, large);
        copier.visit(leader.environments, 50, 0.3);
        copier.design(large, 1, 0, 0, 4000);
        Map<Double, Integer> copies = new HashMap<>();
        for (int j = 0; j < 50; j++) {
            copies.put(leader.environments.position[0][j], 0);
        }
        int copied = 0;
        Points built = copier.environments;
        for (int j = 0; j < 4000; j++) {
            if (copies.computeIfPresent(built.position[0][j], (x, count) -> count + 1) != null) {
                copied++;
            }
        }
        assertThat(copies).hasSize(50);
        assertThat((double) copied).isCloseTo(1200, within(4.5 * Math.sqrt(4000 * 0.3 * 0.7)));
        double expected = copied / 50.0;
        double chiSquare = copies.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(chiSquare).isLessThan(110);
    }

    private static Lab lab(Engine.Draws draws, long seed, Scenario s) {
        Lab lab = new Lab(draws.answers);
        lab.open(seed, 0);
        lab.begin(s);
        lab.show(draws.publicItems, new double[draws.publicItems.size()]);
        return lab;
    }
}
