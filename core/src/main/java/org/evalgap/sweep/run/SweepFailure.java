package org.evalgap.sweep.run;

/**
 * A point that could not be simulated. The rest of the sweep goes on.
 *
 * @param index its place in the plan, counted from 0
 * @param scenario what was assumed there, as {@link org.evalgap.Scenario#toString()} tells it
 * @param cause what went wrong
 */
public record SweepFailure(long index, String scenario, Throwable cause) {
    /**
     * What went wrong, in a line.
     *
     * @return such as {@code point 7, Scenario(rounds=300): rounds must be …}
     */
    public String message() {
        return "point " + index + ", " + scenario + ": " + reason();
    }

    /**
     * Why it failed.
     *
     * @return a sentence, and what to do where that is known
     */
    public String reason() {
        return reason(cause);
    }

    static String reason(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            return "it needs more memory than the " + megabytes + " MB that Java may use, even alone; start Java with a"
                    + " larger -Xmx, or use fewer environments or tasks";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
