package org.evalgap.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.evalgap.sweep.run.SweepProgress;
import org.evalgap.work.Elsewhere;
import org.evalgap.work.Workers;
import org.junit.jupiter.api.Test;

/** What an analysis is put together from: pieces that travel, values of inputs, products of a star, intervals. */
class PiecesTest {
    private static final SobolAnalysis ANALYSIS = SobolAnalysis.ofNoisy(
                    List.of(Input.unit("a"), Input.uniform("b", -2, 2)), 3, (x, seed, r) -> x[0] + x[0] * x[1] + r)
            .withSamples(128);

    @Test
    void piecesArriveAsTheyWere() {
        StarPiece piece = new StarPiece(3, 1 << 20, 7);
        assertThat(StarPiece.of(piece.toBytes())).isEqualTo(piece);
        assertThat(piece.toBytes()).containsExactly(0, 0, 0, 3, 0, 16, 0, 0, 0, 0, 0, 7);
        assertThatThrownBy(() -> StarPiece.of(new byte[11])).hasMessageEndingWith("has 12 bytes: 11");
        assertThatThrownBy(() -> StarPiece.of(new byte[13])).hasMessageEndingWith("has 12 bytes: 13");
    }

    @Test
    void valuesArriveAsTheyWere() {
        StarPiece piece = new StarPiece(0, 2, 1);
        double[][][] values = {{{1, -0.0, Double.NaN}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, Double.MIN_VALUE}}};
        byte[] bytes = new StarValues(piece, values).toBytes();
        assertThat(bytes).hasSize(12 + 12 * 8);
        StarValues arrived = StarValues.of(piece, bytes);
        assertThat(arrived.piece()).isEqualTo(piece);
        assertThat(arrived.values()).isDeepEqualTo(values);
        assertThatThrownBy(() -> StarValues.of(piece, Arrays.copyOf(bytes, 11)))
                .hasMessage("values of a piece have 12 bytes at least: 11");
        assertThatThrownBy(() -> StarValues.of(piece, Arrays.copyOf(bytes, 12)))
                .hasMessage("values of a piece have another number of bytes: 12");
        for (int length : new int[] {bytes.length - 1, bytes.length + 1}) {
            assertThatThrownBy(() -> StarValues.of(piece, Arrays.copyOf(bytes, length)))
                    .hasMessage("values of a piece have another number of bytes: " + length);
        }
        assertThat(StarValues.of(piece, new byte[12]).values()).isEmpty();
    }

    /** 128 samples are 16 repetitions of 8 base points. */
    @Test
    void onlyPiecesOfTheAnalysisAreEvaluated() {
        for (StarPiece none : List.of(
                new StarPiece(-1, 0, 1),
                new StarPiece(16, 0, 1),
                new StarPiece(0, -1, 1),
                new StarPiece(0, 0, 0),
                new StarPiece(0, 7, 2))) {
            assertThatThrownBy(() -> ANALYSIS.evaluate(none))
                    .hasMessage("no piece of an analysis with 128 samples: " + none);
        }
        for (StarPiece piece : List.of(new StarPiece(0, 0, 1), new StarPiece(15, 7, 1), new StarPiece(3, 0, 8))) {
            double[][][] values = ANALYSIS.evaluate(piece).values();
            assertThat(values).hasDimensions(1, 3);
            assertThat(values[0][2]).hasSize(4 * piece.count());
        }
        assertThat(ANALYSIS.samples()).isEqualTo(128);
        assertThat(ANALYSIS.evaluations()).isEqualTo(128 * 4 * 3);
        assertThat(ANALYSIS.withSamples(64).samples()).isEqualTo(64);
        assertThat(ANALYSIS.withSamples(1 << 24).samples()).isEqualTo(1 << 24);
        assertThatThrownBy(() -> ANALYSIS.withSamples(1 << 25)).hasMessageEndingWith("; 16777216 would do");
        assertThatThrownBy(() -> ANALYSIS.withSamples(-8)).hasMessageEndingWith("; 64 would do");
    }

    /** A star is A, A with one coordinate of B, and B: of the same repetition the same, whoever asks for which part. */
    @Test
    void aStarHasOneCoordinateOfAnotherPointAtATime() {
        double[][] stars = new Repetition(2, 8, 5, 0).stars(0, 8);
        assertThat(stars).hasDimensions(32, 2);
        for (int s = 0; s < 32; s += 4) {
            double[] a = stars[s];
            double[] b = stars[s + 3];
            assertThat(stars[s + 1]).containsExactly(b[0], a[1]);
            assertThat(stars[s + 2]).containsExactly(a[0], b[1]);
            assertThat(DoubleStream.of(a[0], a[1], b[0], b[1]).distinct().count())
                    .isEqualTo(4);
        }
        assertThat(new Repetition(2, 8, 5, 0).stars(3, 2)).isDeepEqualTo(Arrays.copyOfRange(stars, 12, 20));
        assertThat(new Repetition(2, 8, 5, 1).stars(0, 8)).isNotEqualTo(stars);
        assertThat(new Repetition(2, 8, 5, 0).seed)
                .isNotEqualTo(new Repetition(2, 8, 5, 1).seed)
                .isNotEqualTo(new Repetition(2, 8, 6, 0).seed);
    }

    /**
     * One input, two stars A, AB, B of 2, 6, 4 and 0, 2, 2, by hand. The mean of A and B is 2, so that deviations are 0, 4, 2 and −2, 0, 0:
     * the variance (0 + 4 + 4 + 0)/2/2 = 2, the chance product (0 + 0)/2 = 0, B with AB (8 + 0)/2 = 4, A less AB (16 + 4)/2/2 = 5.
     */
    @Test
    void productsAreThoseOfAPageOfPaper() {
        Products once = new Products(new double[][] {{2, 6, 4, 0, 2, 2}}, 1);
        assertThat(once.mean).isEqualTo(2);
        assertThat(once.noise).isZero();
        assertThat(new double[] {once.form(0), once.form(1), once.form(2), once.form(3)})
                .containsExactly(2, 0, 4, 5);
    }

    /**
     * The same in two replicates that lie ±d apart from it, d = 1, 0, −1, −1, 0, 1: what is left over has the mean 0 and, of each
     * replicate, the variance (1 + 1 + 1 + 1)/2/2 = 1, the chance product (−1 − 1)/2 = −1, 0 for B with AB, and (1 + 1)/2/2 = ½ for A less AB.
     * Two of them over n (n − 1) = 2 are taken off.
     */
    @Test
    void whatDiffersBetweenReplicatesIsTakenOff() {
        Products twice = new Products(new double[][] {{3, 6, 3, -1, 2, 3}, {1, 6, 5, 1, 2, 1}}, 1);
        assertThat(twice.mean).isEqualTo(2);
        assertThat(twice.noise).isEqualTo(1);
        assertThat(new double[] {twice.form(0), twice.form(1), twice.form(2), twice.form(3)})
                .containsExactly(1, 1, 4, 4.5);
    }

    /** The same with a third replicate, which lies where their mean does: two of them over 3 · 2 are taken off. */
    @Test
    void ofMoreReplicatesLessIsTakenOff() {
        Products thrice = new Products(new double[][] {{3, 6, 3, -1, 2, 3}, {1, 6, 5, 1, 2, 1}, {2, 6, 4, 0, 2, 2}}, 1);
        double[] expected = {5 / 3.0, 1 / 3.0, 4, 29 / 6.0};
        for (int q = 0; q < 4; q++) {
            assertThat(thrice.form(q)).isCloseTo(expected[q], within(1e-14));
        }
        assertThat(thrice.noise).isCloseTo(1 / 3.0, within(1e-14));
    }

    /** Quantiles of Student's distribution by another program, with 15 degrees of freedom and with 14. */
    @Test
    void intervalsHave95PercentOfStudentsDistribution() {
        double wide = new TDistribution(15).inverseCumulativeProbability(0.975);
        IndexEstimate estimate = IndexEstimate.of(0.3, 0.1);
        assertThat(estimate.low()).isCloseTo(0.3 - 0.1 * wide, within(1e-9));
        assertThat(estimate.high()).isCloseTo(0.3 + 0.1 * wide, within(1e-9));
        double fitted = new TDistribution(14).inverseCumulativeProbability(0.975);
        assertThat(IndexEstimate.fitted(0.3, 0.1).low()).isCloseTo(0.3 - 0.1 * fitted, within(1e-9));
        assertThat(IndexEstimate.fitted(0.3, 0.1).high()).isCloseTo(0.3 + 0.1 * fitted, within(1e-9));
        assertThat(estimate.positive()).isTrue();
        assertThat(IndexEstimate.of(0.2, 0.1).positive()).isFalse();
        assertThat(IndexEstimate.of(0, 0).positive()).isFalse();
        assertThat(IndexEstimate.NONE.positive()).isFalse();
    }

    @Test
    void inputsHaveTheirValuesByTheirShareOfTheUnitInterval() {
        Input level = Input.levels("size", 1, 2, 5);
        assertThat(DoubleStream.of(0.01, 0.33, 0.34, 0.66, 0.67, Math.nextDown(1.0))
                        .map(level::value))
                .containsExactly(1.0, 1.0, 2.0, 2.0, 5.0, 5.0);
        assertThat(DoubleStream.of(0.25, 0.75).map(Input.uniform("x", -1, 3)::value))
                .containsExactly(0.0, 2.0);
        assertThat(Input.unit("u").value(0.3)).isEqualTo(0.3);
        assertThat(DoubleStream.of(0.49, 0.51).map(Input.choices("c", "a", "b")::value))
                .containsExactly(0.0, 1.0);
        assertThat(level).hasToString("size");
        assertThat(level.name()).isEqualTo("size");
        for (double to : new double[] {1, 0, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Input.uniform("x", 1, to)).hasMessageContaining("finite and go up: from 1.0");
        }
        assertThatThrownBy(() -> Input.choices("x")).hasMessageContaining("needs a level");
    }

    /** Last piece first, and each hired once: the same result, and progress that goes up to all that there is. */
    @Test
    void whoeverEvaluatesTheResultIsTheSame() {
        List<SweepProgress> heard = new ArrayList<>();
        try (Elsewhere<StarPiece, StarValues> elsewhere = new Elsewhere<>(
                StarPiece::toBytes,
                piece -> ANALYSIS.evaluate(StarPiece.of(piece)).toBytes(),
                StarValues::of)) {
            SensitivityResult there = ANALYSIS.withWorkforce(() -> elsewhere).run(heard::add);
            assertThat(there).isEqualTo(ANALYSIS.withThreads(1).run());
            assertThat(elsewhere.done()).as("a piece a repetition").isEqualTo(16);
        }
        assertThat(heard)
                .extracting(SweepProgress::pointsDone)
                .isSorted()
                .startsWith(32L)
                .endsWith(512L);
        assertThat(heard).allMatch(p -> p.points() == 512 && p.replicates() == 1536);
        assertThat(heard)
                .allMatch(p -> p.replicatesDone() == 3 * p.pointsDone() && p.seconds() >= 0 && p.seconds() < 600);
        assertThat(heard).allMatch(p -> p.replicatesSimulated() == p.replicatesDone());
    }

    /** Pieces are given no further ahead than workers want, and no more are kept waiting than four times that. */
    @Test
    void workersHoldWhatTheyWantAndNoMore() {
        int[] most = {0};
        SobolAnalysis many =
                SobolAnalysis.of(List.of(Input.unit("a")), x -> x[0]).withSamples(2048);
        Workers<StarPiece, StarValues> counting = new Workers<>() {
            private final List<StarPiece> pieces = new ArrayList<>();

            @Override
            public int size() {
                return 2;
            }

            @Override
            public void give(StarPiece piece) {
                assertThat(piece.count()).as("64 points of three a star").isLessThanOrEqualTo(21);
                pieces.add(piece);
                most[0] = Math.max(most[0], pieces.size());
            }

            @Override
            public StarValues await(long milliseconds) {
                assertThat(pieces).as("somebody waits").isNotEmpty();
                return many.evaluate(pieces.remove(pieces.size() - 1));
            }

            @Override
            public void close() {
                assertThat(pieces).isEmpty();
            }
        };
        SensitivityResult found = many.withWorkforce(() -> counting).run();
        assertThat(most[0]).isEqualTo(6);
        assertThat(found.output("value")).isEqualTo(many.withThreads(1).run().output("value"));
    }

    @Test
    void anInterruptedAnalysisSaysSoAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ANALYSIS.withThreads(1).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the analysis was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
