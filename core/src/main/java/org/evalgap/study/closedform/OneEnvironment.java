package org.evalgap.study.closedform;

import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.learner.RewardRule;
import org.evalgap.measure.Measure;
import org.evalgap.task.TaskSet;

/** The engine's training on one environment of difficulty 0 alone, which {@link EpisodeTime} knows by quadrature. */
public final class OneEnvironment {
    private OneEnvironment() {}

    /**
     * Success of episodes that the engine reaches on one environment of difficulty 0.
     *
     * @param competence logit of a decision before training
     * @param rule how episodes are rewarded
     * @param experience decisions of experience
     * @return the probability that all decisions of an episode are right
     */
    public static double success(double competence, RewardRule rule, double experience) {
        TaskSet one = TaskSet.builder(1).add(new double[1], 0).build();
        Scenario scenario = Scenario.withDefaults()
                .withCompetence(competence)
                .withEnvironmentHorizon(rule.horizon())
                .withCritic(rule.critic())
                .withValueFunction(rule.ownValue() ? "own" : "expert")
                .withAdvantageNormalization(rule.advantageNormalization())
                .withBudget(experience);
        return Audit.of(one, one).run(scenario).measures().get(Measure.ENVIRONMENT_SUCCESS);
    }

    /**
     * The experience that the engine needs, from what it reaches with about as much. Success itself would be a poor thing to
     * compare after a long plateau, where a millionth of the experience is the difference between failing and succeeding.
     *
     * @param competence logit of a decision before training
     * @param time the same by quadrature
     * @param experience decisions that are tried, above 0
     * @param target success of episodes that is aimed at, in (0, 1)
     * @return decisions of experience
     */
    public static double experience(double competence, EpisodeTime time, double experience, double target) {
        int horizon = time.rule().horizon();
        double reached = EpisodeTime.logits(success(competence, time.rule(), experience), horizon);
        double aim = EpisodeTime.logits(target, horizon);
        return experience + time.between(reached, aim) - time.between(aim, reached);
    }
}
