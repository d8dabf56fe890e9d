package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/**
 * Models by name, each with its honest score's interval and its public score.
 *
 * @param title the finding
 * @param note what is plotted
 * @param rows from above
 */
public record Leaderboard(String title, String note, List<Row> rows) {
    private static final int STEP = 19;
    private static final int NAMES = 190;
    private static final int RIGHT = 20;
    private static final int FOOT = 30;
    private static final int SIZE = 8;
    private static final double TEN = 10;

    /**
     * One model.
     *
     * @param name of the model
     * @param honest its honest score, in percent
     * @param low end of the interval
     * @param high the other one
     * @param shown what it scores in public
     * @param reference whether it is believed clean
     * @param found whether it is found inflated
     */
    public record Row(
            String name, double honest, double low, double high, double shown, boolean reference, boolean found) {}

    /**
     * Copies the rows.
     *
     * @param title see the record
     * @param note see the record
     * @param rows see the record
     */
    public Leaderboard {
        rows = List.copyOf(rows);
    }

    /**
     * Draws it.
     *
     * @param ground what it is drawn on
     * @return the bytes of a PNG image
     */
    public byte[] png(Ground ground) {
        return FigureRenderer.painted(title, note, List.of(), STEP * rows.size() + FOOT, ground, this::paint);
    }

    private void paint(Graphics2D graphics, int width, Ground ground) {
        double low = rows.stream()
                .mapToDouble(row -> Math.min(row.low(), row.shown()))
                .min()
                .orElse(0);
        double high = rows.stream()
                .mapToDouble(row -> Math.max(row.high(), row.shown()))
                .max()
                .orElse(1);
        double from = TEN * Math.floor(low / TEN);
        double per = (width - NAMES - RIGHT) / (TEN * Math.ceil(high / TEN + 1e-9) - from);
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK));
        for (double at = from; NAMES + (at - from) * per <= width - RIGHT + 1; at += TEN) {
            int x = (int) Math.round(NAMES + (at - from) * per);
            graphics.setColor(ground.line());
            graphics.drawLine(x, 0, x, STEP * rows.size());
            graphics.setColor(ground.faint());
            String label = FigureRenderer.label(at);
            graphics.drawString(label, x - graphics.getFontMetrics().stringWidth(label) / 2, STEP * rows.size() + 18);
        }
        for (int i = 0; i < rows.size(); i++) {
            row(graphics, ground, rows.get(i), STEP * i + STEP / 2, from, per);
        }
    }

    private static void row(Graphics2D graphics, Ground ground, Row row, int y, double from, double per) {
        graphics.setFont(FigureRenderer.font(row.found() ? Font.BOLD : Font.PLAIN, FigureRenderer.TICK));
        graphics.setColor(row.reference() ? ground.faint() : ground.ink());
        graphics.drawString(shortened(row.name(), graphics.getFontMetrics()), 8, y + 5);
        Color honest = Palette.colour(0, ground);
        graphics.setColor(honest);
        graphics.setStroke(new BasicStroke(2f));
        graphics.drawLine(x(row.low(), from, per), y, x(row.high(), from, per), y);
        int middle = x(row.honest(), from, per);
        graphics.setColor(row.reference() ? ground.colour() : honest);
        graphics.fillOval(middle - SIZE / 2, y - SIZE / 2, SIZE, SIZE);
        graphics.setColor(honest);
        graphics.drawOval(middle - SIZE / 2, y - SIZE / 2, SIZE, SIZE);
        graphics.setColor(Palette.colour(1, ground));
        int at = x(row.shown(), from, per);
        int[] xs = {at - 5, at, at + 5, at};
        int[] ys = {y, y - 5, y, y + 5};
        graphics.drawPolygon(xs, ys, xs.length);
    }

    private static int x(double value, double from, double per) {
        return (int) Math.round(NAMES + (value - from) * per);
    }

    private static String shortened(String name, FontMetrics metrics) {
        String shown = name;
        while (shown.length() > 2 && metrics.stringWidth(shown) > NAMES - 20) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        return shown;
    }
}
