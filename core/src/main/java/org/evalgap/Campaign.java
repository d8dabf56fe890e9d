package org.evalgap;

import org.evalgap.internal.kernel.Points;
import org.evalgap.protocol.Announcer;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.Submission;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A lab's way through its releases, under what the eval's owner lets it see and tells it. A release is a round: look at what is
 * published, build, train candidates, submit, keep what was told to be best.
 */
final class Campaign {
    private final Scenario scenario;
    private final Scenario blind;
    private final Scenario seeing;
    private final Protocol protocol;
    private final Announcer announcer;
    private final Lab lab;
    private final Learning learning;
    private final Examination examination;
    private final Engine.Draws draws;
    private final Research research;
    private double told;
    private boolean waiting;

    /** The set of items that the learner met last. */
    private int met;

    /** Opens a lab on the items that were drawn for its scenario. */
    Campaign(Scenario s, Protocol protocol, Lab lab, Learning learning, Examination examination, Engine.Draws draws) {
        this.scenario = s;
        this.protocol = protocol;
        this.announcer = protocol.announcer();
        this.lab = lab;
        this.learning = learning;
        this.examination = examination;
        this.draws = draws;
        this.seeing = protocol.showsResults() || s.errorFocus() == 0 ? s : s.withErrorFocus(0);
        this.blind = s.inspiration() == 0 ? seeing : seeing.withInspiration(0).withErrorFocus(0);
        met = protocol.scored(0);
        draws.score(met);
        learning.begin(s);
        examination.meet(learning, s);
        this.research = new Research(lab, learning, s);
    }

    /**
     * Goes through the next release; afterwards panels hold what the lab's learner is like at the end, and have to be finished.
     *
     * @param parts into how many parts training time is divided for those who look on; 0 if nobody does
     */
    void release(int parts) {
        int release = research.round() + 1;
        int sets = protocol.published(release);
        Scenario asked = sets == 0 ? blind : seeing;
        boolean isScored = sets == 1 && protocol.scored(release) == 0;
        Points items = isScored ? draws.publicItems : draws.published(sets);
        double[] success = look(asked, items);
        meet(protocol.scored(release));
        lab.ask(asked);
        research.open(items, success);
        choose(parts);
        examination.teach(learning, scenario);
    }

    /** Meets the items that are scored, where they are others than before; another lab may have had them drawn. */
    private void meet(int set) {
        draws.score(set);
        if (set != met) {
            examination.meetItems(learning, scenario);
            met = set;
        }
    }

    /** Success of the current learner on what it sees, where the designer looks at it. */
    private double[] look(Scenario asked, Points items) {
        boolean untrained = research.round() < 0;
        int side = learning.sides() - 1;
        if (items != draws.publicItems && Lab.looks(asked)) {
            return examination.lookAtSeen(learning, scenario, untrained ? -1 : side);
        }
        return untrained ? examination.lookBefore(asked) : examination.lookAfter(asked, side);
    }

    /** Of the candidates that may be submitted, the one that was told most; the first of equals. */
    private void choose(int parts) {
        int count = Math.min(scenario.candidates(), protocol.submissions(research.round()));
        waiting = count == 1;
        double best = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < count; c++) {
            research.attempt(parts);
            double answer =
                    waiting ? 0 : tell(examination.reportOfCandidate(learning, scenario, research.round(), c), 0, c);
            if (answer > best) {
                best = answer;
                research.keep();
            }
        }
        research.close();
        told = best;
    }

    private double tell(double report, int side, int candidate) {
        int round = research.round();
        RandomStream noise = RandomStream.of(lab.seed(), lab.replicate(), Purpose.ANNOUNCEMENT, round, candidate, 0);
        return announcer.tell(Submission.of(
                protocol.scored(round),
                report,
                examination.results(),
                draws.publicItems.size(),
                () -> reportSeen(side, candidate),
                noise));
    }

    private double reportSeen(int side, int candidate) {
        draws.published(protocol.published(round()));
        return examination.reportSeen(learning, scenario, side, round(), candidate);
    }

    /** What was told of the candidate kept; panels have to be finished. */
    double told() {
        if (waiting) {
            int side = learning.sides() - 1;
            told = tell(examination.report(scenario, side, round(), research.kept()), side, research.kept());
            waiting = false;
        }
        return told;
    }

    /** All measures at the end. */
    double[] conclude() {
        return examination.conclude(learning, scenario, learning.sides() - 1, round(), research.kept());
    }

    Learning learning() {
        return learning;
    }

    /** The release that was gone through last, from 0. */
    int round() {
        return research.round();
    }

    boolean done() {
        return research.done();
    }
}
