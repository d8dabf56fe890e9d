/**
 * A perceptron with two hidden layers of rectified units, trained by policy gradient: arrays and loops, and nothing that knows of
 * scenarios. Not part of the public interface.
 *
 * <p>Sums run in ascending order of their index, or over groups of four whose shape is fixed ({@code SubsetSums}), so that bits
 * depend neither on the machine nor on how a batch is cut into tiles.
 */
@NullMarked
package org.evalgap.internal.network;

import org.jspecify.annotations.NullMarked;
