package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** What stands above a picture, from the left: the finding, what is plotted, and what the colours mean where lines are not named. */
final class Heading {
    static final int LEFT = 14;
    private static final int TOP = 12;
    private static final int RIGHT = 24;
    private static final int GAP = 8;
    private static final int SWATCH = 22;
    private static final int APART = 18;

    /**
     * What a colour means.
     *
     * @param name of a series
     * @param colour it is drawn in
     * @param broken whether its line is
     */
    record Key(String name, Color colour, boolean broken) {}

    private final int width;
    private final List<String> title;
    private final List<String> note;
    private final List<List<Key>> keys;

    Heading(String title, String note, List<Key> keys, int width, Graphics2D graphics) {
        this.width = width;
        this.title = wrapped(title, graphics.getFontMetrics(titleFont()));
        this.note = wrapped(note, graphics.getFontMetrics(noteFont()));
        this.keys = flowing(keys, graphics.getFontMetrics(noteFont()));
    }

    private static Font titleFont() {
        return FigureRenderer.font(Font.BOLD, FigureRenderer.TITLE);
    }

    private static Font noteFont() {
        return FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT);
    }

    private List<String> wrapped(String text, FontMetrics metrics) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && metrics.stringWidth(longer) > width - LEFT - RIGHT) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private List<List<Key>> flowing(List<Key> all, FontMetrics metrics) {
        List<List<Key>> lines = new ArrayList<>();
        int x = width;
        for (Key key : all) {
            int wide = SWATCH + metrics.stringWidth(key.name()) + APART;
            if (x + wide > width - LEFT) {
                lines.add(new ArrayList<>());
                x = LEFT;
            }
            lines.get(lines.size() - 1).add(key);
            x += wide;
        }
        return lines;
    }

    private static int step(Font font) {
        return Math.round(1.3f * font.getSize());
    }

    int height() {
        return TOP
                + title.size() * step(titleFont())
                + (note.size() + keys.size()) * step(noteFont())
                + (keys.isEmpty() ? GAP : 2 * GAP);
    }

    void paint(Graphics2D graphics, Ground ground) {
        int y = TOP;
        graphics.setFont(titleFont());
        graphics.setColor(ground.ink());
        for (String line : title) {
            y += step(titleFont());
            graphics.drawString(line, LEFT, y - 4);
        }
        graphics.setFont(noteFont());
        graphics.setColor(ground.faint());
        for (String line : note) {
            y += step(noteFont());
            graphics.drawString(line, LEFT, y - 2);
        }
        y += keys.isEmpty() ? 0 : GAP;
        for (List<Key> line : keys) {
            y += step(noteFont());
            int x = LEFT;
            for (Key key : line) {
                x += key(graphics, ground, key, x, y) + APART;
            }
        }
    }

    private static int key(Graphics2D graphics, Ground ground, Key key, int x, int y) {
        graphics.setColor(key.colour());
        graphics.setStroke(key.broken() ? FigureRenderer.BROKEN : new BasicStroke(5f, BasicStroke.CAP_BUTT, 1));
        graphics.drawLine(x, y - 7, x + SWATCH - 7, y - 7);
        graphics.setColor(ground.ink());
        graphics.drawString(key.name(), x + SWATCH, y - 2);
        return SWATCH + graphics.getFontMetrics().stringWidth(key.name());
    }
}
