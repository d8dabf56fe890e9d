/** Does the estimate keep its promises? Tables with a known truth are simulated, estimated and compared. */
@NullMarked
package org.evalgap.estimate.honesty;

import org.jspecify.annotations.NullMarked;
