package org.evalgap.protocol;

/**
 * What the owner of an eval does with it: which items are scored, which of them labs see, whether they see results item by
 * item, how many submissions count, and what a submission is told. Labs release, release by release; everything here is
 * counted from release 0.
 *
 * <p>Items come in sets of equal size, drawn one after the other from the eval. Sets are scored in their order, and
 * published in their order: labs see the first ones, or none. {@link StandardProtocol} has the usual protocols; implement
 * this for one of your own. Implementations are immutable; state is an {@link Announcer}'s.
 */
public interface Protocol {
    /**
     * A name that tells this protocol, settings included, from any other: part of a scenario's key.
     *
     * @return one line
     */
    String name();

    /**
     * Which set of items is scored at a release.
     *
     * @param release from 0
     * @return index of the set, from 0; never less than at an earlier release
     */
    int scored(int release);

    /**
     * How many sets labs see when they build environments for a release.
     *
     * @param release from 0
     * @return sets 0 … n − 1 are published; n in {@code [0, scored(release) + 1]}, never less than at an earlier release
     */
    int published(int release);

    /**
     * Whether labs see how they did on each published item; else only the score is told.
     *
     * @return true if they do
     */
    boolean showsResults();

    /**
     * How many submissions count at a release: of the candidates that a lab has trained, the first ones.
     *
     * @param release from 0
     * @return the number, at least 1
     */
    int submissions(int release);

    /**
     * Who tells one lab its scores, from its first release to its last.
     *
     * @return somebody new, who has told nothing yet
     */
    Announcer announcer();
}
