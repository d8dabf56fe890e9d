/** Several evals at once: what of inflation is a model's, and what an eval's. */
@NullMarked
package org.evalgap.estimate.evals;

import org.jspecify.annotations.NullMarked;
