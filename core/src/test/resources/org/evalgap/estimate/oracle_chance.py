"""Posterior of a small table of multiple choice, with scores at and below chance, by importance sampling from the prior.

An oracle of BelowChanceTest, like oracle.py beside it and as independent of the library's grids: abilities are drawn from their
posterior given the fresh scores by inverting its distribution function on 200,000 points, since chance takes them out of the
beta family; everything else comes from its prior, and tables are weighted with the likelihood of the public scores.
Assumption same-recipe. Run with numpy and scipy: python3 oracle_chance.py
"""
import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import binom

rng = np.random.default_rng(20240502)
shapes = np.array([1, 5, 20])
bounds = np.array([[0.018, 0.04], [0.03, 0.065], [0.045, 0.1], [0.07, 0.16]])
items = 40
guess = 0.25
# Right in public, right on fresh items, family: two ordinary rows, none right, below chance, at chance, far below on fresh items.
table = [(32, 25, 0), (30, 27, 0), (0, 12, 1), (4, 6, 2), (10, 10, 3), (15, 0, 4)]

points = (np.arange(200_000) + 0.5) / 200_000


def abilities(fresh):
    log = fresh * np.log(guess + (1 - guess) * points) + (items - fresh) * np.log1p(-points)
    weight = np.exp(log - log.max())
    return np.cumsum(weight) / weight.sum()


tables_of_ability = [abilities(fresh) for _, fresh, _ in table]
# Mean abilities, by which the size of noise goes, above their mean.
means = np.array([np.diff(c, prepend=0) @ ndtri(points) for c in tables_of_ability])
relative = means - means.mean()
rows = len(table)
total = 0.0
total2 = 0.0
sums = np.zeros((4, rows))
for chunk in range(160):
    n = 250_000
    a = 0.03 * rng.standard_normal(n)
    b = 1 + 0.1 * rng.standard_normal(n)
    tau = 0.1 * np.abs(rng.standard_normal(n))
    mu = -2 + rng.standard_normal(n)
    sigma = rng.choice([0.5, 1.5], n)
    pi = 1 / (1 + np.exp(-(mu + sigma * rng.standard_normal((5, n)))))
    growth = rng.choice([0, 0.45, 0.9], n, p=[0.6, 0.25, 0.15])
    # Three uneven shapes, then four even ones.
    common = rng.choice(7, n, p=[0.97 / 3] * 3 + [0.03 / 4] * 4)
    w = np.ones(n)
    inflation = []
    clean = []
    for (public, _, family), cumulative, above in zip(table, tables_of_ability, relative):
        eta = ndtri(points[np.searchsorted(cumulative, rng.random(n))])
        scale = tau * np.exp(np.clip(-growth * above, -1.4, 1.4))
        c = guess + (1 - guess) * ndtr(a + b * eta + scale * rng.standard_t(4, n))
        own = np.where(rng.random(n) < 0.9, common, rng.integers(0, 3, n))
        u = rng.random(n)
        least, most = bounds[np.maximum(own - 3, 0)].T
        least = np.minimum(least, 0.5 * (1 - c))
        most = np.minimum(most, 1 - c)
        gain = np.where(own < 3, (1 - c) * (1 - u ** (1 / shapes[np.minimum(own, 2)])), least + u * (most - least))
        gain = np.where(rng.random(n) < pi[family], gain, 0.0)
        w *= binom.pmf(public, items, c + gain) / binom.pmf(public, items, max(public / items, guess))
        inflation.append(gain)
        clean.append(c)
    total += w.sum()
    total2 += (w * w).sum()
    for i in range(rows):
        sums[0, i] += (w * inflation[i]).sum()
        sums[1, i] += (w * (inflation[i] > 0)).sum()
        sums[2, i] += (w * (inflation[i] > 0.02)).sum()
        sums[3, i] += (w * clean[i]).sum()
print("effective draws", total * total / total2)
for name, values in zip(("mean", "P(I>0)", "P(I>0.02)", "clean"), sums / total):
    print("  %-9s" % name, np.array2string(values, precision=5))
