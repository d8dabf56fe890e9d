/** How do the documents become pages that open offline? Built by {@code mvn -q -DskipTests -Pdocs package}; not shipped. */
@NullMarked
package org.evalgap.site;

import org.jspecify.annotations.NullMarked;
