package org.evalgap.cli.picture;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            return new Color(dark ? 0xBF7443 : 0xC77B30);
        }
        if (name.equals(Measure.RELIABILITY_GAP.words())) {
            return new Color(dark ? 0x946240 : 0x7A4A1E);
        }
        return colour(index(name, LIGHT.length - 1), ground);
    }

    /**
     * The colours of all families of a figure: measures have their own, and what is none takes those that are left, in order.
     * No two are the same while there are colours left.
     *
     * @param families names, each once
     * @param ground what they are drawn on
     * @return a colour a family
     */
    static Map<String, Color> ofAll(List<String> families, Ground ground) {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < LIGHT.length; i++) {
            int colour = i;
            if (families.stream().noneMatch(family -> index(family, -1) == colour)) {
                left.add(i);
            }
        }
        Map<String, Color> colours = new LinkedHashMap<>();
        int next = 0;
        for (String family : families) {
            boolean own = index(family, -1) >= 0 || isGap(family);
            colours.put(
                    family,
                    own ? of(family, ground) : colour(left.isEmpty() ? next : left.get(next % left.size()), ground));
            next += own ? 0 : 1;
        }
        return colours;
    }

    private static boolean isGap(String name) {
        return name.equals(Measure.DISTRIBUTION_GAP.words()) || name.equals(Measure.RELIABILITY_GAP.words());
    }

    /** What can be read on a colour, at 4.5 to 1 or more on any: black on light ones, white on dark ones. */
    static Color on(Color colour) {
        return luminance(colour) > 0.179 ? Color.BLACK : Color.WHITE;
    }

    /** The relative luminance of WCAG 2.2, from 0 for black to 1 for white. */
    static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed())
                + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
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
