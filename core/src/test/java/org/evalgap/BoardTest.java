package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.evalgap.Board.Release;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labs on one board, against the plain scenario and against rounds of one lab. */
class BoardTest {
    private static final long SEED = 11;
    private static final double[] ALONE = {0};
    private static final Scenario SMALL = Scenarios.SMALL.withErrorFocus(1);

    private static Release[][] board(Scenario s, Protocol protocol) {
        return Board.of(List.of(s), ALONE).simulate(protocol, SEED, 3);
    }

    private static List<Scenario> plain() {
        return List.of(
                Scenario.withDefaults(),
                SMALL,
                SMALL.withFormatLearning(0.2).withNarrowing(1).withAttempts(3),
                SMALL.withLearner(new HandKernel()).withBudget(64));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void openWithOneLabAndOneReleaseIsThePlainScenarioBitForBit(Scenario s) {
        Outcome alone = Simulator.ofScores().simulate(s, SEED, 3);
        Release release = board(s, StandardProtocol.open())[0][0];
        assertThat(release.told()).isEqualTo(alone.get(Measure.REPORTED_SCORE));
        assertThat(release.publicScore()).isEqualTo(alone.get(Measure.PUBLIC_SCORE));
        assertThat(release.freshScore()).isEqualTo(alone.get(Measure.FRESH_SCORE));
        assertThat(release.workScore()).isEqualTo(alone.get(Measure.WORK_SCORE));
        assertThat(release.impactScore()).isEqualTo(alone.get(Measure.IMPACT_SCORE));
    }

    private static List<Protocol> protocols() {
        return List.of(
                StandardProtocol.open(),
                StandardProtocol.privately(),
                StandardProtocol.retiring(2),
                StandardProtocol.open().rotating(1),
                StandardProtocol.delayed(1),
                StandardProtocol.delayed(2).rotating(2),
                StandardProtocol.open().limited(2).telling(Telling.rounded(1)),
                StandardProtocol.open().telling(Telling.noisy(0.01)).telling(Telling.ladder()),
                StandardProtocol.retiring(1).telling(Telling.thresholdout(0.04, 0.01, 3)));
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aBoardOfOneLabIsRoundsOfThatLab(Protocol protocol) {
        for (int candidates : new int[] {1, 3}) {
            Scenario s = SMALL.withRounds(4).withCandidates(candidates).withInspiration(0.7);
            Release[][] board = board(s, protocol);
            Outcome alone = Simulator.ofEverything().simulate(s.withProtocol(protocol), SEED, 3);
            for (int r = 0; r < 4; r++) {
                CurvePoint point = alone.rounds().get(r);
                Release release = board[r][0];
                assertThat(release.publicScore()).isEqualTo(point.publicScore());
                assertThat(release.freshScore()).isEqualTo(point.freshScore());
                assertThat(release.workScore()).isEqualTo(point.workScore());
                assertThat(release.impactScore()).isEqualTo(point.impactScore());
            }
            assertThat(board[3][0].told()).isEqualTo(alone.get(Measure.REPORTED_SCORE));
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void whatOneRunLeavesBehindChangesNoOther(Protocol protocol) {
        Scenario s = SMALL.withRounds(4).withCandidates(2);
        Board board = Board.of(List.of(s, s, s.withInspiration(1)), new double[3]);
        Release[][] first = board.simulate(protocol, SEED, 3);
        board.simulate(StandardProtocol.retiring(1), SEED, 3);
        board.simulate(protocol, SEED, 4);
        assertThat(board.simulate(protocol, SEED, 3)).isDeepEqualTo(first);
        assertThat(board(s, protocol))
                .isDeepEqualTo(new Release[][] {{first[0][0]}, {first[1][0]}, {first[2][0]}, {first[3][0]}});
        assertThat(first[3][1]).as("labs draw numbers of their own").isNotEqualTo(first[3][0]);
    }

    @Test
    void withPrivateItemsAndOneCandidateInspirationHasNothingToTake() {
        Scenario s = SMALL.withRounds(3);
        Release[][] none = board(s.withInspiration(0), StandardProtocol.privately());
        for (double inspiration : new double[] {0.3, 1}) {
            assertThat(board(s.withInspiration(inspiration), StandardProtocol.privately()))
                    .isDeepEqualTo(none);
            Outcome alone = Simulator.ofEverything()
                    .simulate(s.withInspiration(inspiration).withProtocol(StandardProtocol.privately()), SEED, 3);
            Outcome unaided = Simulator.ofEverything().simulate(s.withInspiration(0), SEED, 3);
            assertThat(alone.values()).isEqualTo(unaided.values());
        }
    }

    /** Mean over 400 replicates against 0, at 4.5 standard errors: a false alarm once in 150,000 seeds. */
    @Test
    void withPrivateItemsAndOneCandidateNothingIsInflated() {
        Scenario s = SMALL.withInspiration(1).withRounds(2);
        Summary summary = MonteCarlo.of(s.withProtocol(StandardProtocol.privately()), 400);
        MonteCarlo.agrees(summary, Measure.INFLATION, 0, 0);
        Summary open = MonteCarlo.of(s, 400);
        assertThat(open.mean(Measure.INFLATION))
                .as("where items are seen there is something to find")
                .isGreaterThan(9 * MonteCarlo.error(open, Measure.INFLATION));
    }

    /**
     * Items that nobody saw before they were scored: the told score is that on fresh items up to the luck of the draw, while
     * labs train on all that were retired. Means over 400 replicates at 4.5 standard errors: false alarm 7e-6 a release.
     */
    @Test
    void rotatingEveryReleaseScoresFreshItemsEachTime() {
        Scenario s = SMALL.withInspiration(1).withRounds(4);
        Board board = Board.of(List.of(s), ALONE);
        double[] sum = new double[4];
        double[] squares = new double[4];
        for (int replicate = 0; replicate < 400; replicate++) {
            Release[][] releases = board.simulate(StandardProtocol.retiring(1), SEED, replicate);
            for (int r = 0; r < 4; r++) {
                double x = releases[r][0].told() - releases[r][0].freshScore();
                sum[r] += x;
                squares[r] += x * x;
            }
        }
        for (int r = 0; r < 4; r++) {
            double mean = sum[r] / 400;
            double error = Math.sqrt((squares[r] / 400 - mean * mean) / 399);
            assertThat(mean).as("release %d", r).isCloseTo(0, org.assertj.core.api.Assertions.within(4.5 * error));
        }
    }

    @Test
    void setsOfAnExplicitEvalHaveNoItemInCommon() {
        Scenario s = SMALL.withEval(Scenarios.explicit(60, 1))
                .withPublicItems(10)
                .withFreshItems(10)
                .withRounds(4);
        Engine.Draws draws = new Engine.Draws();
        draws.draw(s, SEED, 3);
        java.util.Set<String> seen = new java.util.HashSet<>();
        for (int set : new int[] {2, 0, 3, 1}) {
            draws.score(set);
            for (int i = 0; i < 10; i++) {
                seen.add(draws.publicItems.position[0][i] + " " + draws.publicItems.position[2][i]);
            }
        }
        assertThat(seen).hasSize(40);
        assertThat(draws.published(4).size()).isEqualTo(40);
        Scenario tooLong = s.withRounds(6);
        assertThatThrownBy(() -> board(tooLong, StandardProtocol.retiring(1)))
                .hasMessageContaining("must have at least 60 items of weight above 0 for 5 sets");
    }

    /**
     * Best of N (Harter 1961): untrained candidates of one difficulty are told .5 + σ m_q, q of them being submitted; σ = .0158 on
     * 1,000 items, m_4 = 1.02937537, m_16 = 1.76599139. Means over 2,000 replicates at 4.5 standard errors, 1 in 150,000 seeds
     * each; the normal approximation is off by less than .01 σ.
     */
    @Test
    void ofManyCandidatesOnlyThoseSubmittedInflateTheScore() {
        Scenario s = Scenario.withDefaults()
                .withDimension(1)
                .withEnvironments(1)
                .withBudget(0)
                .withDifficultySpread(0)
                .withFreshItems(1)
                .withWorkTasks(1)
                .withPublicItems(1000)
                .withCandidates(16);
        double sigma = 0.5 / Math.sqrt(1000);
        Summary four = MonteCarlo.of(s.withProtocol(StandardProtocol.open().limited(4)), 2000);
        MonteCarlo.agrees(four, Measure.REPORTED_SCORE, 0.5 + sigma * 1.02937537, 0.01 * sigma);
        Summary all = MonteCarlo.of(s.withProtocol(StandardProtocol.privately()), 2000);
        MonteCarlo.agrees(all, Measure.REPORTED_SCORE, 0.5 + sigma * 1.76599139, 0.01 * sigma);
    }

    /** A protocol that looks at the same numbers as a standard one, written by a user. */
    private record Own(Protocol like) implements Protocol {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public int scored(int release) {
            return like.scored(release);
        }

        @Override
        public int published(int release) {
            return like.published(release);
        }

        @Override
        public boolean showsResults() {
            return like.showsResults();
        }

        @Override
        public int submissions(int release) {
            return like.submissions(release);
        }

        @Override
        public org.evalgap.protocol.Announcer announcer() {
            return like.announcer();
        }
    }

    @ParameterizedTest
    @MethodSource("protocols")
    void aProtocolOfOnesOwnDoesWhatAStandardOneDoes(Protocol protocol) {
        Scenario s = SMALL.withRounds(3).withCandidates(2);
        assertThat(board(s, new Own(protocol))).isDeepEqualTo(board(s, protocol));
        Outcome own = Simulator.ofScores().simulate(s.withProtocol(new Own(protocol)), SEED, 3);
        assertThat(own.values())
                .isEqualTo(Simulator.ofScores()
                        .simulate(s.withProtocol(protocol), SEED, 3)
                        .values());
    }

    /** A lab that copies everything trains on nothing but the leader's environments; at first nobody leads. */
    @Test
    void whoCopiesFollowsTheLeader() {
        Scenario strong = SMALL.withRounds(3).withBudget(400);
        Scenario weak = strong.withCompetence(-3);
        List<Scenario> labs = List.of(strong, weak);
        Release[][] apart = Board.of(labs, new double[2]).simulate(StandardProtocol.open(), SEED, 3);
        Release[][] copied = Board.of(labs, new double[] {0, 1}).simulate(StandardProtocol.open(), SEED, 3);
        for (int r = 0; r < 3; r++) {
            assertThat(copied[r][0]).as("the leader copies nobody").isEqualTo(apart[r][0]);
            assertThat(Board.leader(copied[r])).isZero();
        }
        assertThat(copied[0][1]).isEqualTo(apart[0][1]);
        assertThat(copied[1][1]).isNotEqualTo(apart[1][1]);
        Release[][] both = Board.of(labs, new double[] {1, 1}).simulate(StandardProtocol.open(), SEED, 3);
        assertThat(both).isDeepEqualTo(copied);
    }

    @Test
    void labsThatCannotStandOnOneBoardAreRefused() {
        assertThatThrownBy(() -> Board.of(List.of(), new double[0])).hasMessageContaining("at least one lab");
        assertThatThrownBy(() -> Board.of(List.of(SMALL), new double[] {Double.NaN}))
                .hasMessageContaining("copying must be in [0, 1]: NaN");
        for (Scenario other : List.of(SMALL.withRounds(2), SMALL.withPublicItems(7), SMALL.withGuessRate(0.1))) {
            assertThatThrownBy(() -> Board.of(List.of(SMALL, other), new double[2]))
                    .hasMessageContaining("lab 2 differs from lab 1");
        }
    }
}
