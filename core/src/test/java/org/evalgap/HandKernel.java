package org.evalgap;

import java.util.Arrays;
import java.util.Set;
import org.evalgap.learner.GradientFlow;
import org.evalgap.learner.Learner;
import org.evalgap.learner.Lesson;
import org.evalgap.learner.Pupil;
import org.evalgap.learner.RewardRule;
import org.evalgap.learner.Setting;
import org.evalgap.learner.Trainer;
import org.evalgap.learner.TrainingProblem;
import org.evalgap.random.RandomStream;
import org.evalgap.task.TaskView;

/** The model's learner written as a learner of one's own, by the formulas and with nothing but what users see. */
final class HandKernel implements Learner {
    @Override
    public String name() {
        return "kernel by hand";
    }

    @Override
    public Set<String> ignores() {
        return Set.of("narrowing");
    }

    @Override
    public Pupil begin(Setting setting, RandomStream stream) {
        return new Weights(setting);
    }

    private static final class Weights implements Pupil {
        private final Setting setting;
        private double[][] position = new double[0][];
        private double[] format = new double[0];
        private double[] untrained = new double[0];
        private double[] weight = new double[0];

        Weights(Setting setting) {
            this.setting = setting;
        }

        @Override
        public void learn(Lesson lesson) {
            grow(lesson.environments());
            int m = weight.length;
            double length = setting.budget() / setting.rounds() / m / lesson.parts();
            GradientFlow.INSTANCE.begin().train(new Problem(length), weight, Trainer.Snapshots.NONE);
        }

        private void grow(TaskView environments) {
            int known = weight.length;
            int m = environments.size();
            position = Arrays.copyOf(position, m);
            format = Arrays.copyOf(format, m);
            untrained = Arrays.copyOf(untrained, m);
            weight = Arrays.copyOf(weight, m);
            for (int j = known; j < m; j++) {
                position[j] = new double[setting.dimension()];
                for (int d = 0; d < setting.dimension(); d++) {
                    position[j][d] = environments.position(j, d);
                }
                format[j] = environments.format(j);
                untrained[j] = setting.competence() - environments.difficulty(j);
            }
        }

        private double kernel(double[] x, double asked, int j) {
            double square = 0;
            for (int d = 0; d < x.length; d++) {
                square += (x[d] - position[j][d]) * (x[d] - position[j][d]);
            }
            return setting.kernel().of(square, asked * format[j] == 1);
        }

        @Override
        public void gains(TaskView tasks, double[] gains) {
            double[] x = new double[setting.dimension()];
            for (int i = 0; i < tasks.size(); i++) {
                for (int d = 0; d < x.length; d++) {
                    x[d] = tasks.position(i, d);
                }
                gains[i] = 0;
                for (int j = 0; j < weight.length; j++) {
                    gains[i] += kernel(x, tasks.format(i), j) * weight[j];
                }
            }
        }

        @Override
        public Pupil copy() {
            Weights copy = new Weights(setting);
            copy.position = position;
            copy.format = format;
            copy.untrained = untrained;
            copy.weight = weight.clone();
            return copy;
        }

        private final class Problem implements TrainingProblem {
            private final double length;

            Problem(double length) {
                this.length = length;
            }

            @Override
            public int environments() {
                return weight.length;
            }

            @Override
            public double gram(int j, int k) {
                return kernel(position[j], format[j], k);
            }

            @Override
            public double untrained(int j) {
                return untrained[j];
            }

            @Override
            public RewardRule rule() {
                return setting.rule();
            }

            @Override
            public double length() {
                return length;
            }

            @Override
            public int updates() {
                return setting.updates();
            }

            @Override
            public int episodesPerUpdate() {
                return setting.episodesPerUpdate();
            }

            @Override
            public RandomStream stream(int coordinate) {
                throw new UnsupportedOperationException("a flow draws nothing");
            }

            @Override
            public void logits(double[] weights, double[] logits) {
                for (int j = 0; j < weight.length; j++) {
                    logits[j] = untrained[j];
                    for (int k = 0; k < weight.length; k++) {
                        logits[j] += gram(j, k) * weights[k];
                    }
                }
            }
        }
    }
}
