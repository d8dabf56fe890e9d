package org.evalgap.internal.network;

/** Tells how the logits of tasks should move. */
interface Teacher {
    /**
     * Writes what one update credits to the logit of each task of a tile.
     *
     * @param u logits now
     * @param place where the tile begins within the update's batch
     * @param out the credit, a gradient in the logit
     * @param n how many tasks
     */
    void credit(double[] u, int place, double[] out, int n);
}
