package org.evalgap.cli.logs;

/**
 * What a model made of an item once.
 *
 * @param item its name in the eval
 * @param attempt which time, as the log counts
 * @param score share of it that is right, in {@code [0, 1]}
 * @param cluster what it hangs together with; empty where it stands alone
 */
public record Answer(String item, int attempt, double score, String cluster) {}
