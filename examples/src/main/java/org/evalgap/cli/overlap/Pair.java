package org.evalgap.cli.overlap;

/**
 * An environment and an item that share wording.
 *
 * @param environment row of the environment
 * @param set which set of items, by its place in the call
 * @param item row of the item
 * @param similarity Jaccard's, of three-word shingles, in [0, 1]
 * @param likeness how alike
 */
public record Pair(int environment, int set, int item, double similarity, Likeness likeness) {}
