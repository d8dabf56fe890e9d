"""One default run of the model with its four scores, in NumPy and SciPy, one thread.

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

# Tasks whose gains are computed together: their distances to the environments fit the second-level cache.
BLOCK = 200

# SciPy's own guess starts a flow from zero weights at 1e-4 and then needs two more steps, which cost 14 evaluations.
FIRST_STEP = 0.02

PHASES = ("draws", "gram", "flow", "gains", "scores")

# ------------------------------------------------------------------------------------------------------------- random

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def mix_all(z):
    """`mix` of every element, in place."""
    z ^= z >> np.uint64(30)
    z *= np.uint64(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= np.uint64(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def stream(seed, replicate, purpose, coordinate):
    """Key and increment of org.evalgap.random.Stream, in round 0 and for candidate 0."""
    packed = purpose << 56 | coordinate
    key = mix((mix(mix(seed) ^ (replicate * 0xD1B54A32D192ED03 & MASK)) + packed * 0xABC98388FB8FAC03) & MASK)
    odd = mix(key ^ 0x8CB92BA72F3D8DD7) | 1
    if (odd ^ (odd >> 1)).bit_count() < 24:
        odd ^= 0xAAAAAAAAAAAAAAAA
    return key, odd


def uniforms(streams, n):
    """The first n uniform numbers of each stream, one row a stream."""
    key, increment = np.array(streams, dtype=np.uint64).T
    bits = mix_all(key[:, None] + np.arange(1, n + 1, dtype=np.uint64) * increment[:, None])
    bits >>= np.uint64(12)
    u = bits.astype(np.float64)
    u += 0.5
    u *= 2.0**-52
    return u


def coordinates(seed, replicate, purpose):
    return [stream(seed, replicate, purpose, d) for d in range(DIMENSION)]


# -------------------------------------------------------------------------------------------------------------- draws


def tasks(seed, replicate, position, difficulty, n, axis, mean, spread):
    """Positions (one row a task) and difficulties from N(mean along one axis, spread^2 I)."""
    z = ndtri(uniforms(coordinates(seed, replicate, position) + [stream(seed, replicate, difficulty, 0)], n))
    x = spread * z[:DIMENSION]
    x[axis] += mean
    return np.ascontiguousarray(x.T), DIFFICULTY_SPREAD * z[DIMENSION]


def draw(seed, replicate):
    """Public, fresh, work and environments, each a pair of positions and difficulties."""
    public = tasks(seed, replicate, PUBLIC_POSITION, PUBLIC_DIFFICULTY, PUBLIC_ITEMS, 0, SHIFT, EVAL_SPREAD)
    fresh = tasks(seed, replicate, FRESH_POSITION, FRESH_DIFFICULTY, FRESH_ITEMS, 0, SHIFT, EVAL_SPREAD)
    work = tasks(seed, replicate, WORK_POSITION, WORK_DIFFICULTY, WORK_TASKS, 0, 0.0, 1.0)
    x, b = tasks(seed, replicate, DESIGNER_POSITION, DESIGNER_DIFFICULTY, ENVIRONMENTS, 1, DESIGNER_BIAS, 1.0)
    # Every environment draws all its numbers, used or not; the inspired ones then replace the designer's task.
    choices = uniforms(
        [stream(seed, replicate, INSPIRATION_UNIFORM, 0), stream(seed, replicate, INSPIRING_ITEM, 0)], ENVIRONMENTS
    )
    jitter = ndtri(uniforms(coordinates(seed, replicate, DEPARTURE_NORMAL), ENVIRONMENTS))
    inspired = choices[0] < INSPIRATION
    item = (choices[1, inspired] * PUBLIC_ITEMS).astype(np.int64)
    x[inspired] = public[0][item] + DEPARTURE * jitter.T[inspired]
    b[inspired] = public[1][item]
    return public, fresh, work, (x, b)


# ------------------------------------------------------------------------------------------------------- kernel, flow


def gram(x):
    narrow = cdist(x, x, "sqeuclidean")
    broad = np.exp(narrow * (-0.5 / BREADTH**2))
    narrow *= -0.5 / MEMORIZATION_SCALE**2
    np.exp(narrow, out=narrow)
    broad *= 1 - MEMORIZATION
    narrow *= MEMORIZATION
    broad += narrow
    return broad


def gains(x, environments, w):
    g = np.empty(len(x))
    for start in range(0, len(x), BLOCK):
        block = slice(start, start + BLOCK)
        narrow = cdist(x[block], environments, "sqeuclidean")
        broad = np.exp(narrow * (-0.5 / BREADTH**2))
        narrow *= -0.5 / MEMORIZATION_SCALE**2
        np.exp(narrow, out=narrow)
        g[block] = (1 - MEMORIZATION) * (broad @ w) + MEMORIZATION * (narrow @ w)
    return g


def flow(k, b, method, tolerance):
    """Weights after dw/dt = (B / M) q (1 - q) from t = 0 to 1, and the number of evaluations."""
    start = COMPETENCE - b
    speed = BUDGET / ENVIRONMENTS

    def rate(t, w):
        q = k @ w
        q += start
        expit(q, out=q)
        return speed * q * (1 - q)

    solution = solve_ivp(
        rate,
        (0.0, 1.0),
        np.zeros(ENVIRONMENTS),
        method=method,
        t_eval=(1.0,),
        first_step=FIRST_STEP,
        rtol=tolerance,
        atol=tolerance,
    )
    return solution.y[:, -1], solution.nfev


# ---------------------------------------------------------------------------------------------------------------- run


def run(seed, replicate, method, tolerance, seconds):
    """The eight scores (before: public, fresh, work, impact; after: the same) and the evaluations of the flow."""
    clock = [time.perf_counter()]
    public, fresh, work, (x, b) = draw(seed, replicate)
    clock.append(time.perf_counter())
    k = gram(x)
    clock.append(time.perf_counter())
    w, evaluations = flow(k, b, method, tolerance)
    clock.append(time.perf_counter())
    gain = [gains(positions, x, w) for positions, _ in (public, fresh, work)]
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


def main(arguments):
    replicates = int(arguments[0]) if len(arguments) > 0 else 64
    repeats = int(arguments[1]) if len(arguments) > 1 else 9
    warm_up = float(arguments[2]) if len(arguments) > 2 else 1.0
    seed = int(arguments[3]) & MASK if len(arguments) > 3 else 1
    tolerance = float(arguments[4]) if len(arguments) > 4 else 1e-7
    method = arguments[5] if len(arguments) > 5 else "RK45"
    if replicates < 1 or repeats < 1 or not warm_up >= 0 or not tolerance > 0:
        usage = "usage: default_run.py [replicates [repeats [warm-up seconds [seed [tolerance [method]]]]]]"
        print(usage, file=sys.stderr)
        return 2
    start = time.perf_counter()
    replicate = 0
    while time.perf_counter() - start < warm_up:
        run(seed, replicate % replicates, method, tolerance, np.zeros(len(PHASES)))
        replicate += 1

    milliseconds, phases = [], []
    for _ in range(repeats):
        seconds = np.zeros(len(PHASES))
        mean, evaluations = np.zeros(len(SCORE_NAMES)), 0.0
        begin = time.perf_counter()
        for replicate in range(replicates):
            scores, count = run(seed, replicate, method, tolerance, seconds)
            mean += scores / replicates
            evaluations += count / replicates
        milliseconds.append(1e3 * (time.perf_counter() - begin) / replicates)
        phases.append(1e3 * seconds / replicates)

    result = {
        "program": "numpy",
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
    sys.exit(main(sys.argv[1:]))
