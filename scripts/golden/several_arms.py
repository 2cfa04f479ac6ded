"""Golden values for arms in an order and several arms at once, written to fixtures/golden/stats/severalArms.json.

    pip install numpy scipy statsmodels
    python scripts/golden/several_arms.py
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats" / "severalArms.json"
RANDOM = np.random.default_rng(20261130)


def page(name, rows):
    rows = np.asarray(rows)
    rising = stats.page_trend_test(rows, method="exact")
    falling = stats.page_trend_test(rows[:, ::-1], method="exact")
    return {
        "name": name,
        "rows": rows.tolist(),
        "statistic": float(rising.statistic),
        "pRising": float(rising.pvalue),
        "pFalling": float(falling.pvalue),
    }


def trend(name, x, rows):
    """Slope of each seed times the range, and its t test against 0."""
    x = np.asarray(x, dtype=float)
    changes = [float(stats.linregress(x, row).slope * (x[-1] - x[0])) for row in rows]
    test = stats.ttest_1samp(changes, 0)
    interval = test.confidence_interval(0.95)
    return {
        "name": name,
        "x": x.tolist(),
        "rows": np.asarray(rows).tolist(),
        "changes": changes,
        "theta": float(np.mean(changes)),
        "p": float(test.pvalue),
        "interval": [float(interval.low), float(interval.high)],
    }


def several(name, differences, margin):
    """One-sided by the side of the mean: t tests of each column against -margin, and Holm over them."""
    differences = np.asarray(differences)
    p = [float(stats.ttest_1samp(column, -margin).pvalue) for column in differences.T]
    own = np.where(differences.mean(axis=0) < -margin, p, 1)
    named = multipletests(own, alpha=0.05, method="holm")[0]
    values = np.column_stack([np.zeros(len(differences)), -differences])
    return {
        "name": name,
        "margin": margin,
        "differences": differences.tolist(),
        "p": p,
        "named": named.tolist(),
        "meanRanks": np.apply_along_axis(stats.rankdata, 1, values).mean(axis=0).tolist(),
    }


def noisy(shape, slope):
    return np.round(RANDOM.normal(size=shape) + slope * np.arange(shape[1]), 3)


content = {
    "origin": {
        "script": "scripts/golden/several_arms.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "statsmodels": statsmodels.__version__,
        "expressions": {
            "page": "scipy.stats.page_trend_test(rows, method='exact'), and of the columns reversed",
            "trend": "scipy.stats.linregress per row, slope times range; scipy.stats.ttest_1samp",
            "several": "scipy.stats.ttest_1samp; statsmodels multipletests(method='holm'); scipy.stats.rankdata",
        },
    },
    "page": [
        page("3 seeds of 3 levels", noisy((3, 3), 0.5)),
        page("10 seeds of 4 levels, no order", noisy((10, 4), 0)),
        page("10 seeds of 4 levels, rising", noisy((10, 4), 0.4)),
        page("6 seeds of 5 levels, falling", noisy((6, 5), -0.7)),
        page("5 seeds of 7 levels", noisy((5, 7), 0.1)),
    ],
    "trend": [
        trend("linear", [1, 2, 4, 8], noisy((10, 4), 0.3)),
        trend("logarithmic", np.log([16, 32, 64, 128, 256]), noisy((6, 5), -0.4)),
        trend("three levels", [0, 0.1, 0.5], noisy((8, 3), 0.2)),
    ],
    "several": [
        several("three others", np.round(RANDOM.normal([-2, -0.9, 0.1], 0.7, size=(10, 3)), 3), 0.1),
        several("four others, all near", np.round(RANDOM.normal(-0.62, 0.7, size=(12, 4)), 3), 0.1),
    ],
}
OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
