"""Golden values of src/stats/sequential, written to fixtures/golden/stats/sequential.json.

    pip install numpy scipy mpmath
    python scripts/golden/sequential.py

Each number comes from another route than the code's: E of the sign-flip process from its defining sums in 50 digits,
its confidence sets from a fine grid, E of the mixture-t from the integral that defines it, the betas from SciPy's
distributions, capital by its definition in mpmath.
"""

import json
import platform
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from group_sequential import critical_values
from scipy import integrate, optimize, stats

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats" / "sequential.json"
mp.mp.dps = 50

rng = np.random.default_rng(5)
SAMPLES = {
    "normal": np.round(rng.normal(0.6, 1, 14), 6).tolist(),
    "large effect": np.round(rng.normal(-0.05, 0.02, 10), 8).tolist(),
    "outlier": [0.1, -0.2, 0.3, 0.15, -0.1, 25.0, 0.2, 0.05, -0.3, 0.12, 0.22, 0.4],
    "ties": [1.0, 1.0, 2.0, 1.0, 0.0, 1.0, 1.0, 3.0, 1.0, 1.0, 1.0, 2.0],
    "first alone": [40.0, 1.0, 1.1, 0.9, 1.2, 0.8, 1.05, 0.95, 1.15, 1.0, 1.02],
    "offset": [1e6 + v for v in [0.25, -0.5, 0.75, 1.0, 0.5, 0.375, -0.25, 1.5, 0.625, 0.125]],
    "contaminated": np.round(rng.normal(0.9, 1, 13) * np.where(rng.random(13) < 0.2, 5, 1), 6).tolist(),
}


def sign_flip_e(values, m):
    """All E_1..E_n by the definition."""
    products = {(k, s): mp.mpf(1) for k in ("0.5", "1.4", "4.5", "16") for s in (1, -1)}
    squares, result = mp.mpf(0), []
    for i, value in enumerate(values, 1):
        x = mp.mpf(value) - mp.mpf(m)
        squares += x * x
        z = x / mp.sqrt(squares / i) if x != 0 else mp.mpf(0)
        for k, s in products:
            products[k, s] *= 1 + s * mp.tanh(mp.mpf(k) * z)
        result.append(sum(products.values()) / 8)
    return result


def largest_e(values, grid, first):
    """max over the looks of E_j, on a grid, in float64."""
    x = np.array(values)[:, None] - grid[None, :]
    rms = np.sqrt(np.cumsum(x * x, 0) / np.arange(1, len(values) + 1)[:, None])
    z = np.divide(x, rms, out=np.zeros_like(x), where=x != 0)
    total = sum(np.cumprod(1 + s * np.tanh(k * z), 0) for k in (0.5, 1.4, 4.5, 16) for s in (1, -1))
    return np.max(total[first - 1 :] / 8, axis=0)


def sign_flip_hull(values, alpha, first):
    """Hull of {m : max E < 1/alpha} from 400,001 points over 60 ranges, its ends then halved to 1e-13 of the range."""
    low, high = min(values), max(values)
    width = high - low
    grid = np.unique(np.concatenate([np.linspace(low - width, high + width, 200_001), np.linspace(low - 30 * width, high + 30 * width, 200_000), values]))
    member = np.flatnonzero(largest_e(values, grid, first) < 1 / alpha)
    if len(member) == 0:
        return None
    bounds = []
    for index, step, limit in ((member[0], -1, 0), (member[-1], 1, len(grid) - 1)):
        if index == limit:
            bounds.append(None)
            continue
        inside, outside = grid[index], grid[index + step]
        while abs(outside - inside) > 1e-13 * width:
            middle = (inside + outside) / 2
            if middle in (inside, outside):
                break
            if largest_e(values, np.array([middle]), first)[0] < 1 / alpha:
                inside = middle
            else:
                outside = middle
        bounds.append(float(inside))
    return bounds


def mixture_t_e(n, t):
    """Integral over the effect size d ~ N(0, 1) of the noncentral t density over the central one."""
    likelihood = lambda d: stats.nct.pdf(t, n - 1, d * np.sqrt(n)) * stats.norm.pdf(d)
    peak = t / np.sqrt(n)
    value, _ = integrate.quad(likelihood, -12, 12, points=[0, peak, peak - 1, peak + 1], epsabs=0, epsrel=1e-11, limit=500)
    return value / stats.t.pdf(t, n - 1)


