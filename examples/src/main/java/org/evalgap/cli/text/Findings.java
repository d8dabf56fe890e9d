package org.evalgap.cli.text;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
     * Whether the mean of a measure is adjusted for luck.
     *
     * @param measure which
     * @return false unless something says so
     */
    default boolean isAdjusted(Measure measure) {
        return false;
    }

    /**
     * Whether the mean gain of a score is adjusted for luck.
     *
     * @param score which
     * @return false unless something says so
     */
    default boolean isAdjusted(Score score) {
        return false;
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

            @Override
            public boolean isAdjusted(Measure measure) {
                return summary.isAdjusted(measure);
            }

            @Override
            public boolean isAdjusted(Score score) {
                return summary.isAdjusted(score);
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

    /** Findings that remember which means were told, to say which of these are adjusted for luck. Confined to a thread. */
    final class Told implements Findings {
        private final Findings findings;
        private final Set<String> adjusted = new LinkedHashSet<>();

        /** Means that vary and are not adjusted. */
        private final Set<String> plain = new LinkedHashSet<>();

        /**
         * Of which nothing was told yet.
         *
         * @param findings what came out
         */
        public Told(Findings findings) {
            this.findings = findings;
        }

        @Override
        public double mean(Measure measure) {
            note(measure.words(), error(measure), findings.isAdjusted(measure));
            return findings.mean(measure);
        }

        @Override
        public double error(Measure measure) {
            return findings.error(measure);
        }

        @Override
        public double gain(Score score) {
            note(score.gainWords(), gainError(score), findings.isAdjusted(score));
            return findings.gain(score);
        }

        @Override
        public double gainError(Score score) {
            return findings.gainError(score);
        }

        @Override
        public double factor() {
            return findings.factor();
        }

        private void note(String name, double error, boolean isAdjusted) {
            if (isAdjusted) {
                adjusted.add(name);
            } else if (error > 0) {
                plain.add(name);
            }
        }

        /**
         * Which of the means that were told are adjusted.
         *
         * @return words that go on with a sentence; empty if none is
         */
        public String luck() {
            if (adjusted.isEmpty()) {
                return "";
            }
            if (plain.isEmpty()) {
                return ", adjusted for luck";
            }
            return plain.size() < adjusted.size()
                    ? ", adjusted for luck but for " + String.join(", ", plain)
                    : ", adjusted for luck: " + String.join(", ", adjusted);
        }
    }
}
