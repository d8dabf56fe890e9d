package org.evalgap.report;

import java.util.List;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;

/** Counts in how many cells the gains that a summary of a sweep looks at are adjusted for luck, and why they are not in the others. */
final class LuckNote {
    /** What the gains that are looked at are made of; with {@code transfer} both public and work gain are. */
    private static final List<Measure> SHOWN = List.of(Measure.INFLATION, Measure.DISCONNECT, Measure.TRANSFER);

    private long cells;
    private long adjusted;
    private long doubted;
    private long beforeAlone;
    private long tooFew;

    void add(Summary summary) {
        cells++;
        if (SHOWN.stream().allMatch(summary::isAdjusted)) {
            adjusted++;
        } else if (SHOWN.stream().anyMatch(summary::doubtsLuck)) {
            doubted++;
        } else if (summary.lacksReplicates()) {
            tooFew++;
        } else if (summary.isAdjusted(Measure.PUBLIC_SCORE) || summary.isAdjusted(Measure.WORK_SCORE)) {
            beforeAlone++;
        }
    }

    /** Lines that say how many; empty if nothing is known of luck anywhere. */
    String text() {
        if (adjusted == cells) {
            return cells == 0 ? "" : "Means are adjusted for the luck of the draws\n";
        }
        if (adjusted + doubted + tooFew + beforeAlone == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("Means are adjusted for the luck of the draws in " + adjusted + " of "
                + cells + " cells. Of the others\n");
        say(
                text,
                doubted,
                "plain, since luck is not credible: more than six standard errors from what is to be expected");
        say(text, tooFew, "plain, since environments are few: with fewer than 48, up to 96 replicates are needed");
        say(text, beforeAlone, "adjusted for the luck of scores before training alone: that of gains is not known");
        say(
                text,
                cells - adjusted - doubted - tooFew - beforeAlone,
                "plain, since luck is not known, or there is none");
        return text.toString();
    }

    private static void say(StringBuilder text, long count, String how) {
        if (count > 0) {
            text.append("  ")
                    .append(count)
                    .append(count == 1 ? " is " : " are ")
                    .append(how)
                    .append('\n');
        }
    }
}
