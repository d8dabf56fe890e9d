package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.evalgap.Preset;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * A pretrained network that practises the students' contest.
 *
 * @param table its scores by practice, the first row without any
 */
record Contestant(StudyTable table) {
    /** Practice of the network over the most: a hundredfold from the first to the last. */
    private static final double[] PRACTICE = {0.01, 0.1, 1};

    static Contestant of(StudySettings settings, long seed) {
        Ensemble practice =
                Ensemble.of(Simulator.ofScores(), practice(settings), seed, settings.count(TwoStudents.WORLDS));
        return new Contestant(networkTable(settings, practice));
    }

    /** One network that knew something before, after more and more practice of the contest. */
    private static List<Scenario> practice(StudySettings settings) {
        Scenario base = Preset.PRETRAINED
                .scenario()
                .withPretraining(settings.count(TwoStudents.PRETRAINING))
                .withInspiration(1)
                .withShift(settings.get(TwoStudents.SHIFT))
                .withFreshItems(500)
                .withWorkTasks(500);
        List<Scenario> family = new ArrayList<>();
        for (int updates : updates(settings)) {
            family.add(base.withUpdates(updates));
        }
        return family;
    }

    private static int[] updates(StudySettings settings) {
        return DoubleStream.of(PRACTICE)
                .mapToInt(part -> (int) Math.max(1, Math.rint(part * settings.count(TwoStudents.UPDATES))))
                .toArray();
    }

    private static StudyTable networkTable(StudySettings settings, Ensemble practice) {
        int[] updates = updates(settings);
        StudyTable.Builder table = StudyTable.named(
                        "network",
                        "A pretrained network's scores by its practice of the contest, and what they are above those after the least,"
                                + " world by world")
                .column("updates", "updates")
                .estimates("contest", "newProblems", "work", "contestRise", "newProblemsRise", "workRise");
        for (int i = 0; i <= updates.length; i++) {
            List<Object> cells = new ArrayList<>(List.of(i == 0 ? 0 : updates[i - 1]));
            for (TwoStudents.Trial score : TwoStudents.Trial.values()) {
                cells.add(practice.of(Math.max(0, i - 1), at(score, i)));
            }
            for (TwoStudents.Trial score : TwoStudents.Trial.values()) {
                int member = Math.max(0, i - 1);
                Measure measure = at(score, i);
                cells.add(practice.over(v -> v[member].get(measure) - v[0].get(score.measure)));
            }
            table.row(cells.toArray());
        }
        return table.build();
    }

    /** A score in a row: before any practice in the first. */
    private static Measure at(TwoStudents.Trial score, int row) {
        return row == 0 ? score.before : score.measure;
    }

    private String rise(String column) {
        return table.estimate(column, PRACTICE.length).points();
    }

    private String share(String column, int row) {
        return Words.percent(table.numbers(column)[row]);
    }

    /** A clause of the finding. */
    String text() {
        double[] updates = table.numbers("updates");
        return String.format(
                Locale.ROOT,
                "a pretrained network does %s of the contest and %s of work after %s on the contest, %s and %s after %s, a change of %s"
                        + " and %s points",
                share("contest", 1),
                share("work", 1),
                Words.count((int) updates[1], "update"),
                share("contest", PRACTICE.length),
                share("work", PRACTICE.length),
                Words.number(updates[PRACTICE.length]),
                rise("contestRise"),
                rise("workRise"));
    }

    Figure figure(StudySettings settings) {
        StudyTable practised = table.part(1, PRACTICE.length);
        double[] updates = practised.numbers("updates");
        Curves curves = Curves.percent();
        for (TwoStudents.Trial score : TwoStudents.Trial.values()) {
            curves.add(score.label, Mark.LINE, practised, "updates", score.column);
        }
        curves.level("work, before", table.numbers("work")[0], updates[0], updates[updates.length - 1]);
        return new Figure.Lines(
                "network",
                "A network that practises a hundredfold: contest " + share("contest", 1) + " to "
                        + share("contest", PRACTICE.length) + ", work " + share("work", 1) + " to "
                        + share("work", PRACTICE.length),
                "A pretrained network by the updates of its practice. The broken line is work before any."
                        + Words.whiskers(settings.count(TwoStudents.WORLDS), "worlds"),
                Axis.logarithmic("practice", "updates"),
                Axis.linear("tasks done right", "%"),
                curves.series());
    }
}
