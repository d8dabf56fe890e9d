/** What people look at: pages of HTML with their figures, and the figures as images. */
@NullMarked
package org.evalgap.cli.page;

import org.jspecify.annotations.NullMarked;
