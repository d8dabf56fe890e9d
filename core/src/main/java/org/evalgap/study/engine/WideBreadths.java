package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.study.engine.TwoExplanations.Divided;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * What each of the two explanations is due by what "not narrow" is taken to mean.
 *
 * @param table a row for every breadth of learning that is not narrow
 */
record WideBreadths(StudyTable table) {
    private static final double[] BREADTHS = {1.25, 1.5, 2, 3, 5, 20, 100};

    /** Worlds, fewer than where four corners are simulated. */
    private static final int MOST_WORLDS = 100;

    static WideBreadths of(StudySettings settings, long seed) {
        int worlds = worlds(settings);
        Ensemble row = Ensemble.of(Simulator.ofScores(), family(settings), seed, worlds);
        StudyTable.Builder table = StudyTable.named(
                        "wide-breadths",
                        "What each explanation is due of the disconnect, by how far learning carries that is not narrow")
                .column("wideBreadth", "distance")
                .estimates("narrowPoints", "inspiredPoints", "narrowLogits", "inspiredLogits");
        for (int i = 0; i < BREADTHS.length; i++) {
            table.row(
                    BREADTHS[i],
                    due(row, TwoExplanations.DISCONNECT, i, true).times(100),
                    due(row, TwoExplanations.DISCONNECT, i, false).times(100),
                    due(row, TwoExplanations.DISCONNECT_LOGITS, i, true),
                    due(row, TwoExplanations.DISCONNECT_LOGITS, i, false));
        }
        return new WideBreadths(table.build());
    }

    /** Both corners of narrow training, and then both others for every breadth of a learner that is not narrow. */
    private static int worlds(StudySettings settings) {
        return Math.min(MOST_WORLDS, settings.count(TwoExplanations.REPLICATES));
    }

    private static List<Scenario> family(StudySettings settings) {
        List<Scenario> corners = TwoExplanations.corners(settings);
        List<Scenario> family = new ArrayList<>(List.of(corners.get(1), corners.get(3)));
        for (double breadth : BREADTHS) {
            List<Scenario> other = TwoExplanations.corners(settings.with(TwoExplanations.WIDE_BREADTH.name(), breadth));
            family.addAll(List.of(other.get(0), other.get(2)));
        }
        return family;
    }

    private static Estimate due(Ensemble row, Divided of, int breadth, boolean narrow) {
        int wide = 2 + 2 * breadth;
        return TwoExplanations.due(row, of, narrow, wide, 0, wide + 1, 1);
    }

    double least() {
        return BREADTHS[0];
    }

    double most() {
        return BREADTHS[BREADTHS.length - 1];
    }

    /** Whether inspired environments are due more in logits all along the row. */
    boolean sameOrder() {
        double[] narrow = table.numbers("narrowLogits");
        double[] inspired = table.numbers("inspiredLogits");
        return IntStream.range(0, narrow.length).allMatch(i -> narrow[i] < inspired[i]);
    }

    /** Narrow training's share of what both do, from one end of the row to the other. */
    String ends(String column, int digits) {
        return share(column, 0, digits) + " to " + share(column, BREADTHS.length - 1, digits);
    }

    private String share(String column, int row, int digits) {
        double narrow = table.numbers("narrow" + column)[row];
        return Estimate.fixed(narrow, digits) + " of "
                + Estimate.fixed(narrow + table.numbers("inspired" + column)[row], digits);
    }

    Figure figure(StudySettings settings, String column, String unit, int digits) {
        Curves curves = Curves.plain()
                .add("narrow training", Mark.LINE, table, "wideBreadth", "narrow" + column)
                .add("inspired environments", Mark.LINE, table, "wideBreadth", "inspired" + column);
        return new Figure.Lines(
                "split-in-" + unit,
                "Narrow training's share runs from " + ends(column, digits) + " " + unit
                        + ", by what \"not narrow\" means",
                "What each explanation is due of the disconnect, by the breadth of learning that is not narrow (wideBreadth), which"
                        + " nobody has measured." + Words.whiskers(worlds(settings), "worlds"),
                Axis.logarithmic("breadth of a learner whose training is not narrow", "distance"),
                Axis.linear("accounted for", unit),
                curves.series());
    }
}
