/** What does a protocol buy? Labs on one board under several protocols, and what the eval's owner measures there. */
@NullMarked
package org.evalgap.protocol.board;

import org.jspecify.annotations.NullMarked;
