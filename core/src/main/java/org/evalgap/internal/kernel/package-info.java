/**
 * Loops over arrays, and nothing else: no configuration, no randomness, no tables. Not part of the public interface.
 *
 * <p>Each loop is written so that HotSpot's C2 turns it into vector instructions: at most four input arrays, one store, no
 * index arithmetic. Java's floating point is strict, so that the bits are the same on every machine by definition of the
 * language; sums run in ascending order of their index, one accumulator an output, or over a fixed set of accumulators.
 */
@NullMarked
package org.evalgap.internal.kernel;

import org.jspecify.annotations.NullMarked;
