package org.evalgap.cli.logs;

/**
 * A model with both sides.
 *
 * @param model its name
 * @param publicSide its runs of the public eval
 * @param freshSide its runs of the fresh one
 */
public record Pair(String model, Side publicSide, Side freshSide) {}
