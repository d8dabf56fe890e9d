package org.evalgap.environment;

import org.evalgap.internal.kernel.Points;

/** Where a designer writes its environments down. */
public final class EnvironmentSheet {
    private final Points environments;
    private int from;

    /**
     * A sheet over a block.
     *
     * @param environments the block
     */
    public EnvironmentSheet(Points environments) {
        this.environments = environments;
    }

    /**
     * Opens the sheet at the first environment that is asked for.
     *
     * @param first its index
     * @return this sheet
     */
    public EnvironmentSheet startingAt(int first) {
        from = first;
        return this;
    }

    /**
     * The first environment asked for.
     *
     * @return its index
     */
    public int from() {
        return from;
    }

    /**
     * The end of the environments asked for.
     *
     * @return the index after the last
     */
    public int to() {
        return environments.size();
    }

    /**
     * Writes one environment.
     *
     * @param j index in [from, to)
     * @param position one finite number an axis
     * @param difficulty in logits, from −1e12 to 1e12
     * @param format 1 if it is asked as the eval asks, else 0
     * @throws IllegalArgumentException if a number is missing or outside its range
     */
    public void write(int j, double[] position, double difficulty, int format) {
        if (j < from || j >= to()) {
            throw new IllegalArgumentException("environment must be in [" + from + ", " + to() + "): " + j);
        }
        if (position.length != environments.dimension()) {
            throw new IllegalArgumentException("position of environment " + j + " must have " + environments.dimension()
                    + " coordinates: " + position.length);
        }
        for (int d = 0; d < position.length; d++) {
            if (!(Math.abs(position[d]) <= Points.LARGEST_COORDINATE)) {
                throw new IllegalArgumentException(
                        "position of environment " + j + " must be finite, between -1e100 and 1e100: " + position[d]);
            }
            environments.position[d][j] = position[d];
        }
        if (!(Math.abs(difficulty) <= Points.LARGEST_DIFFICULTY) || format < 0 || format > 1) {
            throw new IllegalArgumentException("environment " + j
                    + " must have a finite difficulty, between -1e12 and 1e12, and a format of 0 or 1: " + difficulty
                    + ", "
                    + format);
        }
        environments.difficulty[j] = difficulty;
        environments.format[j] = format;
    }

    Points environments() {
        return environments;
    }
}
