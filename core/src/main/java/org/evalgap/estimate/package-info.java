/**
 * What published scores say: how much of each model's public score is inflation, how the honest ranking would be, and how
 * many fresh items it takes to know.
 */
@NullMarked
package org.evalgap.estimate;

import org.jspecify.annotations.NullMarked;
