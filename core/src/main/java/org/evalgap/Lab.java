package org.evalgap;

import java.util.Arrays;
import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.Brief;
import org.evalgap.internal.lab.RightAnswers;
import org.evalgap.internal.lab.Sheet;
import org.evalgap.internal.lab.TaskDraw;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskSet;
import org.jspecify.annotations.Nullable;

/** The training environments of a lab: what their designer knows, and what was designed. Buffers are kept from run to run. */
final class Lab {
    final Points environments = new Points();
    private final Points kept = new Points();
    private final Sheet sheet = new Sheet(environments);
    private final Brief brief = new Brief();
    private final RightAnswers answers;

    private @Nullable Scenario designed;
    private @Nullable Scenario asked;
    private @Nullable Points neighbour;
    private int borrowable;
    private double copying;
    private long design;
    private long seed;
    private long replicate;

    /** A lab in a world where answers are right that these tell. */
    Lab(RightAnswers answers) {
        this.answers = answers;
    }

    /** Opens the lab for one replicate; what is drawn from other streams is not used again. */
    void open(long newSeed, long newReplicate) {
        seed = newSeed;
        replicate = newReplicate;
        designed = null;
    }

    long seed() {
        return seed;
    }

    long replicate() {
        return replicate;
    }

    /** A number that is another one after every change of the environments. */
    long design() {
        return design;
    }

    static boolean looks(Scenario s) {
        return s.environmentDesigner().looksAtSuccess(s.inspiration(), s.errorFocus());
    }

    /** Whether the environments of a scenario stand designed, so that nobody has to look at success again. */
    boolean holds(Scenario s) {
        return designed != null && designed.sharesWith(s, Stage.ENVIRONMENTS) && !looks(s);
    }

    /** What a designer sees. */
    void show(Points items, double[] success) {
        brief.seeing(items, success);
    }

    /** Says what designers are asked for from now on, in place of what their scenario says. */
    void ask(Scenario instead) {
        asked = instead;
    }

    /** Opens the first environments of another lab: each new one is, with a probability, one of them. */
    void visit(Points other, int environments, double probability) {
        neighbour = other;
        borrowable = environments;
        copying = probability;
    }

    /** Designs all environments of a scenario in one go. */
    void designAll(Scenario s) {
        begin(s);
        design(s, 0, 0, 0, s.environments());
        designed = s;
    }

    /** Makes room for all environments of a scenario, which are designed round by round. */
    void begin(Scenario s) {
        designed = null;
        asked = null;
        neighbour = null;
        environments.resize(s.environments(), s.dimension(), s.surfaceDimensions());
        kept.resize(s.environments(), s.dimension(), s.surfaceDimensions());
    }

    /** Designs environments [from, to), which become the last ones in use. */
    void design(Scenario s, int round, int candidate, int from, int to) {
        environments.use(to);
        design++;
        if (environments.answer != null) {
            Arrays.fill(environments.answer, from, to, 0);
        }
        s.environmentDesigner().design(brief(s, round, candidate), sheet.startingAt(from));
        if (neighbour != null && borrowable > 0) {
            borrow(neighbour, round, candidate, from, to);
        }
        answers.complete(environments, from);
    }

    private void borrow(Points other, int round, int candidate, int from, int to) {
        RandomStream whether = RandomStream.of(seed, replicate, Purpose.COPYING, round, candidate, 0);
        RandomStream which = RandomStream.of(seed, replicate, Purpose.COPYING, round, candidate, 1);
        for (int j = from; j < to; j++) {
            if (whether.uniform(j) < copying) {
                environments.take(other, Math.min((int) (which.uniform(j) * borrowable), borrowable - 1), j);
            }
        }
    }

    /** Designs so many other environments than the lab's, by a candidate that there is not. */
    void designElsewhere(Scenario s, int round, int candidate, int count, Points out) {
        out.resize(count, s.dimension(), s.surfaceDimensions());
        s.environmentDesigner().design(brief(s, round, candidate), new Sheet(out));
        answers.complete(out, 0);
    }

    private Brief brief(Scenario own, int round, int candidate) {
        Scenario s = asked != null ? asked : own;
        return brief.asking(s.world().imagined(), s.inspiration(), s.departure(), s.errorFocus())
                .surface(s.surfaceSpread())
                .at(seed, replicate, round, candidate);
    }

    /** Tells the right answers to tasks that are no environments. */
    void answer(Points tasks) {
        answers.complete(tasks, 0);
    }

    /** Takes a whole set for environments. */
    void take(TaskSet set) {
        designed = null;
        design++;
        TaskDraw.copy(set, 1, environments);
    }

    /** Remembers environments from one on. */
    void keep(int from) {
        kept.copy(environments, from, environments.size());
    }

    /** Goes back to the environments that were kept. */
    void restore(int from) {
        design++;
        environments.copy(kept, from, environments.size());
    }
}
