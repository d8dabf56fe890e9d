/** The other mechanisms: one small class a mechanism, each with a closed form or a limit that checks it. */
@NullMarked
package org.evalgap.study;

import org.jspecify.annotations.NullMarked;
