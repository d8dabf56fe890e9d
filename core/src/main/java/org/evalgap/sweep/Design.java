package org.evalgap.sweep;

import java.util.Arrays;
import java.util.List;
import org.evalgap.internal.Names;

/** How the points of a sweep are chosen from its axes. */
public enum Design {
    /**
     * Every combination of the axes' levels, the last axis fastest. Levels added to the first axis keep the first points;
     * levels added anywhere keep all cells, at other places.
     */
    GRID("grid"),
    /**
     * A random Latin hypercube: with N points, each of N equal parts of every axis holds exactly one. Doubling the points
     * keeps the first N, and the 2N are a Latin hypercube again; any other growth makes a new one, since no set can be one
     * for all N.
     *
     * <p>Source: McKay, Beckman, Conover (1979), doi:10.2307/1268522; doubling as in nested designs, Qian (2009),
     * doi:10.1093/biomet/asp045.
     */
    LATIN_HYPERCUBE("latin-hypercube"),
    /**
     * The sequence of Sobol' with the direction numbers of Joe and Kuo, shifted digitally by the seed. More points always
     * keep the first ones; each aligned run of 2ᵏ points has exactly one in each of 2ᵏ equal parts of every axis.
     *
     * <p>Source: Joe, Kuo (2008), doi:10.1137/070709359, as implemented by Commons Math.
     */
    SOBOL("sobol");

    private final String label;

    Design(String label) {
        this.label = label;
    }

    /**
     * The name in plans.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    /**
     * The points of a design that chooses points.
     *
     * @param axes number of axes, at least 1 (at most 1000 for Sobol')
     * @param points number of points, at least 1 (below 2³¹ for Sobol')
     * @param seed any number
     * @return the points
     * @throws IllegalArgumentException for a grid, whose points follow from its axes, or too many axes or points
     */
    public PointSet pointSet(int axes, long points, long seed) {
        if (axes < 1 || points < 1) {
            throw new IllegalArgumentException("a design needs an axis and a point: " + axes + ", " + points);
        }
        return switch (this) {
            case GRID -> throw new IllegalArgumentException("a grid's points follow from its axes");
            case LATIN_HYPERCUBE -> new LatinHypercube(points, seed);
            case SOBOL -> new SobolPoints(axes, points, seed);
        };
    }

    /**
     * Finds a design by its name.
     *
     * @param label as {@link #label()}
     * @return the design
     * @throws IllegalArgumentException if there is none, naming the nearest
     */
    public static Design labelled(String label) {
        for (Design design : values()) {
            if (design.label.equals(label)) {
                return design;
            }
        }
        List<String> known = Arrays.stream(values()).map(Design::label).toList();
        throw new IllegalArgumentException("unknown design \"" + label + "\"" + Names.suggestion(label, known)
                + " There are " + String.join(", ", known));
    }
}
