/** Who does the work? Pieces of it, and those who take them: threads of this process, or others far away. */
@NullMarked
package org.evalgap.work;

import org.jspecify.annotations.NullMarked;
