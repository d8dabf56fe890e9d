/** How lucky were the draws of a replicate, against what was to be expected of them? Not part of the public interface. */
@NullMarked
package org.evalgap.internal.luck;

import org.jspecify.annotations.NullMarked;
