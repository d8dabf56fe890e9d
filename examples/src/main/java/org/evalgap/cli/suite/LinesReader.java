package org.evalgap.cli.suite;

import java.io.Reader;

/** Lines as one stream of characters, for a parser that finds the ends of rows itself. */
final class LinesReader extends Reader {
    private final Lines lines;
    private String line = "";
    private int at;
    private boolean ended;

    LinesReader(Lines lines) {
        this.lines = lines;
    }

    @Override
    public int read(char[] into, int from, int length) {
        if (at == line.length() && !advance()) {
            return -1;
        }
        int count = Math.min(length, line.length() - at);
        line.getChars(at, at + count, into, from);
        at += count;
        return count;
    }

    private boolean advance() {
        String next = ended ? null : lines.next();
        if (next == null) {
            ended = true;
            return false;
        }
        line = next + "\n";
        at = 0;
        return true;
    }

    @Override
    public void close() {
        lines.close();
    }
}
