package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.Collections;
import java.util.List;
import org.evalgap.cli.output.Numbers;
import org.evalgap.study.frame.Figure;

/** Draws heat maps with their colour bar; the charts library fits neither long labels nor a labelled bar. */
final class HeatMapPainter {
    /** From dark to light in even steps of lightness, for the colour-blind too: Nuñez, Anderton, Renslow (2018). */
    private static final int[] RANGE = {0x00224E, 0x35456C, 0x666970, 0x948E77, 0xC8B866, 0xFEE838};

    private static final int LEFT = 86;
    private static final int TOP = 8;
    private static final int BOTTOM = 66;
    private static final int RIGHT = 120;
    private static final int BAR = 18;

    /** Narrower cells than this have no room for their values and labels. */
    private static final int ROOM = 36;

    private final Figure.HeatMap figure;
    private final Ground ground;
    private final int width;
    private final int height;
    private final double min;
    private final double max;

    private HeatMapPainter(Figure.HeatMap figure, int width, int height, Ground ground) {
        this.ground = ground;
        this.figure = figure;
        this.width = width;
        this.height = height;
        List<Double> all = figure.values().stream().flatMap(List::stream).toList();
        this.min = Collections.min(all);
        this.max = Collections.max(all);
    }

    /**
     * Draws a figure from the upper left corner.
     *
     * @param figure what to draw
     * @param graphics where to
     * @param width of the box
     * @param height of the box
     * @param ground what is below it
     */
    static void paint(Figure.HeatMap figure, Graphics2D graphics, int width, int height, Ground ground) {
        HeatMapPainter painter = new HeatMapPainter(figure, width, height, ground);
        painter.cells(graphics);
        painter.axes(graphics);
        painter.bar(graphics);
    }

    private double cellWidth() {
        return (double) (width - LEFT - RIGHT) / figure.columns().size();
    }

    private double cellHeight() {
        return (double) (height - TOP - BOTTOM) / figure.rows().size();
    }

    private int x(double column) {
        return (int) Math.round(LEFT + column * cellWidth());
    }

    private int y(double row) {
        return (int) Math.round(height - BOTTOM - row * cellHeight());
    }

    private double place(double value) {
        return max > min ? (value - min) / (max - min) : 0;
    }

    private void cells(Graphics2D graphics) {
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK));
        for (int row = 0; row < figure.rows().size(); row++) {
            for (int column = 0; column < figure.columns().size(); column++) {
                double value = figure.values().get(row).get(column);
                graphics.setColor(colour(place(value)));
                int top = y(row + 1);
                graphics.fillRect(x(column), top, x(column + 1) - x(column), y(row) - top);
                if (cellWidth() >= ROOM) {
                    graphics.setColor(Palette.on(colour(place(value))));
                    centred(graphics, fitting(value, graphics.getFontMetrics()), x(column + 0.5), y(row + 0.5) + 4);
                }
            }
        }
    }

    /** With as many decimals as have room in a cell. */
    private String fitting(double value, FontMetrics metrics) {
        String label = FigureRenderer.label(value);
        for (int decimals = 2; decimals >= 0 && metrics.stringWidth(label) > cellWidth() - 6; decimals--) {
            label = Numbers.fixed(value, decimals);
        }
        return label;
    }

    private void axes(Graphics2D graphics) {
        graphics.setColor(ground.ink());
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK));
        int every = (int) Math.ceil(ROOM / cellWidth());
        for (int column = 0; column < figure.columns().size(); column += every) {
            String label = FigureRenderer.label(figure.columns().get(column));
            centred(graphics, label, x(column + 0.5), height - BOTTOM + 18);
        }
        for (int row = 0; row < figure.rows().size(); row++) {
            String label = FigureRenderer.label(figure.rows().get(row));
            int end = LEFT - 8 - graphics.getFontMetrics().stringWidth(label);
            graphics.drawString(label, end, y(row + 0.5) + 4);
        }
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT));
        centred(graphics, figure.x().text(), x(0.5 * figure.columns().size()), height - 16);
        upright(graphics, figure.y().text(), 26);
    }

    private void bar(Graphics2D graphics) {
        int left = width - RIGHT + 26;
        int top = y(figure.rows().size());
        int bottom = y(0);
        for (int line = top; line < bottom; line++) {
            graphics.setColor(colour((double) (bottom - line) / (bottom - top)));
            graphics.fillRect(left, line, BAR, 1);
        }
        graphics.setColor(ground.ink());
        graphics.setStroke(new BasicStroke(1f));
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK));
        int marks = max > min ? 5 : 1;
        for (int i = 0; i < marks; i++) {
            double share = marks == 1 ? 0 : i / (marks - 1.0);
            int line = (int) Math.round(bottom - share * (bottom - top));
            graphics.drawLine(left + BAR, line, left + BAR + 4, line);
            graphics.drawString(FigureRenderer.label(min + share * (max - min)), left + BAR + 7, line + 4);
        }
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT));
        upright(graphics, figure.value().text(), width - 12);
    }

    private static void centred(Graphics2D graphics, String text, int x, int y) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(text, x - metrics.stringWidth(text) / 2, y);
    }

    private void upright(Graphics2D graphics, String text, int x) {
        Graphics2D turned = (Graphics2D) graphics.create();
        turned.rotate(-Math.PI / 2, x, y(0.5 * figure.rows().size()));
        centred(turned, text, x, y(0.5 * figure.rows().size()));
        turned.dispose();
    }

    private static Color colour(double share) {
        double position = Math.max(0, Math.min(1, share)) * (RANGE.length - 1);
        int index = Math.min(RANGE.length - 2, (int) position);
        Color from = new Color(RANGE[index]);
        Color to = new Color(RANGE[index + 1]);
        double t = position - index;
        return new Color(
                mixed(from.getRed(), to.getRed(), t),
                mixed(from.getGreen(), to.getGreen(), t),
                mixed(from.getBlue(), to.getBlue(), t));
    }

    private static int mixed(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }
}
