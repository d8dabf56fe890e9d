package org.evalgap.study.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;

/**
 * Looks up what a study drew and tabled, and compares numbers one by one. The tests that use it measure in one test, and not before all:
 * mutation testing takes only the first test after that to depend on it, and measures anew for each.
 */
final class Drawn {
    private Drawn() {}

    static Figure.Lines lines(StudyResult result, String name) {
        return (Figure.Lines) figure(result, name);
    }

    static Figure figure(StudyResult result, String name) {
        List<Figure> found =
                result.figures().stream().filter(f -> f.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    static StudyTable table(StudyResult result, String name) {
        List<StudyTable> found =
                result.tables().stream().filter(t -> t.name().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    static Series series(List<Series> all, String name) {
        List<Series> found = all.stream().filter(s -> s.name().equals(name)).toList();
        assertThat(found).as("%s of %s", name, all).hasSize(1);
        return found.get(0);
    }

    static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Numbers agree to a part of their size, or of one where they are smaller. */
    static void agree(String what, double[] found, double[] expected, double part) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .as("%s, %d", what, i)
                    .isCloseTo(expected[i], within(part * Math.max(1, Math.abs(expected[i]))));
        }
    }

    static void agree(List<Series> all, String name, double[] x, double[] y) {
        Series series = series(all, name);
        agree(name + ", x", numbers(series.x()), x, 1e-12);
        agree(name + ", y", numbers(series.y()), y, 1e-9);
    }

    /** A series drawn with intervals: half as wide as 1.96 standard errors. */
    static void agree(List<Series> all, String name, double[] x, double[] y, double[] errors) {
        agree(all, name, x, y);
        Series series = series(all, name);
        for (int i = 0; i < x.length; i++) {
            double half = 1.96 * errors[i];
            assertThat(series.halfWidths().get(i)).as(name).isCloseTo(half, within(1e-4 * half));
        }
    }

    /** The generalization kernel as MODEL.md, section 4, has it: (1 − m) exp(−d²/2ℓ²) + m exp(−d²/2s²). */
    static double kernel(double squared, double breadth, double memorization, double scale) {
        return (1 - memorization) * Math.exp(-squared / (2 * breadth * breadth))
                + memorization * Math.exp(-squared / (2 * scale * scale));
    }
}
