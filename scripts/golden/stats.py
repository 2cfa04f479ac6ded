"""Golden values of src/stats, written to fixtures/golden/stats/.

    pip install numpy scipy mpmath
    python scripts/golden/stats.py

Every file keeps the versions and the expressions that made its numbers. Rows are [arguments..., value].
"""

import json
import platform
from itertools import permutations, product
from pathlib import Path

import mpmath as mp
import numpy as np
import scipy
from scipy import stats

OUT = Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "stats"
ORIGIN = {
    "script": "scripts/golden/stats.py",
    "python": platform.python_version(),
    "numpy": np.__version__,
    "scipy": scipy.__version__,
    "mpmath": mp.__version__,
}

DF = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 19, 29, 47, 99, 200, 333, 500, 1000, 1.5, 2.5, 7.3, 29.7, 250.5]
T = [1e-9, 1e-5, 0.01, 0.3, 0.7, 0.999, 1, 1.001, 1.5, 2, 2.5, 3.5, 5, 8, 15, 30, 100, 1000]
P = [1e-12, 1e-10, 1e-8, 1e-6, 1e-4, 0.001, 0.0025, 0.005, 0.025, 0.05, 0.1, 0.2, 0.2499, 0.25, 0.3, 0.4, 0.49, 0.499999]

SAMPLES = {
    "small": [0.5, -1.25, 2.0, 0.75, 3.5],
    "ties": [1.0, -1.0, 2.0, 2.0, -3.0, 0.0, 2.0, 5.0, -1.0, 0.0],
    "skewed": [0.01, 0.02, 0.015, 0.3, 0.012, 0.04, 0.9, 0.011],
    "shifted": [-0.021, -0.019, -0.025, -0.018, -0.022, -0.02, -0.03, -0.017, -0.024, -0.0215],
    "irregular": [round(v, 6) for v in np.sqrt([2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41]).tolist()],
    "thirteen": [0.31, -0.12, 0.44, 0.05, -0.27, 0.61, 0.18, -0.33, 0.29, 0.07, 0.52, -0.08, 0.15],
}


