package org.evalgap.internal.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;
import org.evalgap.internal.kernel.Normal;
import org.evalgap.internal.likelihood.Counts;
import org.evalgap.internal.likelihood.RecoveredShare;
import org.evalgap.internal.posterior.ShiftStart.Points;
import org.evalgap.random.NormalQuantile;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * What the scores say against an assumption, as three p-values.
 *
 * @param line of the line through the rows that the assumption takes for clean, fitted without a prior, in tables drawn from the
 *     prior of shift and inflation: the chance of one whose distance, or whose slope by itself, is as rare
 * @param scatter of the rows that it takes for clean, each predicted from the others: squared normal scores of the chances
 *     of a lower public score; of those that are not marked as references only where the score is too low
 * @param noise of item-set noise of the size that was found, under its prior
 */
public record ShiftCheck(double line, double scatter, double noise) {
    /** So wide that the rows alone decide. */
    private static final double FREE = 3;

    /** Less of the spread of abilities than this cannot be told from the noise of fresh scores. */
    private static final double LEAST_RELIABILITY = 0.3;

    /** Chances beyond three standard deviations count as three: one odd row is no reason to refuse. */
    private static final double FARTHEST = 0.00135;

    /** Tables drawn for the law of a line: a p-value that decides is known to a third of itself. */
    private static final int REPLICATES = 999;

    /** Lines as near as this are so without inflation, which draws lines away. */
    private static final double NEAR = 0.1;

    static ShiftCheck of(LineLaw law, double[] chances, double noise) {
        boolean[] reference = new boolean[chances.length];
        for (int i = 0; i < reference.length; i++) {
            reference[i] = law.table().get(i).reference();
        }
        return new ShiftCheck(line(law), scatter(law.clean(), reference, chances), noise(noise));
    }

    /**
     * Were nobody inflated, the distance of the fitted line from the prior's mean would be χ² with two degrees of freedom, exp(−T/2).
     * Where that is rare, tables of the assumption tell.
     */
    private static double line(LineLaw law) {
        Departure found = law.departure(Points.of(law.rows()));
        double near = StrictMath.exp(-0.5 * found.line());
        return near >= NEAR ? near : Math.max(near, exceedance(found, law.drawn()));
    }

    /**
     * How rare it is that the line or the slope by itself is as rare: every table, the one at hand among them, has the lesser of its two
     * ranks, and the share of tables whose rank is no greater is a p-value. It is exact: of tables that are alike in law at most a share
     * α has one of α or less.
     */
    static double exceedance(Departure found, List<Departure> drawn) {
        List<Departure> all = new ArrayList<>(drawn);
        all.add(found);
        double[] lines = all.stream().mapToDouble(Departure::line).sorted().toArray();
        double[] slopes = all.stream().mapToDouble(Departure::slope).sorted().toArray();
        int rank = rank(found, lines, slopes);
        long asRare = all.stream().filter(d -> rank(d, lines, slopes) <= rank).count();
        return (double) asRare / all.size();
    }

    private static int rank(Departure of, double[] lines, double[] slopes) {
        return Math.min(atLeast(lines, of.line()), atLeast(slopes, of.slope()));
    }

    /** How many of sorted numbers are at least this one, which is among them. */
    private static int atLeast(double[] sorted, double x) {
        int i = Arrays.binarySearch(sorted, x);
        while (i > 0 && sorted[i - 1] == x) {
            i--;
        }
        return sorted.length - i;
    }

    /**
     * How far a line is from the prior's mean, squared, in its standard deviations.
     *
     * @param line of level and slope together
     * @param slope of the slope alone, which inflation draws away less than the level
     */
    record Departure(double line, double slope) {}

    /**
     * The law of a line's distance under an assumption: tables drawn from it, with the abilities, items, references and families of the
     * one at hand.
     *
     * @param table scores
     * @param rows the same, with posteriors of abilities
     * @param clean rows that the line goes through
     * @param prior of the shift
     * @param prevalenceLogit centre of the logit of the share of inflated rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    record LineLaw(List<RowCounts> table, RowData[] rows, boolean[] clean, ShiftPrior prior, double prevalenceLogit) {
        /** Departures of tables that the assumption may bring forth. */
        List<Departure> drawn() {
            return IntStream.range(0, REPLICATES)
                    .parallel()
                    .mapToObj(replicate -> departure(draw(replicate)))
                    .toList();
        }

        /** Of the line, fitted without a prior. */
        Departure departure(Points points) {
            ShiftStart.Line line = ShiftStart.line(points, clean, FREE, FREE);
            double reliability = reliability(points, clean);
            double slopeVariance = ShiftPrior.SLOPE_DEVIATION * ShiftPrior.SLOPE_DEVIATION;
            double level = prior.interceptDeviation() * prior.interceptDeviation();
            double cc = line.centreVariance() + level + line.pivot() * line.pivot() * slopeVariance;
            double cb = line.covariance() / reliability + line.pivot() * slopeVariance;
            double bb = line.slopeVariance() / (reliability * reliability) + slopeVariance;
            double c = line.centre();
            double b = line.slope() / reliability - 1;
            return new Departure((bb * c * c - 2 * cb * c * b + cc * b * b) / (cc * bb - cb * cb), b * b / bb);
        }

