"""Posterior of a table of three models by importance sampling from the prior: the oracle of InflationEstimatorTest.

Independent of the grids of the library: every parameter is drawn from its prior, abilities from their beta posterior given
the fresh scores (the success above chance is uniform a priori and there is no guessing here), and tables are weighted with
the likelihood of the public scores. Run with numpy 1.x or 2.x and scipy: python3 oracle.py
"""
import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import binom

rng = np.random.default_rng(20240501)
public = np.array([36, 30, 12]); n_public = 40
fresh = np.array([22, 27, 11]); n_fresh = 40
family = [0, 0, 1]
shapes = np.array([1, 2, 4, 8, 16])
for label, deviation in (("same-recipe", 0.03), ("robust", 0.5)):
    total = 0.0; total2 = 0.0; mean = np.zeros(3); square = np.zeros(3); any_ = np.zeros(3); clean = np.zeros(3); big = np.zeros(3)
    m2 = np.zeros(3)
    for chunk in range(60):
        n = 500_000
        a = deviation * rng.standard_normal(n); b = 1 + 0.1 * rng.standard_normal(n)
        tau = 0.1 * np.abs(rng.standard_normal(n))
        mu = -2 + rng.standard_normal(n); sigma = rng.choice([0.5, 1.5], n)
        pi = 1 / (1 + np.exp(-(mu + sigma * rng.standard_normal((2, n)))))
        k = rng.choice(shapes, n)
        w = np.ones(n); inflation = []; cs = []
        for i in range(3):
            eta = ndtri(rng.beta(fresh[i] + 1, n_fresh - fresh[i] + 1, n))
            c = ndtr(a + b * eta + tau * rng.standard_t(4, n))
            v = np.where(rng.random(n) < pi[family[i]], 1 - rng.random(n) ** (1 / k), 0.0)
            w *= binom.pmf(public[i], n_public, c + (1 - c) * v)
            inflation.append((1 - c) * v); cs.append(c)
        total += w.sum(); total2 += (w * w).sum()
        for i in range(3):
            mean[i] += (w * inflation[i]).sum(); any_[i] += (w * (inflation[i] > 0)).sum()
            clean[i] += (w * cs[i]).sum(); big[i] += (w * (inflation[i] > 0.1)).sum()
            m2[i] += (w * w * inflation[i] ** 2).sum()
    print(label, "effective draws", total * total / total2)
    print("  mean", mean / total, "P(I>0)", any_ / total, "P(I>0.1)", big / total, "clean", clean / total)
