/** What several rooms share and nobody else sees. */
@NullMarked
package org.evalgap.internal;

import org.jspecify.annotations.NullMarked;
