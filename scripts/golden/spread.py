"""Golden values of src/stats/spreadRatio.ts, written to fixtures/golden/stats/spread.json.

    pip install numpy scipy
    python scripts/golden/spread.py

The file keeps the versions and the expressions that made its numbers.
"""

import json
import platform
from itertools import product
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats" / "spread.json"
RANDOM = np.random.default_rng(20180222)


def log_ratio(a, b):
    return float(np.log(np.std(b, ddof=1)) - np.log(np.std(a, ddof=1)))


def pseudo_values(a, b):
    n = len(a)
    without = [log_ratio(np.delete(a, i), np.delete(b, i)) for i in range(n)]
    return [n * log_ratio(a, b) - (n - 1) * each for each in without]


def parts(a, b, ratio):
    x, y = a - a.mean(), (b - b.mean()) / np.exp(ratio)
    return x + y, y - x


def swap_p(a, b, ratio):
    sums, differences = parts(a, b, ratio)
    r = lambda v: abs(stats.pearsonr(sums, v).statistic)
    observed = r(differences)
    sizes = np.array([r(np.array(signs) * differences) for signs in product([-1, 1], repeat=len(a))])
    return float(np.mean(sizes >= observed - 1e-10))


rows = []
for name, n, shape in [
    ("normal", 7, lambda size: RANDOM.standard_normal(size)),
    ("exponential", 10, lambda size: RANDOM.exponential(size=size)),
    ("t3", 9, lambda size: RANDOM.standard_t(3, size)),
    ("decimals", 8, lambda size: np.round(RANDOM.standard_normal(size), 1)),
]:
    common = shape(n)
    a, b = np.round(common + shape(n), 4), np.round(5 + 0.4 * (common + shape(n)), 4)
    values = np.array(pseudo_values(a, b))
    rows.append(
        {
            "name": name,
            "a": a.tolist(),
            "b": b.tolist(),
            "pseudoValues": values.tolist(),
            "jackknifeP": float(stats.ttest_1samp(values, -0.1).pvalue),
            "interval": list(map(float, stats.ttest_1samp(values, 0).confidence_interval(0.95))),
            "pitmanMorgan": {str(ratio): float(stats.pearsonr(*parts(a, b, ratio)).pvalue) for ratio in (0, -0.1, -1)},
            "swap": {str(ratio): swap_p(a, b, ratio) for ratio in (0, -0.1, -1)},
        }
    )
content = {
    "origin": {
        "script": "scripts/golden/spread.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "expressions": {
            "pseudoValues": "n L - (n - 1) L without pair i, L = ln(numpy.std(b, ddof=1)) - ln(numpy.std(a, ddof=1))",
            "jackknifeP": "scipy.stats.ttest_1samp(pseudoValues, -0.1).pvalue; interval: confidence_interval(0.95) of it",
            "pitmanMorgan": "scipy.stats.pearsonr(x + y, y - x).pvalue, x = a - mean, y = (b - mean)/exp(ratio)",
            "swap": "mean over itertools.product of |pearsonr(x + y, signs (y - x))| >= that of no swap",
        },
    },
    "rows": rows,
}
OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
