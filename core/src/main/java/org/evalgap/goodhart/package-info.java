/** What does more training do? Scores along training over replicates, and the shape of what it gains and costs at work. */
@NullMarked
package org.evalgap.goodhart;

import org.jspecify.annotations.NullMarked;
