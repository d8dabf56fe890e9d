/** What is estimated: scores of models from logs, item by item where they tell items, and under which assumptions. */
@NullMarked
package org.evalgap.cli.estimate;

import org.jspecify.annotations.NullMarked;
