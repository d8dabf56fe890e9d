/** What the core costs: one class a question, all with the settings of one abstract class. */
@NullMarked
package org.evalgap.benchmarks;

import org.jspecify.annotations.NullMarked;
