"""One run of the trained network in NumPy: a world with answers and surfaces, a perceptron trained on its environments by
sampled policy gradient and Adam, and three sets of tasks scored before and after.

README.md beside this file states what is computed, how it is timed and what is printed.
"""

# First, since it keeps NumPy to one thread, which must be said before NumPy is loaded.
from default_run import MASK, SCORE_NAMES, mix, stream, uniforms

import json
import sys
import time

import numpy as np
from scipy.special import expit, ndtri

# The scenario: the default world with answers of a random field, and surfaces.
DIMENSION, SURFACE = 8, 16
INPUTS = DIMENSION + SURFACE
PUBLIC_ITEMS, FRESH_ITEMS, WORK_TASKS, ENVIRONMENTS = 200, 1000, 1000, 256
WORK_HORIZON = 10
SHIFT, EVAL_SPREAD, DESIGNER_BIAS = 3.0, 0.5, 1.0
DIFFICULTY_SPREAD = 1.5
INSPIRATION, DEPARTURE = 0.5, 0.1
ANSWER_LENGTH, FEATURES = 2.0, 256

# The learner.
WIDTH = 64
ALPHA = 1.0
UPDATES = 300
LEARNING_RATE, BETA1, BETA2, EPSILON = 0.003, 0.9, 0.999, 1e-8
BASELINE_RATE = 0.1

# Numbers of org.evalgap.random.Purpose. Surfaces have the coordinates of a position from 2^20 on; START and LESSON are parted
# into substreams.
PUBLIC, FRESH, WORK, DESIGNER = (2, 3), (5, 6), (8, 9), (14, 15)
INSPIRATION_UNIFORM, INSPIRING_ITEM, DEPARTURE_NORMAL = 10, 11, 12
START, LESSON, ANSWER_FIELD = 28, 29, 27
FAR = 1 << 20

PHASES = ("draws", "training", "scores")

# ------------------------------------------------------------------------------------------------------------- random


class OwnDraws:
    """NumPy's own generator: what is timed."""

    def __init__(self, seed, replicate):
        self.generator = np.random.Generator(np.random.SFC64([seed, replicate]))

    def uniforms(self, purpose, coordinates, n):
        return self.generator.random((len(coordinates), n))

    def normals(self, purpose, coordinates, n):
        return self.generator.standard_normal((len(coordinates), n))


def substream(key, index):
    """Key and increment of a substream of the stream with this key."""
    key = mix(mix(key) ^ (index * 0xD1B54A32D192ED03 & MASK))
    odd = mix(key ^ 0x8CB92BA72F3D8DD7) | 1
    if (odd ^ (odd >> 1)).bit_count() < 24:
        odd ^= 0xAAAAAAAAAAAAAAAA
    return key, odd


class SharedDraws:
    """The numbers of org.evalgap.random, to check the two programs against each other."""

    def __init__(self, seed, replicate):
        self.start = seed, replicate

    def uniforms(self, purpose, coordinates, n):
        if purpose in (START, LESSON):
            key = stream(*self.start, purpose, 0)[0]
            streams = [substream(key, c) for c in coordinates]
        else:
            streams = [stream(*self.start, purpose, c) for c in coordinates]
        return np.array([uniforms(each, n) for each in streams])

    def normals(self, purpose, coordinates, n):
        return ndtri(self.uniforms(purpose, coordinates, n))


# -------------------------------------------------------------------------------------------------------------- world


def tasks(draws, purposes, n, axis, mean, spread):
    """Skills and surfaces (one row a task), and difficulties."""
    position, difficulty = purposes
    x = np.empty((n, INPUTS))
    x[:, :DIMENSION] = spread * draws.normals(position, range(DIMENSION), n).T
    x[:, axis] += mean
    x[:, DIMENSION:] = draws.normals(position, range(FAR, FAR + SURFACE), n).T
    return x, DIFFICULTY_SPREAD * draws.normals(difficulty, [0], n)[0]


