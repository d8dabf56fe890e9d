/** What if, everywhere? Axes, designs that choose points, and plans of both. */
@NullMarked
package org.evalgap.sweep;

import org.jspecify.annotations.NullMarked;
