/** Stores of results as the command line names them. */
@NullMarked
package org.evalgap.cli.store;

import org.jspecify.annotations.NullMarked;
