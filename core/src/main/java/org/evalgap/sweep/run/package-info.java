/** What comes out at all points of a plan? A runner, and the rows that it delivers. */
@NullMarked
package org.evalgap.sweep.run;

import org.jspecify.annotations.NullMarked;
