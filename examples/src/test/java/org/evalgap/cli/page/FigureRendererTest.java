package org.evalgap.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Mark;
import org.evalgap.study.frame.Figure.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureRendererTest {
    private static final int BLUE = 0xFF0072B2;
    private static final int VERMILION = 0xFFD55E00;

    private static BufferedImage drawn(Figure figure) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(FigureRenderer.png(figure)));
    }

    private static long pixels(BufferedImage image, int colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return java.util.Arrays.stream(all).filter(p -> p == colour).count();
    }

    private static Figure lines(Axis x, Axis y, double[] at, double[] first, double[] second) {
        Series one = Series.of("one", Mark.LINE, at, first);
        Series two = Series.points("two", at, second, new double[at.length]);
        return new Figure.Lines("f", "Title", "Caption.", x, y, List.of(one, two));
    }

    @Test
    void everySeriesIsDrawnInItsColourOnWhite() throws IOException {
        Axis axis = Axis.linear("a", "s");
        double[] at = {0, 1, 2};
        BufferedImage image = drawn(lines(axis, axis, at, new double[] {1, 2, 3}, new double[] {3, 2, 2}));
        assertThat(image.getWidth()).isEqualTo(1640);
        assertThat(pixels(image, BLUE)).isGreaterThan(500);
        assertThat(pixels(image, VERMILION)).isGreaterThan(300);
        assertThat(image.getRGB(3, 3)).isEqualTo(0xFFFFFFFF);
    }

    @Test
    void seriesOfOneFamilyShareAColour() throws IOException {
        double[] at = {0, 1};
        Series exact = Series.of("m = 1, exact", Mark.LINE, at, new double[] {0, 1});
        Series simulated = Series.of("m = 1, simulated", Mark.POINTS, at, new double[] {1, 0});
        Axis axis = Axis.linear("a", "");
        BufferedImage image = drawn(new Figure.Lines("f", "t", "c.", axis, axis, List.of(exact, simulated)));
        assertThat(pixels(image, BLUE)).isGreaterThan(500);
        assertThat(pixels(image, VERMILION)).isZero();
    }

    /** A constant, a single point, tiny and huge values, both kinds of axes: drawn, not thrown. */
    @ParameterizedTest
    @CsvSource({
        "false, 1, 1, 1",
        "true, 1e-9, 1, 1e12",
        "true, 5, 5, 5",
        "false, -1e-300, 0, 1e300",
        "true, 1, 1.1, 1.2"
    })
    void awkwardNumbersAreDrawn(boolean logarithmic, double a, double b, double c) throws IOException {
        Axis axis = new Axis("value", "s", logarithmic);
        double[] values = {a, b, c};
        double[] at = a == c ? values : new double[] {1, 2, 3};
        BufferedImage image = drawn(lines(axis, axis, at, values, values));
        assertThat(pixels(image, VERMILION)).isGreaterThan(20);
    }

    @Test
    void heatMapsRunFromDarkToLight() throws IOException {
        Axis axis = Axis.linear("a", "");
        Figure map = new Figure.HeatMap(
                "f",
                "t",
                "c.",
                axis,
                axis,
                axis,
                List.of(1.0, 2.0),
                List.of(1.0, 2.0, 3.0),
                List.of(List.of(0.0, 0.2), List.of(0.4, 0.6), List.of(0.8, 1.0)));
        BufferedImage image = drawn(map);
        assertThat(pixels(image, 0xFF00224E)).isGreaterThan(50_000);
        assertThat(pixels(image, 0xFFFEE838)).isGreaterThan(50_000);
    }

    @Test
    void barsHaveOneColourASeries() throws IOException {
        double[] at = {0, 1};
        Figure bars = new Figure.Bars(
                "f",
                "t",
                "c.",
                Axis.linear("", ""),
                Axis.linear("harm", "s"),
                List.of("one", "two"),
                List.of(
                        Series.of("a", Mark.LINE, at, new double[] {1, 2}),
                        Series.points("b", at, new double[] {2, 1}, new double[] {0.1, 0.1})));
        BufferedImage image = drawn(bars);
        assertThat(pixels(image, BLUE)).isGreaterThan(10_000);
        assertThat(pixels(image, VERMILION)).isGreaterThan(10_000);
    }

    @Test
    void labelsAreShort() {
        assertThat(FigureRenderer.label(0)).isEqualTo("0");
        assertThat(FigureRenderer.label(0.25)).isEqualTo("0.25");
        assertThat(FigureRenderer.label(1.50)).isEqualTo("1.5");
        assertThat(FigureRenderer.label(1000)).isEqualTo("1000");
        assertThat(FigureRenderer.label(100_000)).isEqualTo("1e5");
        assertThat(FigureRenderer.label(2.5e-5)).isEqualTo("2.5e-5");
    }
}
