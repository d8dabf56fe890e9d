/** Which texts share wording: n-grams, shingles, exact and near-duplicates. Exact counts, no meaning. */
@NullMarked
package org.evalgap.cli.overlap;

import org.jspecify.annotations.NullMarked;
