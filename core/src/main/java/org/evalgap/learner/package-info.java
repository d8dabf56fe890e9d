/** How training spreads: the generalisation kernel and the trainers. */
@NullMarked
package org.evalgap.learner;

import org.jspecify.annotations.NullMarked;
