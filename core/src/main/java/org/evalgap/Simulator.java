package org.evalgap;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.evalgap.measure.MeasureGroup;
import org.evalgap.measure.Moments;

/**
 * Turns a scenario, a seed and a replicate into one outcome: always the same one, bit for bit, on any machine and any
 * thread. Immutable and safe for use by many threads.
 */
public final class Simulator {
    /**
     * The version of the model: it is raised whenever the outcome of some scenario, seed and replicate changes, even by a bit.
     * Stores of another version are refused.
     */
    public static final int MODEL_VERSION = 4;

    private final EnumSet<MeasureGroup> groups;
    private final boolean lucky;
    private final ThreadLocal<Session> sessions;

    private Simulator(EnumSet<MeasureGroup> groups, boolean lucky) {
        this.groups = groups;
        this.lucky = lucky;
        this.sessions = ThreadLocal.withInitial(this::session);
    }

    /**
     * A simulator of scores, gaps and abilities.
     *
     * @return the simulator
     */
    public static Simulator ofScores() {
        return of(EnumSet.of(MeasureGroup.SCORES));
    }

    /**
     * A simulator of everything.
     *
     * @return the simulator
     */
    public static Simulator ofEverything() {
        return of(EnumSet.allOf(MeasureGroup.class));
    }

    /**
     * A simulator of some groups of measures.
     *
     * @param groups what to measure; without {@link MeasureGroup#SCORES} there are the four scores, before and after, and the
     *     gaps between them, but no abilities
     * @return the simulator
     */
    public static Simulator of(Set<MeasureGroup> groups) {
        EnumSet<MeasureGroup> wanted = EnumSet.noneOf(MeasureGroup.class);
        wanted.addAll(groups);
        return new Simulator(wanted, false);
    }

    /**
     * A simulator of the same measures that also measures how lucky the draws of a replicate were, so that means can be
     * {@linkplain Summary#adjusted() adjusted}. The other measures are the same, bit for bit; it takes about a tenth longer.
     *
     * @return the simulator
     */
    public Simulator withLuck() {
        return new Simulator(groups, true);
    }

    /**
     * What is measured.
     *
     * @return a copy of the groups
     */
    public Set<MeasureGroup> groups() {
        return EnumSet.copyOf(groups);
    }

    /**
     * Simulates one replicate.
     *
     * @param scenario what is assumed
     * @param seed any number
     * @param replicate index of the replicate, at least 0
     * @return the outcome
     * @throws IllegalArgumentException if the scenario is not {@linkplain Scenario#requireConsistent() consistent}
     */
    public Outcome simulate(Scenario scenario, long seed, long replicate) {
        return sessions.get().simulate(List.of(scenario), seed, replicate).get(0);
    }

    /**
     * Simulates replicates 0 … n − 1 and summarises them.
     *
     * @param scenario what is assumed
     * @param seed any number
     * @param replicates n, at least 1
     * @return means with their Monte Carlo standard errors
     * @throws IllegalArgumentException if there is no replicate, or the scenario is not consistent
     */
    public Summary summarize(Scenario scenario, long seed, int replicates) {
        if (replicates < 1) {
            throw new IllegalArgumentException("replicates must be at least 1: " + replicates);
        }
        Moments total = new Moments();
        for (int start = 0; start < replicates; start += Moments.BLOCK) {
            Moments block = new Moments();
            for (int r = start; r < Math.min(start + Moments.BLOCK, replicates); r++) {
                block.add(simulate(scenario, seed, r).rawValues());
            }
            total.merge(block);
        }
        return new Summary(total);
    }

    /**
     * Something that simulates many scenarios and shares work between them. Confined to one thread.
     *
     * @return a new session
     */
    public Session session() {
        return new Session(new Engine(groups, lucky));
    }

    /** Simulates with the buffers of one thread; outcomes are the same as without. */
    public static final class Session {
        private final Engine engine;
        private Scenario[] scenarios = new Scenario[0];
        private Outcome[] outcomes = new Outcome[0];

        private Session(Engine engine) {
            this.engine = engine;
        }

        /**
         * Simulates one replicate of each scenario. Neighbours share drawn tasks, environments and Gram matrices as far as
         * they {@linkplain Scenario#sharesWith agree}, and so does the first with the last of the call before.
         *
         * @param list what is assumed
         * @param seed any number
         * @param replicate index of the replicate, at least 0
         * @return one outcome a scenario, in order
         * @throws IllegalArgumentException if a scenario is not consistent
         */
        public List<Outcome> simulate(List<Scenario> list, long seed, long replicate) {
            if (replicate < 0) {
                throw new IllegalArgumentException("replicate must be at least 0: " + replicate);
            }
            if (scenarios.length < list.size()) {
                scenarios = new Scenario[list.size()];
                outcomes = new Outcome[list.size()];
            }
            for (int i = 0; i < list.size(); i++) {
                scenarios[i] = list.get(i);
            }
            engine.run(scenarios, list.size(), seed, replicate, outcomes);
            return Arrays.asList(Arrays.copyOf(outcomes, list.size()));
        }
    }
}
