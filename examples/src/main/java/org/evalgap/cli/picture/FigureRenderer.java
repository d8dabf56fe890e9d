package org.evalgap.cli.picture;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.picture.Heading.Key;
import org.evalgap.study.frame.Figure;

/**
 * Draws figures as PNG images, with what they show above them, in colours that the colour-blind can tell apart (Okabe and Ito
 * 2008, "Color universal design"). Text can still be read where an image is 390 pixels wide. Needs no display.
 */
public final class FigureRenderer {
    /** Width of an image, in pixels of the chart. */
    static final int WIDTH = 640;

    /** Height of a chart below its heading, in the same pixels. */
    static final int HEIGHT = 380;

    /** Image pixels for each of the chart's own: sharp on dense screens and in print. */
    static final int SCALE = 2;

    /** Sizes of what is written. */
    static final int TITLE = 19;

    static final int TEXT = 15;
    static final int TICK = 14;

    static final BasicStroke BROKEN =
            new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {7f, 5f}, 0f);

    private FigureRenderer() {}

    /** Draws a box of the image's width whose upper left corner is the origin. */
    @FunctionalInterface
    interface Painter {
        /** Draws it. */
        void paint(Graphics2D graphics, int width, Ground ground);
    }

    /**
     * Draws one figure on white.
     *
     * @param figure what to draw
     * @return the bytes of a PNG image
     */
    public static byte[] png(Figure figure) {
        return png(figure, Ground.LIGHT);
    }

    /**
     * Draws one figure.
     *
     * @param figure what to draw
     * @param ground on what
     * @return the bytes of a PNG image
     */
    public static byte[] png(Figure figure, Ground ground) {
        Charts charts = new Charts(ground);
        if (figure instanceof Figure.HeatMap map) {
            return painted(
                    map.title(),
                    map.caption(),
                    List.of(),
                    HEIGHT,
                    ground,
                    (graphics, width, on) -> HeatMapPainter.paint(map, graphics, width, HEIGHT, on));
        }
        if (figure instanceof Figure.Lines shares) {
            Figure.Lines lines = Percent.of(shares);
            return painted(
                    lines.title(),
                    lines.caption(),
                    charts.keysOf(lines),
                    HEIGHT,
                    ground,
                    (graphics, width, on) -> charts.paint(lines, graphics, width, HEIGHT));
        }
        Figure.Bars bars = Percent.of((Figure.Bars) figure);
        return painted(
                bars.title(),
                bars.caption(),
                charts.keysOf(bars),
                HEIGHT,
                ground,
                (graphics, width, on) -> charts.paint(bars, graphics, width, HEIGHT));
    }

    /** A heading, and a box below it. */
    static byte[] painted(String title, String note, List<Key> keys, int height, Ground ground, Painter box) {
        System.setProperty("java.awt.headless", "true");
        BufferedImage scratch = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D measure = sharp(scratch);
        Heading heading = new Heading(title, note, keys, WIDTH, measure);
        measure.dispose();
        BufferedImage image =
                new BufferedImage(WIDTH * SCALE, (heading.height() + height) * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sharp(image);
        graphics.setColor(ground.colour());
        graphics.fillRect(0, 0, WIDTH, heading.height() + height);
        heading.paint(graphics, ground);
        graphics.translate(0, heading.height());
        box.paint(graphics, WIDTH, ground);
        graphics.dispose();
        return PngFile.of(image);
    }

    private static Graphics2D sharp(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.scale(SCALE, SCALE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return graphics;
    }

    /** A number with its sign, and a real minus. */
    static String signed(double value) {
        return Numbers.signed(value, 1).replace('-', '−');
    }

    /**
     * Three significant digits; powers of ten where a number would be long.
     *
     * @param value a number
     * @return such as 0.25 or 1e5
     */
    public static String label(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && (magnitude >= 1e4 || magnitude < 1e-3)) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceAll("\\.?0+e", "e")
                    .replaceAll("e([+-])0*", "e$1")
                    .replace("e+", "e");
        }
        String text = String.format(Locale.ROOT, magnitude >= 100 ? "%.0f" : magnitude >= 1 ? "%.2f" : "%.3f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
