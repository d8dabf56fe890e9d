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
     * Writes one environment, whose right answer is what the scenario's rule says.
     *
     * @param j index in [from, to)
     * @param position one finite number an axis, skills and then surface, from −1e100 to 1e100; copied
     * @param difficulty in logits, from −1e12 to 1e12
     * @param format 1 if it is asked as the eval asks, else 0
     * @throws IllegalArgumentException if a number is missing or outside its range
     */
    void write(int j, double[] position, double difficulty, int format);

    /**
     * Writes one environment with its right answer, as one that is made from an item keeps the item's. A sheet that knows nothing of
     * answers leaves it out.
     *
     * @param j index in [from, to)
     * @param position one finite number an axis, skills and then surface, from −1e100 to 1e100; copied
     * @param difficulty in logits, from −1e12 to 1e12
     * @param format 1 if it is asked as the eval asks, else 0
     * @param answer 1 or −1, or 0 for what the scenario's rule says
     * @throws IllegalArgumentException if a number is missing or outside its range
     */
    default void write(int j, double[] position, double difficulty, int format, int answer) {
        write(j, position, difficulty, format);
    }
}
