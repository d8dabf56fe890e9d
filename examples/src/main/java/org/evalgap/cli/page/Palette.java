package org.evalgap.cli.page;

import java.awt.Color;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/**
 * Colours that the colour-blind can tell apart (after Okabe and Ito), the same in images and on pages: {@code common.js} has them
 * too. A measure has its own, in every figure: inflation is orange and impact green.
 */
final class Palette {
    private static final Color[] COLOURS = {
        new Color(0x0072B2),
        new Color(0xD55E00),
        new Color(0x009E73),
        new Color(0xB4558F),
        new Color(0xB37700),
        new Color(0x3A8FC2),
        new Color(0x555555)
    };

    private static final int PUBLIC = 0;
    private static final int INFLATION = 1;
    private static final int IMPACT = 2;
    private static final int WORK = 3;
    private static final int FRESH = 4;

    private Palette() {}

    /** One of the colours; there are seven. */
    static Color colour(int index) {
        return COLOURS[index % COLOURS.length];
    }

    /**
     * Which colour a series has.
     *
     * @param name what it is called
     * @param otherwise its place among the others, for what is no measure
     * @return the index of its colour
     */
    static int index(String name, int otherwise) {
        if (name.equals(Measure.INFLATION.words())) {
            return INFLATION;
        }
        for (Score score : Score.values()) {
            if (name.equals(score.label()) || name.equals(score.gainWords())) {
                return switch (score) {
                    case PUBLIC -> PUBLIC;
                    case FRESH -> FRESH;
                    case WORK -> WORK;
                    case IMPACT -> IMPACT;
                };
            }
        }
        return otherwise;
    }
}
