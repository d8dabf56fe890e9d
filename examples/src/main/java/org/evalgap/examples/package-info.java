/** Short programs to copy, each with one question. */
@org.jspecify.annotations.NullMarked
package org.evalgap.examples;
