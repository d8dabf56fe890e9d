package org.evalgap.audit;

/**
 * An environment that moved an item.
 *
 * @param row the environment's row, from 0
 * @param id the environment's id
 * @param term K(z, x_j) w_j: what it adds to the item's gain, in logits
 * @param memorized the memorised part of the term
 * @param distance distance between the two, in the space of the positions
 */
public record Teacher(int row, String id, double term, double memorized, double distance) {}
