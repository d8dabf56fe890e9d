package org.evalgap.audit;

import java.util.List;

/**
 * What training did to one item.
 *
 * @param place its set
 * @param row its row, from 0
 * @param id its id
 * @param exposure Σ_j a_j K(z, x_j): how much of the training reaches it, in environments
 * @param memorizedExposure the memorised part of the exposure
 * @param gain effective gain in logits
 * @param parts what the gain is made of
 * @param teachers the environments with the largest terms, the largest first; unmodifiable
 */
public record ItemFinding(
        Place place,
        int row,
        String id,
        double exposure,
        double memorizedExposure,
        double gain,
        GainParts parts,
        List<Teacher> teachers) {
    /**
     * Takes a copy of the teachers.
     *
     * @param place its set
     * @param row its row, from 0
     * @param id its id
     * @param exposure Σ_j a_j K(z, x_j): how much of the training reaches it, in environments
     * @param memorizedExposure the memorised part of the exposure
     * @param gain effective gain in logits
     * @param parts what the gain is made of
     * @param teachers the environments with the largest terms, the largest first
     */
    public ItemFinding {
        teachers = List.copyOf(teachers);
    }
}
