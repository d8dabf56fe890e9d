package org.evalgap.audit;

/**
 * What a gain is made of, in logits; the parts sum to the gain, to rounding.
 *
 * @param memorized m Σ_j exp(−d²/2s²) w_j
 * @param broad (1 − m) Σ_j exp(−d²/2ℓ²) w_j
 * @param format f φ Σ_j φ_j w_j
 * @param forgetting −κ (1 − c) K̄L, at most 0
 */
public record GainParts(double memorized, double broad, double format, double forgetting) {
    /**
     * All parts together.
     *
     * @return the gain in logits
     */
    public double total() {
        return memorized + broad + format + forgetting;
    }
}
