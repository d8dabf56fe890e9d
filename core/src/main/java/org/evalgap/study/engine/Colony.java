package org.evalgap.study.engine;

import org.evalgap.Audit;
import org.evalgap.Scenario;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.study.closedform.FirstOrder;
import org.evalgap.task.TaskSet;

/**
 * Instances of one learner in work domains of their own. Each round every instance trains on the tasks that it meets, from
 * what it knows then; afterwards each takes over a share of what the others learned, as a sum of their weights.
 */
final class Colony {
    /** Tasks of one world: domain by domain, first those that are only scored, then those met in each round. */
    static final class World {
        private final int domains;
        private final int scored;
        private final int met;
        private final double[][] positions;
        private final double[] difficulties;
        private final int rounds;

        /**
         * Draws a world. Growing a number keeps what was there.
         *
         * @param shape numbers of domains, scored tasks, met tasks and rounds
         * @param layout dimension, variance share of a domain's own spread, and the difficulties' scenario
         * @param stream random numbers of this world
         */
        World(Shape shape, Layout layout, RandomStream stream) {
            domains = shape.domains;
            scored = shape.scored;
            met = shape.met;
            rounds = shape.rounds;
            int all = domains * (scored + rounds * met);
            positions = new double[all][layout.dimension];
            difficulties = new double[all];
            double scatter = Math.sqrt(Math.max(0, 1 - layout.spread * layout.spread));
            for (int domain = 0; domain < domains; domain++) {
                RandomStream own = stream.substream(domain);
                double[] centre = new double[layout.dimension];
                for (int d = 0; d < centre.length; d++) {
                    centre[d] = scatter * own.normal(d);
                }
                for (int i = 0; i < scored; i++) {
                    draw(domain * scored + i, centre, layout, own.substream(2L * i));
                }
                for (int i = 0; i < rounds * met; i++) {
                    draw(at(domain, i / met) + i % met, centre, layout, own.substream(2L * i + 1));
                }
            }
        }

        private void draw(int task, double[] centre, Layout layout, RandomStream own) {
            for (int d = 0; d < centre.length; d++) {
                positions[task][d] = centre[d] + layout.spread * own.normal(d);
            }
            difficulties[task] =
                    layout.scenario.difficultyMean() + layout.scenario.difficultySpread() * own.normal(centre.length);
        }

        /** First task that a domain meets in a round: all domains' tasks of one round lie together. */
        private int at(int domain, int round) {
            return domains * scored + (round * domains + domain) * met;
        }

        private TaskSet set(int from, int to, double[] gains) {
            TaskSet.Builder set = TaskSet.builder(positions[0].length);
            for (int i = from; i < to; i++) {
                set.add(positions[i], difficulties[i] - gains[i]);
            }
            return set.build();
        }
    }

    /** How many of everything. */
    record Shape(int domains, int scored, int met, int rounds) {}

    /** Where tasks lie: work as a whole is standard normal, a domain's tasks have the given spread around its centre. */
    record Layout(int dimension, double spread, Scenario scenario) {}

    private final World world;
    private final Scenario scenario;
    private final double share;
    private final double[][] gains;

    /**
     * Untrained instances.
     *
     * @param world where they work
     * @param scenario learner, and the budget of one instance in one round
     * @param share share of the others' learning that is taken over, in [0, 1]
     */
    Colony(World world, Scenario scenario, double share) {
        this.world = world;
        this.scenario = scenario;
        this.share = share;
        this.gains = new double[world.domains][world.positions.length];
    }

    /** Starts all instances with the gains that a common training gave. */
    void inherit(double[] common) {
        for (double[] own : gains) {
            System.arraycopy(common, 0, own, 0, own.length);
        }
    }

    /** Gains on all tasks of a world from training on other tasks, all at once. */
    static double[] gains(World world, TaskSet environments, Scenario scenario) {
        TaskSet all = world.set(0, world.positions.length, new double[world.positions.length]);
        return Audit.of(all, environments).run(scenario).publicGains();
    }

    /** One round of work, learning and taking over. */
    void round(int round) {
        double[] none = new double[world.positions.length];
        int known = world.domains * world.scored;
        // What is scored, and what will be met: the rest is over.
        int from = world.at(0, round);
        TaskSet scored = world.set(0, known, none);
        TaskSet later = world.set(from, world.positions.length, none);
        double[][] learned = new double[world.domains][];
        for (int i = 0; i < world.domains; i++) {
            int first = world.at(i, round);
            TaskSet own = world.set(first, first + world.met, gains[i]);
            Audit.Result result = Audit.of(scored, own).withFresh(later).run(scenario);
            learned[i] = none.clone();
            System.arraycopy(result.publicGains(), 0, learned[i], 0, known);
            double[] ahead = result.freshGains().orElseThrow();
            System.arraycopy(ahead, 0, learned[i], from, ahead.length);
        }
        amalgamate(learned);
    }

    private void amalgamate(double[][] learned) {
        double[] sum = new double[world.positions.length];
        for (double[] one : learned) {
            for (int z = 0; z < sum.length; z++) {
                sum[z] += one[z];
            }
        }
        for (int i = 0; i < learned.length; i++) {
            for (int z = 0; z < sum.length; z++) {
                gains[i][z] += learned[i][z] + share * (sum[z] - learned[i][z]);
            }
        }
    }

    /** Success of every instance on the scored tasks of its own domain. */
    double[] scores() {
        double[] scores = new double[world.domains];
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < world.scored; j++) {
                int z = i * world.scored + j;
                double u = scenario.competence() - world.difficulties[z] + gains[i][z];
                scores[i] += FirstOrder.success(u) / world.scored;
            }
        }
        return scores;
    }

    /** RandomStream of one world. */
    static RandomStream stream(long seed, int replicate) {
        return RandomStream.of(seed, replicate, Purpose.STUDY, 8, 0, 0);
    }
}
