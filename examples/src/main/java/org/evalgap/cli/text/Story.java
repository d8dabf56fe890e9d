package org.evalgap.cli.text;

import static org.evalgap.measure.Measure.*;

import java.util.ArrayList;
import java.util.List;
import org.evalgap.Scenario;
import org.evalgap.Word;
import org.evalgap.cli.output.Numbers;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.measure.Transfer;

/**
 * What people read of one lab: the answer, and a table from the public gain down, gap by gap, to what reaches jobs. All in
 * points, ± half of a 95 % interval. What was not measured is left out.
 */
public final class Story {
    private static final int PERCENT = 100;

    private final Scenario scenario;
    private final Findings findings;
    private final Screen screen;
    private final StringBuilder text = new StringBuilder();

    private Story(Scenario scenario, Findings findings, Screen screen) {
        this.scenario = scenario;
        this.findings = findings;
        this.screen = screen;
    }

    /**
     * The answer.
     *
     * @param scenario what was assumed
     * @param findings what came out
     * @param screen what shows the text
     * @return a sentence or two, in lines each ended by a line feed
     */
    public static String answer(Scenario scenario, Findings findings, Screen screen) {
        Story story = new Story(scenario, findings, screen);
        if (story.known(WORK_SCORE)) {
            story.reach();
        }
        if (scenario.candidates() > 1 && story.known(REPORTED_SCORE)) {
            story.report();
        }
        return story.text.toString();
    }

    /**
     * The table, in points.
     *
     * @param scenario what was assumed
     * @param findings what came out
     * @param screen what shows the text
     * @return lines, each ended by a line feed
     */
    public static String table(Scenario scenario, Findings findings, Screen screen) {
        Grid grid =
                new Grid().names("points").numbers("before").numbers("after").numbers("gain");
        new Story(scenario, findings, screen).rows(new Rows() {
            @Override
            public void score(String label, Score score, Story story) {
                grid.row(
                        label,
                        Numbers.fixed(PERCENT * findings.mean(score.before()), 1),
                        Numbers.fixed(PERCENT * findings.mean(score.after()), 1),
                        painted(score, points(findings.gain(score), findings.gainHalf(score)), screen));
            }

            @Override
            public void gap(String label, Measure gap, Measure inLogits, Story story) {
                grid.row(label, "", "", painted(gap, points(findings.mean(gap), findings.half(gap)), screen));
            }
        });
        return grid.text(screen.width());
    }

    /**
     * What belongs behind {@code --verbose}: the same gains in logits, and what became of training.
     *
     * @param scenario what was assumed
     * @param findings what came out
     * @param screen what shows the text
     * @return lines, each ended by a line feed
     */
    public static String more(Scenario scenario, Findings findings, Screen screen) {
        Grid grid = new Grid().names("logits").numbers("gain");
        Story story = new Story(scenario, findings, screen);
        story.rows(new Rows() {
            @Override
            public void score(String label, Score score, Story told) {
                grid.row(label, painted(score, told.logits(score.ability()), screen));
            }

            @Override
            public void gap(String label, Measure gap, Measure inLogits, Story told) {
                if (inLogits.unit() == Measure.Unit.LOGITS) {
                    grid.row(label, painted(gap, told.logits(inLogits), screen));
                }
            }
        });
        story.line("");
        if (story.known(WORK_SCORE)) {
            story.apart();
        }
        if (story.known(ENVIRONMENT_SUCCESS)) {
            story.environments();
        }
        if (story.known(PEAK_TIME)) {
            story.peak();
        }
        return "\n" + grid.text(screen.width()) + story.text;
    }

    /** Who writes rows. */
    private interface Rows {
        void score(String label, Score score, Story story);

        void gap(String label, Measure gap, Measure inLogits, Story story);
    }

    private void rows(Rows rows) {
        score(rows, "Public eval", Score.PUBLIC);
        gap(rows, "  less inflation (these very items)", INFLATION, INFLATION_LOGITS);
        score(rows, "Fresh items of the eval", Score.FRESH);
        gap(rows, "  less distribution gap (its kind)", DISTRIBUTION_GAP, DISTRIBUTION_GAP_LOGITS);
        if (scenario.formatLearning() != 0) {
            gap(rows, "    of which the eval's format", FORMAT_GAP, FORMAT_GAP);
        }
        score(rows, "Work, " + decisions(scenario.evalHorizon()) + " at a time", Score.WORK);
        gap(rows, "  less reliability gap (chains)", RELIABILITY_GAP, RELIABILITY_GAP_LOGITS);
        score(rows, "Impact: jobs of " + decisions(scenario.workHorizon()), Score.IMPACT);
    }

