/** Where texts lie: embeddings by shared wording, by a model of language, or from a file. */
@NullMarked
package org.evalgap.cli.embedding;

import org.jspecify.annotations.NullMarked;
