package org.evalgap.cli.output;

/** How a command writes its result; lower case, as on the command line. */
public enum OutputFormat {
    /** For reading. */
    table,
    /** Comma-separated values, one record a row. */
    csv,
    /** One JSON object. */
    json
}
