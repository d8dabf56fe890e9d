/**
 * What a lab works with: drawn tasks, and the engine's side of the briefs, sheets and problems that designers, trainers and
 * learners are given. Not part of the public interface.
 */
@NullMarked
package org.evalgap.internal.lab;

import org.jspecify.annotations.NullMarked;
