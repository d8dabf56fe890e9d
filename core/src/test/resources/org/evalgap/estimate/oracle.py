"""Posterior of small tables by importance sampling from the prior: the oracle of InflationEstimatorTest.

Independent of the grids of the library: every parameter is drawn from its prior, abilities from their beta posterior given
the fresh scores (the success above chance is uniform a priori and there is no guessing here), and tables are weighted with
the likelihood of the public scores. Then the p-values of the test against references, whose draws have two levels of the
shift, one of the references and one of the others. Run with numpy 1.x or 2.x and scipy: python3 oracle.py
"""
import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import binom

rng = np.random.default_rng(20240501)
shapes = np.array([1, 5, 20])
bounds = np.array([[0.018, 0.04], [0.03, 0.065], [0.045, 0.1], [0.07, 0.16]])
items = 40
# Right in public, right on fresh items, family; None marks a reference.
few = [(36, 22, 0), (30, 27, 0), (12, 11, 1)]
with_references = few + [(30, 29, None), (20, 22, None), (34, 33, None)]


def ability(fresh):
    """Mean ability given the fresh score, by the midpoint rule: what the size of noise goes by."""
    x = (np.arange(20_000) + 0.5) / 20_000
    weight = x**fresh * (1 - x) ** (items - fresh)
    return (weight * ndtri(x)).sum() / weight.sum()


def row(public, fresh, prevalence, a, b, noise, common, above):
    """Likelihood of a row's public score, its inflation and its clean success, for draws of everything it has in common.

    A shape is uneven, by its place among the k, or even, by its place among the bounds after those.
    """
    n = len(b)
    tau, growth = noise
    eta = ndtri(rng.beta(fresh + 1, items - fresh + 1, n))
    scale = tau * np.exp(np.clip(-growth * above, -1.4, 1.4))
    c = ndtr(a + b * eta + scale * rng.standard_t(4, n))
    own = np.where(rng.random(n) < 0.9, common, rng.integers(0, 3, n))
    u = rng.random(n)
    k = shapes[np.minimum(own, 2)]
    least, most = bounds[np.maximum(own - 3, 0)].T
    least = np.minimum(least, 0.5 * (1 - c))
    most = np.minimum(most, 1 - c)
    gain = np.where(own < 3, (1 - c) * (1 - u ** (1 / k)), least + u * (most - least))
    gain = np.where(rng.random(n) < prevalence, gain, 0.0)
    return binom.pmf(public, items, c + gain), gain, c


def shift(deviation, n):
    noise = 0.1 * np.abs(rng.standard_normal(n)), rng.choice([0, 0.45, 0.9], n, p=[0.6, 0.25, 0.15])
    return deviation * rng.standard_normal(n), 1 + 0.1 * rng.standard_normal(n), noise


def table_shapes(n):
    return rng.choice(7, n, p=[0.97 / 3] * 3 + [0.03 / 4] * 4)


def abilities(table):
    means = np.array([ability(fresh) for _, fresh, _ in table])
    return means - means.mean()


def prevalences(centre, n):
    """Of two families."""
    mu = centre + rng.standard_normal(n)
    sigma = rng.choice([0.5, 1.5], n)
    return 1 / (1 + np.exp(-(mu + sigma * rng.standard_normal((2, n)))))


# Assumption, standard deviation of a, centre of the prevalence's logit, table.
for label, deviation, centre, table in (
    ("same-recipe", 0.03, -2, few),
    ("robust", 0.5, -2, few),
    ("reference", 0.5, 3, with_references),
):
    rows = len(table)
    relative = abilities(table)
    total = 0.0
    total2 = 0.0
    sums = np.zeros((4, rows))
    for chunk in range(60):
        n = 500_000
        a, b, tau = shift(deviation, n)
        pi = prevalences(centre, n)
        common = table_shapes(n)
        w = np.ones(n)
        inflation = []
        clean = []
        for (public, fresh, family), above in zip(table, relative):
            prevalence = 0.02 if family is None else pi[family]
            likelihood, inflated, success = row(public, fresh, prevalence, a, b, tau, common, above)
            w *= likelihood
            inflation.append(inflated)
            clean.append(success)
        total += w.sum()
        total2 += (w * w).sum()
        for i in range(rows):
            sums[0, i] += (w * inflation[i]).sum()
            sums[1, i] += (w * (inflation[i] > 0)).sum()
            sums[2, i] += (w * (inflation[i] > 0.1)).sum()
            sums[3, i] += (w * clean[i]).sum()
    print(label, "effective draws", total * total / total2)
    for name, values in zip(("mean", "P(I>0)", "P(I>0.1)", "clean"), sums / total):
        print("  %-9s" % name, np.array2string(values[:3], precision=5))

total = 0.0
total2 = 0.0
relative = abilities(with_references)
sums = np.zeros(len(few))
for chunk in range(60):
    n = 500_000
    a, b, tau = shift(0.5, n)
    own = 0.5 * rng.standard_normal(n)
    pi = prevalences(-2, n)
    common = table_shapes((2, n))
    w = np.ones(n)
    for (public, fresh, family), above in zip(with_references, relative):
        if family is None:
            w *= row(public, fresh, 0.02, a, b, tau, common[0], above)[0]
        else:
            w *= row(public, fresh, pi[family], own, b, tau, common[1], above)[0]
    total += w.sum()
    total2 += (w * w).sum()
    for i, (public, fresh, _) in enumerate(few):
        clean = row(public, fresh, 0.0, a, b, tau, common[0], relative[i])[2]
        sums[i] += (w * binom.sf(public - 1, items, clean)).sum()
print("p-values, effective draws", total * total / total2)
print("  ", np.array2string(sums / total, precision=5))
