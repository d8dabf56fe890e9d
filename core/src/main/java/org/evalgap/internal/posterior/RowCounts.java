package org.evalgap.internal.posterior;

import java.util.Optional;
import org.evalgap.internal.likelihood.Counts;

/**
 * One model's scores, in items that would tell as much if each stood alone.
 *
 * @param model what messages call it
 * @param family rows of one family share their prevalence
 * @param reference whether the row is taken for clean
 * @param onPublic score on the public eval
 * @param fresh score on fresh items
 * @param second score on a second fresh set, if there is one
 */
public record RowCounts(
        String model, String family, boolean reference, Counts onPublic, Counts fresh, Optional<Counts> second) {}
