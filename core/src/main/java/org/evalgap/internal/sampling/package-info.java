/** Which points of a space do data allow? Adaptive importance sampling of any likelihood; knows nothing of evals. */
@NullMarked
package org.evalgap.internal.sampling;

import org.jspecify.annotations.NullMarked;
