/** Results of sweeps kept in a database, so that no replicate is simulated twice. */
@NullMarked
package org.evalgap.store;

import org.jspecify.annotations.NullMarked;
