package org.evalgap.internal.network;

import java.util.Arrays;
import org.evalgap.internal.answer.AnswerField;
import org.evalgap.internal.answer.AnswerRule;
import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;

/**
 * A world for networks, apart from the engine's: eight skills, surface, difficulties and answers, from the streams that the model
 * takes. Items lie around 3 on the first axis with a spread of .5, work around 0, what designers imagine around their bias on the
 * second axis.
 *
 * @param surface S, coordinates that no answer depends on
 * @param items n, public items
 * @param environments M
 * @param inspiration λ
 * @param designerBias how far designers err
 * @param difficultySpread of all difficulties, around zero
 * @param context whether answers follow the rule that hides another, or a random field of length 2
 */
record School(
        int surface,
        int items,
        int environments,
        double inspiration,
        double designerBias,
        double difficultySpread,
        boolean context) {
    static final School DEFAULT = new School(16, 200, 256, 0.5, 1, 1.5, false);

    private static final int SKILLS = 8;

    /** Inputs of the default. */
    static final int INPUTS = 24;

    /** Where the streams of surface coordinates begin. */
    private static final int FAR = 1 << 20;

    School withItems(int n) {
        return new School(surface, n, environments, inspiration, designerBias, difficultySpread, context);
    }

    School withInspiration(double lambda) {
        return new School(surface, items, environments, lambda, designerBias, difficultySpread, context);
    }

    School withEnvironments(int m) {
        return new School(surface, items, m, inspiration, designerBias, difficultySpread, context);
    }

    int inputs() {
        return SKILLS + surface;
    }

    TaskTable publicItems(long seed, long replicate) {
        return tasks(seed, replicate, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY, items, 0, 3, 0.5);
    }

    TaskTable freshItems(long seed, long replicate, int n) {
        return tasks(seed, replicate, Purpose.FRESH_POSITION, Purpose.FRESH_DIFFICULTY, n, 0, 3, 0.5);
    }

    TaskTable work(long seed, long replicate, int n) {
        return tasks(seed, replicate, Purpose.WORK_POSITION, Purpose.WORK_DIFFICULTY, n, 0, 0, 1);
    }

    /** Tasks before the lab's: skills of spread 1.5, half of them shifted by 1.5 along the first axis. */
    TaskTable pretraining(long seed, long replicate, int n) {
        TaskTable tasks = tasks(seed, replicate, Purpose.STUDY, Purpose.ESTIMATE, n, 0, 0, 1.5);
        double[] coin = new double[n];
        RandomStream.uniforms(seed, replicate, Purpose.BOOTSTRAP, 0, 0, 0, coin, n);
        for (int i = 0; i < n; i++) {
            tasks.input[0][i] += coin[i] < 0.5 ? 1.5 : 0;
        }
        answer(seed, replicate, tasks);
        return tasks;
    }

    private TaskTable tasks(
            long seed,
            long replicate,
            Purpose position,
            Purpose difficulty,
            int n,
            int axis,
            double mean,
            double spread) {
        TaskTable tasks = new TaskTable();
        tasks.resize(n, inputs());
        for (int d = 0; d < inputs(); d++) {
            RandomStream.normals(seed, replicate, position, 0, 0, coordinate(d), tasks.input[d], n);
            for (int i = 0; i < n && d < SKILLS; i++) {
                tasks.input[d][i] = Math.fma(spread, tasks.input[d][i], d == axis ? mean : 0);
            }
        }
        RandomStream.normals(seed, replicate, difficulty, 0, 0, 0, tasks.start, n);
        for (int i = 0; i < n; i++) {
            tasks.start[i] *= -difficultySpread;
        }
        answer(seed, replicate, tasks);
        return tasks;
    }

    private static int coordinate(int d) {
        return d < SKILLS ? d : FAR + d - SKILLS;
    }

    private void answer(long seed, long replicate, TaskTable tasks) {
        AnswerField field = new AnswerField();
        field.draw(seed, replicate, SKILLS, 2);
        (context ? AnswerRule.CONTEXT : field).answer(tasks.input, tasks.answer, tasks.size());
    }

    /** Environments, of which a share of λ is inspired by public items, with a departure of .1. */
    TaskTable environments(long seed, long replicate, TaskTable eval) {
        int m = environments;
        TaskTable made =
                tasks(seed, replicate, Purpose.DESIGNER_POSITION, Purpose.DESIGNER_DIFFICULTY, m, 1, designerBias, 1);
        double[] inspired = new double[m];
        double[] item = new double[m];
        double[] jitter = new double[m];
        RandomStream.uniforms(seed, replicate, Purpose.INSPIRATION, 0, 0, 0, inspired, m);
        RandomStream.uniforms(seed, replicate, Purpose.INSPIRING_ITEM, 0, 0, 0, item, m);
        for (int d = 0; d < inputs(); d++) {
            RandomStream.normals(seed, replicate, Purpose.DEPARTURE, 0, 0, coordinate(d), jitter, m);
            for (int j = 0; j < m; j++) {
                if (inspired[j] < inspiration) {
                    made.input[d][j] = Math.fma(0.1, jitter[j], eval.input[d][(int) (item[j] * eval.size())]);
                }
            }
        }
        for (int j = 0; j < m; j++) {
            if (inspired[j] < inspiration) {
                made.start[j] = eval.start[(int) (item[j] * eval.size())];
                made.answer[j] = eval.answer[(int) (item[j] * eval.size())];
            }
        }
        return made;
    }

    static RandomStream start(long seed, long replicate) {
        return RandomStream.of(seed, replicate, Purpose.OWN_START);
    }

    static RandomStream lesson(long seed, long replicate) {
        return RandomStream.of(seed, replicate, Purpose.OWN_LESSON);
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
