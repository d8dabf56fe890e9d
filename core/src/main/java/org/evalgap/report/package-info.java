/** Show it: results and summaries as tables of Tablesaw, the only package whose signatures hold its types. */
@NullMarked
package org.evalgap.report;

import org.jspecify.annotations.NullMarked;
