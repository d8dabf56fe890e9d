package org.evalgap.internal.lab;

import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;

/** How the model's own designer designs, with buffers that are kept from design to design. */
final class Inspiration {
    private final TaskDraw draw = new TaskDraw();
    private final Points imagined = new Points();
    private final Points scratch = new Points();
    private double[] inspired = new double[0];
    private double[] choice = inspired;
    private double[] jitter = inspired;
    private double[] ends = inspired;
    private int[] item = new int[0];

    /** Designs into the block behind a sheet, or, where somebody put a sheet of their own before it, line by line. */
    void design(Brief brief, EnvironmentSheet sheet) {
        if (sheet instanceof Sheet own) {
            design(brief, own.environments(), sheet.from(), sheet.to());
            return;
        }
        scratch.resize(sheet.to(), brief.dimension(), brief.surfaceDimensions());
        design(brief, scratch, sheet.from(), sheet.to());
        double[] position = new double[brief.dimension() + brief.surfaceDimensions()];
        for (int j = sheet.from(); j < sheet.to(); j++) {
            for (int d = 0; d < position.length; d++) {
                position[d] = scratch.position[d][j];
            }
            int answer = scratch.answer == null ? 0 : (int) scratch.answer[j];
            sheet.write(j, position, scratch.difficulty[j], (int) scratch.format[j], answer);
        }
    }

    private void design(Brief brief, Points out, int from, int to) {
        reserve(to, brief.publicItems());
        brief.uniforms(Purpose.INSPIRATION, inspired, to);
        chooseItems(brief, from, to);
        if (brief.inspiration() < 1) {
            imagined.resize(to, out.dimension(), out.surface());
            brief.imagine(draw, imagined);
            out.copy(imagined, from, to);
        }
        if (brief.inspiration() > 0) {
            placeInspired(brief, out, from, to);
        }
    }

    private void reserve(int environments, int items) {
        if (inspired.length < environments) {
            inspired = new double[environments];
            choice = new double[environments];
            jitter = new double[environments];
            item = new int[environments];
        }
        if (ends.length < items) {
            ends = new double[items];
        }
    }

    /** Marks environments that are not inspired by item −1. */
    private void chooseItems(Brief brief, int from, int to) {
        brief.uniforms(Purpose.INSPIRING_ITEM, choice, to);
        int n = brief.publicItems();
        boolean weighted = brief.inspiration() > 0 && brief.errorFocus() > 0 && weigh(brief);
        for (int j = from; j < to; j++) {
            if (!(inspired[j] < brief.inspiration())) {
                item[j] = -1;
            } else {
                item[j] = weighted ? TaskDraw.pick(ends, n, choice[j]) : Math.min((int) (choice[j] * n), n - 1);
            }
        }
    }

    /** Cumulates the items' weights; false if all vanish. */
    private boolean weigh(Brief brief) {
        double total = 0;
        for (int i = 0; i < brief.publicItems(); i++) {
            total += StrictMath.pow(1 - brief.success(i), brief.errorFocus());
            ends[i] = total;
        }
        return total > 0;
    }

    private void placeInspired(Brief brief, Points out, int from, int to) {
        Points items = brief.items();
        for (int d = 0; d < out.dimension() + out.surface(); d++) {
            int axis = d < out.dimension() ? d : TaskDraw.SURFACE + d - out.dimension();
            brief.normals(Purpose.DEPARTURE, axis, jitter, to);
            double[] x = out.position[d];
            double[] source = items.position[d];
            for (int j = from; j < to; j++) {
                if (item[j] >= 0) {
                    x[j] = Math.fma(brief.departure(), jitter[j], source[item[j]]);
                }
            }
        }
        for (int j = from; j < to; j++) {
            if (item[j] >= 0) {
                out.difficulty[j] = items.difficulty[item[j]];
                out.format[j] = 1;
            }
        }
        double[] answer = items.answer;
        for (int j = from; answer != null && j < to; j++) {
            if (item[j] >= 0) {
                out.answers()[j] = answer[item[j]];
            }
        }
    }
}
