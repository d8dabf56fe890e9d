/** The {@code evalgap} command line: one class a command, input files in, tables and errors out. */
@NullMarked
package org.evalgap.cli;

import org.jspecify.annotations.NullMarked;
