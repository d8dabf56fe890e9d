package org.evalgap.cli.command;

/** What a command's end tells the shell. */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** A fault of this program. */
    public static final int FAULT = 1;

    /** Input that cannot be used, or output that cannot be written where it is wanted. */
    public static final int BAD_INPUT = 2;

    /** A sweep some of whose points failed. */
    public static final int POINTS_FAILED = 3;

    /** A sweep that was stopped; as shells have it for SIGINT. The JVM itself ends with 143 after SIGTERM. */
    public static final int STOPPED = 130;

    /** Whoever read the output has stopped; as shells have it for SIGPIPE. */
    public static final int UNREAD = 141;

    private ExitCode() {}
}
