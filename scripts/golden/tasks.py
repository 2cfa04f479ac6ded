"""Golden values of trade-offs and of claims over tasks, written to fixtures/golden/stats/.

    pip install numpy scipy
    python scripts/golden/tasks.py
"""

import json
import platform
from itertools import product
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats"
ORIGIN = {
    "script": "scripts/golden/tasks.py",
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
}


def write(name, content):
    (OUT / f"{name}.json").write_text(json.dumps({"origin": ORIGIN, **content}, indent=1) + "\n")


def sign_flip_p(values):
    """Two-sided, over all 2^n signs."""
    flips = [abs(np.dot(signs, values)) for signs in product([-1, 1], repeat=len(values))]
    observed = abs(np.sum(values))
    return float(np.mean([flip >= observed * (1 - 1e-12) for flip in flips]))


def trade_offs():
    """Not worse by more than the margin: d = b - a of an accuracy, against -margin."""
    cases = {
        "as good": ([0.001, -0.002, 0.0015, -0.0005, 0.0021, -0.0017, 0.0004, 0.0009, -0.0012, 0.0003], 0.005),
        "doubtful": ([-0.004, 0.003, -0.006, 0.001, -0.002, -0.0045, 0.002, -0.0035], 0.006),
        "worse": ([-0.02, -0.018, -0.023, -0.021, -0.019, -0.022, -0.0195, -0.0205], 0.01),
    }
    rows = []
    for name, (differences, margin) in cases.items():
        rows.append(
            {
                "name": name,
                "differences": differences,
                "margin": margin,
                "pT": float(stats.ttest_1samp(differences, -margin).pvalue),
                "pFlip": sign_flip_p(np.asarray(differences) + margin),
            }
        )
    expressions = {
        "pT": "scipy.stats.ttest_1samp(d, -margin).pvalue",
        "pFlip": "share of the 2^n signs of d + margin whose absolute sum is as large",
    }
    write("trade-off", {"expressions": expressions, "notWorse": rows})


if __name__ == "__main__":
    trade_offs()
