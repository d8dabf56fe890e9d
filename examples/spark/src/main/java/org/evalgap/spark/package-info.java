/**
 * Out of one machine: sweeps whose units Apache Spark carries to other machines, with the bytes of one machine.
 *
 * <p>Begin at {@code SparkSweepCommand}: it is {@code evalgap sweep} with other workers, {@code SparkWorkers}. On the driver they
 * pack units into tasks, and {@code Dispatch} sends tasks as {@code Jobs} of Spark, each of which carries an {@code Errand}. On an
 * executor the errand asks its {@code Station}, which opens the {@code Brief} (plan and kind of work) once and keeps whoever can
 * do it, a {@code Trade}. Answers go the same way back; {@code Frames} are the bytes of both. {@code Cluster} is all that knows of
 * masters and executors, and {@code ParquetFolder} of files.
 */
@NullMarked
package org.evalgap.spark;

import org.jspecify.annotations.NullMarked;
