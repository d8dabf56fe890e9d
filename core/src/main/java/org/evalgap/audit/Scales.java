package org.evalgap.audit;

/**
 * The lengths that an audit used.
 *
 * @param scale in which unit they were given
 * @param unit the unit, in the space of the positions; 1 for {@link Scale#ABSOLUTE}
 * @param breadth ℓ in the space of the positions
 * @param memorizationScale s in the space of the positions
 */
public record Scales(Scale scale, double unit, double breadth, double memorizationScale) {}
