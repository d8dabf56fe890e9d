package org.evalgap;

import static org.evalgap.measure.Measure.*;

import org.evalgap.Outcome.CurvePoint;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/** Turns what a learner can do on the three panels into measures. A panel that is missing leaves its measures out. */
final class Scorecard {
    private final Panel publicItems;
    private final Panel freshItems;
    private final Panel work;
    private final boolean abilities;

    Scorecard(Panel publicItems, Panel freshItems, Panel work, boolean abilities) {
        this.publicItems = publicItems;
        this.freshItems = freshItems;
        this.work = work;
        this.abilities = abilities;
    }

    /** Completes the gains of a side; returns the fresh score without the format, as {@link Learning#finish} does. */
    private double finish(Learning learning, Scenario s, int side, boolean apart) {
        learning.finish(s, publicItems, side, false);
        double withoutFormat = learning.finish(s, freshItems, side, apart);
        learning.finish(s, work, side, false);
        return withoutFormat;
    }

    /** Fills in all of the group {@code scores} but the report, for one side. */
    void fill(Learning learning, Scenario s, int side, double[] values) {
        double withoutFormat = finish(learning, s, side, true);
        scoreItems(publicItems, s, side, Score.PUBLIC, values);
        scoreItems(freshItems, s, side, Score.FRESH, values);
        scoreWork(s, side, values);
        set(values, POLICY_DIVERGENCE, learning.divergence(side));
        double fresh = at(values, FRESH_SCORE);
        set(values, FORMAT_GAP, Double.isNaN(withoutFormat) ? fresh * 0 : fresh - withoutFormat);
        gaps(values);
    }

    private void scoreItems(Panel panel, Scenario s, int side, Score score, double[] values) {
        if (panel.tasks.size() == 0) {
            leaveOut(values, score);
            return;
        }
        int horizon = s.evalHorizon();
        set(values, score.before(), panel.score(panel.before(s.competence()), horizon, s.guessRate()));
        set(values, score.after(), panel.score(panel.after(s.competence(), side), horizon, s.guessRate()));
        measureAbility(panel, horizon, s.guessRate(), score, values);
    }

    private void scoreWork(Scenario s, int side, double[] values) {
        if (work.tasks.size() == 0) {
            leaveOut(values, Score.WORK);
            leaveOut(values, Score.IMPACT);
            return;
        }
        double[] q = work.before(s.competence());
        set(values, WORK_SCORE_BEFORE, work.score(q, s.evalHorizon(), 0));
        set(values, IMPACT_SCORE_BEFORE, work.score(q, s.workHorizon(), 0));
        q = work.after(s.competence(), side);
        set(values, WORK_SCORE, work.score(q, s.evalHorizon(), 0));
        set(values, IMPACT_SCORE, work.score(q, s.workHorizon(), 0));
        measureAbility(work, s.evalHorizon(), 0, Score.WORK, values);
        measureAbility(work, s.workHorizon(), 0, Score.IMPACT, values);
    }

    private void measureAbility(Panel panel, int horizon, double guess, Score score, double[] values) {
        double ability = Double.NaN;
        if (abilities) {
            ability = panel.ability(horizon, guess, at(values, score.before()), at(values, score.after()));
        }
        set(values, score.ability(), ability);
    }

    private static void gaps(double[] values) {
        double onPublic = Score.PUBLIC.gain(values);
        double onFresh = Score.FRESH.gain(values);
        double onWork = Score.WORK.gain(values);
        double onImpact = Score.IMPACT.gain(values);
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

    /** The four scores of the untrained learner as the first point of a curve. */
    CurvePoint start(Scenario s) {
        double onPublic = publicItems.score(publicItems.before(s.competence()), s.evalHorizon(), s.guessRate());
        double onFresh = freshItems.score(freshItems.before(s.competence()), s.evalHorizon(), s.guessRate());
        return point(s, 0, onPublic, onFresh, work.before(s.competence()), 0);
    }

    /** The four scores of one side as a point of a curve. */
    CurvePoint point(Learning learning, Scenario s, int side, double time) {
        finish(learning, s, side, false);
        double[] q = publicItems.after(s.competence(), side);
        double onPublic = publicItems.score(q, s.evalHorizon(), s.guessRate());
        q = freshItems.after(s.competence(), side);
        double onFresh = freshItems.score(q, s.evalHorizon(), s.guessRate());
        q = work.after(s.competence(), side);
        return point(s, time, onPublic, onFresh, q, learning.divergence(side));
    }

    private CurvePoint point(
            Scenario s, double time, double onPublic, double onFresh, double[] onWork, double divergence) {
        double atWork = work.score(onWork, s.evalHorizon(), 0);
        return new CurvePoint(time, onPublic, onFresh, atWork, work.score(onWork, s.workHorizon(), 0), divergence);
    }

    private static void leaveOut(double[] values, Score score) {
        set(values, score.before(), Double.NaN);
        set(values, score.after(), Double.NaN);
        set(values, score.ability(), Double.NaN);
    }

    private static double at(double[] values, Measure measure) {
        return values[measure.ordinal()];
    }

    private static void set(double[] values, Measure measure, double value) {
        values[measure.ordinal()] = value;
    }
}
