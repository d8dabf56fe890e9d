/** The studies of processes: small models beside the engine. */
@NullMarked
package org.evalgap.study.process;

import org.jspecify.annotations.NullMarked;
