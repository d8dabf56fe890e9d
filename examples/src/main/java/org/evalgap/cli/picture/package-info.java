/** Pictures: figures as PNG, for paper and for dark pages. */
@NullMarked
package org.evalgap.cli.picture;

import org.jspecify.annotations.NullMarked;
