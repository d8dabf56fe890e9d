package org.evalgap.protocol.board;

import java.util.function.ToDoubleFunction;
import org.evalgap.Board.Release;

/** What is measured of one release of one lab; shares of items or tasks. */
public enum LabMeasure {
    /** What it was told, and what stands on the board. */
    REPORTED_SCORE("reportedScore", Release::told),
    /** Its true score on the scored items. */
    PUBLIC_SCORE("publicScore", Release::publicScore),
    /** Its true score on items of the eval that nobody ever saw. */
    FRESH_SCORE("freshScore", Release::freshScore),
    /** Its true score at work. */
    WORK_SCORE("workScore", Release::workScore),
    /** What it was told minus its true score on fresh items. */
    TOLD_INFLATION("toldInflation", release -> release.told() - release.freshScore());

    private final String label;
    private final ToDoubleFunction<Release> value;

    LabMeasure(String label, ToDoubleFunction<Release> value) {
        this.label = label;
        this.value = value;
    }

    /**
     * The name in result columns.
     *
     * @return camel case
     */
    public String label() {
        return label;
    }

    double of(Release release) {
        return value.applyAsDouble(release);
    }
}
