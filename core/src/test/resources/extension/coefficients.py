"""Coefficients of the continuous extension in DormandPrince.java: b_i(x), i = 0 ... 11, polynomials of degree 7.

Every condition of order 5 is met; the sum of squares by which those of orders 6 and 7 are missed, each divided by its tree's
symmetry, is least. In 60 digits, from the coefficients of DOP853 that SciPy prints with 30.

    python coefficients.py        needs SciPy and mpmath; prints x^1 ... x^7, a line a stage
"""

import itertools
import math
import re

import scipy.integrate._ivp.dop853_coefficients as published
from mpmath import lu_solve, matrix, mp, mpf

mp.dps = 60
STAGES = 12
USED = [0, 5, 6, 7, 8, 9, 10, 11]
EXACT, NEARLY = 5, 7


def digits(name):
    with open(published.__file__, encoding="utf-8") as source:
        return re.findall(rf"^{name}\[(\d+), (\d+)\] = (\S+)", source.read(), re.MULTILINE)


a = [[mpf(0)] * STAGES for _ in range(STAGES)]
for i, j, value in digits("A"):
    if int(i) < STAGES:
        a[int(i)][int(j)] = mpf(value)


def trees(nodes):
    """Rooted trees as tuples of their branches, in descending order."""
    def forests(left, bound):
        if left == 0:
            yield ()
        for size in range(min(left, bound[0]), 0, -1):
            for tree in trees(size):
                if (size, tree) <= bound:
                    for rest in forests(left - size, (size, tree)):
                        yield (tree,) + rest
    return list(forests(nodes - 1, (nodes, ())))


def order(tree):
    return 1 + sum(order(branch) for branch in tree)


def density(tree):
    return order(tree) * math.prod(density(branch) for branch in tree)


def symmetry(tree):
    groups = [list(group) for _, group in itertools.groupby(tree)]
    return math.prod(math.factorial(len(g)) * symmetry(g[0]) ** len(g) for g in groups)


def weights(tree):
    phi = [mpf(1)] * STAGES
    for branch in tree:
        inner = weights(branch)
        phi = [p * sum(x * y for x, y in zip(row, inner)) for p, row in zip(phi, a)]
    return phi


bushes = [((),) * (k - 1) for k in range(1, EXACT + 1)]  # the stages in use make the other trees follow
others = [tree for k in range(EXACT + 1, NEARLY + 1) for tree in trees(k)]
assert [len(trees(k)) for k in (6, 7)] == [20, 48]
hard = matrix([[weights(t)[i] for i in USED] for t in bushes])
soft = matrix([[weights(t)[i] / symmetry(t) for i in USED] for t in others])
n, m = len(USED), len(bushes)
system = matrix(n + m, n + m)
system[:n, :n] = soft.T * soft
system[:n, n:] = hard.T
system[n:, :n] = hard

columns = []
for power in range(1, NEARLY + 1):
    wanted = matrix([mpf(order(t) == power) / density(t) / symmetry(t) for t in others])
    right = matrix(n + m, 1)
    right[:n] = soft.T * wanted
    right[n:] = matrix([mpf(order(t) == power) / density(t) for t in bushes])
    columns.append(lu_solve(system, right)[:n])
for i in range(n):
    print(USED[i], *(repr(float(mp.chop(c[i], tol=1e-20))) for c in columns))
