/** Which answer to a task is right: random fields and rules, as loops over columns of coordinates. Not part of the public interface. */
@NullMarked
package org.evalgap.internal.answer;

import org.jspecify.annotations.NullMarked;
