/** What it bought: the measures, abilities, and summaries over replicates. */
@NullMarked
package org.evalgap.measure;

import org.jspecify.annotations.NullMarked;
