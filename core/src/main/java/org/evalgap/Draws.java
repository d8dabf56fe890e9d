package org.evalgap;

import org.evalgap.internal.kernel.Points;
import org.evalgap.internal.lab.TaskDraw;
import org.jspecify.annotations.Nullable;

/** The items and tasks of one replicate, which all labs that are looked at have in common. */
final class Draws {
    final Points publicItems = new Points();
    final Points freshItems = new Points();
    final Points work = new Points();

    private final TaskDraw draw = new TaskDraw();
    private @Nullable Scenario drawn;
    private long seed;
    private long replicate;

    /** Draws what a scenario asks for; false if it is there already. */
    boolean draw(Scenario s, long newSeed, long newReplicate) {
        if (drawn != null && newSeed == seed && newReplicate == replicate && drawn.sharesWith(s, Stage.TASKS)) {
            return false;
        }
        seed = newSeed;
        replicate = newReplicate;
        drawn = null;
        draw.drawEval(s.world().eval(), seed, replicate, s.publicItems(), s.freshItems(), publicItems, freshItems);
        draw.drawWork(s.world().work(), seed, replicate, s.workTasks(), work);
        drawn = s;
        return true;
    }
}
