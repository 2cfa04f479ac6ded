"""Golden values of the variability methods in src/stats, written to fixtures/golden/stats/variability.json.

    pip install numpy scipy mpmath statsmodels
    python scripts/golden/variability.py

The file keeps the versions and the expressions that made its numbers.
"""

import json
import platform
from itertools import combinations, product
from pathlib import Path

import mpmath as mp
import numpy as np
import pandas as pd
import scipy
import statsmodels
from scipy import optimize, stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.power import TTestPower

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats" / "variability.json"
RANDOM = np.random.default_rng(20180222)


def rounded(array):
    """Six decimals, so that the inputs in the file are the inputs."""
    return np.round(array, 6)


def chi_square():
    mp.mp.dps = 40

    def quantile(p, df):
        x = mp.mpf(float(stats.chi2.ppf(p, df)))
        return mp.findroot(lambda z: mp.gammainc(mp.mpf(df) / 2, 0, z / 2, regularized=True) - mp.mpf(p), x)

    return [[p, df, float(quantile(p, df))] for df in [1, 2, 3, 4, 9, 12, 20, 99, 7.5] for p in [1e-9, 0.0005, 0.005, 0.025, 0.1, 0.5, 0.9, 0.975, 0.995, 0.9995]]


def f_distribution():
    pairs = [(1, 1), (2, 6), (4, 12), (4, 16), (9, 72), (3, 100)]
    quantiles = [[p, a, b, float(stats.f.ppf(p, a, b))] for a, b in pairs for p in [0.005, 0.025, 0.5, 0.95, 0.975, 0.995]]
    tails = [[f, a, b, float(stats.f.sf(f, a, b))] for a, b in pairs for f in [0, 0.1, 1, 3.5, 20, 400]]
    return quantiles, tails


def squares():
    cases = []
    for name, size, factors, effects in [
        ("five, three factors", 5, ["init", "order", "dropout"], [0.5, 0.2, 0.1]),
        ("five, two factors", 5, ["init", "order"], [0.5, 0.2]),
        ("three, no effects", 3, ["init", "order", "dropout"], [0, 0, 0]),
        ("seven, one strong factor", 7, ["init", "order", "dropout"], [0, 3, 0]),
    ]:
        index = np.arange(size)
        levels = [RANDOM.normal(0, effect, size) if effect else np.zeros(size) for effect in effects]
        places = {"init": index[:, None] + 0 * index, "order": index + 0 * index[:, None], "dropout": (index[:, None] + index) % size}
        cells = 2 + RANDOM.normal(0, 0.1, (size, size))
        for factor, level in zip(factors, levels):
            cells = cells + level[places[factor]]
        cells = rounded(cells)
        frame = pd.DataFrame({"y": cells.ravel(), **{f: places[f].ravel() for f in factors}})
        table = anova_lm(ols("y ~ " + " + ".join(f"C({f})" for f in factors), frame).fit(), typ=2)
        ms = table["sum_sq"] / table["df"]
        error, df_error = ms["Residual"], table["df"]["Residual"]

        def bound(factor, p):
            above = ms[f"C({factor})"] - stats.f.ppf(p, size - 1, df_error) * error
            return float(max(0, (size - 1) * above / (size * stats.chi2.ppf(p, size - 1))))

        cases.append(
            {
                "name": name,
                "cells": cells.tolist(),
                "factors": factors,
                "mean": float(cells.mean()),
                "rows": [
                    {
                        "name": f,
                        "df": int(table["df"][f"C({f})"]),
                        "sumOfSquares": float(table["sum_sq"][f"C({f})"]),
                        "fRatio": float(table["F"][f"C({f})"]),
                        "p": float(table["PR(>F)"][f"C({f})"]),
                        "variance": float(max(0, (ms[f"C({f})"] - error) / size)),
                        "interval": [bound(f, 0.975), bound(f, 0.025)],
                    }
                    for f in factors
                ],
                "residual": {
                    "df": int(df_error),
                    "sumOfSquares": float(table["sum_sq"]["Residual"]),
                    "interval": [float(df_error * error / stats.chi2.ppf(p, df_error)) for p in [0.975, 0.025]],
                },
            }
        )
    return cases


SAMPLES = [
    ("five and five", rounded(RANDOM.normal(0, 1, 5)), rounded(RANDOM.normal(1, 1, 5))),
    ("seven and four", rounded(RANDOM.normal(0, 1, 7)), rounded(RANDOM.normal(0.5, 3, 4))),
    ("ties", np.array([1.0, 2, 2, 3]), np.array([2.0, 3, 3, 4])),
    ("two and nine", np.array([0.1, 0.4]), rounded(RANDOM.exponential(1, 9))),
    ("nine and nine", rounded(RANDOM.standard_t(3, 9)), rounded(RANDOM.standard_t(3, 9) + 2)),
]


def two_samples():
    cases = []
    for name, a, b in SAMPLES:
        test = stats.ttest_ind(b, a, equal_var=False)
        pooled = np.concatenate([a, b])
        observed = abs(b.mean() - a.mean())
        hits = splits = 0
        for chosen in combinations(range(len(pooled)), len(a)):
            rest = np.delete(pooled, chosen)
            splits += 1
            hits += abs(rest.mean() - pooled[list(chosen)].mean()) >= observed - 1e-12
        case = {
            "name": name,
            "a": a.tolist(),
            "b": b.tolist(),
            "df": float(test.df),
            "p": float(test.pvalue),
            "interval": list(map(float, test.confidence_interval(0.95))),
            "permutation": hits / splits,
        }
        if len(a) == len(b):
            exact = stats.permutation_test((b, a), lambda x, y, axis: x.mean(axis) - y.mean(axis), n_resamples=np.inf, vectorized=True)
            assert abs(exact.pvalue - case["permutation"]) < 1e-12, name
        cases.append(case)
    return cases


