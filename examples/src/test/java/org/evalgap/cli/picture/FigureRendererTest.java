package org.evalgap.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.evalgap.cli.page.Page;
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
        assertThat(image.getWidth()).isEqualTo(1280);
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

    /** A figure of shares is that of per cent, to the pixel; other units stay. */
    @Test
    void sharesAreDrawnInPerCent() {
        double[] at = {0, 1, 2};
        Axis x = Axis.linear("a", "shares of stock");
        Figure shares = lines(x, Axis.linear("error", "share of items"), at, new double[] {0.25, 0.5, 0.75}, at);
        Figure percent =
                lines(x, Axis.linear("error", "% of items"), at, new double[] {25, 50, 75}, new double[] {0, 100, 200});
        assertThat(FigureRenderer.png(shares)).isEqualTo(FigureRenderer.png(percent));
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

    /** Pages and images draw a measure in one colour, on both grounds: the palette of the scripts is that of the images. */
    @Test
    void pagesAndImagesHaveTheSameColours() {
        for (Ground ground : Ground.values()) {
            String palette = IntStream.range(0, 7)
                    .mapToObj(i -> hex(Palette.colour(i, ground)))
                    .collect(Collectors.joining(", ", ground.name().toLowerCase(Locale.ROOT) + ": [", "]"));
            assertThat(Page.common())
                    .contains(
                            palette,
                            hex(Palette.of("distribution gap", ground)),
                            hex(Palette.of("reliability gap", ground)));
            assertThat(Page.style().toUpperCase(Locale.ROOT))
                    .contains(
                            hex(ground.colour()).replace("\"", ""),
                            hex(ground.ink()).replace("\"", ""));
        }
        assertThat(Page.common())
                .contains(
                        "public: c[" + Palette.index("public gain", 9), "inflation: c[" + Palette.index("inflation", 9))
                .contains("impact: c[" + Palette.index("impact", 9), "work: c[" + Palette.index("work gain", 9))
                .contains("fresh: c[" + Palette.index("fresh", 9));
    }

    private static String hex(Color colour) {
        return String.format("\"#%06X\"", 0xFFFFFF & colour.getRGB());
    }

    /** What is lost is hatched in its measure's colour; inflation's is not that of the other gaps; dark is on dark. */
    @Test
    void aWaterfallHasAColourAMeasure() throws IOException {
        Waterfall waterfall = new Waterfall(
                "Of 27 points, 1 reaches jobs",
                "Points.",
                List.of(
                        new Waterfall.Bar("public gain", 27, 1),
                        new Waterfall.Bar("inflation", 4, 1),
                        new Waterfall.Bar("distribution gap", 20, Double.NaN),
                        new Waterfall.Bar("reliability gap", 2, 1),
                        new Waterfall.Bar("impact", 1, 1)));
        for (Ground ground : Ground.values()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(waterfall.png(ground)));
            assertThat(image.getRGB(3, 3)).isEqualTo(ground.colour().getRGB());
            long previous = 0;
            for (String name : List.of("impact", "reliability gap", "inflation", "distribution gap", "public gain")) {
                long pixels = pixels(image, Palette.of(name, ground).getRGB());
                assertThat(pixels).as(name).isGreaterThan(previous);
                previous = pixels;
            }
        }
    }

    /** Three lines that end apart are named where they end; points and many lines have names above. */
    @Test
    void linesAreNamedAtTheirEnds() {
        Axis axis = Axis.linear("a", "s");
        double[] at = {0, 1, 2};
        Series up = Series.of("up", Mark.LINE, at, at);
        Series flat = Series.of("flat", Mark.DASHES, at, new double[] {1, 1, 1});
        Charts charts = new Charts(Ground.LIGHT);
        assertThat(charts.keysOf(new Figure.Lines("f", "t", "c.", axis, axis, List.of(up, flat))))
                .isEmpty();
        Series points = Series.of("seen", Mark.POINTS, at, at);
        assertThat(charts.keysOf(new Figure.Lines("f", "t", "c.", axis, axis, List.of(up, points))))
                .extracting(Heading.Key::name)
                .containsExactly("up", "seen");
    }
}
