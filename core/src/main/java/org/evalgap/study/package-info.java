/** The list of all studies: the other mechanisms, each a small model with a closed form or a limit that checks it. */
@NullMarked
package org.evalgap.study;

import org.jspecify.annotations.NullMarked;
