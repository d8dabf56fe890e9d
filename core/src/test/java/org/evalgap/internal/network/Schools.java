package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.answer.AnswerField;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/** Tasks for networks: skills, surface, difficulties and answers of a random field, from the streams that the model takes. */
final class Schools {
    static final int SKILLS = 8;
    static final int SURFACE = 16;
    static final int INPUTS = SKILLS + SURFACE;

    /** Where the streams of surface coordinates begin. */
    private static final int FAR = 1 << 20;

    private Schools() {}

    static RandomStream start(long seed, long replicate) {
        return RandomStream.of(seed, replicate, Purpose.OWN_START);
    }

    static RandomStream lesson(long seed, long replicate) {
        return RandomStream.of(seed, replicate, Purpose.OWN_LESSON);
    }

    static TaskTable tasks(
            long seed,
            long replicate,
            Purpose position,
            Purpose difficulty,
            int n,
            int axis,
            double mean,
            double spread) {
        TaskTable tasks = new TaskTable();
        tasks.resize(n, INPUTS);
        for (int d = 0; d < SKILLS; d++) {
            RandomStream.normals(seed, replicate, position, 0, 0, d, tasks.input[d], n);
            for (int i = 0; i < n; i++) {
                tasks.input[d][i] = Math.fma(spread, tasks.input[d][i], d == axis ? mean : 0);
            }
        }
        for (int s = 0; s < SURFACE; s++) {
            RandomStream.normals(seed, replicate, position, 0, 0, FAR + s, tasks.input[SKILLS + s], n);
        }
        RandomStream.normals(seed, replicate, difficulty, 0, 0, 0, tasks.start, n);
        for (int i = 0; i < n; i++) {
            tasks.start[i] *= -1.5;
        }
        AnswerField field = new AnswerField();
        field.draw(seed, replicate, SKILLS, 2);
        field.answer(tasks.input, tasks.answer, n);
        return tasks;
    }

    static TaskTable publicItems(long seed, long replicate, int n) {
        return tasks(seed, replicate, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY, n, 0, 3, 0.5);
    }

    static TaskTable freshItems(long seed, long replicate, int n) {
        return tasks(seed, replicate, Purpose.FRESH_POSITION, Purpose.FRESH_DIFFICULTY, n, 0, 3, 0.5);
    }

    static TaskTable work(long seed, long replicate, int n) {
        return tasks(seed, replicate, Purpose.WORK_POSITION, Purpose.WORK_DIFFICULTY, n, 0, 0, 1);
    }

    /** Environments, half of them inspired by public items, with a departure of .1. */
    static TaskTable environments(long seed, long replicate, TaskTable items, int m) {
        TaskTable made = tasks(seed, replicate, Purpose.DESIGNER_POSITION, Purpose.DESIGNER_DIFFICULTY, m, 1, 1, 1);
        double[] inspired = new double[m];
        double[] item = new double[m];
        double[] jitter = new double[m];
        RandomStream.uniforms(seed, replicate, Purpose.INSPIRATION, 0, 0, 0, inspired, m);
        RandomStream.uniforms(seed, replicate, Purpose.INSPIRING_ITEM, 0, 0, 0, item, m);
        for (int d = 0; d < INPUTS; d++) {
            int coordinate = d < SKILLS ? d : FAR + d - SKILLS;
            RandomStream.normals(seed, replicate, Purpose.DEPARTURE, 0, 0, coordinate, jitter, m);
            for (int j = 0; j < m; j++) {
                if (inspired[j] < 0.5) {
                    made.input[d][j] = Math.fma(0.1, jitter[j], items.input[d][(int) (item[j] * items.size())]);
                }
            }
        }
        for (int j = 0; j < m; j++) {
            if (inspired[j] < 0.5) {
                made.start[j] = items.start[(int) (item[j] * items.size())];
                made.answer[j] = items.answer[(int) (item[j] * items.size())];
            }
        }
        return made;
    }

    static double[] gains(NetworkTrainer trainer, Network network, TaskTable tasks) {
        double[] gains = new double[tasks.size()];
        trainer.gains(network, tasks, gains);
        return gains;
    }

    /** Mean success on a chain of decisions. */
    static double score(TaskTable tasks, double[] gains, int horizon) {
        double[] p = new double[tasks.size()];
        Arrays.setAll(p, i -> StrictMath.pow(1 / (1 + StrictMath.exp(-tasks.start[i] - gains[i])), horizon));
        return Arrays.stream(p).average().orElseThrow();
    }
}
