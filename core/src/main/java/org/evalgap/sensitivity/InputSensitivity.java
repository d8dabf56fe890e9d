package org.evalgap.sensitivity;

/**
 * How much an input matters for an output.
 *
 * @param input which
 * @param first first-order index: the share of the variance that this input makes alone, that is, by how much the variance
 *     would fall on average if the input were known
 * @param total total index: the share that this input makes alone and together with others, that is, what would be left if all
 *     others were known; at least the first
 */
public record InputSensitivity(String input, IndexEstimate first, IndexEstimate total) {}