def strata():
    cases = []
    for name, sizes in [("two of 3 + 3", [(3, 3)] * 2), ("unequal", [(2, 3), (4, 1), (2, 2)])]:
        blocks = [(rounded(RANDOM.normal(k, 1, n)), rounded(RANDOM.normal(k + 0.8, 1, m))) for k, (n, m) in enumerate(sizes)]
        per_block = []
        for a, b in blocks:
            pooled = np.concatenate([a, b])
            per_block.append([np.delete(pooled, c).mean() - pooled[list(c)].mean() for c in combinations(range(len(pooled)), len(a))])
        effects = np.array([np.mean(x) for x in product(*per_block)])
        observed = np.mean([b.mean() - a.mean() for a, b in blocks])
        cases.append(
            {
                "name": name,
                "blocks": [{"a": a.tolist(), "b": b.tolist()} for a, b in blocks],
                "effect": float(observed),
                "p": float(np.mean(np.abs(effects) >= abs(observed) - 1e-12)),
            }
        )
    return cases


def best_of_k():
    losses = rounded(RANDOM.exponential(1, 7))
    return {
        "losses": losses.tolist(),
        "v": [float(np.mean([min(draw) for draw in product(losses, repeat=k)])) for k in range(1, 6)],
        "u": [float(np.mean([min(draw) for draw in combinations(losses, k)])) for k in range(1, 8)],
    }


def power():
    rows = []
    for effect in [0, 0.2, 0.5, 0.8, 1.2, 2]:
        for n in [3, 5, 10, 19, 44]:
            critical = stats.t.isf(0.025, n - 1)
            rows.append([effect, n, float(stats.nct.sf(critical, n - 1, effect * np.sqrt(n)) if effect else 0.025)])
    # solve_power gives a fractional n with both tails; its ceiling is the number of pairs.
    sizes = [[d, int(np.ceil(TTestPower().solve_power(effect_size=d, alpha=0.05, power=0.9)))] for d in [0.5, 0.8, 1.2, 2]]
    detectable = [[n, float(TTestPower().solve_power(nobs=n, alpha=0.05, power=0.9))] for n in [5, 10, 30]]
    return rows, sizes, detectable


def effect_intervals():
    rows = []
    for effect, n in [(1.2, 10), (0.1, 10), (3, 5), (0.5, 44), (0, 8)]:
        t, df = effect * np.sqrt(n), n - 1

        def bound(target):
            upper_tail = lambda nc: stats.nct.sf(t, df, nc) if nc else stats.t.sf(t, df)
            return 0.0 if upper_tail(0) >= target else float(optimize.brentq(lambda nc: upper_tail(nc) - target, 1e-9, 60, xtol=1e-12) / np.sqrt(n))

        rows.append([effect, n, bound(0.05), bound(0.95)])
    return rows


quantiles, tails = f_distribution()
powers, sizes, detectable = power()
content = {
    "origin": {
        "script": "scripts/golden/variability.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "mpmath": mp.__version__,
        "statsmodels": statsmodels.__version__,
        "expressions": {
            "chiSquareQuantile": "root of mpmath.gammainc(df/2, 0, x/2, regularized=True) = p, rows [p, df, value]",
            "fQuantile": "scipy.stats.f.ppf(p, a, b), rows [p, a, b, value]",
            "fUpperTail": "scipy.stats.f.sf(f, a, b), rows [f, a, b, value]",
            "squares": "statsmodels anova_lm(ols('y ~ C(init) + C(order) + C(dropout)'), typ=2); intervals from scipy.stats.f and chi2 by the formula of Williams",
            "samples": "scipy.stats.ttest_ind(b, a, equal_var=False), its confidence_interval(0.95); permutation: all splits by itertools.combinations, checked against scipy.stats.permutation_test at equal sizes",
            "strata": "all labellings by itertools.product",
            "bestOfK": "mean of min over itertools.product (v) and combinations (u), k = 1, 2, ...",
            "power": "scipy.stats.nct.sf(t.isf(0.025, n - 1), n - 1, effect sqrt(n)), rows [effect, n, value]",
            "sampleSizes": "ceil of statsmodels TTestPower().solve_power(effect_size, alpha=0.05, power=0.9), rows [effect, n]",
            "detectable": "statsmodels TTestPower().solve_power(nobs, alpha=0.05, power=0.9), rows [n, effect]",
            "effectIntervals": "scipy.optimize.brentq on scipy.stats.nct.sf(effect sqrt(n), n - 1, nc) = .05 and .95, over sqrt(n), rows [effect, n, lower, upper]",
        },
    },
    "chiSquareQuantile": chi_square(),
    "fQuantile": quantiles,
    "fUpperTail": tails,
    "squares": squares(),
    "samples": two_samples(),
    "strata": strata(),
    "bestOfK": best_of_k(),
    "power": powers,
    "sampleSizes": sizes,
    "detectable": detectable,
    "effectIntervals": effect_intervals(),
}
OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
