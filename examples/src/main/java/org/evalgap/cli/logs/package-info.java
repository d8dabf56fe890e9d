/** Reads what evals leave behind: logs of inspect_ai and lm-evaluation-harness, and long tables; and pairs models by them. */
@NullMarked
package org.evalgap.cli.logs;

import org.jspecify.annotations.NullMarked;
