"""One default run of the model with its four scores, in NumPy and SciPy as they are used at first: one operation on a
whole array after the other, one thread. default_run_tuned.py is what a look at the profile leads to.

README.md beside this file states what is computed, how it is timed and what is printed.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp
from scipy.spatial.distance import cdist
from scipy.special import expit, ndtri

# The default scenario.
DIMENSION = 8
PUBLIC_ITEMS = 200
FRESH_ITEMS = 1000
WORK_TASKS = 1000
ENVIRONMENTS = 256
WORK_HORIZON = 10
SHIFT = 3.0
EVAL_SPREAD = 0.5
DESIGNER_BIAS = 1.0
DIFFICULTY_SPREAD = 1.5
INSPIRATION = 0.5
DEPARTURE = 0.1
COMPETENCE = 0.0
BREADTH = 1.0
MEMORIZATION = 0.9
MEMORIZATION_SCALE = 0.25
BUDGET = 1024.0

# Numbers of org.evalgap.random.Purpose.
PUBLIC_POSITION, PUBLIC_DIFFICULTY = 2, 3
FRESH_POSITION, FRESH_DIFFICULTY = 5, 6
WORK_POSITION, WORK_DIFFICULTY = 8, 9
INSPIRATION_UNIFORM, INSPIRING_ITEM, DEPARTURE_NORMAL = 10, 11, 12
DESIGNER_POSITION, DESIGNER_DIFFICULTY = 14, 15

PHASES = ("draws", "gram", "flow", "gains", "scores")

# ------------------------------------------------------------------------------------------------------------- random

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def mix_all(z):
    """`mix` of every element."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def stream(seed, replicate, purpose, coordinate):
    """Key and increment of org.evalgap.random.Stream, in round 0 and for candidate 0."""
    packed = purpose << 56 | coordinate
    key = mix((mix(mix(seed) ^ (replicate * 0xD1B54A32D192ED03 & MASK)) + packed * 0xABC98388FB8FAC03) & MASK)
    odd = mix(key ^ 0x8CB92BA72F3D8DD7) | 1
    if (odd ^ (odd >> 1)).bit_count() < 24:
        odd ^= 0xAAAAAAAAAAAAAAAA
    return key, odd


