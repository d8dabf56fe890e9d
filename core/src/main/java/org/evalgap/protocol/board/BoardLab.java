package org.evalgap.protocol.board;

import java.util.Objects;
import org.evalgap.Scenario;
import org.evalgap.internal.Arguments;

/**
 * A lab on a board.
 *
 * @param name what it is called
 * @param scenario what it is and does; its rounds and its protocol are the board's
 * @param copying share of its environments, in {@code [0, 1]}, that it takes from the lab that led the board before
 */
public record BoardLab(String name, Scenario scenario, double copying) {
    /**
     * Checks the share.
     *
     * @param name see the record
     * @param scenario see the record
     * @param copying see the record
     * @throws IllegalArgumentException if copying is out of range
     */
    public BoardLab {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scenario, "scenario");
        Arguments.inRange("copying", copying, 0, 1);
    }
}
