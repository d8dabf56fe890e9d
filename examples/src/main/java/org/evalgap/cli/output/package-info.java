/** What programs read: CSV, JSON, numbers as text, and the one way to write them. Nothing is written by halves. */
@NullMarked
package org.evalgap.cli.output;

import org.jspecify.annotations.NullMarked;
