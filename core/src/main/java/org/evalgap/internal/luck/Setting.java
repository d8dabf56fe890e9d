package org.evalgap.internal.luck;

import java.util.List;
import org.evalgap.learner.GeneralizationKernel;
import org.evalgap.learner.RewardRule;
import org.evalgap.task.GaussianMixture;
import org.evalgap.task.TaskSource;
import org.evalgap.task.World;

/**
 * What of a scenario its draws depend on.
 *
 * @param world where tasks come from
 * @param exams how they are scored
 * @param design how environments come about; they are designed as usual, from items that are picked blindly
 * @param kernel how learning spreads
 * @param training what is trained
 */
public record Setting(World world, Exams exams, Design design, GeneralizationKernel kernel, Training training) {
    /** No grid of difficulties is fine enough beyond so many logits. */
    private static final double WIDEST = 64;

    /**
     * How tasks are scored.
     *
     * @param competence θ in logits
     * @param guessRate γ in [0, 1)
     * @param evalHorizon decisions of an item
     * @param workHorizon decisions of a job
     */
    public record Exams(double competence, double guessRate, int evalHorizon, int workHorizon) {}

    /**
     * How environments come about.
     *
     * @param publicItems n
     * @param environments M
     * @param inspiration λ
     * @param departure δ
     * @param surface number of axes of the surface
     * @param surfaceSpread standard deviation along each
     */
    public record Design(
            int publicItems,
            int environments,
            double inspiration,
            double departure,
            int surface,
            double surfaceSpread) {}

    /**
     * What is trained.
     *
     * @param rule how rewards become gradients
     * @param budget B
     */
    public record Training(RewardRule rule, double budget) {}

    /** Whether every source is one normal law, so that means of kernels are known. */
    boolean isNormal() {
        return isNormal(world.eval()) && isNormal(world.work()) && isNormal(world.imagined());
    }

    private static boolean isNormal(TaskSource source) {
        return source instanceof GaussianMixture mixture
                && mixture.components().size() == 1
                && isNarrow(mixture.components());
    }

    /** Whether difficulties spread no wider than grids are fine. */
    static boolean isNarrow(List<GaussianMixture.Component> components) {
        return components.stream().allMatch(component -> component.difficultySpread() <= WIDEST);
    }

    GaussianMixture.Component eval() {
        return only(world.eval());
    }

    GaussianMixture.Component work() {
        return only(world.work());
    }

    GaussianMixture.Component imagined() {
        return only(world.imagined());
    }

    private static GaussianMixture.Component only(TaskSource source) {
        return ((GaussianMixture) source).components().get(0);
    }

    /** The probability that an environment is inspired by a certain item. */
    double chance() {
        return design.inspiration() / design.publicItems();
    }

    /** Environments that designers imagine, on average. */
    double designed() {
        return design.environments() * (1 - design.inspiration());
    }
}
