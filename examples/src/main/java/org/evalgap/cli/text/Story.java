package org.evalgap.cli.text;

import static org.evalgap.measure.Measure.*;

import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;

/**
 * The table for people: from the public gain down, gap by gap, to what reaches jobs, as shares of tasks and in logits, and a
 * few sentences that say what it comes to. What was not measured is left out.
 */
public final class Story {
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
    public static String tell(Scenario scenario, Findings findings) {
        Story story = new Story(scenario, findings);
        story.table();
        story.sentences();
        return story.text.toString();
    }

    private void table() {
        row("", "before", "after", "gain", "gain in logits");
        score("Public eval", Score.PUBLIC);
        gap("  less inflation (these very items)", INFLATION, INFLATION_LOGITS);
        score("Fresh items of the eval", Score.FRESH);
        gap("  less distribution gap (its kind)", DISTRIBUTION_GAP, DISTRIBUTION_GAP_LOGITS);
        if (scenario.formatLearning() != 0 && known(FORMAT_GAP)) {
            row("    of which the eval's format", "", "", share(FORMAT_GAP), "");
        }
        score("Work, " + decisions(scenario.evalHorizon()) + " at a time", Score.WORK);
        gap("  less reliability gap (chains)", RELIABILITY_GAP, RELIABILITY_GAP_LOGITS);
        score("Impact: jobs of " + decisions(scenario.workHorizon()), Score.IMPACT);
    }

    private static String decisions(int horizon) {
        return horizon == 1 ? "one decision" : horizon + " decisions";
    }

    private void score(String label, Score score) {
        if (known(score.after())) {
            String gain = withError(Numbers.signed(findings.gain(score), 4), findings.gainError(score), 4);
            row(
                    label,
                    Numbers.fixed(findings.mean(score.before()), 3),
                    Numbers.fixed(findings.mean(score.after()), 3),
                    gain,
                    logits(score.ability()));
        }
    }

    private void gap(String label, Measure gap, Measure inLogits) {
        if (known(gap)) {
            row(label, "", "", share(gap), logits(inLogits));
        }
    }

    private void sentences() {
        line("");
        if (known(WORK_SCORE)) {
            reach();
        }
        if (scenario.candidates() > 1 && known(REPORTED_SCORE)) {
            report();
        }
        if (known(ENVIRONMENT_SUCCESS)) {
            environments();
        }
        if (known(PEAK_TIME)) {
            peak();
        }
    }

    private void reach() {
        double gain = findings.gain(Score.PUBLIC);
        if (gain != 0 && !Transfer.determined(gain, findings.gainError(Score.PUBLIC))) {
            line(
                    "The public score moved by no more than chance may move it: what share of its gain is gained at work (transfer)"
                            + " is not determined.");
            return;
        }
        if (!(gain > 0)) {
            line("The public score did not rise, so there is no gain to explain.");
            return;
        }
        double inImpact = 100 * findings.gain(Score.IMPACT) / gain;
        line("Of 100 points gained in public, " + percent(TRANSFER) + " are gained at work (transfer) and "
                + Numbers.fixed(inImpact, 1) + " in impact.");
        line("The public score and impact drew apart by " + share(DISCONNECT) + " (disconnect), or "
                + logits(DISCONNECT_LOGITS) + " logits.");
    }

    /** What the best of several candidates reports is too high, since the luck of the answers is selected with it. */
    private void report() {
        String reported = withError(Numbers.fixed(findings.mean(REPORTED_SCORE), 4), findings.error(REPORTED_SCORE), 4);
        String trueScore = withError(Numbers.fixed(findings.mean(PUBLIC_SCORE), 4), findings.error(PUBLIC_SCORE), 4);
        line("The lab reports " + reported + ", the best of " + scenario.candidates()
                + " candidates; the true public score of that one is " + trueScore + ".");
    }

    private void environments() {
        String fresh = known(FRESH_ENVIRONMENT_SUCCESS)
                ? ", " + Numbers.fixed(findings.mean(FRESH_ENVIRONMENT_SUCCESS), 3)
                        + " on fresh ones of the same design"
                : "";
        line("Success on the training environments is " + Numbers.fixed(findings.mean(ENVIRONMENT_SUCCESS), 3) + fresh
                + ".");
    }

    private void peak() {
        double fall = findings.mean(OVEROPTIMIZATION);
        if (fall == 0) {
            line("The work score is at its best at the end of training.");
        } else {
            line("The work score peaks when " + percent(PEAK_TIME)
                    + (scenario.get(Word.LEARNER).equals("network")
                            ? " % of the updates are done"
                            : " % of the budget is spent")
                    + ", and then falls by "
                    + withError(Numbers.fixed(fall, 4), findings.error(OVEROPTIMIZATION), 4) + ".");
        }
    }

    private boolean known(Measure measure) {
        return !Double.isNaN(findings.mean(measure));
    }

    private String percent(Measure measure) {
        return withError(Numbers.fixed(100 * findings.mean(measure), 1), 100 * findings.error(measure), 1);
    }

    private String share(Measure measure) {
        return withError(Numbers.signed(findings.mean(measure), 4), findings.error(measure), 4);
    }

    private String logits(Measure measure) {
        return withError(Numbers.signed(findings.mean(measure), 3), findings.error(measure), 3);
    }

    private static String withError(String value, double error, int decimals) {
        return Double.isNaN(error) ? value : value + " ±" + Numbers.fixed(error, decimals);
    }

    private void row(String label, String before, String after, String gain, String inLogits) {
        line(pad(label, 37) + " ".repeat(8 - before.length()) + before + " ".repeat(9 - after.length()) + after + "   "
                + pad(gain, 19) + inLogits);
    }

    private static String pad(String cell, int width) {
        return cell + " ".repeat(Math.max(1, width - cell.length()));
    }

    private void line(String sentence) {
        text.append(sentence.stripTrailing()).append('\n');
    }
}
