package org.evalgap.study.engine;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.evalgap.Scenario;
import org.evalgap.Simulator;
import org.evalgap.measure.Measure;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.study.frame.Ensemble;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Words;

/**
 * CoinRun's agents (Cobbe et al. 2019, approximate), beside the kernel and a network on as many levels.
 *
 * @param levels levels trained on
 * @param training share of levels solved in training
 * @param test the same in the test
 */
record CoinRunAgents(int levels, double training, double test) {
    static final CoinRunAgents WITH_100 = new CoinRunAgents(100, 0.995, 0.67);
    static final CoinRunAgents WITH_500 = new CoinRunAgents(500, 0.99, 0.69);

    private static final List<CoinRunAgents> ALL = List.of(WITH_100, WITH_500, new CoinRunAgents(16_000, 0.9, 0.865));

    /** More levels than the kernel is asked about. */
    private static final int MANY = 1024;

    /** A matching breadth is found to this ratio. */
    private static final double PRECISION = 1.01;

    private static final double STEP = 1.1;

    double gap() {
        return training - test;
    }

    /** The kernel's gap with as many environments, over all replicates. */
    Estimate kernel(StudySettings settings, double breadth, long seed) {
        Scenario scenario = SampleEfficiency.scenario(settings, breadth, levels, settings.get(SampleEfficiency.BUDGET));
        Simulator simulator = Simulator.of(EnumSet.of(MeasureGroup.GENERALIZATION));
        return Ensemble.of(simulator, List.of(scenario), seed, settings.count(SampleEfficiency.REPLICATES))
                .over(v -> SampleEfficiency.gap(v[0]));
    }

    /** The breadth at which the kernel has the agents' gap, by bisection; nothing if it is not between the two. */
    private Optional<Estimate> matching(StudySettings settings, double least, double most, long seed) {
        double low = least;
        double high = most;
        if (kernel(settings, low, seed).value() < gap()
                || kernel(settings, high, seed).value() > gap()) {
            return Optional.empty();
        }
        while (high > PRECISION * low) {
            double middle = StrictMath.sqrt(low * high);
            boolean broader = kernel(settings, middle, seed).value() < gap();
            low = broader ? low : middle;
            high = broader ? middle : high;
        }
        double breadth = StrictMath.sqrt(low * high);
        Estimate here = kernel(settings, breadth, seed);
        double slope = (here.value() - kernel(settings, STEP * breadth, seed).value()) / ((STEP - 1) * breadth);
        return Optional.of(new Estimate(breadth, slope > 0 ? here.error() / slope : 0));
    }

    static StudyTable table(StudySettings settings, double[] breadths, long seed) {
        Ensemble network = LevelNetwork.of(
                settings, ALL.stream().mapToInt(CoinRunAgents::levels).toArray(), seed);
        StudyTable.Builder table = StudyTable.named(
                        "coinrun",
                        "CoinRun agents (Cobbe et al. 2019, approximate) beside ours of the breadth in question (empty beyond"
                                + " the grid) and a network")
                .column("levels", "environments")
                .columns("coinrunTraining", "coinrunTest", "coinrunGap")
                .estimates("gap", "matchingBreadth", "networkTraining", "networkTest", "networkGap");
        double least = breadths[0];
        double most = breadths[breadths.length - 1];
        for (int i = 0; i < ALL.size(); i++) {
            int member = i;
            CoinRunAgents agents = ALL.get(i);
            boolean within = agents.levels <= MANY;
            table.row(
                    agents.levels,
                    agents.training,
                    agents.test,
                    agents.gap(),
                    within
                            ? Optional.of(agents.kernel(settings, settings.get(SampleEfficiency.BREADTH), seed))
                            : Optional.empty(),
                    within ? agents.matching(settings, least, most, seed) : Optional.empty(),
                    network.of(i, Measure.ENVIRONMENT_SUCCESS),
                    network.of(i, Measure.FRESH_ENVIRONMENT_SUCCESS),
                    network.over(v -> SampleEfficiency.gap(v[member])));
        }
        return table.build();
    }

    /** The kernel's gap in a row of the table, in points. */
    static String kernelGap(StudyTable coinrun, int row) {
        return Estimate.fixed(100 * (Double) coinrun.column("gap").get(row), 1);
    }

    /** The matching breadth in a row of the table. */
    static String matching(StudyTable coinrun, int row) {
        return coinrun.column("matchingBreadth").get(row) instanceof Double breadth
                ? "breadth " + Words.number(Words.twoDigits(breadth))
                : "no breadth of the grid";
    }
}
