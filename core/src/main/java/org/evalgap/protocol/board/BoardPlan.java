package org.evalgap.protocol.board;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evalgap.Board;
import org.evalgap.Scenario;
import org.evalgap.protocol.Protocol;
import org.evalgap.reading.EntryException;
import org.evalgap.reading.ScenarioReader;

/**
 * Which labs release how often on one board, and under which protocols. Immutable.
 *
 * @param labs the labs, at least one
 * @param releases how often each releases, at least 1
 * @param protocols the protocols, at least one; what others buy off is counted against the first
 * @param target what the owner wants, if anything
 * @param level τ with work below which a board is taken for spent
 * @param replicates how many, at least 1
 * @param seed any number
 */
public record BoardPlan(
        List<BoardLab> labs,
        int releases,
        List<Protocol> protocols,
        Optional<Target> target,
        double level,
        int replicates,
        long seed) {
    /**
     * Checks the parts.
     *
     * @param labs see the record
     * @param releases see the record
     * @param protocols see the record
     * @param target see the record
     * @param level see the record
     * @param replicates see the record
     * @param seed see the record
     * @throws IllegalArgumentException if something is missing or out of range, or two protocols have one name
     */
    public BoardPlan {
        labs = List.copyOf(labs);
        protocols = List.copyOf(protocols);
        if (labs.isEmpty() || protocols.isEmpty() || releases < 1 || replicates < 1) {
            throw new IllegalArgumentException("labs, protocols, releases and replicates must be at least 1: "
                    + labs.size() + ", " + protocols.size() + ", " + releases + ", " + replicates);
        }
        if (protocols.stream().map(Protocol::name).distinct().count() < protocols.size()) {
            throw new IllegalArgumentException("protocols must have different names: "
                    + protocols.stream().map(Protocol::name).toList());
        }
        if (!(level >= -1 && level <= 1)) {
            throw new IllegalArgumentException("level must be in [-1, 1]: " + level);
        }
    }

    /**
     * Reads a plan from nested maps, as files of YAML or JSON hold it.
     *
     * @param plan names to values
     * @param scenarios reads scenarios
     * @return the plan
     * @throws EntryException if it cannot be used, with the path of what cannot
     */
    public static BoardPlan from(Map<String, ?> plan, ScenarioReader scenarios) {
        return new BoardPlanReader(plan, scenarios).read();
    }

    /**
     * A board of the labs, for one thread.
     *
     * @return the board
     * @throws IllegalArgumentException if the labs cannot stand on one board
     */
    Board board() {
        List<Scenario> scenarios =
                labs.stream().map(lab -> lab.scenario().withRounds(releases)).toList();
        return Board.of(scenarios, labs.stream().mapToDouble(BoardLab::copying).toArray());
    }

    /** Items of one set. */
    int items() {
        return labs.get(0).scenario().publicItems();
    }
}
