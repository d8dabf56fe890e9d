package org.evalgap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evalgap.Outcome.CurvePoint;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.kernel.Scoring;
import org.evalgap.protocol.Protocol;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.MisfitException;

/**
 * Labs that release on one board, with the buffers of one thread. The same labs, seed and replicate have the same tasks, and
 * draw the same random numbers, under every protocol. A lab alone is the scenario it would be without a board, bit for bit.
 */
public final class Board {
    /**
     * One release of a lab.
     *
     * @param told what the lab was told, which stands on the board
     * @param publicScore true score on the items that were scored
     * @param freshScore true score on items of the eval that nobody ever saw
     * @param workScore true score at work
     * @param impactScore true impact
     */
    public record Release(double told, double publicScore, double freshScore, double workScore, double impactScore) {}

    private final List<Scenario> labs;
    private final double[] copying;
    private final Scoring scoring = new Scoring();
    private final Engine.Draws draws = new Engine.Draws();
    private final List<Bench> benches = new ArrayList<>();

    private Board(List<Scenario> labs, double[] copying) {
        this.labs = labs;
        this.copying = copying;
        // Labs that do not look at each other come one after the other, and share what one of them needs.
        int count = copies() ? labs.size() : 1;
        for (int l = 0; l < count; l++) {
            benches.add(new Bench());
        }
    }

    /**
     * Labs on a board.
     *
     * @param labs one scenario a lab, at least one; their {@linkplain Scenario#protocol() protocols} do not matter
     * @param copying for each lab, the share of its environments in [0, 1] that it takes from the lab that led the board before
     * @return the board
     * @throws IllegalArgumentException if there is no lab, a share is out of range, a scenario is not consistent, or labs differ
     *     in their numbers of rounds, in what tasks there are, or in how items are scored
     */
    public static Board of(List<Scenario> labs, double[] copying) {
        if (labs.isEmpty() || labs.size() != copying.length) {
            throw new IllegalArgumentException("there must be at least one lab, and a share for each: " + labs.size());
        }
        Scenario first = labs.get(0).requireConsistent();
        for (int l = 0; l < copying.length; l++) {
            if (!(copying[l] >= 0 && copying[l] <= 1)) {
                throw new IllegalArgumentException("copying must be in [0, 1]: " + copying[l]);
            }
            Scenario lab = labs.get(l).requireConsistent();
            if (!lab.sharesWith(first, Stage.TASKS) || !scoresAlike(lab, first)) {
                throw new MisfitException(
                        "labs on one board must have the same tasks, rounds, evalHorizon, workHorizon and"
                                + " guessRate: lab " + (l + 1) + " differs from lab 1");
            }
        }
        return new Board(List.copyOf(labs), copying.clone());
    }

    private static boolean scoresAlike(Scenario a, Scenario b) {
        return a.rounds() == b.rounds()
                && a.evalHorizon() == b.evalHorizon()
                && a.workHorizon() == b.workHorizon()
                && a.guessRate() == b.guessRate();
    }

    private boolean copies() {
        return Arrays.stream(copying).anyMatch(share -> share > 0);
    }

    /**
     * Lets all labs release, release by release.
     *
     * @param protocol what the eval's owner does
     * @param seed any number
     * @param replicate index of the replicate, at least 0
     * @return by release and lab
     * @throws IllegalArgumentException if the eval has too few items for the protocol
     */
    public Release[][] simulate(Protocol protocol, long seed, long replicate) {
        Release[][] releases = new Release[labs.get(0).rounds()][labs.size()];
        draws.draw(labs.get(0), seed, replicate);
        if (copies()) {
            Campaign[] campaigns = new Campaign[labs.size()];
            for (int l = 0; l < campaigns.length; l++) {
                campaigns[l] = campaign(l, protocol, seed, replicate);
            }
            for (int r = 0; r < releases.length; r++) {
                side(campaigns, releases, r);
            }
        } else {
            for (int l = 0; l < labs.size(); l++) {
                Campaign campaign = campaign(l, protocol, seed, replicate);
                for (int r = 0; r < releases.length; r++) {
                    releases[r][l] = release(l, campaign);
                }
            }
        }
        return releases;
    }

    private Bench bench(int lab) {
        return benches.get(benches.size() == 1 ? 0 : lab);
    }

    private Campaign campaign(int lab, Protocol protocol, long seed, long replicate) {
        Bench bench = bench(lab);
        bench.lab.open(seed(seed, lab), replicate);
        Scenario s = labs.get(lab);
        return new Campaign(s, protocol, bench.lab, bench.learners.of(s), bench.examination, draws);
    }

    /** The first lab's is the board's, so that it is what it would be alone. */
    private static long seed(long seed, int lab) {
        return lab == 0 ? seed : RandomStream.of(seed, 0, Purpose.LAB).bits(lab);
    }

    /** All labs' next release; those who copy look at the lab that led the board at the last one. */
    private void side(Campaign[] campaigns, Release[][] releases, int r) {
        int leader = r == 0 ? -1 : leader(releases[r - 1]);
        Points environments = bench(Math.max(0, leader)).lab.environments;
        int count = environments.size();
        for (int l = 0; l < campaigns.length; l++) {
            bench(l).lab.visit(environments, leader < 0 || leader == l ? 0 : count, copying[l]);
            releases[r][l] = release(l, campaigns[l]);
        }
    }

    /**
     * The lab that leads a board.
     *
     * @param board one release of each lab
     * @return index of the lab that was told most, the first of equals
     */
    public static int leader(Release[] board) {
        int best = 0;
        for (int l = 1; l < board.length; l++) {
            best = board[l].told() > board[best].told() ? l : best;
        }
        return best;
    }

    private Release release(int lab, Campaign campaign) {
        campaign.release(0);
        Scenario s = labs.get(lab);
        CurvePoint point = bench(lab)
                .examination
                .point(campaign.learning(), s, campaign.learning().sides() - 1, 1);
        // No negative zero, which ranks below zero though it is the same score.
        return new Release(
                campaign.told() + 0.0, point.publicScore(), point.freshScore(), point.workScore(), point.impactScore());
    }

    /** What one lab needs. */
    private final class Bench {
        final Lab lab = new Lab(draws.answers);
        final Learning.Learners learners = new Learning.Learners(lab, scoring);
        final Examination examination = new Examination(lab, draws, scoring, false, false);
    }
}
