/** What a study is and is made of: parameters, prose, tables, figures, tallies and words. */
@NullMarked
package org.evalgap.study.frame;

import org.jspecify.annotations.NullMarked;