        /** Scores of a table that the assumption may bring forth. */
        private Points draw(int replicate) {
            RandomStream stream = RandomStream.of(1, replicate, Purpose.ESTIMATE);
            World world = World.draw(prior, prevalenceLogit, stream.substream(7));
            Map<String, Double> shares = new HashMap<>();
            Points out = new Points(rows.length);
            for (int i = 0; i < rows.length; i++) {
                if (clean[i]) {
                    RandomStream own = stream.substream(1000L + i);
                    RowCounts row = table.get(i);
                    double logit = world.centre() + world.spread() * own.normal(20);
                    double share = shares.computeIfAbsent(row.family(), name -> 1 / (1 + StrictMath.exp(-logit)));
                    double ability = rows[i].ability(own.uniform(0));
                    double failure = world.failure(rows[i], ability, own);
                    boolean inflated = own.uniform(3) < (row.reference() ? Prevalence.REFERENCE : share);
                    double gain = inflated
                            ? failure * RecoveredShare.recovered(own.uniform(4), own.uniform(5), world.shape(), failure)
                            : 0;
                    double known = row.fresh().guess() + (1 - row.fresh().guess()) * Normal.cdf(ability);
                    set(out.observed(), out.observedVariance(), i, right(row.onPublic(), 1 - failure + gain, own, 30));
                    set(out.ability(), out.abilityVariance(), i, right(row.fresh(), known, own, 40));
                }
            }
            return out;
        }

        private static void set(double[] probit, double[] variance, int i, Counts score) {
            probit[i] = score.probit();
            variance[i] = score.probitVariance();
        }

        /** As many items as another score has, each right with a probability; a normal number where a binomial one is near it. */
        private static Counts right(Counts like, double success, RandomStream stream, long at) {
            double n = like.items();
            double rare = Math.min(success, 1 - success);
            double k;
            if (n * rare > 9) {
                k = Math.rint(n * rare + Math.sqrt(n * rare * (1 - rare)) * stream.normal(at));
            } else {
                double left = stream.uniform(at);
                double chance = StrictMath.exp(n * StrictMath.log(1 - rare));
                for (k = 0; left > chance && k < n; k++) {
                    left -= chance;
                    chance *= Math.max(n - k, 0) / (k + 1) * rare / (1 - rare);
                }
            }
            k = Math.min(Math.max(k, 0), n);
            return new Counts(success < 0.5 ? k : n - k, n, like.guess());
        }
    }

    /** What a table's rows have in common, drawn from the prior. */
    private record World(
            double intercept, double slope, double noise, double growth, double centre, double spread, int shape) {
        static World draw(ShiftPrior prior, double prevalenceLogit, RandomStream stream) {
            return new World(
                    prior.interceptDeviation() * stream.normal(0),
                    1 + ShiftPrior.SLOPE_DEVIATION * stream.normal(1),
                    ShiftPrior.NOISE_SCALE * Math.abs(stream.normal(2)),
                    ShiftPrior.growth(stream.uniform(3)),
                    prevalenceLogit + Prevalence.DEVIATION * stream.normal(4),
                    Prevalence.spread(stream.uniform(5)),
                    RecoveredShare.shape(stream.uniform(6)));
        }

        /** A clean model's failure on public items. */
        double failure(RowData row, double ability, RandomStream own) {
            double scale = noise * ShiftPrior.noiseScale(growth, row.relativeAbility);
            return (1 - row.guess) * Normal.cdf(-(intercept + slope * ability + scale * studentFour(own)));
        }

        /** t₄ = Z/√(χ²₄/4), χ²₄ twice the sum of two exponentials. */
        private static double studentFour(RandomStream stream) {
            double half = -StrictMath.log(stream.uniform(1) * stream.uniform(2));
            return stream.normal(10) / Math.sqrt(0.5 * half);
        }
    }

    /** The share of the fresh probits' spread that is ability: a slope over noisy abilities is too small by it. */
    private static double reliability(Points rows, boolean[] clean) {
        double n = 0;
        double sum = 0;
        double squares = 0;
        double noise = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (clean[i]) {
                n++;
                sum += rows.ability()[i];
                squares += rows.ability()[i] * rows.ability()[i];
                noise += rows.abilityVariance()[i];
            }
        }
        double spread = squares - sum * sum / n;
        return spread > 0 ? Math.max(1 - noise / spread, LEAST_RELIABILITY) : LEAST_RELIABILITY;
    }

    /**
     * The p-value of the squares' sum. A marked row counts both ways: χ², mean 1 and variance 2; another only if too low: mean
     * 1/2, variance 5/4. The sum is taken for a gamma distribution of its own mean and variance.
     */
    static double scatter(boolean[] clean, boolean[] reference, double[] chances) {
        double sum = 0;
        int both = 0;
        int low = 0;
        for (int i = 0; i < chances.length; i++) {
            if (clean[i]) {
                double z = NormalQuantile.of(Math.min(Math.max(chances[i], FARTHEST), 1 - FARTHEST));
                sum += z > 0 || reference[i] ? z * z : 0;
                both += reference[i] ? 1 : 0;
                low += reference[i] ? 0 : 1;
            }
        }
        double mean = both + 0.5 * low;
        double scale = (2 * both + 1.25 * low) / mean;
        return Gamma.regularizedGammaQ(mean / scale, sum / scale);
    }

    private static double noise(double found) {
        return 2 * Normal.cdf(-found / ShiftPrior.NOISE_SCALE);
    }

    /**
     * The chance of anything as far from the assumption, had it held: three times the least of the p-values.
     *
     * @return a p-value
     */
    public double pValue() {
        return Math.min(1, 3 * Math.min(line, Math.min(scatter, noise)));
    }
}
