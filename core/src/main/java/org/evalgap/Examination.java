package org.evalgap;

import org.evalgap.Outcome.CurvePoint;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.measure.Measure;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** How a lab's learners are examined: on the public eval, on fresh items, at work, and on environments of their own kind. */
final class Examination {
    /** Fresh environments on which generalisation is measured. */
    private static final int FRESH_ENVIRONMENTS = 500;

    /** The candidate whose streams fresh environments are drawn from: beyond all candidates that can be. */
    private static final int FRESH_DESIGN = 0xFFFF;

    private final Lab lab;
    private final Panel publicItems;
    private final Panel freshItems;
    private final Panel work;
    private final Panel freshEnvironments;
    private final Panel seenItems;
    private final Scorecard scorecard;
    private final boolean generalization;

    private double[] success = new double[0];
    private double[] responses = success;
    private double[] results = success;

    Examination(Lab lab, Engine.Draws draws, Scoring scoring, boolean abilities, boolean generalization) {
        this.lab = lab;
        this.publicItems = new Panel(draws.publicItems, scoring);
        this.freshItems = new Panel(draws.freshItems, scoring);
        this.work = new Panel(draws.work, scoring);
        this.freshEnvironments = new Panel(new Points(), scoring);
        this.seenItems = new Panel(draws.seen, scoring);
        this.scorecard = new Scorecard(publicItems, freshItems, work, abilities);
        this.generalization = generalization;
    }

    /** Notes what learners are like on the panels before they are trained. */
    void meet(Learning learning, Scenario s) {
        learning.meet(s, publicItems);
        learning.meet(s, freshItems);
        learning.meet(s, work);
    }

    /** Examines all sides. */
    void teach(Learning learning, Scenario s) {
        learning.teach(s, publicItems);
        learning.teach(s, freshItems);
        learning.teach(s, work);
    }

    /** Examines one side. */
    void teach(Learning learning, Scenario s, int side) {
        learning.teach(s, publicItems, side);
        learning.teach(s, freshItems, side);
        learning.teach(s, work, side);
    }

    /** What a side that nobody finished gains on public, fresh and work tasks. */
    double[][] gains(int side) {
        return new double[][] {publicItems.gain(side), freshItems.gain(side), work.gain(side)};
    }

    /** What a designer may look at before any training: true success on public items, where it does; else it has no meaning. */
    double[] lookBefore(Scenario s) {
        if (Lab.looks(s)) {
            look(s, publicItems.before(s.competence()));
        }
        return reserve();
    }

    /** The same for a side whose gains are complete. */
    double[] lookAfter(Scenario s, int side) {
        if (Lab.looks(s)) {
            look(s, publicItems.after(s.competence(), side));
        }
        return reserve();
    }

    private void look(Scenario s, double[] q) {
        publicItems.success(q, s.evalHorizon(), s.guessRate(), reserve());
    }

    /** Notes what learners were like on another set of public items before they were trained. */
    void meetItems(Learning learning, Scenario s) {
        learning.meet(s, publicItems);
    }

    /** True success on what labs see, where that is not just the scored set: of a side, or of the untrained learner. */
    double[] lookAtSeen(Learning learning, Scenario s, int side) {
        Panel panel = seenItems;
        learning.meet(s, panel);
        double[] q = side < 0 ? panel.before(s.competence()) : taught(learning, s, panel, side);
        double[] out = new double[panel.tasks.size()];
        panel.success(q, s.evalHorizon(), s.guessRate(), out);
        return out;
    }

    private static double[] taught(Learning learning, Scenario s, Panel panel, int side) {
        learning.teach(s, panel, side);
        learning.finish(s, panel, side, false);
        return panel.after(s.competence(), side);
    }

    /** A score with response noise on what labs see; NaN where they see nothing. */
    double reportSeen(Learning learning, Scenario s, int side, int round, int candidate) {
        int n = seenItems.tasks.size();
        if (n == 0) {
            return Double.NaN;
        }
        RandomStream stream = RandomStream.of(lab.seed(), lab.replicate(), Purpose.SEEN_RESPONSE, round, candidate, 0);
        return respond(lookAtSeen(learning, s, side), n, s.attempts(), stream, new double[n]);
    }

    private double[] reserve() {
        int n = publicItems.tasks.size();
        if (success.length < n) {
            success = new double[n];
        }
        return success;
    }

    /** What a candidate reports, whose training has just ended. */
    double reportOfCandidate(Learning learning, Scenario s, int round, int candidate) {
        learning.teach(s, publicItems);
        learning.finish(s, publicItems, 0, false);
        return report(s, 0, round, candidate);
    }

    /** The public score with response noise: Σ Binomial(attempts, p_i) / attempts / n. */
    double report(Scenario s, int side, int round, int candidate) {
        int n = publicItems.tasks.size();
        if (responses.length < n) {
            responses = new double[n];
            results = new double[n];
        }
        publicItems.success(publicItems.after(s.competence(), side), s.evalHorizon(), s.guessRate(), responses);
        RandomStream stream = RandomStream.of(lab.seed(), lab.replicate(), Purpose.RESPONSE, round, candidate, 0);
        return respond(responses, n, s.attempts(), stream, results);
    }

    /** The last report, item by item: shares of attempts that were right. */
    double[] results() {
        return results;
    }

    private static double respond(double[] success, int n, int attempts, RandomStream stream, double[] out) {
        long right = 0;
        for (int i = 0; i < n; i++) {
            int ofItem = 0;
            for (int a = 0; a < attempts; a++) {
                ofItem += stream.uniform((long) i * attempts + a) < success[i] ? 1 : 0;
            }
            out[i] = (double) ofItem / attempts;
            right += ofItem;
        }
        return (double) right / attempts / n;
    }

    CurvePoint start(Scenario s) {
        return scorecard.start(s);
    }

    CurvePoint point(Learning learning, Scenario s, int side, double time) {
        return scorecard.point(learning, s, side, time);
    }

    /** All measures of a side at the end of its training but those of the trajectory. */
    double[] conclude(Learning learning, Scenario s, int side, int round, int candidate) {
        double[] values = new double[Measure.count()];
        scorecard.fill(learning, s, side, values);
        values[Measure.REPORTED_SCORE.ordinal()] = report(s, side, round, candidate);
        generalize(learning, s, side, round, values);
        return values;
    }

    /** Success on the environments and on fresh ones of the same design; public items and what the designer saw are the same. */
    private void generalize(Learning learning, Scenario s, int side, int round, double[] values) {
        double trained = Double.NaN;
        double fresh = Double.NaN;
        double gap = Double.NaN;
        if (generalization) {
            Panel panel = freshEnvironments;
            lab.designElsewhere(s, round, FRESH_DESIGN, FRESH_ENVIRONMENTS, panel.tasks);
            learning.meet(s, panel);
            learning.teach(s, panel, side);
            learning.finish(s, panel, side, false);
            double before = panel.score(panel.before(s.competence()), s.environmentHorizon(), 0);
            fresh = panel.score(panel.after(s.competence(), side), s.environmentHorizon(), 0);
            trained = learning.success(s, side, true);
            gap = trained - learning.success(s, side, false) - (fresh - before);
        }
        values[Measure.ENVIRONMENT_SUCCESS.ordinal()] = trained;
        values[Measure.FRESH_ENVIRONMENT_SUCCESS.ordinal()] = fresh;
        values[Measure.GENERALIZATION_GAP.ordinal()] = gap;
    }
}
