/** What is there to be good at: sources of tasks, and the world that the eval, the work and the designers share. */
@NullMarked
package org.evalgap.task;

import org.jspecify.annotations.NullMarked;
