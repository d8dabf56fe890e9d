/** How many fresh items does it take to show an inflation? */
@NullMarked
package org.evalgap.estimate.power;

import org.jspecify.annotations.NullMarked;
