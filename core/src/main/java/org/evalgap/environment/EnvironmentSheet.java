package org.evalgap.environment;

/** Where a designer writes its environments down. Valid during one design only. */
public interface EnvironmentSheet {
    /**
     * The first environment asked for.
     *
     * @return its index
     */
    int from();

    /**
     * The end of the environments asked for.
     *
     * @return the index after the last
     */
    int to();

    /**
     * Writes one environment.
     *
     * @param j index in [from, to)
     * @param position one finite number an axis, from −1e100 to 1e100; copied
     * @param difficulty in logits, from −1e12 to 1e12
     * @param format 1 if it is asked as the eval asks, else 0
     * @throws IllegalArgumentException if a number is missing or outside its range
     */
    void write(int j, double[] position, double difficulty, int format);
}
