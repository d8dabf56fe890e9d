/** Out of one machine: sweeps whose units Apache Spark carries to other machines, with the bytes of one machine. */
@NullMarked
package org.evalgap.spark;

import org.jspecify.annotations.NullMarked;