def write(name, expressions, **rows):
    OUT.mkdir(parents=True, exist_ok=True)
    content = {"origin": {**ORIGIN, "expressions": expressions}, **rows}
    (OUT / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")


def t_cdf(df, t):
    """P(T <= t) for t < 0 in 60 digits: SciPy 1.17 itself gives 0.5 at (1, -1e-9)."""
    df, t = mp.mpf(df), mp.mpf(t)
    return mp.betainc(df / 2, mp.mpf("0.5"), 0, df / (df + t * t), regularized=True) / 2


def t_quantile(df, p):
    """Newton in 60 digits from SciPy's value: SciPy 1.17 itself is off by 4e-5 at (4, 0.499999)."""
    t, d, target = mp.mpf(float(stats.t.ppf(p, df))), mp.mpf(df), mp.mpf(p)
    for _ in range(100):
        density = mp.gamma((d + 1) / 2) / (mp.sqrt(d * mp.pi) * mp.gamma(d / 2)) * (1 + t * t / d) ** (-(d + 1) / 2)
        step = (t_cdf(df, t) - target) / density
        t -= step
        if abs(step) < mp.mpf(10) ** -30 * abs(t):
            return t
    raise ArithmeticError((df, p))


def distributions():
    mp.mp.dps = 60
    counts = [(n, k) for n in [1, 2, 3, 5, 6, 10, 17, 24, 36, 55, 72, 100, 500, 1000] for k in sorted({1, n // 3, n // 2, n - 1, n}) if k > 0]
    write(
        "distributions",
        {
            "studentTCdf": "mpmath.betainc(df/2, 1/2, 0, df/(df + t*t), regularized=True)/2, rows [df, -t, value]",
            "studentTQuantile": "root of the former by Newton's method, rows [df, p, value]",
            "normalCdf": "mpmath.erfc(-z/sqrt(2))/2, rows [z, value]",
            "normalQuantile": "scipy.stats.norm.ppf(p), rows [p, value]",
            "betaCdf": "scipy.stats.beta.cdf(x, a, b), rows [x, a, b, value]",
            "betaQuantile": "scipy.stats.beta.ppf(p, a, b), rows [p, a, b, value]",
            "noncentralTUpperTail": "scipy.stats.nct.sf(critical, df, noncentrality), rows [critical, df, noncentrality, value]",
        },
        studentTCdf=[[df, -t, float(t_cdf(df, t))] for df in DF for t in T if t_cdf(df, t) > 1e-300],
        studentTQuantile=[[df, p, float(t_quantile(df, p))] for df in DF for p in P],
        normalCdf=[[z, float(mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2)] for z in [-25, -15, -8, -5, -3, -1.96, -1, -0.1, 0, 0.5, 1.96, 4]],
        normalQuantile=[[p, float(stats.norm.ppf(p))] for p in [*P, 0.5, 0.9, 0.975, 0.999]],
        betaCdf=[[x, k, n - k + 1, float(stats.beta.cdf(x, k, n - k + 1))] for n, k in counts for x in [0.2, 0.5, 0.8, 0.95]],
        betaQuantile=[[p, k, n - k + 1, float(stats.beta.ppf(p, k, n - k + 1))] for n, k in counts for p in [1e-4, 0.005, 0.025, 0.5, 0.975, 0.995]],
        noncentralTUpperTail=[
            [float(stats.t.isf(0.025, df)), df, nc, float(stats.nct.sf(stats.t.isf(0.025, df), df, nc))]
            for df in [1, 2, 3, 5, 9, 19, 43, 199, 999]
            for nc in [0, 0.5, 2, 4]
        ],
    )


def cases():
    tests, descriptions, bootstraps = [], [], []
    exhaustive = stats.PermutationMethod(n_resamples=np.inf)
    for name, sample in SAMPLES.items():
        x = np.array(sample)
        n = len(x)
        signs = np.array(list(product([-1, 1], repeat=n)))
        flip = float(np.mean(np.abs(signs @ np.abs(x)) >= abs(x.sum()) * (1 - 1e-12)))
        interval = {str(level): list(map(float, stats.ttest_1samp(x, 0).confidence_interval(level))) for level in [0.95, 0.99]}
        tests.append(
            {
                "name": name,
                "values": sample,
                "tTwoSided": float(stats.ttest_1samp(x, -0.01).pvalue),
                "tLess": float(stats.ttest_1samp(x, -0.01, alternative="less").pvalue),
                "tGreater": float(stats.ttest_1samp(x, -0.01, alternative="greater").pvalue),
                "tInterval": interval,
                "signFlip": flip,
                "wilcoxon": float(stats.wilcoxon(x, zero_method="wilcox", method=exhaustive).pvalue),
            }
        )
        other = np.roll(x, 1) * 1.5
        descriptions.append(
            {
                "values": sample,
                "mean": float(np.mean(x)),
                "standardDeviation": float(np.std(x, ddof=1)),
                "coefficientOfVariation": float(stats.variation(x, ddof=1)),
                "skewness": float(stats.skew(x)),
                "other": other.tolist(),
                "correlation": float(stats.pearsonr(x, other).statistic),
                "somersD": float(2 * stats.mannwhitneyu(other, x).statistic / (n * n) - 1),
            }
        )
    for name in ["small", "skewed", "irregular"]:
        x, resamples = np.array(SAMPLES[name]), 299
        indices = np.random.default_rng(7).integers(0, len(x), (resamples, len(x)))
        result = stats.bootstrap((x,), np.mean, n_resamples=resamples, method="BCa", rng=np.random.default_rng(7), vectorized=True)
        assert np.allclose(result.bootstrap_distribution, x[indices].mean(axis=1), rtol=0, atol=1e-15)
        bootstraps.append({"values": SAMPLES[name], "indices": "".join(format(i, "x") for i in indices.ravel()), "resamples": resamples, "interval": list(map(float, result.confidence_interval))})
    shares = []
    for k, n, share in [(0, 1, 0.5), (6, 6, 0.5), (17, 17, 0.8), (16, 17, 0.8), (36, 36, 0.9), (3, 10, 0.8), (50, 100, 0.5), (0, 20, 0.1), (990, 1000, 0.95)]:
        test = stats.binomtest(k, n, share)
        row = {"successes": k, "trials": n, "share": share, "p": float(min(1, 2 * min(stats.binom.cdf(k, n, share), stats.binom.sf(k - 1, n, share))))}
        for level in [0.95, 0.99]:
            row[f"exact{level}"] = list(map(float, test.proportion_ci(level, method="exact")))
            row[f"wilson{level}"] = list(map(float, test.proportion_ci(level, method="wilson")))
        shares.append(row)
    write(
        "tests",
        {
            "tTwoSided": "scipy.stats.ttest_1samp(x, -0.01).pvalue; tLess, tGreater: alternative=...",
            "tInterval": "scipy.stats.ttest_1samp(x, 0).confidence_interval(level)",
            "signFlip": "mean over itertools.product of |signs @ |x|| >= |sum(x)| (1 - 1e-12)",
            "wilcoxon": "scipy.stats.wilcoxon(x, zero_method='wilcox', method=PermutationMethod(n_resamples=inf)).pvalue",
            "descriptions": "numpy.mean, numpy.std(ddof=1), scipy.stats.variation(ddof=1), scipy.stats.skew, scipy.stats.pearsonr(x, other); somersD: 2 mannwhitneyu(other, x).statistic/n^2 - 1",
            "bootstraps": "scipy.stats.bootstrap((x,), numpy.mean, n_resamples=299, method='BCa', rng=default_rng(7)); indices: default_rng(7).integers(0, n, (299, n)), one hexadecimal digit each",
            "shares": "scipy.stats.binom, binomtest(k, n).proportion_ci(level, method='exact' | 'wilson')",
        },
        tests=tests,
        descriptions=descriptions,
        bootstraps=bootstraps,
        shares=shares,
    )


def skew():
    """Hall's T in 40 digits from its sum of powers."""
    mp.mp.dps = 40
    rows, orders = [], []
    for name, sample in SAMPLES.items():
        x, n = [mp.mpf(v) for v in sample], len(sample)
        center = mp.fsum(x) / n
        m2, m3 = (mp.fsum((v - center) ** power for v in x) / n for power in (2, 3))
        g, error = m3 / m2 ** mp.mpf("1.5"), mp.sqrt(m2 / (n - 1))

        def transformed(reference):
            t = (center - reference) / error
            return t + g * t**2 / (3 * mp.sqrt(n)) + g**2 * t**3 / (27 * n) + g / (6 * mp.sqrt(n))

        value = transformed(mp.mpf("-0.01"))
        rows.append({"name": name, "values": sample, "t": float(value), "p": float(2 * t_cdf(n - 1, -abs(value)))})
    ordered = [0.1, 0.3, 0.2, 0.6, 0.55, 0.9, 0.7, 1.1]
    for name, sample in [("small", SAMPLES["small"]), ("skewed", SAMPLES["skewed"]), ("ordered", ordered)]:
        d = np.array(sample) - np.mean(sample)
        squares = np.sum(d * d)
        r1 = lambda order: np.sum(order[:-1] * order[1:]) / squares
        all_orders = np.array([r1(np.array(order)) for order in permutations(d)])
        orders.append({"name": name, "values": sample, "r1": float(r1(d)), "p": float(np.mean(all_orders >= r1(d) - 1e-12))})
    write(
        "skew",
        {
            "hall": "t: T of Hall 1992 against -0.01 by mpmath; p: its two-sided p, n - 1 degrees of freedom",
            "orders": "mean over itertools.permutations(d) of r1 >= that of the order given",
        },
        hall=rows,
        orders=orders,
    )


distributions()
cases()
skew()
