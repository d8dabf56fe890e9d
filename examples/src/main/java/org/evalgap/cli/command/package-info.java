/** Commands: one class each, which reads options and input, calls the library, and hands over to the other rooms. */
@NullMarked
package org.evalgap.cli.command;

import org.jspecify.annotations.NullMarked;
