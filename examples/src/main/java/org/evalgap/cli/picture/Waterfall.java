package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A total, what is taken off it, and what is left, as bars that stand on each other. What is taken off is hatched, each in its
 * measure's colour.
 *
 * @param title the finding
 * @param note what is plotted
 * @param bars the total first and what is left last
 */
public record Waterfall(String title, String note, List<Bar> bars) {
    private static final int HEIGHT = 360;
    private static final int LEFT = 52;
    private static final int RIGHT = 14;
    private static final int AIR = 26;
    private static final int FOOT = 46;
    private static final int STEPS = 5;
    private static final int HATCH = 9;
    private static final double WIDE = 0.66;

    /**
     * One bar.
     *
     * @param name a measure's words
     * @param value how long it is; what is taken off is above 0
     * @param half half of its interval; NaN where there is none
     */
    public record Bar(String name, double value, double half) {}

    /**
     * Copies the bars.
     *
     * @param title see the record
     * @param note see the record
     * @param bars see the record
     */
    public Waterfall {
        bars = List.copyOf(bars);
    }

    /**
     * Draws it.
     *
     * @param ground what it is drawn on
     * @return the bytes of a PNG image
     */
    public byte[] png(Ground ground) {
        return FigureRenderer.painted(title, note, List.of(), HEIGHT, ground, this::paint);
    }

    /** Where each bar begins and ends. */
    private List<double[]> spans() {
        List<double[]> spans = new ArrayList<>();
        double height = 0;
        for (int i = 0; i < bars.size(); i++) {
            double from = whole(i) ? 0 : height;
            height = whole(i) ? bars.get(i).value() : height - bars.get(i).value();
            spans.add(new double[] {from, height});
        }
        return spans;
    }

    private boolean whole(int i) {
        return i == 0 || i == bars.size() - 1;
    }

    private double half(int i) {
        return bars.get(i).half() > 0 ? bars.get(i).half() : 0;
    }

    private void paint(Graphics2D graphics, int width, Ground ground) {
        List<double[]> spans = spans();
        double low = 0;
        double high = 1e-9;
        for (int i = 0; i < spans.size(); i++) {
            low = Math.min(low, spans.get(i)[1] - half(i));
            high = Math.max(high, spans.get(i)[1] + half(i));
        }
        Scale y = new Scale(low, high);
        y.grid(graphics, width, ground);
        double step = (double) (width - LEFT - RIGHT) / bars.size();
        for (int i = 0; i < bars.size(); i++) {
            double middle = LEFT + (i + 0.5) * step;
            bar(graphics, ground, i, spans.get(i), y, middle, WIDE * step);
            name(graphics, ground, bars.get(i).name(), middle, step);
        }
    }

    private void bar(Graphics2D graphics, Ground ground, int i, double[] span, Scale y, double middle, double wide) {
        int top = y.at(Math.max(span[0], span[1]));
        int tall = Math.max(1, y.at(Math.min(span[0], span[1])) - top);
        int left = (int) Math.round(middle - wide / 2);
        Color colour = Palette.of(bars.get(i).name(), ground);
        graphics.setColor(colour);
        graphics.fillRect(left, top, (int) Math.round(wide), tall);
        boolean lost = whole(i) ? bars.get(i).value() < 0 : bars.get(i).value() > 0;
        if (lost) {
            hatch(graphics, ground, left, top, (int) Math.round(wide), tall);
        }
        graphics.setColor(ground.ink());
        graphics.setStroke(new BasicStroke(1.5f));
        int x = (int) Math.round(middle);
        if (half(i) > 0) {
            int from = y.at(span[1] - half(i));
            int to = y.at(span[1] + half(i));
            graphics.drawLine(x, from, x, to);
            graphics.drawLine(x - 5, from, x + 5, from);
            graphics.drawLine(x - 5, to, x + 5, to);
        }
        double shown = whole(i) ? bars.get(i).value() : -bars.get(i).value();
        graphics.setFont(FigureRenderer.font(Font.BOLD, FigureRenderer.TEXT));
        centred(graphics, FigureRenderer.signed(shown), x, Math.min(top, y.at(span[1] + half(i))) - 6);
    }

    /** Lines of the ground over what is lost. */
    private static void hatch(Graphics2D graphics, Ground ground, int left, int top, int wide, int tall) {
        Graphics2D cut = (Graphics2D) graphics.create();
        cut.clipRect(left, top, wide, tall);
        cut.setColor(ground.colour());
        cut.setStroke(new BasicStroke(1.8f));
        for (int x = left - tall; x < left + wide; x += HATCH) {
            cut.drawLine(x, top + tall, x + tall, top);
        }
        cut.dispose();
    }

    private static void name(Graphics2D graphics, Ground ground, String name, double middle, double step) {
        graphics.setColor(ground.ink());
        graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TEXT));
        int split = graphics.getFontMetrics().stringWidth(name) > step ? name.indexOf(' ') : -1;
        int y = HEIGHT - FOOT + 20;
        centred(graphics, split < 0 ? name : name.substring(0, split), (int) middle, y);
        if (split > 0) {
            centred(graphics, name.substring(split + 1), (int) middle, y + FigureRenderer.TEXT + 2);
        }
    }

    private static void centred(Graphics2D graphics, String text, int x, int y) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(text, x - metrics.stringWidth(text) / 2, y);
    }

    /** From values to pixels. */
    private record Scale(double low, double high) {
        int at(double value) {
            double share = (value - low) / (high - low);
            return (int) Math.round(HEIGHT - FOOT - share * (HEIGHT - FOOT - AIR));
        }

        void grid(Graphics2D graphics, int width, Ground ground) {
            double raw = (high - low) / STEPS;
            double ten = Math.pow(10, Math.floor(Math.log10(raw)));
            double step = raw > 5 * ten ? 10 * ten : raw > 2 * ten ? 5 * ten : raw > ten ? 2 * ten : ten;
            graphics.setFont(FigureRenderer.font(Font.PLAIN, FigureRenderer.TICK));
            graphics.setStroke(new BasicStroke(1f));
            for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
                int y = at(k * step);
                graphics.setColor(k == 0 ? ground.faint() : ground.line());
                graphics.drawLine(LEFT, y, width - RIGHT, y);
                graphics.setColor(ground.faint());
                String text = FigureRenderer.label(k * step);
                graphics.drawString(text, LEFT - 6 - graphics.getFontMetrics().stringWidth(text), y + 5);
            }
        }
    }
}
