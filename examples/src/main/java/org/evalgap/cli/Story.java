package org.evalgap.cli;

import static org.evalgap.measure.Measure.*;

import java.util.Locale;
import org.evalgap.Scenario;
import org.evalgap.measure.Measure;

/**
 * The table for people: from the public gain down, gap by gap, to what reaches jobs, as shares of tasks and in logits, and a
 * few sentences that say what it comes to. What was not measured is left out.
 */
final class Story {
    private static final String LINE = "%-37s%8s%9s   %-19s%s";

    private final Scenario scenario;
    private final Findings findings;
    private final StringBuilder text = new StringBuilder();

    private Story(Scenario scenario, Findings findings) {
        this.scenario = scenario;
        this.findings = findings;
    }

    /**
     * Tells it.
     *
     * @param scenario what was assumed
     * @param findings what came out
     * @return lines, each ended by a line feed
     */
    static String tell(Scenario scenario, Findings findings) {
        Story story = new Story(scenario, findings);
        story.table();
        story.sentences();
        return story.text.toString();
    }

    /** The measure that a score had before training. */
    static Measure before(Measure score) {
        return switch (score) {
            case PUBLIC_SCORE -> PUBLIC_SCORE_BEFORE;
            case FRESH_SCORE -> FRESH_SCORE_BEFORE;
            case WORK_SCORE -> WORK_SCORE_BEFORE;
            case IMPACT_SCORE -> IMPACT_SCORE_BEFORE;
            default -> throw new IllegalArgumentException(score.label() + " has no measure before training");
        };
    }

    private void table() {
        line(LINE, "", "before", "after", "gain", "gain in logits");
        score("Public eval", PUBLIC_SCORE, PUBLIC_ABILITY);
        gap("  less inflation (these very items)", INFLATION, INFLATION_LOGITS);
        score("Fresh items of the eval", FRESH_SCORE, FRESH_ABILITY);
        gap("  less distribution gap (its kind)", DISTRIBUTION_GAP, DISTRIBUTION_GAP_LOGITS);
        if (scenario.formatLearning() != 0 && known(FORMAT_GAP)) {
            line(LINE, "    of which the eval's format", "", "", share(FORMAT_GAP), "");
        }
        score("Work, " + decisions(scenario.evalHorizon()) + " at a time", WORK_SCORE, WORK_ABILITY);
        gap("  less reliability gap (chains)", RELIABILITY_GAP, RELIABILITY_GAP_LOGITS);
        score("Impact: jobs of " + decisions(scenario.workHorizon()), IMPACT_SCORE, IMPACT_ABILITY);
    }

    private static String decisions(int horizon) {
        return horizon == 1 ? "one decision" : horizon + " decisions";
    }

    private void score(String label, Measure score, Measure ability) {
        if (known(score)) {
            line(
                    LINE,
                    label,
                    format("%.3f", findings.mean(before(score))),
                    format("%.3f", findings.mean(score)),
                    withError("%+.4f", findings.gain(score), findings.gainError(score)),
                    logits(ability));
        }
    }

    private void gap(String label, Measure gap, Measure inLogits) {
        if (known(gap)) {
            line(LINE, label, "", "", share(gap), logits(inLogits));
        }
    }

    private void sentences() {
        line("");
        if (known(WORK_SCORE)) {
            reach();
        }
        if (known(ENVIRONMENT_SUCCESS)) {
            environments();
        }
        if (known(PEAK_TIME)) {
            peak();
        }
    }

    private void reach() {
        if (!(findings.gain(PUBLIC_SCORE) > 0)) {
            line("The public score did not rise, so there is no gain to explain.");
            return;
        }
        double points = 100 * findings.gain(IMPACT_SCORE) / findings.gain(PUBLIC_SCORE);
        line(
                "Of 100 points gained in public, %s are gained at work (transfer) and %s in impact.",
                withError("%.1f", 100 * findings.mean(TRANSFER), 100 * findings.error(TRANSFER)),
                format("%.1f", points));
        line(
                "The disconnect of public score and impact grew by %s, or %s logits.",
                share(DISCONNECT), logits(DISCONNECT_LOGITS));
    }

    private void environments() {
        String fresh = known(FRESH_ENVIRONMENT_SUCCESS)
                ? format(", %.3f on fresh ones of the same design", findings.mean(FRESH_ENVIRONMENT_SUCCESS))
                : "";
        line("Success on the training environments is %.3f%s.", findings.mean(ENVIRONMENT_SUCCESS), fresh);
    }

    private void peak() {
        line(
                "The work score peaks when %s %% of the budget is spent, and falls by %s from there to the end.",
                withError("%.0f", 100 * findings.mean(PEAK_TIME), 100 * findings.error(PEAK_TIME)),
                withError("%.4f", findings.mean(OVEROPTIMIZATION), findings.error(OVEROPTIMIZATION)));
    }

    private boolean known(Measure measure) {
        return !Double.isNaN(findings.mean(measure));
    }

    private String share(Measure measure) {
        return withError("%+.4f", findings.mean(measure), findings.error(measure));
    }

    private String logits(Measure measure) {
        return withError("%+.3f", findings.mean(measure), findings.error(measure));
    }

    private static String withError(String format, double value, double error) {
        return format(format, value) + (Double.isNaN(error) ? "" : " ±" + format(format.replace("+", ""), error));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void line(String format, Object... values) {
        text.append(format(format, values).stripTrailing()).append('\n');
    }
}
