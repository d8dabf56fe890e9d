package org.evalgap.cli.text;

import java.util.Map;
import org.evalgap.Audit;
import org.evalgap.Summary;
import org.evalgap.audit.AuditResult;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** What a story is told from: means of measures and of gains, with standard errors where there are some. */
public interface Findings {
    /**
     * The mean of a measure.
     *
     * @param measure which
     * @return its mean; NaN where it was left out or is undefined
     */
    double mean(Measure measure);

    /**
     * The standard error of a measure's mean.
     *
     * @param measure which
     * @return the error; NaN where there is none
     */
    double error(Measure measure);

    /**
     * The mean gain of one of the four scores.
     *
     * @param score which
     * @return its mean gain; NaN where it was left out
     */
    double gain(Score score);

    /**
     * The standard error of a score's mean gain.
     *
     * @param score which
     * @return the error; NaN where there is none
     */
    double gainError(Score score);

    /**
     * By what a standard error is multiplied to have half of a 95 % interval.
     *
     * @return the factor; NaN where there are no standard errors
     */
    double factor();

    /**
     * Half of the 95 % interval of a measure's mean.
     *
     * @param measure which
     * @return the half; NaN where there is none
     */
    default double half(Measure measure) {
        return factor() * error(measure);
    }

    /**
     * Half of the 95 % interval of a score's mean gain.
     *
     * @param score which
     * @return the half; NaN where there is none
     */
    default double gainHalf(Score score) {
        return factor() * gainError(score);
    }

    /**
     * Findings over replicates.
     *
     * @param summary of the replicates
     * @return its means, with standard errors
     */
    static Findings of(Summary summary) {
        double factor = Numbers.factor(summary.replicates());
        return new Findings() {
            @Override
            public double factor() {
                return factor;
            }

            @Override
            public double mean(Measure measure) {
                return summary.mean(measure);
            }

            @Override
            public double error(Measure measure) {
                return summary.standardError(measure).orElse(Double.NaN);
            }

            @Override
            public double gain(Score score) {
                return summary.gain(score);
            }

            @Override
            public double gainError(Score score) {
                return summary.gainStandardError(score).orElse(Double.NaN);
            }
        };
    }

    /**
     * Findings of an audit, which has nothing random.
     *
     * @param result of the audit
     * @return its measures, without standard errors
     */
    static Findings of(Audit.Result result) {
        return of(result.measures());
    }

    /**
     * Findings of an audit of a suite.
     *
     * @param result of the audit
     * @return its measures, without standard errors
     */
    static Findings of(AuditResult result) {
        return of(result.measures());
    }

    private static Findings of(Map<Measure, Double> measures) {
        return new Findings() {
            @Override
            public double factor() {
                return Double.NaN;
            }

            @Override
            public double mean(Measure measure) {
                return measures.getOrDefault(measure, Double.NaN);
            }

            @Override
            public double error(Measure measure) {
                return Double.NaN;
            }

            @Override
            public double gain(Score score) {
                return score.gain(this::mean);
            }

            @Override
            public double gainError(Score score) {
                return Double.NaN;
            }
        };
    }
}
