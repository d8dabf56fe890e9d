/** What an audit of a suite found, together with its texts: for programs, for tables, and to be fed back. */
@NullMarked
package org.evalgap.cli.audit;

import org.jspecify.annotations.NullMarked;
