package org.evalgap.internal.network;

import org.evalgap.internal.answer.*;
import org.evalgap.internal.kernel.*;
import org.evalgap.random.*;

/** Scratch: the world of the peer, drawn from the library's streams. */
public class Worlds {
    int D = 8, S = 16, n = 200, fresh = 1000, work = 1000, M = 256;
    double shift = 3, evalSpread = .5, bias = 1, lambda = .5, delta = .1, spreadB = 1.5, L = 2, surfaceSpread = 1;
    AnswerRule rule; // null: field
    AnswerField field = new AnswerField();
    TaskTable pub = new TaskTable(), fr = new TaskTable(), wk = new TaskTable(), env = new TaskTable();
    double[] ins = new double[0], item = ins, jit = ins;
    static final int SURF = 1 << 20;
    long seed, rep;

    void tasks(TaskTable t, Purpose pos, Purpose dif, int count, int axis, double mean, double spread) {
        t.resize(count, D + S);
        for (int d = 0; d < D; d++) {
            RandomStream.normals(seed, rep, pos, 0, 0, d, t.input[d], count);
            double m = d == axis ? mean : 0;
            for (int i = 0; i < count; i++) t.input[d][i] = Math.fma(spread, t.input[d][i], m);
        }
        for (int s = 0; s < S; s++) { RandomStream.normals(seed, rep, pos, 0, 0, SURF + s, t.input[D + s], count);
            if (surfaceSpread != 1) for (int i = 0; i < count; i++) t.input[D+s][i] *= surfaceSpread; }
        RandomStream.normals(seed, rep, dif, 0, 0, 0, t.start, count);
        for (int i = 0; i < count; i++) t.start[i] = -spreadB * t.start[i];
    }

    void draw(long seed, long rep) {
        this.seed = seed; this.rep = rep;
        tasks(pub, Purpose.PUBLIC_POSITION, Purpose.PUBLIC_DIFFICULTY, n, 0, shift, evalSpread);
        tasks(fr, Purpose.FRESH_POSITION, Purpose.FRESH_DIFFICULTY, fresh, 0, shift, evalSpread);
        tasks(wk, Purpose.WORK_POSITION, Purpose.WORK_DIFFICULTY, work, 0, 0, 1);
        tasks(env, Purpose.DESIGNER_POSITION, Purpose.DESIGNER_DIFFICULTY, M, 1, bias, 1);
        if (rule == null) field.draw(seed, rep, D, L);
        AnswerRule r = rule == null ? field : rule;
        r.answer(pub.input, pub.answer, n); r.answer(fr.input, fr.answer, fresh); r.answer(wk.input, wk.answer, work); r.answer(env.input, env.answer, M);
        if (ins.length < M) { ins = new double[M]; item = new double[M]; jit = new double[M]; }
        RandomStream.uniforms(seed, rep, Purpose.INSPIRATION, 0, 0, 0, ins, M);
        RandomStream.uniforms(seed, rep, Purpose.INSPIRING_ITEM, 0, 0, 0, item, M);
        for (int d = 0; d < D + S; d++) {
            RandomStream.normals(seed, rep, Purpose.DEPARTURE, 0, 0, d < D ? d : SURF + d - D, jit, M);
            for (int j = 0; j < M; j++) if (ins[j] < lambda) env.input[d][j] = Math.fma(delta, jit[j], pub.input[d][(int) (item[j] * n)]);
        }
        for (int j = 0; j < M; j++) if (ins[j] < lambda) { int i = (int) (item[j] * n); env.start[j] = pub.start[i]; env.answer[j] = pub.answer[i]; }
    }

    static final Scoring SCORING = new Scoring();
    static double[] g = new double[0], q = g;
    /** public, fresh, work, impact. */
    void scores(NetworkTrainer tr, Network net, double[] out) {
        TaskTable[] sets = {pub, fr, wk};
        for (int s = 0; s < 3; s++) {
            TaskTable t = sets[s];
            if (g.length < t.size()) { g = new double[t.size()]; q = new double[t.size()]; }
            if (net != null) { tr.gains(net, t, g); for (int i = 0; i < t.size(); i++) g[i] += t.start[i]; } else System.arraycopy(t.start, 0, g, 0, t.size());
            Success.decision(g, 0, q, t.size());
            out[s] = SCORING.score(q, 1, 0, null, t.size());
            if (s == 2) out[3] = SCORING.score(q, 10, 0, null, t.size());
        }
    }
}
