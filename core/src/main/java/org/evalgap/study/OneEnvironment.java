package org.evalgap.study;

import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.learner.RewardRule;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;

/** The engine's training on one environment of difficulty 0 alone, which {@link EpisodeTime} knows by quadrature. */
final class OneEnvironment {
    private OneEnvironment() {}

    /** Success of episodes that the engine reaches on one environment of difficulty 0 with so much experience. */
    static double success(double competence, RewardRule rule, double experience) {
        TaskSet one = TaskSet.builder(1).add(new double[1], 0).build();
        Scenario scenario = Scenario.withDefaults()
                .withCompetence(competence)
                .withEnvironmentHorizon(rule.horizon())
                .withCritic(rule.critic())
                .withAdvantageNormalization(rule.advantageNormalization())
                .withBudget(experience);
        return Audit.of(one, one).run(scenario).measures().get(Measure.ENVIRONMENT_SUCCESS);
    }

    /**
     * The experience that the engine needs, from what it reaches with about as much. Success itself would be a poor thing to
     * compare after a long plateau, where a millionth of the experience is the difference between failing and succeeding.
     */
    static double experience(double competence, EpisodeTime time, double experience, double target) {
        int horizon = time.rule().horizon();
        double reached = EpisodeTime.logits(success(competence, time.rule(), experience), horizon);
        double aim = EpisodeTime.logits(target, horizon);
        return experience + time.between(reached, aim) - time.between(aim, reached);
    }
}
