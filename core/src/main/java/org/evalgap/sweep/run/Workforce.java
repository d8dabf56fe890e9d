package org.evalgap.sweep.run;

import org.evalgap.sweep.SweepPlan;
import org.evalgap.work.Workers;

/**
 * Where workers for sweeps come from. Those far away need the plan in a form that travels; what they send back are
 * {@linkplain UnitResult#toBytes() bytes}.
 */
@FunctionalInterface
public interface Workforce {
    /**
     * Hires workers for one run of a plan.
     *
     * @param plan what they simulate
     * @return the workers, to be sent home in the end
     */
    Workers<WorkUnit, UnitResult> hire(SweepPlan plan);
}
