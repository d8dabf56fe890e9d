/**
 * How much of a benchmark gain survives contact with tasks nobody trained for? A {@link org.evalgap.Scenario} and a seed go
 * into a {@link org.evalgap.Simulator}, and an {@link org.evalgap.Outcome} comes out.
 */
@NullMarked
package org.evalgap;

import org.jspecify.annotations.NullMarked;
