"""The default run of default_run.py in NumPy and SciPy, tuned by hand after a look at its profile.

README.md beside this file says what was tuned.
"""

# First, since it keeps NumPy to one thread, which must be said before NumPy is loaded.
from default_run import BREADTH, BUDGET, COMPETENCE, ENVIRONMENTS, MEMORIZATION, MEMORIZATION_SCALE, DefaultRun, main

import sys

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import expit, ndtri

# Tasks whose gains are computed together: their distances to the environments fit the second-level cache.
BLOCK = 200


def mix_in_place(z):
    """default_run.mix of every element, in place."""
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def exponentials(d2):
    """The kernel's two exponentials of squared distances, the second in place of them."""
    broad = np.exp(d2 * (-0.5 / BREADTH**2))
    d2 *= -0.5 / MEMORIZATION_SCALE**2
    return broad, np.exp(d2, out=d2)


class TunedRun(DefaultRun):
    program = "numpy-tuned"
    first_step = 0.02  # SciPy starts from zero weights at 1e-4 and then needs two more steps, which cost 14 evaluations

    def normals(self, streams, n):
        """All streams at once."""
        key, increment = np.array(streams, dtype=np.uint64).T
        bits = mix_in_place(key[:, None] + np.arange(1, n + 1, dtype=np.uint64) * increment[:, None])
        bits >>= np.uint64(12)
        u = bits.astype(np.float64)
        u += 0.5
        u *= 2.0**-52
        return ndtri(u)

    def gram(self, x):
        broad, narrow = exponentials(cdist(x, x, "sqeuclidean"))
        broad *= 1 - MEMORIZATION
        narrow *= MEMORIZATION
        broad += narrow
        return broad

    def rate(self, k, b):
        start = COMPETENCE - b
        speed = BUDGET / ENVIRONMENTS

        def rate(t, w):
            q = k @ w
            q += start
            expit(q, out=q)
            return speed * q * (1 - q)

        return rate

    def gains(self, x, environments, w):
        g = np.empty(len(x))
        for start in range(0, len(x), BLOCK):
            block = slice(start, start + BLOCK)
            broad, narrow = exponentials(cdist(x[block], environments, "sqeuclidean"))
            g[block] = (1 - MEMORIZATION) * (broad @ w) + MEMORIZATION * (narrow @ w)
        return g


if __name__ == "__main__":
    sys.exit(main(TunedRun(), sys.argv[1:]))
