package org.evalgap.internal.network;

import org.evalgap.internal.answer.*;
import org.evalgap.random.*;

/** Scratch: oracles 3, 4, 5 of MODEL.md section 13. Args: which worlds. */
public class Oracles {
    static String stat(double[] s, double[] q, int i, int n) {
        double m = s[i] / n, se = Math.sqrt(Math.max(0, (q[i] / n - m * m) / (n - 1)));
        return String.format("%6.2f (%.2f)", 100 * m, 100 * se);
    }
    /** gains public, fresh, work, inflation. */
    static void cell(String name, Worlds w, Recipe r, int T, int worlds, int pre) {
        NetworkTrainer tr = new NetworkTrainer(w.D + w.S, r); Network net = tr.network();
        double[] s = new double[4], q = new double[4], a = new double[4], b = new double[4]; double least = 1;
        for (int k = 0; k < worlds; k++) {
            w.draw(20261129, k); net.draw(RandomStream.of(20261129, k, Purpose.OWN_START));
            if (pre > 0) { tr.pretrain(net, pretraining(w, 20261129, k), pre); w.scores(tr, net, b); } else w.scores(tr, null, b);
            tr.train(net, w.env, 0, T, RandomStream.of(20261129, k, Purpose.OWN_LESSON));
            w.scores(tr, net, a);
            double[] g = {a[0] - b[0], a[1] - b[1], a[2] - b[2], a[0] - b[0] - a[1] + b[1]};
            for (int i = 0; i < 4; i++) { s[i] += g[i]; q[i] += g[i] * g[i]; }
            least = Math.min(least, g[0]);
        }
        System.out.printf("%-26s public %s fresh %s work %s inflation %s  least public %.1f%n", name, stat(s, q, 0, worlds), stat(s, q, 1, worlds), stat(s, q, 2, worlds), stat(s, q, 3, worlds), 100 * least);
    }
    /** 1.5 x standard Gaussian skills, half of them shifted by 1.5 along e1. */
    static TaskTable pretraining(Worlds w, long seed, long k) {
        TaskTable t = new TaskTable(); t.resize(1000, w.D + w.S);
        RandomStream st = RandomStream.of(seed, k, Purpose.OWN_START).substream(1L << 40);
        double[] c = new double[1000]; st.uniforms(0, 0, c, 1000); st.normals(1, t.start, 1000);
        for (int d = 0; d < w.D + w.S; d++) { st.normals(2 + d, t.input[d], 1000);
            if (d < w.D) for (int i = 0; i < 1000; i++) t.input[d][i] = 1.5 * t.input[d][i] + (d == 0 && c[i] < .5 ? 1.5 : 0); }
        for (int i = 0; i < 1000; i++) t.start[i] *= -w.spreadB;
        (w.rule == null ? w.field : w.rule).answer(t.input, t.answer, 1000);
        return t;
    }
    public static void main(String[] a) {
        int worlds = Integer.parseInt(a[1]);
        switch (a[0]) {
            case "3" -> {
                for (double l : new double[] {0, .25, .5, .75, 1}) { Worlds w = new Worlds(); w.lambda = l; cell("lambda " + l, w, Recipe.DEFAULT, 300, worlds, 0); }
                for (int n : new int[] {25, 50, 100, 200, 400, 800}) { Worlds w = new Worlds(); w.lambda = 1; w.n = n; cell("lambda 1, n " + n, w, Recipe.DEFAULT, 300, worlds, 0); }
            }
            case "4" -> {
                for (double l : new double[] {0, .5, 1}) for (int T : l == .5 ? new int[] {100, 1000} : new int[] {100}) { Worlds w = new Worlds(); w.S = 0; w.lambda = l; cell("pretrained, lambda " + l + ", T " + T, w, Recipe.DEFAULT, T, worlds, 300); }
            }
            case "5" -> {
                Recipe r = new Recipe(64, 1, 256, true, .002, false, 1, 0);
                for (int m : new int[] {100, 500, 16000}) {
                    Worlds w = new Worlds(); w.S = 24; w.lambda = 0; w.bias = 0; w.spreadB = 0; w.M = m; w.rule = AnswerRule.CONTEXT;
                    NetworkTrainer tr = new NetworkTrainer(32, r); Network net = tr.network(); double[] out = new double[4], s = new double[2], q = new double[2];
                    for (int k = 0; k < worlds; k++) {
                        w.draw(20261129, k); net.draw(RandomStream.of(20261129, k, Purpose.OWN_START));
                        tr.train(net, w.env, 0, 3000, RandomStream.of(20261129, k, Purpose.OWN_LESSON));
                        w.scores(tr, net, out);
                        double[] g = new double[m]; tr.gains(net, w.env, g); double train = 0; for (int j = 0; j < m; j++) train += 1 / (1 + Math.exp(-g[j] - w.env.start[j])) / m;
                        double[] v = {train, out[2]}; for (int i = 0; i < 2; i++) { s[i] += v[i]; q[i] += v[i] * v[i]; }
                    }
                    System.out.printf("levels %5d train %s test %s gap %.1f%n", m, stat(s, q, 0, worlds), stat(s, q, 1, worlds), 100 * (s[0] - s[1]) / worlds);
                }
            }
        }
    }
}
