/** The model in a browser, live: a server on this machine alone, and the page that it serves. */
@NullMarked
package org.evalgap.cli.explore;

import org.jspecify.annotations.NullMarked;