    private static String painted(Score score, String cell, Screen screen) {
        return score == Score.IMPACT ? screen.impact(cell) : cell;
    }

    private static String painted(Measure gap, String cell, Screen screen) {
        return gap == INFLATION ? screen.inflation(cell) : cell;
    }

    private static String decisions(int horizon) {
        return horizon == 1 ? "one decision" : horizon + " decisions";
    }

    private void score(Rows rows, String label, Score score) {
        if (known(score.after())) {
            rows.score(label, score, this);
        }
    }

    private void gap(Rows rows, String label, Measure gap, Measure inLogits) {
        if (known(gap)) {
            rows.gap(label, gap, inLogits, this);
        }
    }

    private void reach() {
        double gain = findings.gain(Score.PUBLIC);
        if (gain != 0 && !Transfer.determined(gain, findings.gainError(Score.PUBLIC))) {
            line("The public score moved by " + points(gain, findings.gainHalf(Score.PUBLIC))
                    + " points, no more than chance may move it: what share of its gain is gained at work (transfer)"
                    + " is not determined.");
            return;
        }
        if (!(gain > 0)) {
            line("The public score did not rise, so there is no gain to explain.");
            return;
        }
        List<String> parts = new ArrayList<>();
        for (Measure gap : List.of(INFLATION, DISTRIBUTION_GAP, RELIABILITY_GAP)) {
            if (known(gap)) {
                parts.add(oneDecimal(findings.mean(gap)) + " " + gap.words());
            }
        }
        if (known(INFLATION) && known(IMPACT_SCORE)) {
            parts.add(oneDecimal(findings.gain(Score.IMPACT)) + " " + Score.IMPACT.gainWords());
            text.append(screen.strong(screen.wrapped(
                    "The public score rises by " + oneDecimal(gain) + " points: " + Lines.listed(parts) + ".")));
        }
        double inImpact = PERCENT * findings.gain(Score.IMPACT) / gain;
        line("Of 100 points gained in public, " + percent(TRANSFER) + " are gained at work (transfer) and "
                + Numbers.fixed(inImpact, 1) + " in impact.");
    }

    private static String oneDecimal(double share) {
        return Numbers.fixed(PERCENT * share, 1);
    }

    private void apart() {
        line("The public score and impact drew apart by "
                + points(findings.mean(DISCONNECT), findings.half(DISCONNECT)) + " points (disconnect), or "
                + logits(DISCONNECT_LOGITS) + " logits.");
    }

    /** What the best of several candidates reports is too high, since the luck of the answers is selected with it. */
    private void report() {
        line("The lab reports a score of " + score(REPORTED_SCORE) + ", the best of " + scenario.candidates()
                + " candidates; the true public score of that one is " + score(PUBLIC_SCORE) + ".");
    }

    private void environments() {
        String fresh = known(FRESH_ENVIRONMENT_SUCCESS)
                ? ", " + oneDecimal(findings.mean(FRESH_ENVIRONMENT_SUCCESS)) + " % on fresh ones of the same design"
                : "";
        line("Success on the training environments is " + oneDecimal(findings.mean(ENVIRONMENT_SUCCESS)) + " %" + fresh
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
                    + within(Numbers.fixed(PERCENT * fall, 2), PERCENT * findings.half(OVEROPTIMIZATION), 2)
                    + " points.");
        }
    }

    private boolean known(Measure measure) {
        return !Double.isNaN(findings.mean(measure));
    }

    private String percent(Measure measure) {
        return within(Numbers.fixed(PERCENT * findings.mean(measure), 1), PERCENT * findings.half(measure), 1);
    }

    private String score(Measure measure) {
        return within(Numbers.fixed(PERCENT * findings.mean(measure), 2), PERCENT * findings.half(measure), 2);
    }

    private static String points(double share, double half) {
        return within(Numbers.signed(PERCENT * share, 2), PERCENT * half, 2);
    }

    private String logits(Measure measure) {
        return within(Numbers.signed(findings.mean(measure), 3), findings.half(measure), 3);
    }

    private static String within(String value, double half, int decimals) {
        return Double.isNaN(half) ? value : value + " ±" + Numbers.fixed(half, decimals);
    }

    private void line(String sentence) {
        text.append(sentence.isEmpty() ? "\n" : screen.wrapped(sentence));
    }
}
