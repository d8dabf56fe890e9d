/** What the engine can be held against: its first order, its limits, and one environment on its own. */
@NullMarked
package org.evalgap.study.closedform;

import org.jspecify.annotations.NullMarked;
