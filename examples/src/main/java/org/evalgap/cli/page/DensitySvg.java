package org.evalgap.cli.page;

import java.util.Arrays;
import java.util.Locale;
import org.evalgap.cli.output.Numbers;
import org.evalgap.explain.Prior;
import org.evalgap.explain.Unknown;

/** The posterior of one parameter over its prior as a small picture in the page's own colours. */
final class DensitySvg {
    private static final int BINS = 24;
    private static final int WIDTH = 320;
    private static final int HEIGHT = 110;
    private static final int FLOOR = 92;
    private static final double BELL = 2.5;
    private static final double HALF = 0.5;

    private final Prior prior;
    private final double low;
    private final double high;
    private final double[] share = new double[BINS];
    private final double[] before = new double[BINS];

    private DensitySvg(Prior prior, double[] draws) {
        this.prior = prior;
        double a = prior.first();
        double b = prior.second();
        boolean bell = isBell(prior);
        double middle = bell ? prior.onScale(a) : 0;
        this.low = bell ? middle - BELL * b : prior.onScale(a);
        this.high = bell ? middle + BELL * b : prior.onScale(b);
        for (double draw : draws) {
            int bin = (int) ((prior.onScale(draw) - low) / (high - low) * BINS);
            share[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / draws.length;
        }
        for (int k = 0; k < BINS; k++) {
            double z = BELL * (2 * (k + HALF) / BINS - 1);
            before[k] = bell ? Math.exp(-z * z / 2) * 2 * BELL / BINS / Math.sqrt(2 * Math.PI) : 1.0 / BINS;
        }
    }

    private static boolean isBell(Prior prior) {
        return prior.kind() == Prior.Kind.NORMAL || prior.kind() == Prior.Kind.LOG_NORMAL;
    }

    /** The picture; empty where one value was given. */
    static String of(Unknown unknown, double[] draws) {
        if (unknown.prior().kind() == Prior.Kind.FIXED) {
            return "";
        }
        return new DensitySvg(unknown.prior(), draws).svg(Page.escaped(unknown.label()));
    }

    private String svg(String label) {
        double most = Math.max(
                Arrays.stream(share).max().orElse(1),
                Arrays.stream(before).max().orElse(1));
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<figure class=\"density\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s: posterior as bars,"
                        + " prior as a line, from %s to %s\">%n",
                WIDTH,
                HEIGHT,
                label,
                end(low),
                end(high)));
        double step = (double) WIDTH / BINS;
        StringBuilder line = new StringBuilder();
        for (int k = 0; k < BINS; k++) {
            double height = share[k] / most * (FLOOR - 4);
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"var(--accent)\"/>",
                    k * step + 1,
                    FLOOR - height,
                    step - 2,
                    height));
            line.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", (k + HALF) * step, FLOOR - before[k] / most * (FLOOR - 4)));
        }
        out.append(
                        "\n<polyline fill=\"none\" stroke=\"var(--ink)\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\" points=\"")
                .append(line.toString().strip())
                .append("\"/>\n<line x1=\"0\" x2=\"" + WIDTH + "\" y1=\"" + FLOOR + "\" y2=\"" + FLOOR
                        + "\" stroke=\"var(--line)\"/>\n")
                .append(text(0, "start", end(low)))
                .append(text(WIDTH, "end", end(high)))
                .append("</svg><figcaption>")
                .append(label)
                .append("</figcaption></figure>\n");
        return out.toString();
    }

    private static String text(int x, String anchor, String text) {
        return "<text x=\"" + x + "\" y=\"" + (HEIGHT - 4) + "\" text-anchor=\"" + anchor
                + "\" font-size=\"12\" fill=\"var(--faint)\">" + text + "</text>";
    }

    private String end(double scaled) {
        double value = prior.isEvenInRatios() ? Math.exp(scaled) : scaled;
        double size = Math.abs(value);
        return Numbers.fixed(value, size >= 10 ? 0 : size >= 1 ? 1 : 2).replace("-", "−");
    }
}
