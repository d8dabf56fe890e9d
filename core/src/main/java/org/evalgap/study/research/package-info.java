/** The studies of research: where compute, ideas and belief go. */
@NullMarked
package org.evalgap.study.research;

import org.jspecify.annotations.NullMarked;
