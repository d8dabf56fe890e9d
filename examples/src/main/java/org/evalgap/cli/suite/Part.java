package org.evalgap.cli.suite;

import java.util.Locale;

/** What a set of items is in an audit. */
public enum Part {
    /** Items of the public eval. */
    PUBLIC,
    /** Items of the eval's kind that nobody has seen. */
    FRESH,
    /** Tasks that the economy pays for. */
    WORK,
    /** Training environments. */
    ENVIRONMENTS;

    /**
     * The name in options and in tables.
     *
     * @return such as {@code public}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