def mixture_t_critical(n, alpha):
    return float(optimize.brentq(lambda t: mixture_t_e(n, t) - 1 / alpha, 1, 60, xtol=1e-12, rtol=1e-12))


def log_capital(values, reference, side):
    m, total, squares, log = (mp.mpf(reference) + 1) / 2, mp.mpf("0.5"), mp.mpf("0.25"), -mp.log(2)
    for i, value in enumerate(values, 1):
        x = (mp.mpf(value) + 1) / 2
        bet = mp.sqrt(2 * mp.log(40) / (squares / i * i * mp.log(i + 1)))
        limit = mp.mpf("0.99") / (m if side == 1 else 1 - m)
        log += mp.log(1 + side * min(bet, limit) * (x - m))
        total += x
        squares += (x - total / (i + 1)) ** 2
    return float(log)


ACCURACY = [0.02, -0.01, 0.35, 0.2, 0.41, -0.3, 0.6, 0.15, 0.33, 0.9, -1.0, 1.0, 0.5, 0.25]
CENTRES = [-2.0, 0.0, 0.1, 0.5, 1.0, 1.5, 3.0]

content = {
    "origin": {
        "script": "scripts/golden/sequential.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "mpmath": mp.__version__,
        "expressions": {
            "signFlip": "e: [m, ln E_1..ln E_n] by the definition in 50 digits; hulls: [alpha, first look, n, lower, upper] from a grid of 400,000 points, null = beyond 30 ranges",
            "mixtureT": "[n, t, ln E], E = quad of scipy.stats.nct.pdf(t, n - 1, d sqrt(n)) norm.pdf(d) over t.pdf(t, n - 1)",
            "mixtureTCritical": "[n, alpha, t]: root of that E = 1/alpha by scipy.optimize.brentq",
            "betting": "[reference, side, ln K/2] by the definition in 50 digits",
            "betaBinomial": "[k, n, share, ln of betabinom.pmf(k, n, .5, .5) / binom.pmf(k, n, share)]",
            "criticalValues": "group_sequential.critical_values(name, alpha)",
        },
    },
    "signFlip": [
        {
            "name": name,
            "values": values,
            "e": [[c, *(float(mp.log(e)) for e in sign_flip_e(values, c))] for c in (np.array(CENTRES) + (1e6 if name == "offset" else 0)).tolist()],
            "hulls": [[alpha, first, n, *sign_flip_hull(values[:n], alpha, first)] for alpha, first in ((0.05, 1), (0.05, 8), (0.01, 1)) for n in range(8, len(values) + 1)],
        }
        for name, values in SAMPLES.items()
    ],
    "mixtureT": [[n, t, float(np.log(mixture_t_e(n, t)))] for n in (2, 3, 5, 10, 30) for t in (0.0, 0.5, 1.0, 2.5, 4.0, 7.0)],
    "mixtureTCritical": [[n, alpha, mixture_t_critical(n, alpha)] for n, alpha in ((6, 0.05), (10, 0.05), (10, 0.005), (30, 0.05), (30, 0.001))],
    "betting": {"values": ACCURACY, "logCapital": [[r, side, log_capital(ACCURACY, r, side)] for r in (-0.5, 0.0, 0.01, 0.3, 0.9) for side in (1, -1)]},
    "betaBinomial": [
        [k, n, p, float(stats.betabinom.logpmf(k, n, 0.5, 0.5) - stats.binom.logpmf(k, n, p))]
        for k, n in ((0, 0), (0, 1), (7, 7), (24, 24), (3, 10), (50, 100), (0, 30), (190, 200))
        for p in (0.05, 0.5, 0.8, 0.95)
    ],
    "criticalValues": [{"name": name, "alpha": alpha, "values": critical_values(name, alpha).tolist()} for name in ("pocock", "obrien-fleming") for alpha in (0.05 / 48, 0.05 / 3, 0.0321, 0.2)],
}
OUT.write_text(json.dumps(content) + "\n", encoding="utf-8", newline="\n")
