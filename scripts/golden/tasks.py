"""Golden values of trade-offs and of claims over tasks, written to fixtures/golden/stats/.

    pip install numpy scipy statsmodels rliable "pandas<3"
    python scripts/golden/tasks.py
"""

import json
import platform
from importlib.metadata import version
from itertools import product
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from rliable import library, metrics
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats"
ORIGIN = {
    "script": "scripts/golden/tasks.py",
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
    "rliable": version("rliable"),
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


def averages():
    """Random effects by Paule and Mandel with the intervals of Hartung and Knapp, against a reference."""
    cases = {
        "tasks that differ": ([0.31, 0.35, 0.23, 0.13, 0.29], [0.07, 0.08, 0.065, 0.06, 0.07], 0.005),
        "errors that differ": ([-0.3, 0.1, -0.45, -0.2, -0.05, -0.6], [0.01, 0.2, 0.05, 0.1, 0.02, 0.3], -0.1),
        "many": ([round(v, 4) for v in np.sin(np.arange(1, 13)).tolist()], [0.1 + 0.01 * k for k in range(12)], 0.2),
    }
    rows = []
    for name, (effects, errors, reference) in cases.items():
        found = combine_effects(np.asarray(effects), np.asarray(errors) ** 2, method_re="iterated", use_t=True, atol=1e-14)
        assert found.tau2 > 0, name  # Its iteration ends at 0 where errors are small.
        t = (found.mean_effect_re - reference) / found.sd_eff_w_re_hksj
        rows.append(
            {
                "name": name,
                "effects": effects,
                "errors": errors,
                "reference": reference,
                "mean": float(found.mean_effect_re),
                "tau2": float(found.tau2),
                "p": float(2 * stats.t.sf(abs(t), len(effects) - 1)),
            }
        )
    return rows


def scores():
    """Runs by tasks: control and treatment, with what rliable makes of them."""
    random = np.random.default_rng(2021)
    level = np.array([0.2, 0.5, 0.9, 1.5])
    control = np.round(level + 0.1 * random.standard_normal((10, 4)), 4)
    treatment = np.round(level * 1.1 + 0.15 * random.standard_t(3, (10, 4)), 4)
    differences = treatment - control
    iqm = lambda matrix: np.array([metrics.aggregate_iqm(matrix)])
    points, intervals = library.get_interval_estimates({"d": differences}, iqm, reps=50_000)
    return {
        "control": control.T.tolist(),
        "treatment": treatment.T.tolist(),
        "improvement": float(metrics.probability_of_improvement(treatment, control)),
        "interquartileMean": float(points["d"][0]),
        "interval": intervals["d"][:, 0].tolist(),
        "controlMean": float(stats.trim_mean(control, 0.25, axis=None)),
    }


if __name__ == "__main__":
    trade_offs()
    expressions = {
        "mean, tau2, p": "combine_effects(effects, errors**2, method_re='iterated', use_t=True); t by sd_eff_w_re_hksj",
        "improvement": "rliable.metrics.probability_of_improvement(treatment, control)",
        "interquartileMean, interval": "rliable: aggregate_iqm of treatment - control, get_interval_estimates, 50,000 resamples",
    }
    write("tasks", {"expressions": expressions, "averages": averages(), "scores": scores()})
