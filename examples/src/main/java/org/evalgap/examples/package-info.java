/**
 * Short programs to copy, each with one question. They need the library alone, one of them Tablesaw too. The command
 * line, {@code org.evalgap.cli}, is a program to run and nothing to build on.
 */
@org.jspecify.annotations.NullMarked
package org.evalgap.examples;
