package org.evalgap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.evalgap.internal.kernel.Scoring;
import org.junit.jupiter.api.Test;

/** Labs can be led through their rounds one step at a time, several of them side by side on the same items. */
class ResearchTest {
    private static final Scenario SMALL = Scenarios.SMALL.withRounds(3).withErrorFocus(1);

    /** A lab with its learner, its examination of items that it shares with others, and what is written down. */
    private static final class Party {
        final Scenario scenario;
        final Lab lab = new Lab(new org.evalgap.internal.lab.RightAnswers());
        final Scoring scoring = new Scoring();
        final Learning learning;
        final Examination examination;
        final Research research;
        final Outcome.Chronicle chronicle;
        final Engine.Draws draws;

        Party(Scenario scenario, Engine.Draws draws, long seed, long replicate) {
            this.scenario = scenario;
            this.draws = draws;
            lab.open(seed, replicate);
            learning = scenario.learner().isEmpty()
                    ? new KernelLearning(lab, scoring, false)
                    : new OwnLearning(lab, scoring, scenario.learner().get(), scenario);
            examination = new Examination(lab, draws, scoring, true, true);
            learning.begin(scenario);
            examination.meet(learning, scenario);
            research = new Research(lab, learning, scenario);
            chronicle = new Outcome.Chronicle(scenario, Engine.PARTS);
        }

        void open() {
            double[] success = research.round() < 0
                    ? examination.lookBefore(scenario)
                    : examination.lookAfter(scenario, learning.sides() - 1);
            research.open(draws.publicItems, success);
        }

        double attempt() {
            int candidate = research.attempt(Engine.PARTS);
            return examination.reportOfCandidate(learning, scenario, research.round(), candidate);
        }

        void close() {
            research.close();
            examination.teach(learning, scenario);
            chronicle.record(examination, learning, research.round());
        }

        Outcome conclude() {
            return chronicle.conclude(
                    examination.conclude(learning, scenario, learning.sides() - 1, research.round(), research.kept()));
        }
    }

    @Test
    void labsSideBySideComeOutAsTheyWouldAlone() {
        List<Scenario> scenarios = List.of(
                SMALL.withNarrowing(1).withFormatLearning(0.2),
                SMALL.withCompetence(0.5).withInspiration(1),
                SMALL.withLearner(new HandKernel()).withBudget(64));
        Engine.Draws draws = new Engine.Draws();
        draws.draw(SMALL, 8, 2);
        List<Party> parties = scenarios.stream()
                .map(s -> new Party(s.withCandidates(2), draws, 8, 2))
                .toList();
        for (int round = 0; round < 3; round++) {
            parties.forEach(Party::open);
            double[] first = parties.stream().mapToDouble(Party::attempt).toArray();
            parties.forEach(party -> party.research.keep());
            double[] second = parties.stream().mapToDouble(Party::attempt).toArray();
            for (int i = 0; i < first.length; i++) {
                if (second[i] > first[i]) {
                    parties.get(i).research.keep();
                }
            }
            parties.forEach(Party::close);
            int now = round;
            assertThat(parties).allMatch(party -> party.research.done() == (now == 2));
        }
        for (Party party : parties) {
            Outcome alone = Simulator.ofEverything().simulate(party.scenario, 8, 2);
            Outcome beside = party.conclude();
            assertThat(beside.values()).as("%s", party.scenario).isEqualTo(alone.values());
            assertThat(beside.rounds()).isEqualTo(alone.rounds());
            assertThat(beside.trajectory()).isEqualTo(alone.trajectory());
        }
    }
}
