/** What would have to be true: which parameters do measured scores allow, what follows, and what should be measured next? */
@NullMarked
package org.evalgap.explain;

import org.jspecify.annotations.NullMarked;
