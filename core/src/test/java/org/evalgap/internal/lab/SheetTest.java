package org.evalgap.internal.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.evalgap.internal.kernel.Points;
import org.junit.jupiter.api.Test;

/** What may be written on a sheet, each at its limit and one double or number beyond it; and how others see tasks. */
class SheetTest {
    private static final double FAR = 1e100;
    private static final double HARD = 1e12;

    private final Points points = new Points();
    private final Sheet sheet = new Sheet(points).startingAt(2);

    SheetTest() {
        points.resize(4, 1, 1);
    }

    private void refused(String message, int j, double[] position, double difficulty, int format, int answer) {
        assertThatThrownBy(() -> sheet.write(j, position, difficulty, format, answer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsLegalIsWritten() {
        assertThat(sheet.from()).isEqualTo(2);
        assertThat(sheet.to()).isEqualTo(4);
        sheet.write(2, new double[] {FAR, -FAR}, HARD, 1);
        assertThat(points.answer).as("nobody gave an answer").isNull();
        sheet.write(3, new double[] {3, 4}, -HARD, 0, -1);
        PointsView view = PointsView.of(points);
        assertThat(view.position(2, 0)).isEqualTo(FAR);
        assertThat(view.position(2, 1)).isEqualTo(-FAR);
        assertThat(view.difficulty(2)).isEqualTo(HARD);
        assertThat(view.format(2)).isEqualTo(1);
        assertThat(view.answer(2)).isZero();
        assertThat(view.position(3, 1)).isEqualTo(4);
        assertThat(view.difficulty(3)).isEqualTo(-HARD);
        assertThat(view.format(3)).isZero();
        assertThat(view.answer(3)).isEqualTo(-1);
        sheet.write(3, new double[] {3, 4}, 0, 0, 0);
        assertThat(view.answer(3)).isZero();
        sheet.write(3, new double[] {3, 4}, 0, 0, 1);
        assertThat(view.answer(3)).isEqualTo(1);
    }

    @Test
    void whatIsNotIsRefusedByName() {
        double[] x = {0, 0};
        refused("environment must be in [2, 4): 1", 1, x, 0, 0, 0);
        refused("environment must be in [2, 4): 4", 4, x, 0, 0, 0);
        refused("position of environment 2 must have 2 coordinates: 1", 2, new double[1], 0, 0, 0);
        refused("position of environment 2 must be finite", 2, new double[] {0, Math.nextUp(FAR)}, 0, 0, 0);
        refused("position of environment 2 must be finite", 2, new double[] {-Math.nextUp(FAR), 0}, 0, 0, 0);
        refused("position of environment 2 must be finite", 2, new double[] {Double.NaN, 0}, 0, 0, 0);
        refused("environment 2 must have a finite difficulty", 2, x, Math.nextUp(HARD), 0, 0);
        refused("environment 2 must have a finite difficulty", 2, x, Double.NaN, 0, 0);
        refused("a format of 0 or 1: 0.0, 2", 2, x, 0, 2, 0);
        refused("a format of 0 or 1: 0.0, -1", 2, x, 0, -1, 0);
        refused("answer of environment 2 must be 1, -1 or 0: 2", 2, x, 0, 0, 2);
        refused("answer of environment 2 must be 1, -1 or 0: -2", 2, x, 0, 0, -2);
    }

    @Test
    void aViewShowsTasksWithOrWithoutTheirFormat() {
        sheet.write(2, new double[] {1, 2}, 3, 1);
        assertThat(PointsView.of(points).size()).isEqualTo(4);
        assertThat(PointsView.of(points).dimension()).isEqualTo(1);
        assertThat(PointsView.of(points).surfaceDimensions()).isEqualTo(1);
        assertThat(PointsView.of(points).answer(2)).isEqualTo(1);
        assertThat(PointsView.formatless(points).format(2)).isZero();
        assertThat(PointsView.formatless(points).difficulty(2)).isEqualTo(3);
    }
}
