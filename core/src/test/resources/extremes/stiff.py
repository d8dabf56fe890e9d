"""Reference values of stiff flows; prints one line a case. See README.md."""
import numpy as np
from scipy.integrate import solve_ivp
from scipy.special import expit

ENVIRONMENTS = 12
COMPETENCE, BREADTH, MEMORIZATION, SCALE = 0.2, 1.0, 0.9, 0.25
INDEX = np.arange(ENVIRONMENTS)
POSITION = np.stack([0.3 * INDEX, (INDEX * 5 % 7) * 0.2], axis=1)
DIFFICULTY = (INDEX * 3 % 5 - 2) * 0.6
START = COMPETENCE - DIFFICULTY
ITEMS = np.array([[0.1, 0.1], [1.7, 0.5], [5.0, 5.0]])


def kernel(a, b):
    d2 = ((a[:, None] - b[None]) ** 2).sum(-1)
    wide, narrow = np.exp(-d2 / 2 / BREADTH**2), np.exp(-d2 / 2 / SCALE**2)
    return (1 - MEMORIZATION) * wide + MEMORIZATION * narrow


def drive(u, penalty, horizon, critic, normalization):
    q, failure, log_q = expit(u), expit(-u), -np.log1p(np.exp(-u))
    miss = -np.expm1(horizon * log_q)
    at_end = horizon * failure * np.exp(horizon * log_q - normalization / 2 * (horizon * log_q + np.log(miss)))
    cost = (1 - critic) * horizon + critic * miss / failure
    return ((1 - critic) * at_end + critic * q * miss) / cost - penalty * q * failure * (u - START)


def solve(method, atol, budget, rule):
    gram = kernel(POSITION, POSITION)

    def slope(s, w):
        return np.exp(s) * drive(START + gram @ w, *rule)

    def jacobian(s, w):
        u, h = START + gram @ w, 1e-6
        return np.exp(s) * ((drive(u + h, *rule) - drive(u - h, *rule)) / (2 * h))[:, None] * gram

    span = (0, np.log1p(budget / ENVIRONMENTS))
    return solve_ivp(slope, span, np.zeros(ENVIRONMENTS), method, jac=jacobian, rtol=1e-9, atol=atol).y[:, -1]


for budget, *rule in [
    (1e9, 0, 1, 0, 0),
    (1e9, 1, 1, 0, 0),
    (1e9, 100, 1, 0, 0),
    (1e9, 1, 20, 0.5, 0),
    (1e9, 0, 50, 0, 1),
    (1e9, 0.05, 5, 0, 0.5),
]:
    w, check = solve("Radau", 1e-11, budget, rule), solve("BDF", 1e-11, budget, rule)
    u = START + kernel(POSITION, POSITION) @ w
    q, q0 = expit(u), expit(START)
    divergence = np.mean(q * np.log(q / q0) + expit(-u) * np.log(expit(-u) / expit(-START)))
    gains = kernel(ITEMS, POSITION) @ w
    diff = np.abs(kernel(ITEMS, POSITION) @ check - gains).max()
    print(budget, *rule, *gains, np.mean(q ** rule[1]), divergence, "diff", diff)
