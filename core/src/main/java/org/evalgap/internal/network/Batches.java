package org.evalgap.internal.network;

import org.evalgap.random.RandomStream;

/**
 * Which environments an update learns from: without replacement within an epoch, whose incomplete last batch is dropped. A function
 * of the update, so that training can stop after any and go on. Batches of all environments keep their order.
 */
final class Batches {
    private int[] order = new int[0];
    private double[] uniform = new double[0];
    private int environments;
    private int size;
    private int epoch;

    /** Begins with so many environments; returns how many of them a batch has. */
    int open(int m, int batch) {
        if (order.length < m) {
            order = new int[m];
            uniform = new double[m];
        }
        environments = m;
        size = Math.min(batch, m);
        epoch = -1;
        for (int i = 0; i < m; i++) {
            order[i] = i;
        }
        return size;
    }

    /**
     * Finds the batch of an update.
     *
     * @param update its index in the round
     * @param stream of the round; substream of an epoch: twice its index, plus 1
     * @return where the batch begins in {@link #order()}
     */
    int begin(int update, RandomStream stream) {
        if (size == environments) {
            return 0;
        }
        int batches = environments / size;
        if (update / batches != epoch) {
            epoch = update / batches;
            shuffle(stream);
        }
        return update % batches * size;
    }

    int[] order() {
        return order;
    }

    /** Fisher and Yates, from the order of the environments, so that an epoch does not depend on the one before. */
    private void shuffle(RandomStream stream) {
        stream.uniforms(2L * epoch + 1, 0, uniform, environments);
        for (int i = 0; i < environments; i++) {
            order[i] = i;
        }
        for (int i = environments - 1; i > 0; i--) {
            int j = (int) (uniform[i] * (i + 1));
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
