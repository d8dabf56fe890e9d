package org.evalgap.cli.picture;

import java.awt.Color;
import java.util.List;
import org.evalgap.measure.Measure;
import org.evalgap.measure.Score;

/**
 * Colours that the colour-blind can tell apart (after Okabe and Ito), the same in images and on pages: {@code common.js} has them
 * too. A measure has its own, in every figure: inflation is orange and impact green.
 */
final class Palette {
    private static final int[] LIGHT = {0x0072B2, 0xD55E00, 0x009E73, 0xB4558F, 0xB37700, 0x3A8FC2, 0x555555};
    private static final int[] DARK = {0x56B4E9, 0xF5894F, 0x2CC79B, 0xE29CC5, 0xE6B04A, 0x9AD0F5, 0xBBBBBB};

    private static final int PUBLIC = 0;
    private static final int INFLATION = 1;
    private static final int IMPACT = 2;
    private static final int WORK = 3;
    private static final int FRESH = 4;

    private Palette() {}

    /** One of the colours; there are seven. */
    static Color colour(int index, Ground ground) {
        int[] colours = ground == Ground.DARK ? DARK : LIGHT;
        return new Color(colours[index % colours.length]);
    }

    /** The colour of a measure, by its words. */
    static Color of(String name, Ground ground) {
        boolean dark = ground == Ground.DARK;
        if (name.equals(Measure.DISTRIBUTION_GAP.words())) {
            return new Color(dark ? 0xBF7443 : 0xE8A36B);
        }
        if (name.equals(Measure.RELIABILITY_GAP.words())) {
            return new Color(dark ? 0x8A5B3A : 0xF3CFA8);
        }
        return colour(index(name, LIGHT.length - 1), ground);
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
            if (List.of(score.label(), score.gainWords(), score.label() + " gain")
                    .contains(name)) {
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
