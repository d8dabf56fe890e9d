/** all-MiniLM-L6-v2 on ONNX Runtime: a model of language for audits, apart from the rest since it weighs 200 MB. */
@NullMarked
package org.evalgap.embedding;

import org.jspecify.annotations.NullMarked;
