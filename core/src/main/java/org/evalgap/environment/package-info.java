/** What designers build: training environments, inspired by public items or imagined. */
@NullMarked
package org.evalgap.environment;

import org.jspecify.annotations.NullMarked;
