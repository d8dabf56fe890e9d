package org.evalgap.cli.picture;

import java.awt.Color;

/** What a picture is drawn on: white, or the ground of a dark page. Pages have the same colours in {@code page.css}. */
public enum Ground {
    /** For paper and light pages. */
    LIGHT(0xFFFFFF, 0x1C2126, 0x59636E, 0xE0E4E8),
    /** For dark pages. */
    DARK(0x14181C, 0xE7EBEF, 0xA4AFBA, 0x39424B);

    private final Color colour;
    private final Color ink;
    private final Color faint;
    private final Color line;

    Ground(int colour, int ink, int faint, int line) {
        this.colour = new Color(colour);
        this.ink = new Color(ink);
        this.faint = new Color(faint);
        this.line = new Color(line);
    }

    Color colour() {
        return colour;
    }

    /** What text is written in. */
    Color ink() {
        return ink;
    }

    /** What is said beside it. */
    Color faint() {
        return faint;
    }

    /** Lines of a grid. */
    Color line() {
        return line;
    }
}
