package org.evalgap.cli.explore;

import org.evalgap.Scenario;

/** Requests to the explorer, for fuzzers. */
public final class Questions {
    private Questions() {}

    /** Reads a request's body. */
    public static void read(byte[] body) {
        Question.read(body, new Vocabulary(Scenario.withDefaults()));
    }
}