def uniforms(key_and_increment, n):
    """The first n uniform numbers of a stream."""
    key, increment = key_and_increment
    bits = mix_all(np.uint64(key) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(increment))
    return ((bits >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def kernel(d2):
    broad = np.exp(-0.5 / BREADTH**2 * d2)
    narrow = np.exp(-0.5 / MEMORIZATION_SCALE**2 * d2)
    return (1 - MEMORIZATION) * broad + MEMORIZATION * narrow


# --------------------------------------------------------------------------------------------------------------- model


class DefaultRun:
    """What the phases of a run are made of; a tuned program replaces some of it."""

    program = "numpy"
    first_step = None  # SciPy's own

    def normals(self, streams, n):
        """The first n normal numbers of each stream, one row a stream."""
        return np.array([ndtri(uniforms(stream, n)) for stream in streams])

    def tasks(self, seed, replicate, position, difficulty, n, axis, mean, spread):
        """Positions (one row a task) and difficulties from N(mean along one axis, spread^2 I)."""
        streams = [stream(seed, replicate, position, d) for d in range(DIMENSION)]
        z = self.normals(streams + [stream(seed, replicate, difficulty, 0)], n)
        x = spread * z[:DIMENSION].T
        x[:, axis] += mean
        return x, DIFFICULTY_SPREAD * z[DIMENSION]

    def draw(self, seed, replicate):
        """Public, fresh, work and environments, each a pair of positions and difficulties."""
        start = seed, replicate
        public = self.tasks(*start, PUBLIC_POSITION, PUBLIC_DIFFICULTY, PUBLIC_ITEMS, 0, SHIFT, EVAL_SPREAD)
        fresh = self.tasks(*start, FRESH_POSITION, FRESH_DIFFICULTY, FRESH_ITEMS, 0, SHIFT, EVAL_SPREAD)
        work = self.tasks(*start, WORK_POSITION, WORK_DIFFICULTY, WORK_TASKS, 0, 0.0, 1.0)
        x, b = self.tasks(*start, DESIGNER_POSITION, DESIGNER_DIFFICULTY, ENVIRONMENTS, 1, DESIGNER_BIAS, 1.0)
        # Every environment draws all its numbers, used or not; the inspired ones then replace the designer's task.
        inspired = uniforms(stream(*start, INSPIRATION_UNIFORM, 0), ENVIRONMENTS) < INSPIRATION
        items = uniforms(stream(*start, INSPIRING_ITEM, 0), ENVIRONMENTS)[inspired]
        items = (items * PUBLIC_ITEMS).astype(np.int64)
        departures = self.normals([stream(*start, DEPARTURE_NORMAL, d) for d in range(DIMENSION)], ENVIRONMENTS)
        x[inspired] = public[0][items] + DEPARTURE * departures.T[inspired]
        b[inspired] = public[1][items]
        return public, fresh, work, (x, b)

    def gram(self, x):
        return kernel(cdist(x, x, "sqeuclidean"))

    def rate(self, k, b):
        """dw/dt = (B / M) q (1 - q) as a function of time and weights."""

        def rate(t, w):
            q = expit(COMPETENCE - b + k @ w)
            return BUDGET / ENVIRONMENTS * q * (1 - q)

        return rate

    def flow(self, k, b, method, tolerance):
        """Weights after training from t = 0 to 1, and the number of evaluations."""
        solution = solve_ivp(
            self.rate(k, b),
            (0.0, 1.0),
            np.zeros(ENVIRONMENTS),
            method=method,
            first_step=self.first_step,
            rtol=tolerance,
            atol=tolerance,
        )
        return solution.y[:, -1], solution.nfev

    def gains(self, x, environments, w):
        return kernel(cdist(x, environments, "sqeuclidean")) @ w


# ---------------------------------------------------------------------------------------------------------------- run


def run(model, seed, replicate, method, tolerance, seconds):
    """The eight scores (before: public, fresh, work, impact; after: the same) and the evaluations of the flow."""
    clock = [time.perf_counter()]
    public, fresh, work, (x, b) = model.draw(seed, replicate)
    clock.append(time.perf_counter())
    k = model.gram(x)
    clock.append(time.perf_counter())
    w, evaluations = model.flow(k, b, method, tolerance)
    clock.append(time.perf_counter())
    gain = [model.gains(positions, x, w) for positions, _ in (public, fresh, work)]
    clock.append(time.perf_counter())
    scores = []
    for after in (False, True):
        q = [
            expit(COMPETENCE - difficulty + g if after else COMPETENCE - difficulty)
            for (_, difficulty), g in zip((public, fresh, work), gain)
        ]
        scores += [np.mean(q[0]), np.mean(q[1]), np.mean(q[2]), np.mean(q[2] ** WORK_HORIZON)]
    clock.append(time.perf_counter())
    seconds += np.diff(clock)
    return np.array(scores), evaluations


SCORE_NAMES = (
    "publicScoreBefore",
    "freshScoreBefore",
    "workScoreBefore",
    "impactScoreBefore",
    "publicScore",
    "freshScore",
    "workScore",
    "impactScore",
)


def main(model, arguments):
    replicates = int(arguments[0]) if len(arguments) > 0 else 64
    repeats = int(arguments[1]) if len(arguments) > 1 else 9
    warm_up = float(arguments[2]) if len(arguments) > 2 else 1.0
    seed = int(arguments[3]) & MASK if len(arguments) > 3 else 1
    tolerance = float(arguments[4]) if len(arguments) > 4 else 1e-7
    method = arguments[5] if len(arguments) > 5 else "RK45"
    if replicates < 1 or repeats < 1 or not warm_up >= 0 or not tolerance > 0:
        usage = "usage: %s [replicates [repeats [warm-up seconds [seed [tolerance [method]]]]]]"
        print(usage % sys.argv[0], file=sys.stderr)
        return 2
    start = time.perf_counter()
    replicate = 0
    while time.perf_counter() - start < warm_up:
        run(model, seed, replicate % replicates, method, tolerance, np.zeros(len(PHASES)))
        replicate += 1

    milliseconds, phases = [], []
    for _ in range(repeats):
        seconds = np.zeros(len(PHASES))
        mean, evaluations = np.zeros(len(SCORE_NAMES)), 0.0
        begin = time.perf_counter()
        for replicate in range(replicates):
            scores, count = run(model, seed, replicate, method, tolerance, seconds)
            mean += scores / replicates
            evaluations += count / replicates
        milliseconds.append(1e3 * (time.perf_counter() - begin) / replicates)
        phases.append(1e3 * seconds / replicates)

    result = {
        "program": model.program,
        "seed": seed,
        "replicates": replicates,
        "repeats": repeats,
        "msPerRun": float(f"{np.median(milliseconds):.6g}"),
    }
    for name, value in zip(PHASES, np.median(phases, axis=0)):
        result[name + "Ms"] = float(f"{value:.6g}")
    result["evaluations"] = float(f"{evaluations:.6g}")
    result.update(zip(SCORE_NAMES, mean.tolist()))
    print(json.dumps(result, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main(DefaultRun(), sys.argv[1:]))
