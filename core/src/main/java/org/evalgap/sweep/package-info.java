/** What if, everywhere? Axes, designs, plans, and a runner that simulates all points of a plan. */
@NullMarked
package org.evalgap.sweep;

import org.jspecify.annotations.NullMarked;
