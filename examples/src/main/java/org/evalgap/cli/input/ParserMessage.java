package org.evalgap.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What Jackson's parsers say, without the codes of characters and the names of Java's classes and options. */
public final class ParserMessage {
    private ParserMessage() {}

    /**
     * The message of an error for somebody who knows no Java.
     *
     * @param e what a parser threw
     * @return its message in plain words
     */
    public static String plain(JsonProcessingException e) {
        return plain(String.valueOf(e.getOriginalMessage()));
    }

    /** As {@link #plain(JsonProcessingException)}, of a message. */
    static String plain(String message) {
        return message.replaceAll(", got this instead: <.*", "")
                .replaceAll(": enable `[^`]*` to allow", "")
                .replaceAll(" \\(consider enabling `[^`]*`[^()]*(\\([^()]*\\))?\\)", "")
                .replaceAll(" \\(\\(CTRL-CHAR, code \\d+\\)\\)", "")
                .replaceAll(" \\(code [^)]*\\)", "")
                .replaceAll("\\[Source: .*?; line: (\\d+), column: (\\d+)]", "line $1, column $2")
                .replaceAll(",? from `[^`]*`", "")
                .replaceAll(" \\([^()]*`[^()]*(\\(\\))?`[^()]*\\)", "")
                .strip();
    }
}
