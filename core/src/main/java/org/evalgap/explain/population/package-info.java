/** How do parameters differ from lab to lab? Populations fitted to published rows, and what they say of the next row. */
@NullMarked
package org.evalgap.explain.population;

import org.jspecify.annotations.NullMarked;
