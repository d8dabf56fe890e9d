package org.evalgap.environment;

import org.evalgap.internal.kernel.Points;
import org.evalgap.random.Purpose;
import org.evalgap.task.TaskDraw;

/**
 * The model's designer. An environment is, with probability λ, made from a public item: item i is picked with probability
 * proportional to (1 − p_i)^ψ, its position is x_i + δ·N(0, I), its difficulty the item's, its format the eval's. Otherwise
 * it is drawn from what designers imagine.
 *
 * <p>Every environment has its own index in every stream, used or not: a change of one parameter changes only what that
 * parameter means.
 */
public final class InspiredDesigner implements EnvironmentDesigner {
    /** The designer; it has no settings of its own. */
    public static final InspiredDesigner INSTANCE = new InspiredDesigner();

    private static final ThreadLocal<Desk> DESK = ThreadLocal.withInitial(Desk::new);

    private InspiredDesigner() {}

    /** Buffers of one thread. */
    private static final class Desk {
        final TaskDraw draw = new TaskDraw();
        final Points imagined = new Points();
        double[] inspired = new double[0];
        double[] choice = inspired;
        double[] jitter = inspired;
        double[] ends = inspired;
        int[] item = new int[0];

        void reserve(int environments, int items) {
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
    }

    @Override
    public String name() {
        return "inspired";
    }

    @Override
    public boolean looksAtSuccess(double inspiration, double errorFocus) {
        return errorFocus > 0 && inspiration > 0;
    }

    @Override
    public void design(DesignBrief brief, EnvironmentSheet sheet) {
        Desk desk = DESK.get();
        Points out = sheet.environments();
        int m = sheet.to();
        desk.reserve(m, brief.publicItems());
        brief.uniforms(Purpose.INSPIRATION, desk.inspired, m);
        chooseItems(brief, desk, sheet.from(), m);
        if (brief.inspiration() < 1) {
            desk.imagined.resize(m, out.dimension());
            desk.draw.drawDesigner(
                    brief.designer(), brief.seed(), brief.replicate(), brief.round(), brief.candidate(), desk.imagined);
            out.copy(desk.imagined, sheet.from(), m);
        }
        if (brief.inspiration() > 0) {
            placeInspired(brief, desk, out, sheet.from(), m);
        }
    }

    /** Marks environments that are not inspired by item −1. */
    private static void chooseItems(DesignBrief brief, Desk desk, int from, int to) {
        brief.uniforms(Purpose.INSPIRING_ITEM, desk.choice, to);
        int n = brief.publicItems();
        boolean weighted = INSTANCE.looksAtSuccess(brief.inspiration(), brief.errorFocus()) && weigh(brief, desk.ends);
        for (int j = from; j < to; j++) {
            if (!(desk.inspired[j] < brief.inspiration())) {
                desk.item[j] = -1;
            } else {
                desk.item[j] = weighted
                        ? TaskDraw.pick(desk.ends, n, desk.choice[j])
                        : Math.min((int) (desk.choice[j] * n), n - 1);
            }
        }
    }

    /** Cumulates the items' weights; false if all vanish. */
    private static boolean weigh(DesignBrief brief, double[] ends) {
        double total = 0;
        for (int i = 0; i < brief.publicItems(); i++) {
            total += StrictMath.pow(1 - brief.success(i), brief.errorFocus());
            ends[i] = total;
        }
        return total > 0;
    }

    private static void placeInspired(DesignBrief brief, Desk desk, Points out, int from, int to) {
        Points items = brief.items();
        for (int d = 0; d < out.dimension(); d++) {
            brief.normals(Purpose.DEPARTURE, d, desk.jitter, to);
            double[] x = out.position[d];
            double[] source = items.position[d];
            for (int j = from; j < to; j++) {
                if (desk.item[j] >= 0) {
                    x[j] = Math.fma(brief.departure(), desk.jitter[j], source[desk.item[j]]);
                }
            }
        }
        for (int j = from; j < to; j++) {
            if (desk.item[j] >= 0) {
                out.difficulty[j] = items.difficulty[desk.item[j]];
                out.format[j] = 1;
            }
        }
    }
}
