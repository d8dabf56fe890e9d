package org.evalgap.study.process;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.evalgap.protocol.Telling;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** What an analyst believes who chooses features by looking at the holdout, and what Thresholdout does about it. */
final class ReusableHoldout implements Study {
    static final StudyParameter EXAMPLES = StudyParameter.whole(
            "examples", 10_000, 100, 20_000, "examples", "examples in training, in the holdout, and fresh ones");
    static final StudyParameter FEATURES =
            StudyParameter.whole("features", 10_000, 10, 20_000, "features", "features, none of which says anything");
    static final StudyParameter CHOSEN =
            StudyParameter.whole("chosen", 500, 1, 5000, "features", "most features that are chosen");
    static final StudyParameter THRESHOLD = StudyParameter.in(
            "threshold", 0.04, 0, 1, "", "difference T of training and holdout beyond which the holdout answers");
    static final StudyParameter NOISE =
            StudyParameter.in("noise", 0.01, 1e-6, 1, "", "scale σ of the noise of thresholds and answers");
    static final StudyParameter REPLICATES =
            StudyParameter.whole("replicates", 8, 2, 10_000, "", "analysts, each with data of their own");

    /** More answers than are asked for: what a spent budget does is the protocols' business. */
    private static final int ENDLESS = 1_000_000;

    private static final int QUICK = 8;

    private static final List<String> HOLDOUTS = List.of("free", "thresholdout", "gaussianThresholdout");

    @Override
    public String name() {
        return "reusable-holdout";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(EXAMPLES, FEATURES, CHOSEN, THRESHOLD, NOISE, REPLICATES);
    }

    private static int[] sizes(StudySettings settings) {
        int most = settings.count(CHOSEN);
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int divisor : new int[] {50, 10, 5, 2, 1}) {
            sizes.add(Math.max(1, most / divisor));
        }
        return sizes.stream().mapToInt(k -> k).toArray();
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int analysts = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("a free holdout tells at least ten points too much", CHOSEN, 1, 5000, analysts, s -> {
            Tally excess = new Tally();
            for (int r = 0; r < analysts; r++) {
                FeatureSelection analyst = analyst(s, seed, r);
                FeatureSelection.Result free = result(analyst, s, s.count(CHOSEN), 0);
                excess.add(free.told() - free.truth());
            }
            return excess.mean() - 0.1;
        });
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        int[] sizes = sizes(settings);
        Tally[][] tallies = new Tally[sizes.length][2 * HOLDOUTS.size()];
        for (Tally[] row : tallies) {
            for (int c = 0; c < row.length; c++) {
                row[c] = new Tally();
            }
        }
        for (int r = 0; r < settings.count(REPLICATES); r++) {
            FeatureSelection analyst = analyst(settings, seed, r);
            for (int k = 0; k < sizes.length; k++) {
                for (int h = 0; h < HOLDOUTS.size(); h++) {
                    FeatureSelection.Result result = result(analyst, settings, sizes[k], h);
                    tallies[k][2 * h].add(result.told());
                    tallies[k][2 * h + 1].add(result.truth());
                }
            }
        }
        StudyTable table = table(sizes, tallies);
        return new StudyResult(
                this, settings, seed, List.of(table), List.of(figure(settings, table)), finding(settings, table));
    }

    private static FeatureSelection analyst(StudySettings settings, long seed, int replicate) {
        RandomStream stream = RandomStream.of(seed, replicate, Purpose.STUDY, 3, 0, 0);
        return new FeatureSelection(settings.count(EXAMPLES), settings.count(FEATURES), stream);
    }

    private static FeatureSelection.Result result(
            FeatureSelection analyst, StudySettings settings, int size, int holdout) {
        double threshold = settings.get(THRESHOLD);
        double noise = settings.get(NOISE);
        return switch (holdout) {
            case 0 -> analyst.freely(size);
            case 1 -> analyst.told(size, Telling.thresholdout(threshold, noise, ENDLESS));
            default -> analyst.told(size, Telling.gaussianThresholdout(threshold, noise, ENDLESS));
        };
    }

    private static StudyTable table(int[] sizes, Tally[][] tallies) {
        StudyTable.Builder table = StudyTable.named(
                        "accuracy", "Accuracy told and true, by the number of features and what answers")
                .column("chosen", "features");
        for (String holdout : HOLDOUTS) {
            table.estimates(holdout + "Told", holdout + "True");
        }
        for (int k = 0; k < sizes.length; k++) {
            List<Object> row = new ArrayList<>(List.of(sizes[k]));
            for (Tally tally : tallies[k]) {
                row.add(Estimate.of(tally));
            }
            table.row(row.toArray());
        }
        return table.build();
    }

    private static Figure figure(StudySettings settings, StudyTable table) {
        double[] x = table.numbers("chosen");
        int last = x.length - 1;
        List<Series> series = new ArrayList<>();
        for (String holdout : HOLDOUTS) {
            String told = holdout + "Told";
            series.add(Series.simulated(
                    holdout + ", told", x, table.numbers(told), table.numbers(told + StudyTable.ERROR)));
            series.add(Series.of(holdout + ", true", Mark.DASHES, x, table.numbers(holdout + "True")));
        }
        return new Figure.Lines(
                "accuracy",
                "A free holdout tells " + points(table, "freeTold", last) + " points, Thresholdout "
                        + points(table, "thresholdoutTold", last) + ", where the truth is one half",
                "No feature says anything: the truth (broken lines) is one half, whatever is told."
                        + Words.whiskers(settings.count(REPLICATES), "analysts"),
                Axis.linear("features chosen", ""),
                Axis.linear("accuracy", "share of examples"),
                series);
    }

    private static String finding(StudySettings settings, StudyTable table) {
        int last = table.rows().size() - 1;
        return "An analyst who chooses " + Words.count(settings.count(CHOSEN), "feature") + " of "
                + settings.count(FEATURES) + " without signal by looking at the holdout is told an accuracy of "
                + points(table, "freeTold", last) + " points at a truth of " + points(table, "freeTrue", last)
                + "; Thresholdout tells " + points(table, "thresholdoutTold", last) + " at "
                + points(table, "thresholdoutTrue", last) + ", and " + points(table, "gaussianThresholdoutTold", last)
                + " with normal noise.";
    }

    private static String points(StudyTable table, String column, int row) {
        return table.estimate(column, row).points();
    }
}
