/** How far may one go? What keeps a stated goal, given the posterior of an explanation. */
@NullMarked
package org.evalgap.explain.planning;

import org.jspecify.annotations.NullMarked;
