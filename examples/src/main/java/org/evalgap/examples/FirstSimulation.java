package org.evalgap.examples;

import java.util.Locale;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** How much of a public gain is real where half of the environments are made from the eval's own items? */
public final class FirstSimulation {
    private FirstSimulation() {}

    /**
     * Simulates the default laboratory and prints where its public gain went.
     *
     * @param args not looked at
     */
    public static void main(String[] args) {
        Scenario lab = Scenario.withDefaults().withInspiration(0.5);
        Summary found = Simulator.ofScores().summarize(lab, 1, 16);

        line(
                "public gain",
                found.gain(Score.PUBLIC),
                found.gainStandardError(Score.PUBLIC).orElseThrow());
        for (Measure gap : new Measure[] {Measure.INFLATION, Measure.DISTRIBUTION_GAP, Measure.RELIABILITY_GAP}) {
            line(
                    "less " + gap.label(),
                    found.mean(gap),
                    found.standardError(gap).orElseThrow());
        }
        line(
                "impact",
                found.gain(Score.IMPACT),
                found.gainStandardError(Score.IMPACT).orElseThrow());
    }

    private static void line(String name, double value, double standardError) {
        System.out.printf(Locale.ROOT, "%-22s %7.4f (standard error %.4f)%n", name, value, standardError);
    }
}
