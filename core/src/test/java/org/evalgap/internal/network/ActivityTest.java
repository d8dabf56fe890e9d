package org.evalgap.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityTest {
    /** The plain twin has the same bits; what stood in the workspace before, for more tasks, must not show. */
    @ParameterizedTest
    @CsvSource({"1, 1", "12, 70", "32, 32", "33, 7", "64, 256", "70, 200"})
    void aBitIsSetWhereAUnitIsActive(int width, int tasks) {
        Random random = new Random(width);
        Weights w = PlainPerceptron.random(random, 3, width);
        Workspace space = new Workspace(3, width);
        Activity activity = new Activity(space);
        double[][] x = PlainPerceptron.inputs(random, Workspace.TILE, 3);
        PlainPerceptron.load(x, space);
        for (int n : new int[] {Workspace.TILE, tasks}) {
            new Forward(space).pass(w, n, new double[Rows.room(Workspace.TILE)]);
            activity.read(n);
        }
        int end = (tasks + Activity.SET - 1) / Activity.SET * Activity.SET;
        for (int b = 0; b < end; b++) {
            double[] first = PlainPerceptron.rectified(PlainPerceptron.layer(w.first, x[b]));
            double[] second = PlainPerceptron.layer(w.second, first);
            for (int j = 0; j < width; j++) {
                int bit = b < tasks && second[j] > 0 ? 1 : 0;
                int ofTask = activity.unitsOfTask[j / Activity.SET][b] >>> j % Activity.SET;
                int ofUnit = activity.tasksOfUnit[b / Activity.SET][j] >>> b % Activity.SET;
                assertThat(ofTask & 1).isEqualTo(bit);
                assertThat(ofUnit & 1).isEqualTo(bit);
            }
        }
    }
}
