package org.evalgap.internal.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.internal.likelihood.LogSum;
import org.evalgap.internal.posterior.ShiftEvidence.Part;
import org.junit.jupiter.api.Test;

/** Families that depart together count for less, in every place where the evidence of rows enters; by brute force. */
class ShiftTemperingTest {
    private static final ShiftPrior PRIOR = new ShiftPrior(0.5);
    private static final Prevalence PREVALENCE = new Prevalence(-2);

    /** Twenty models in four families, each a little above or below the line; the third model far above. */
    private static List<RowCounts> table() {
        List<RowCounts> out = new ArrayList<>();
        int[] departure = {30, -40, 45, -25};
        for (int i = 0; i < 20; i++) {
            int fresh = 300 + 20 * i;
            int right = fresh + departure[i / 5] + 7 * (i % 3) + (i == 2 ? 150 : 0);
            out.add(new RowCounts(
                    "m" + i,
                    "f" + i / 5,
                    i >= 15,
                    new Counts(right, 1000, 0),
                    new Counts(fresh, 1000, 0),
                    Optional.empty()));
        }
        return out;
    }

    private static List<String> families(List<RowCounts> table) {
        return table.stream().map(RowCounts::family).toList();
    }

    private static boolean[] references(List<RowCounts> table) {
        boolean[] out = new boolean[table.size()];
        IntStream.range(0, out.length).forEach(i -> out[i] = table.get(i).reference());
        return out;
    }

    private static FamilyMixture mixture(List<RowCounts> table) {
        return new FamilyMixture(families(table), references(table), PREVALENCE);
    }

    private static double evidence(FamilyMixture mixture, double[] likelihoods) {
        mixture.load(likelihoods);
        return LogSum.of(IntStream.range(0, FamilyMixture.SHAPES)
                .mapToDouble(k -> mixture.logPrior(k) + mixture.referenceEvidence(k) + mixture.targetEvidence(k))
                .toArray());
    }

    /** A row is left out by another mixture, of the rest: the posterior is then prior times evidence of the rest to the same power. */
    @Test
    void aRowThatIsLeftOutTakesAsMuchEvidenceWithItAsItBrought() {
        List<RowCounts> table = table();
        RowData[] rows = RowPreparation.rows(table);
        boolean[] all = new boolean[rows.length];
        Arrays.fill(all, true);
        FamilyMixture mixture = mixture(table);
        ShiftSearch search = new ShiftSearch(rows, mixture, families(table), PRIOR, all, false);
        ShiftPosterior posterior = new ShiftPosterior(rows, mixture, search, search.integrate());
        assertThat(search.tempering()).isBetween(0.2, 0.7);
        double[] weights = posterior.nodeWeights();
        for (int row : new int[] {0, 2, 7, 17}) {
            List<RowCounts> rest = new ArrayList<>(table);
            rest.remove(row);
            FamilyMixture without = mixture(rest);
            double[] logs = new double[weights.length];
            for (int i = 0; i < logs.length; i++) {
                double[] of = posterior.likelihood[i];
                int from = row * RowData.FUNCTIONS;
                double[] ofRest = new double[of.length - RowData.FUNCTIONS];
                System.arraycopy(of, 0, ofRest, 0, from);
                System.arraycopy(of, from + RowData.FUNCTIONS, ofRest, from, ofRest.length - from);
                logs[i] =
                        Math.log(weights[i]) + search.tempering() * (evidence(without, ofRest) - evidence(mixture, of));
            }
            double total = LogSum.of(logs);
            double[] predictive = posterior.predictive(row);
            for (int i = 0; i < logs.length; i++) {
                assertThat(predictive[i]).isCloseTo(Math.exp(logs[i] - total), within(1e-10));
            }
        }
    }

    /** With levels apart the others' level is integrated out of their evidence to that power: here on 400 nodes instead of 11. */
    @Test
    void theOthersLevelIsIntegratedOutOfAsMuchEvidenceAsCounts() {
        List<RowCounts> table = table();
        RowData[] rows = RowPreparation.rows(table);
        ShiftSearch search = new ShiftSearch(rows, mixture(table), families(table), PRIOR, references(table), true);
        ShiftGrid grid = search.integrate();
        ShiftEvidence evidence = search.evidence();
        double power = search.tempering();
        assertThat(power).isBetween(0.2, 0.7);
        int tau = grid.tau(IntStream.range(0, grid.size())
                .boxed()
                .max((a, b) -> Double.compare(grid.weight[a], grid.weight[b]))
                .orElseThrow());
        int middle = grid.centres() / 2;
        double[] brute = new double[grid.slopes()];
        for (int line = 0; line < brute.length; line++) {
            double slope = grid.slopeOf(line);
            double[] levels = new double[401];
            for (int x = 0; x < levels.length; x++) {
                double intercept = -0.5 + x / 400.0;
                evidence.place(intercept, slope, Part.OTHERS);
                levels[x] = PRIOR.logDensity(intercept, 1) + power * evidence.at(tau, Part.OTHERS);
            }
            double intercept = grid.interceptOf(middle, line);
            evidence.place(intercept, slope, Part.CLEAN);
            brute[line] = PRIOR.logDensity(intercept, slope) + power * evidence.at(tau, Part.CLEAN) + LogSum.of(levels);
        }
        for (int line = 1; line < brute.length; line++) {
            double ratio = Math.log(grid.weight[grid.node(middle, line, tau)] / grid.weight[grid.node(middle, 0, tau)]);
            assertThat(ratio).isCloseTo(brute[line] - brute[0], within(0.02));
        }
    }
}
