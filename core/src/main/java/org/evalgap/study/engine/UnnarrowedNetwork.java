package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * Half of the question of the two explanations, put to a pretrained network: inspiration is switched, its narrowness cannot be.
 *
 * @param network without inspiration, and with it
 * @param table the same as a table
 */
record UnnarrowedNetwork(Ensemble network, StudyTable table) {
    static UnnarrowedNetwork of(StudySettings settings, long seed) {
        Ensemble network =
                Ensemble.of(Simulator.ofScores(), family(settings), seed, settings.count(TwoExplanations.WORLDS));
        return new UnnarrowedNetwork(network, table(settings, network));
    }

    /** Gain at work without inspiration, or with it. */
    String work(boolean inspired) {
        return network.gain(inspired ? 1 : 0, Score.WORK).points();
    }

    /** What inspiration takes at work, world by world. */
    String lost() {
        return network.over(v -> Score.WORK.gain(v[0]::get) - Score.WORK.gain(v[1]::get))
                .points();
    }

    /** What inspiration does to the disconnect, in logits, world by world. */
    String opened() {
        return network.over(v -> v[1].get(Measure.DISCONNECT_LOGITS) - v[0].get(Measure.DISCONNECT_LOGITS))
                .text();
    }

    /** A pretrained network, whose narrowness nobody sets, without and with inspiration. */
    private static List<Scenario> family(StudySettings settings) {
        Scenario base = Preset.PRETRAINED
                .scenario()
                .withPretraining(settings.count(TwoExplanations.PRETRAINING))
                .withUpdates(settings.count(TwoExplanations.UPDATES))
                .withWorkHorizon(settings.count(TwoExplanations.WORK_HORIZON));
        return List.of(
                base.withInspiration(0),
                base.withInspiration(settings.get(TwoExplanations.INSPIRATION))
                        .withDeparture(settings.get(TwoExplanations.DEPARTURE)));
    }

    private static StudyTable table(StudySettings settings, Ensemble network) {
        StudyTable.Builder table = StudyTable.named(
                        "network", "What training does to a pretrained network, whose narrowness is what it is")
                .columns("inspiration")
                .estimates("publicGain", "freshGain", "workGain", "impactGain", "disconnect", "disconnectLogits");
        double[] inspiration = {0, settings.get(TwoExplanations.INSPIRATION)};
        for (int i = 0; i < 2; i++) {
            List<Object> cells = new ArrayList<>(List.of(inspiration[i]));
            for (Score score : Score.values()) {
                cells.add(network.gain(i, score));
            }
            cells.add(network.of(i, Measure.DISCONNECT));
            cells.add(network.of(i, Measure.DISCONNECT_LOGITS));
            table.row(cells.toArray());
        }
        return table.build();
    }

    Figure figure() {
        return new Figure.Bars(
                "network",
                "A pretrained network at work: " + network.gain(0, Score.WORK).point() + " points without inspiration, "
                        + network.gain(1, Score.WORK).point() + " with it",
                "Gains by training of a network that knew something before, without and with environments made from items."
                        + Words.whiskers(network.replicates(), "worlds"),
                Axis.linear("", ""),
                Axis.linear("gain", "points"),
                List.of("no inspiration", "inspired environments"),
                Arrays.stream(Score.values())
                        .map(score -> Curves.bars(
                                score.label() + " gain", 100, List.of(network.gain(0, score), network.gain(1, score))))
                        .toList());
    }
}
