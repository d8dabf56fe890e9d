/** The posterior of a table of public and fresh scores, integrated on grids: shift, prevalence, and every row. */
@NullMarked
package org.evalgap.internal.posterior;

import org.jspecify.annotations.NullMarked;
