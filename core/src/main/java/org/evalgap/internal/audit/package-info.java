/** Loops of audits: who carries to whom, for few environments exactly and for many by blocks. */
@NullMarked
package org.evalgap.internal.audit;

import org.jspecify.annotations.NullMarked;
