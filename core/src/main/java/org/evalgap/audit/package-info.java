/** What will my own suite do? Exposure, influence, advice, and the test without training, for given items and environments. */
@NullMarked
package org.evalgap.audit;

import org.jspecify.annotations.NullMarked;
