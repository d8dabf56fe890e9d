package org.evalgap.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.evalgap.cli.page.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether figures can be seen, by WCAG 2.2: 3 to 1 for what is drawn (1.4.11), 4.5 to 1 for text (1.4.3), on white and on the
 * ground of dark pages. Colours of images are those of pages ({@link FigureRendererTest}).
 */
class PaletteTest {
    private static final double DRAWN = 3;
    private static final double READ = 4.5;
    private static final List<String> MEASURES = List.of(
            "public gain",
            "fresh gain",
            "work gain",
            "impact gain",
            "inflation",
            "distribution gap",
            "reliability gap");

    private static double contrast(Color one, Color other) {
        double a = Palette.luminance(one) + 0.05;
        double b = Palette.luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    /** Published ratios: black on white is 21 (WCAG), #777777 on white 4.48 and #767676 4.54 (WebAIM's contrast checker). */
    @Test
    void ratiosAreThoseOfTheStandard() {
        assertThat(contrast(Color.BLACK, Color.WHITE)).isCloseTo(21, Offset.offset(1e-12));
        assertThat(contrast(new Color(0x777777), Color.WHITE)).isCloseTo(4.48, Offset.offset(0.005));
        assertThat(contrast(new Color(0x767676), Color.WHITE)).isCloseTo(4.54, Offset.offset(0.005));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDrawnStandsOutFromItsGround(Ground ground) {
        List<Color> all = new ArrayList<>(
                IntStream.range(0, 7).mapToObj(i -> Palette.colour(i, ground)).toList());
        MEASURES.forEach(measure -> all.add(Palette.of(measure, ground)));
        assertThat(all)
                .allSatisfy(colour -> assertThat(contrast(colour, ground.colour()))
                        .as("%06x", 0xffffff & colour.getRGB())
                        .isGreaterThan(DRAWN));
    }

    /** Words on the ground, and numbers on bars and cells of any colour, be it the worst for both black and white. */
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenCanBeRead(Ground ground) {
        assertThat(contrast(ground.ink(), ground.colour())).isGreaterThan(READ);
        assertThat(contrast(ground.faint(), ground.colour())).isGreaterThan(READ);
        for (String measure : MEASURES) {
            Color colour = Palette.of(measure, ground);
            assertThat(contrast(Palette.on(colour), colour)).as(measure).isGreaterThan(READ);
        }
        for (int grey = 0; grey < 256; grey++) {
            Color colour = new Color(grey, grey, grey);
            assertThat(contrast(Palette.on(colour), colour)).as("grey %d", grey).isGreaterThan(READ);
        }
    }

    /** Pages write on colours by the same rule, and their words have these contrasts on raised grounds too. */
    @Test
    void pagesWriteByTheSameRule() {
        assertThat(Page.common()).contains("> 0.179 ? \"#000000\" : \"#ffffff\"");
        Matcher grounds = Pattern.compile(
                        "--ground: #(\\w{6}); --raised: #(\\w{6}); --ink: #(\\w{6}); --faint: #(\\w{6}); --line: #\\w{6}; --accent: #(\\w{6})")
                .matcher(Page.style());
        int found = 0;
        for (; grounds.find(); found++) {
            for (int ground = 1; ground <= 2; ground++) {
                for (int words = 3; words <= 5; words++) {
                    assertThat(contrast(colour(grounds.group(ground)), colour(grounds.group(words))))
                            .as("%s on %s", grounds.group(words), grounds.group(ground))
                            .isGreaterThan(READ);
                }
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(2);
    }

    private static Color colour(String hex) {
        return new Color(Integer.parseInt(hex, 16));
    }

    /** A measure has its own colour wherever it stands, and nothing else has it. */
    @ParameterizedTest
    @EnumSource
    void noTwoSeriesOfAFigureShareAColour(Ground ground) {
        Map<String, Color> mixed = Palette.ofAll(
                List.of("agents", "inflation", "a network", "impact", "levels", "distribution gap"), ground);
        assertThat(mixed.values()).doesNotHaveDuplicates();
        assertThat(mixed)
                .containsEntry("inflation", Palette.colour(1, ground))
                .containsEntry("impact", Palette.colour(2, ground))
                .containsEntry("agents", Palette.colour(0, ground));
        assertThat(Palette.ofAll(MEASURES, ground).values()).doesNotHaveDuplicates();
        List<String> seven = IntStream.range(0, 7).mapToObj(i -> "series " + i).toList();
        assertThat(Palette.ofAll(seven, ground).values()).doesNotHaveDuplicates();
    }
}