def world(draws):
    """Public, fresh, work and environments, each with positions, difficulties and answers."""
    public = tasks(draws, PUBLIC, PUBLIC_ITEMS, 0, SHIFT, EVAL_SPREAD)
    fresh = tasks(draws, FRESH, FRESH_ITEMS, 0, SHIFT, EVAL_SPREAD)
    work = tasks(draws, WORK, WORK_TASKS, 0, 0.0, 1.0)
    x, b = tasks(draws, DESIGNER, ENVIRONMENTS, 1, DESIGNER_BIAS, 1.0)
    inspired = draws.uniforms(INSPIRATION_UNIFORM, [0], ENVIRONMENTS)[0] < INSPIRATION
    items = (draws.uniforms(INSPIRING_ITEM, [0], ENVIRONMENTS)[0][inspired] * PUBLIC_ITEMS).astype(np.int64)
    coordinates = [*range(DIMENSION), *range(FAR, FAR + SURFACE)]
    jitter = draws.normals(DEPARTURE_NORMAL, coordinates, ENVIRONMENTS)
    x[inspired] = public[0][items] + DEPARTURE * jitter.T[inspired]
    b[inspired] = public[1][items]

    frequency = draws.normals(ANSWER_FIELD, range(DIMENSION), FEATURES) / ANSWER_LENGTH
    phase = 2 * np.pi * draws.uniforms(ANSWER_FIELD, [FAR], FEATURES)[0]
    skills = np.concatenate([each[:, :DIMENSION] for each in (public[0], fresh[0], work[0], x)])
    angles = skills @ frequency
    angles += phase
    answers = np.where(np.cos(angles, out=angles).sum(axis=1) >= 0, 1.0, -1.0)
    public_answers, fresh_answers, work_answers, y = np.split(answers, np.cumsum([PUBLIC_ITEMS, FRESH_ITEMS, WORK_TASKS]))
    y[inspired] = public_answers[items]
    return (*public, public_answers), (*fresh, fresh_answers), (*work, work_answers), (x, b, y)


# ------------------------------------------------------------------------------------------------------------ network


class Parameters:
    """Weights and biases as views of one flat array, so that Adam takes a handful of operations."""

    SIZE = INPUTS * WIDTH + WIDTH + WIDTH * WIDTH + WIDTH + WIDTH + 1

    def __init__(self):
        self.flat = np.zeros(self.SIZE)
        shapes = (INPUTS, WIDTH), (WIDTH,), (WIDTH, WIDTH), (WIDTH,), (WIDTH,), (1,)
        ends = np.cumsum([np.prod(shape) for shape in shapes])
        parts = np.split(self.flat, ends[:-1])
        self.w1, self.b1, self.w2, self.b2, self.w3, self.b3 = (
            part.reshape(shape) for part, shape in zip(parts, shapes)
        )

    def draw(self, draws):
        self.w1[:] = np.sqrt(2 / INPUTS) * draws.normals(START, range(INPUTS), WIDTH)
        self.w2[:] = np.sqrt(2 / WIDTH) * draws.normals(START, range(FAR, FAR + WIDTH), WIDTH).T
        self.w3[:] = np.sqrt(1 / WIDTH) * draws.normals(START, [2 * FAR], WIDTH)[0]
        self.b1[:], self.b2[:] = 0.1 * draws.normals(START, [3 * FAR, 3 * FAR + 1], WIDTH)


class Network:
    """Forward and backward passes over a batch of at most so many tasks, with buffers that are made once."""

    def __init__(self, parameters, batch):
        self.p = parameters
        self.a1, self.a2, self.d1, self.d2 = (np.empty((batch, WIDTH)) for _ in range(4))
        self.ones = np.ones(batch)

    def forward(self, x):
        p, n = self.p, len(x)
        a1, a2 = self.a1[:n], self.a2[:n]
        np.dot(x, p.w1, out=a1)
        a1 += p.b1
        np.maximum(a1, 0, out=a1)
        np.dot(a1, p.w2, out=a2)
        a2 += p.b2
        np.maximum(a2, 0, out=a2)
        return a2 @ p.w3 + p.b3

    def backward(self, x, coefficient, gradient):
        """Writes the sum over the batch of coefficient times the gradient of the output."""
        p, g, n = self.p, gradient, len(x)
        a1, a2, d1, d2, ones = self.a1[:n], self.a2[:n], self.d1[:n], self.d2[:n], self.ones[:n]
        np.dot(coefficient, a2, out=g.w3)
        g.b3[0] = coefficient.sum()
        np.multiply(coefficient[:, None], p.w3, out=d2)
        d2 *= a2 > 0
        np.dot(a1.T, d2, out=g.w2)
        np.dot(ones, d2, out=g.b2)
        np.dot(d2, p.w2.T, out=d1)
        d1 *= a1 > 0
        np.dot(x.T, d1, out=g.w1)
        np.dot(ones, d1, out=g.b1)


