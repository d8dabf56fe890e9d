/** What people read in the terminal. */
@NullMarked
package org.evalgap.cli.text;

import org.jspecify.annotations.NullMarked;
