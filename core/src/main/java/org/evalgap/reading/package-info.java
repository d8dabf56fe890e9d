/** What a file says: scenarios from nested maps, and errors that name the path of the entry. */
@NullMarked
package org.evalgap.reading;

import org.jspecify.annotations.NullMarked;
