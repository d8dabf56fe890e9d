/** Who learns, and how training spreads: the generalisation kernel and its trainers, and learners of one's own. */
@NullMarked
package org.evalgap.learner;

import org.jspecify.annotations.NullMarked;
