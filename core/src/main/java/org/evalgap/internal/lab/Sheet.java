package org.evalgap.internal.lab;

import org.evalgap.environment.EnvironmentSheet;
import org.evalgap.internal.kernel.Points;

/** A sheet over a block of environments; one serves design after design. */
public final class Sheet implements EnvironmentSheet {
    private final Points environments;
    private int from;

    /**
     * A sheet over a block.
     *
     * @param environments the block
     */
    public Sheet(Points environments) {
        this.environments = environments;
    }

    /**
     * Opens the sheet at the first environment that is asked for.
     *
     * @param first its index
     * @return this sheet
     */
    public Sheet startingAt(int first) {
        from = first;
        return this;
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return environments.size();
    }

    @Override
    public void write(int j, double[] position, double difficulty, int format) {
        write(j, position, difficulty, format, 0);
    }

    @Override
    public void write(int j, double[] position, double difficulty, int format, int answer) {
        if (j < from || j >= to()) {
            throw new IllegalArgumentException("environment must be in [" + from + ", " + to() + "): " + j);
        }
        int axes = environments.dimension() + environments.surface();
        if (position.length != axes) {
            throw new IllegalArgumentException(
                    "position of environment " + j + " must have " + axes + " coordinates: " + position.length);
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
        if (Math.abs(answer) > 1) {
            throw new IllegalArgumentException("answer of environment " + j + " must be 1, -1 or 0: " + answer);
        }
        environments.difficulty[j] = difficulty;
        environments.format[j] = format;
        if (answer != 0 || environments.answer != null) {
            environments.answers()[j] = answer;
        }
    }

    Points environments() {
        return environments;
    }
}
