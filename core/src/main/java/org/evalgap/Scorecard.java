package org.evalgap;

import static org.evalgap.measure.Measure.*;

import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;

/** Turns what a learner can do on the three panels into measures. A panel that is missing leaves its measures out. */
final class Scorecard {
    private final Panel publicItems;
    private final Panel freshItems;
    private final Panel work;

    private final boolean abilities;

    Scorecard(Panel publicItems, Panel freshItems, Panel work, boolean abilities) {
        this.abilities = abilities;
        this.publicItems = publicItems;
        this.freshItems = freshItems;
        this.work = work;
    }

    /** What a side of the panels has to be corrected by before it is scored. */
    record Corrections(double loss, double formatShare) {}

    /** Applies forgetting and format; the fresh panel is scored without the format first, which gives the format gap. */
    private double correct(Scenario s, int side, Corrections corrections) {
        double breadth = s.breadth();
        publicItems.forget(side, breadth, corrections.loss);
        freshItems.forget(side, breadth, corrections.loss);
        work.forget(side, breadth, corrections.loss);
        double withoutFormat = Double.NaN;
        if (corrections.formatShare != 0 && freshItems.tasks.size() > 0) {
            withoutFormat = freshItems.score(freshItems.after(s.competence(), side), s.evalHorizon(), s.guessRate());
        }
        publicItems.addFormat(side, corrections.formatShare);
        freshItems.addFormat(side, corrections.formatShare);
        work.addFormat(side, corrections.formatShare);
        return withoutFormat;
    }

    /** Fills in all of the group {@code scores} but the report, for one side. */
    void fill(Scenario s, int side, Corrections corrections, double divergence, double[] values) {
        double withoutFormat = correct(s, side, corrections);
        scoreItems(publicItems, s, side, PUBLIC_SCORE_BEFORE, PUBLIC_SCORE, PUBLIC_ABILITY, values);
        scoreItems(freshItems, s, side, FRESH_SCORE_BEFORE, FRESH_SCORE, FRESH_ABILITY, values);
        scoreWork(s, side, values);
        set(values, POLICY_DIVERGENCE, divergence);
        set(
                values,
                FORMAT_GAP,
                corrections.formatShare == 0 ? at(values, FRESH_SCORE) * 0 : at(values, FRESH_SCORE) - withoutFormat);
        gaps(values);
    }

    private void scoreItems(
            Panel panel, Scenario s, int side, Measure before, Measure after, Measure ability, double[] values) {
        if (panel.tasks.size() == 0) {
            leaveOut(values, before, after, ability);
            return;
        }
        int horizon = s.evalHorizon();
        double first = panel.score(panel.before(s.competence()), horizon, s.guessRate());
        double last = panel.score(panel.after(s.competence(), side), horizon, s.guessRate());
        set(values, before, first);
        set(values, after, last);
        set(values, ability, abilities ? panel.ability(horizon, s.guessRate(), first, last) : Double.NaN);
    }

    private void scoreWork(Scenario s, int side, double[] values) {
        if (work.tasks.size() == 0) {
            leaveOut(values, WORK_SCORE_BEFORE, WORK_SCORE, WORK_ABILITY);
            leaveOut(values, IMPACT_SCORE_BEFORE, IMPACT_SCORE, IMPACT_ABILITY);
            return;
        }
        double[] q = work.before(s.competence());
        set(values, WORK_SCORE_BEFORE, work.score(q, s.evalHorizon(), 0));
        set(values, IMPACT_SCORE_BEFORE, work.score(q, s.workHorizon(), 0));
        q = work.after(s.competence(), side);
        set(values, WORK_SCORE, work.score(q, s.evalHorizon(), 0));
        set(values, IMPACT_SCORE, work.score(q, s.workHorizon(), 0));
        workAbility(s.evalHorizon(), WORK_SCORE_BEFORE, WORK_SCORE, WORK_ABILITY, values);
        workAbility(s.workHorizon(), IMPACT_SCORE_BEFORE, IMPACT_SCORE, IMPACT_ABILITY, values);
    }

    private void workAbility(int horizon, Measure before, Measure after, Measure ability, double[] values) {
        set(values, ability, abilities ? work.ability(horizon, 0, at(values, before), at(values, after)) : Double.NaN);
    }

    private static void gaps(double[] values) {
        double onPublic = at(values, PUBLIC_SCORE) - at(values, PUBLIC_SCORE_BEFORE);
        double onFresh = at(values, FRESH_SCORE) - at(values, FRESH_SCORE_BEFORE);
        double onWork = at(values, WORK_SCORE) - at(values, WORK_SCORE_BEFORE);
        double onImpact = at(values, IMPACT_SCORE) - at(values, IMPACT_SCORE_BEFORE);
        set(values, INFLATION, onPublic - onFresh);
        set(values, DISTRIBUTION_GAP, onFresh - onWork);
        set(values, RELIABILITY_GAP, onWork - onImpact);
        set(values, DISCONNECT, onPublic - onImpact);
        set(values, INFLATION_LOGITS, at(values, PUBLIC_ABILITY) - at(values, FRESH_ABILITY));
        set(values, DISTRIBUTION_GAP_LOGITS, at(values, FRESH_ABILITY) - at(values, WORK_ABILITY));
        set(values, RELIABILITY_GAP_LOGITS, at(values, WORK_ABILITY) - at(values, IMPACT_ABILITY));
        set(values, DISCONNECT_LOGITS, at(values, PUBLIC_ABILITY) - at(values, IMPACT_ABILITY));
        set(values, TRANSFER, onPublic == 0 ? Double.NaN : onWork / onPublic);
    }

    /** The four scores of one side as a point of a curve. */
    CurvePoint point(Scenario s, int side, Corrections corrections, double time, double divergence) {
        correct(s, side, corrections);
        double[] q = publicItems.after(s.competence(), side);
        double onPublic = publicItems.score(q, s.evalHorizon(), s.guessRate());
        q = freshItems.after(s.competence(), side);
        double onFresh = freshItems.score(q, s.evalHorizon(), s.guessRate());
        q = work.after(s.competence(), side);
        return new CurvePoint(
                time,
                onPublic,
                onFresh,
                work.score(q, s.evalHorizon(), 0),
                work.score(q, s.workHorizon(), 0),
                divergence);
    }

    private static void leaveOut(double[] values, Measure... measures) {
        for (Measure measure : measures) {
            set(values, measure, Double.NaN);
        }
    }

    private static double at(double[] values, Measure measure) {
        return values[measure.ordinal()];
    }

    private static void set(double[] values, Measure measure, double value) {
        values[measure.ordinal()] = value;
    }
}