class Adam:
    def __init__(self):
        self.m, self.v, self.scratch = (np.zeros(Parameters.SIZE) for _ in range(3))
        self.t = 0

    def ascend(self, parameters, gradient):
        self.t += 1
        self.m *= BETA1
        self.m += np.multiply(gradient, 1 - BETA1, out=self.scratch)
        np.square(gradient, out=self.scratch)
        self.scratch *= 1 - BETA2
        self.v *= BETA2
        self.v += self.scratch
        np.sqrt(self.v, out=self.scratch)
        self.scratch *= 1 / np.sqrt(1 - BETA2**self.t)
        self.scratch += EPSILON
        np.divide(self.m, self.scratch, out=self.scratch)
        self.scratch *= LEARNING_RATE / (1 - BETA1**self.t)
        parameters += self.scratch


# ---------------------------------------------------------------------------------------------------------------- run


def train(draws, network, untrained, environments):
    x, b, y = environments
    gradient, adam = Parameters(), Adam()
    baseline = np.full(ENVIRONMENTS, 0.5)
    actions = draws.uniforms(LESSON, range(0, 2 * UPDATES, 2), ENVIRONMENTS)
    signed = ALPHA * y
    start = -b - signed * untrained
    for t in range(UPDATES):
        q = expit(start + signed * network.forward(x))
        a = (actions[t] < q).astype(np.float64)
        coefficient = (a - q) * (a - baseline)
        coefficient *= signed / ENVIRONMENTS
        baseline += BASELINE_RATE * (a - baseline)
        network.backward(x, coefficient, gradient)
        adam.ascend(network.p.flat, gradient.flat)


def run(draws, seconds):
    """The eight scores (before: public, fresh, work, impact; after: the same)."""
    clock = [time.perf_counter()]
    public, fresh, work, environments = world(draws)
    sets = public, fresh, work
    parameters = Parameters()
    parameters.draw(draws)
    clock.append(time.perf_counter())
    network = Network(parameters, max(ENVIRONMENTS, FRESH_ITEMS, WORK_TASKS))
    before = [network.forward(x) for x, _, _ in sets]
    train(draws, network, network.forward(environments[0]), environments)
    clock.append(time.perf_counter())
    gains = [ALPHA * y * (network.forward(x) - start) for (x, _, y), start in zip(sets, before)]
    scores = []
    for after in (False, True):
        q = [expit(gain - b if after else -b) for (_, b, _), gain in zip(sets, gains)]
        scores += [np.mean(q[0]), np.mean(q[1]), np.mean(q[2]), np.mean(q[2] ** WORK_HORIZON)]
    clock.append(time.perf_counter())
    seconds += np.diff(clock)
    return np.array(scores)


def main(arguments):
    replicates = int(arguments[0]) if len(arguments) > 0 else 16
    repeats = int(arguments[1]) if len(arguments) > 1 else 3
    warm_up = float(arguments[2]) if len(arguments) > 2 else 1.0
    seed = int(arguments[3]) & MASK if len(arguments) > 3 else 1
    kind = arguments[4] if len(arguments) > 4 else "own"
    kinds = {"own": OwnDraws, "shared": SharedDraws}
    if replicates < 1 or repeats < 1 or not warm_up >= 0 or kind not in kinds:
        usage = "usage: %s [replicates [repeats [warm-up seconds [seed [own|shared]]]]]"
        print(usage % sys.argv[0], file=sys.stderr)
        return 2
    start = time.perf_counter()
    while time.perf_counter() - start < warm_up:
        run(kinds[kind](seed, 0), np.zeros(len(PHASES)))

    milliseconds, phases = [], []
    for _ in range(repeats):
        seconds, each = np.zeros(len(PHASES)), []
        begin = time.perf_counter()
        for replicate in range(replicates):
            each.append(run(kinds[kind](seed, replicate), seconds))
        milliseconds.append(1e3 * (time.perf_counter() - begin) / replicates)
        phases.append(1e3 * seconds / replicates)

    result = {
        "program": "numpy-network",
        "draws": kind,
        "seed": seed,
        "replicates": replicates,
        "repeats": repeats,
        "msPerRun": float(f"{np.median(milliseconds):.6g}"),
    }
    for name, value in zip(PHASES, np.median(phases, axis=0)):
        result[name + "Ms"] = float(f"{value:.6g}")
    result.update(zip(SCORE_NAMES, np.mean(each, axis=0).tolist()))
    print(json.dumps(result, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
