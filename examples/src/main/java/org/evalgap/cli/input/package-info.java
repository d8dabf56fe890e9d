/** What users give: files of text, tables, YAML, settings. Every error names file, line, value, legal range. */
@NullMarked
package org.evalgap.cli.input;

import org.jspecify.annotations.NullMarked;
