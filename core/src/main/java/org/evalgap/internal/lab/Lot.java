package org.evalgap.internal.lab;

import org.evalgap.random.Purpose;
import org.evalgap.random.RandomStream;
import org.jspecify.annotations.Nullable;

/** Which streams a lot of tasks is drawn from; one object serves lot after lot. */
final class Lot {
    private long seed;
    private long replicate;
    private Purpose component = Purpose.PUBLIC_COMPONENT;
    private Purpose position = component;
    private Purpose difficulty = component;
    int round;
    int candidate;
    private @Nullable RandomStream own;

    void open(long newSeed, long newReplicate, Purpose components, Purpose positions, Purpose difficulties) {
        seed = newSeed;
        replicate = newReplicate;
        component = components;
        position = positions;
        difficulty = difficulties;
        round = 0;
        candidate = 0;
        own = null;
    }

    void open(RandomStream stream) {
        own = stream;
    }

    RandomStream components() {
        return own != null ? own.substream(0) : RandomStream.of(seed, replicate, component, round, candidate, 0);
    }

    void difficulties(double[] out, int n) {
        if (own != null) {
            own.substream(1).normals(out, n);
        } else {
            RandomStream.normals(seed, replicate, difficulty, round, candidate, 0, out, n);
        }
    }

    void positions(int axis, double[] out, int n) {
        if (own != null) {
            own.substream(2 + axis).normals(out, n);
        } else {
            RandomStream.normals(seed, replicate, position, round, candidate, axis, out, n);
        }
    }
}
