/** Random numbers as pure functions of seed, replicate, purpose and index: no state, no order, no sharing. */
@NullMarked
package org.evalgap.random;

import org.jspecify.annotations.NullMarked;
