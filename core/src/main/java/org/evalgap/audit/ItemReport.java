package org.evalgap.audit;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.evalgap.internal.audit.Block;
import org.evalgap.internal.audit.Course;
import org.evalgap.internal.audit.ScoredSet;
import org.evalgap.internal.audit.Strip;

/** What training did to the items of one set; findings are made when they are asked for. */
final class ItemReport {
    private final ItemSet items;
    private final ItemSet environments;
    private final Place place;
    private final Block block;
    private final ScoredSet.Gain gain;
    private final double[][] memorized;
    private final double[][] broad;
    private final double formatExposure;
    private final Strip.Teachers teachers;

    ItemReport(Preparation prepared, Place place, ScoredSet set, ScoredSet.Gain gain, Course course) {
        this.items = prepared.suite.at(place).orElseThrow();
        this.environments = prepared.suite.environments();
        this.place = place;
        this.block = set.block();
        this.gain = gain;
        int n = block.size();
        memorized = new double[2][n];
        broad = new double[2][n];
        set.strip().parts(new double[][] {course.shares(), course.weights()}, memorized, broad);
        teachers = set.strip().teachers(course.weights(), prepared.spec.teachers());
        formatExposure = formatExposure(prepared, course.shares());
    }

    private static double formatExposure(Preparation prepared, double[] shares) {
        double exposed = 0;
        for (int j = 0; j < shares.length; j++) {
            exposed = Math.fma(prepared.environments.format()[j], shares[j], exposed);
        }
        return prepared.scenario.formatLearning() * exposed;
    }

    /** Exposure of the items of a set, its memorised part, and gains. */
    static double[][] figures(Preparation prepared, ScoredSet set, ScoredSet.Gain gain, double[] shares) {
        int n = set.block().size();
        double[][] exposure = {new double[n]};
        double[][] memorized = {new double[n]};
        set.strip().parts(new double[][] {shares}, memorized, exposure);
        double format = formatExposure(prepared, shares);
        for (int i = 0; i < n; i++) {
            exposure[0][i] =
                    memorized[0][i] + exposure[0][i] + format * set.block().format()[i];
        }
        return new double[][] {exposure[0], memorized[0], gain.total()};
    }

    List<ItemFinding> findings() {
        return new Findings();
    }

    /** Exposures of the items. */
    double[] exposures() {
        double[] all = new double[block.size()];
        Arrays.setAll(all, this::exposure);
        return all;
    }

    /** The memorised part of the exposures. */
    double[] memorizedExposures() {
        return memorized[0];
    }

    private double exposure(int i) {
        return memorized[0][i] + broad[0][i] + formatExposure * block.format()[i];
    }

    private final class Findings extends AbstractList<ItemFinding> implements RandomAccess {
        @Override
        public int size() {
            return block.size();
        }

        @Override
        public ItemFinding get(int i) {
            return finding(i);
        }
    }

    private ItemFinding finding(int i) {
        double format = block.format()[i];
        GainParts parts = new GainParts(memorized[1][i], broad[1][i], gain.formatShare() * format, gain.forgotten()[i]);
        List<Teacher> best = new ArrayList<>();
        for (int t = 0; t < teachers.rows()[i].length; t++) {
            int row = teachers.rows()[i][t];
            best.add(new Teacher(
                    row,
                    environments.id(row),
                    teachers.terms()[i][t],
                    teachers.memorized()[i][t],
                    teachers.distances()[i][t]));
        }
        return new ItemFinding(place, i, items.id(i), exposure(i), memorized[0][i], gain.total()[i], parts, best);
    }
}
