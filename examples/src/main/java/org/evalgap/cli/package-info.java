/** The entry point of the {@code evalgap} command line; its rooms are the packages below. */
@NullMarked
package org.evalgap.cli;

import org.jspecify.annotations.NullMarked;
