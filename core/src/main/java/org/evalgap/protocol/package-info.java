/** What can an eval's owner do? What is scored, what labs see of it, and what a submission is told. */
@NullMarked
package org.evalgap.protocol;

import org.jspecify.annotations.NullMarked;
