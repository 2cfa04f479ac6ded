"""Golden values of src/kinds/matches, written to fixtures/golden/stats/reported.json.

    pip install numpy scipy
    python scripts/golden/reported.py

The file keeps the versions and the expressions that made its numbers.
"""

import json
import platform
from pathlib import Path

import numpy as np
import scipy
from scipy import stats

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats" / "reported.json"
OURS = {
    "ten": [0.981, 0.9795, 0.9832, 0.9801, 0.9788, 0.9815, 0.982, 0.9779, 0.981, 0.9826],
    "five": [0.31, 0.29, 0.34, 0.3, 0.28],
    "skewed": [0.01, 0.02, 0.015, 0.3, 0.012, 0.04, 0.9, 0.011],
}
# Value, standard deviation and half a unit of the last digit of both, runs.
SOURCES = [("0.982", "0.001", 3), ("0.30", "0.02", 5), ("0.12", "0.1", 10), ("0.9800", "0.0004", 50)]


def rounding(text):
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


rows = []
for name, ours in OURS.items():
    x = np.array(ours)
    for value, sd, runs in SOURCES:
        reported, spread = float(value), float(sd) + rounding(sd)
        bound = 0.01
        test = stats.ttest_ind_from_stats(x.mean() - reported - bound, x.std(ddof=1), len(x), 0, spread, runs, equal_var=False)
        ours_part, theirs = x.var(ddof=1) / len(x), spread**2 / runs
        df = (ours_part + theirs) ** 2 / (ours_part**2 / (len(x) - 1) + theirs**2 / (runs - 1))
        half = stats.t.isf(0.025, df) * np.sqrt(ours_part + theirs) + rounding(value)
        difference = x.mean() - reported
        # One further run, and the mean of as many as the source's.
        predictions = [stats.t.isf(0.025, len(x) - 1) * x.std(ddof=1) * np.sqrt(1 / k + 1 / len(x)) for k in (1, runs)]
        rows.append(
            {
                "name": name,
                "values": ours,
                "value": value,
                "sd": sd,
                "n": runs,
                "difference": float(difference),
                "df": float(df),
                "p": float(test.pvalue),
                "interval": [float(difference - half), float(difference + half)],
                "predictions": [[float(x.mean() - each), float(x.mean() + each)] for each in predictions],
            }
        )
content = {
    "origin": {
        "script": "scripts/golden/reported.py",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "expressions": {
            "p": "scipy.stats.ttest_ind_from_stats(mean - value - 0.01, sd, n, 0, sd + half a unit, runs, equal_var=False).pvalue",
            "interval": "mean - value -+ (scipy.stats.t.isf(0.025, df) se + half a unit of the value's last digit)",
            "predictions": "mean -+ scipy.stats.t.isf(0.025, n - 1) sd sqrt(1/k + 1/n), k = 1 and runs",
        },
    },
    "rows": rows,
}
OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
