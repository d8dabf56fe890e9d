/** Scores by item: difficulties shared by models, and what is left of noise that a model has for itself. */
@NullMarked
package org.evalgap.internal.items;

import org.jspecify.annotations.NullMarked;
