/** What one score says of a success: likelihoods of right answers, and the distributions around them. */
@NullMarked
package org.evalgap.internal.likelihood;

import org.jspecify.annotations.NullMarked;
