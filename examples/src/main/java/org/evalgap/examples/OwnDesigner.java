package org.evalgap.examples;

import java.util.Locale;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.Summary;
import org.evalgap.environment.DesignBrief;
import org.evalgap.environment.EnvironmentDesigner;
import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.measure.Score;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Is it better to carry every item a part of the way towards work than to copy some and imagine the others? */
public final class OwnDesigner {
    private OwnDesigner() {}

    /**
     * A designer that starts from a public item and goes a part of the way to where work is, the origin.
     *
     * @param way the part, in [0, 1]; 0 stays at the item
     */
    record Homeward(double way) implements EnvironmentDesigner {
        @Override
        public String name() {
            return "homeward " + way;
        }

        @Override
        public boolean looksAtSuccess(double inspiration, double errorFocus) {
            return false;
        }

        @Override
        public void design(DesignBrief brief, EnvironmentSheet sheet) {
            RandomStream items = brief.stream(Purpose.INSPIRING_ITEM, 0);
            for (int j = sheet.from(); j < sheet.to(); j++) {
                int item = (int) (items.uniform(j) * brief.publicItems());
                double[] position = brief.position(item);
                for (int d = 0; d < position.length; d++) {
                    position[d] = (1 - way) * position[d]
                            + brief.departure()
                                    * brief.stream(Purpose.DEPARTURE, d).normal(j);
                }
                sheet.write(j, position, brief.difficulty(item), way < 0.5 ? 1 : 0);
            }
        }
    }

    /**
     * Compares the model's own designer with the other one.
     *
     * @param args not looked at
     */
    public static void main(String[] args) {
        Scenario usual = Scenario.withDefaults();
        line("the model's own designer", usual);
        for (double way : new double[] {0, 0.25, 0.5, 0.75, 1}) {
            line(
                    String.format(Locale.ROOT, "%.0f %% of the way", 100 * way),
                    usual.withEnvironmentDesigner(new Homeward(way)));
        }
    }

    private static void line(String name, Scenario scenario) {
        Summary found = Simulator.ofScores().summarize(scenario, 1, 8);
        double onPublic = found.gain(Score.PUBLIC);
        double atWork = found.gain(Score.WORK);
        System.out.printf(Locale.ROOT, "%-25s public gain %.3f, work gain %.3f%n", name, onPublic, atWork);
    }
}
