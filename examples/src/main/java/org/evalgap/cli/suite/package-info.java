/** A suite as a team has it: tables of texts, pass rates, shares and embeddings, read row by row into sets of items. */
@NullMarked
package org.evalgap.cli.suite;

import org.jspecify.annotations.NullMarked;
