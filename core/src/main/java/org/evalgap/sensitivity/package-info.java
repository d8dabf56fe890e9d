/**
 * What matters: how much of the variance of an output each input makes, alone and together with others, with intervals, and with
 * the noise of simulation set apart.
 */
@NullMarked
package org.evalgap.sensitivity;

import org.jspecify.annotations.NullMarked;
