/** The studies that run on the engine. */
@NullMarked
package org.evalgap.study.engine;

import org.jspecify.annotations.NullMarked;
