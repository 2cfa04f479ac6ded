"""Critical values of the group-sequential t test, written to src/stats/sequential/criticalValues.ts.

    pip install numpy scipy
    python scripts/golden/group_sequential.py

Looks at n = 6, 9, 13, 19, 30; two-sided; the error is spent by Lan and DeMets' functions of n/30 (Pocock type
alpha ln(1 + (e - 1) t); O'Brien-Fleming type 2 (1 - Phi(z_{alpha/2} / sqrt(t)))). Nothing is simulated:

For n normal values with mean 0 let rho_n = S_n / sqrt(n Q_n), S their sum, Q their sum of squares, so that
t = rho sqrt((n - 1)/(1 - rho^2)). The rhos do not depend on the scale, hence not on Q_n (Basu), and
    rho_{n+d} = sqrt(n/(n+d)) rho_n sqrt(B) + sqrt(d/(n+d)) rho'_d sqrt(1 - B),   B ~ Beta(n/2, d/2),
with B, rho'_d and rho_n independent: a Markov chain in one number. Its density inside the boundary is carried from look
to look by Gauss-Legendre quadrature over panels that end where the kernel is not smooth, with B = sin^2 psi, and each
boundary is the root of (probability to leave there first) = (error spent there).

The table's comment keeps the versions and how much of alpha would be spent otherwise if both orders were raised.
"""

import platform
from pathlib import Path

import numpy as np
import scipy
from scipy import optimize, special, stats

OUT = Path(__file__).resolve().parents[2] / "src" / "stats" / "sequential" / "criticalValues.ts"
LOOKS = [6, 9, 13, 19, 30]  # GROUP_SEQUENTIAL_LOOKS of src/stats/sequential/groupSequentialLooks.ts
PER_DECADE = 8
STEPS = range(-32, 9)
ORDER, INNER_ORDER = 48, 80


def legendre(order, start, end):
    x, w = np.polynomial.legendre.leggauss(order)
    return (start + end) / 2 + (end - start) / 2 * x, (end - start) / 2 * w


def panels(cuts, order):
    cuts = np.unique(np.clip(cuts, 0, None))
    rules = [legendre(order, a, b) for a, b in zip(cuts[:-1], cuts[1:]) if b - a > 1e-9]
    return np.concatenate([x for x, _ in rules]), np.concatenate([w for _, w in rules])


def log_constant(n):
    """ln of the constant of rho's density C (1 - rho^2)^((n-3)/2) on (-1, 1)."""
    return special.gammaln(n / 2) - special.gammaln((n - 1) / 2) - 0.5 * np.log(np.pi)


class Step:
    """From rho at n values to rho at n + d."""

    def __init__(self, n, d, order):
        self.n, self.d = n, d
        self.w1, self.w2 = np.sqrt(n / (n + d)), np.sqrt(d / (n + d))
        # psi = middle + half sin(tau): takes the half-integer powers at the ends of psi's range away
        tau, w = legendre(order, -np.pi / 2, np.pi / 2)
        self.sine, self.weight = np.sin(tau), w * np.cos(tau)
        self.log_beta = special.betaln(n / 2, d / 2)

    def density(self, x, y):
        """Density of the next rho at y, given x; over the psi with |y - w1 x sin psi| <= w2 cos psi."""
        radius, phase = np.hypot(self.w1 * x, self.w2), np.arctan2(self.w1 * x, self.w2)
        a, b = np.arccos(np.clip(y / radius, -1, 1)), np.arccos(np.clip(-y / radius, -1, 1))
        low = np.maximum(np.maximum(0, phase - a), -phase - b)
        high = np.minimum(np.minimum(np.pi / 2, phase + a), -phase + b)
        half = np.maximum(high - low, 0) / 2
        psi = ((low + high) / 2)[..., None] + half[..., None] * self.sine
        sin, cos = np.sin(psi), np.cos(psi)
        inside = np.clip((self.w2 * cos) ** 2 - (y[..., None] - self.w1 * x[..., None] * sin) ** 2, 0, None)
        f = sin ** (self.n - 1) * cos * inside ** ((self.d - 3) / 2)
        return (f @ self.weight) * half * 2 * np.exp(log_constant(self.d) - self.log_beta) / self.w2 ** (self.d - 2)

    def beyond(self, x, c):
        """P(next rho > c), given x."""
        radius, phase = np.hypot(self.w1 * x, self.w2), np.arctan2(self.w1 * x, self.w2)
        a = np.arccos(np.clip(c / radius, -1, 1))
        low, high = np.maximum(0, phase - a), np.minimum(np.pi / 2, phase + a)
        # from here on x alone is enough, whatever rho' is
        sure = np.where(self.w1 * x > c, np.arccos(np.clip(-c / radius, -1, 1)) - phase, np.pi / 2)
        high = np.minimum(high, sure)
        half = np.where(c >= radius, 0, np.maximum(high - low, 0) / 2)
        psi = ((low + high) / 2)[:, None] + half[:, None] * self.sine
        sin, cos = np.sin(psi), np.cos(psi)
        needed = np.clip((c - self.w1 * x[:, None] * sin) / (self.w2 * cos), -1, 1)
        m = (self.d - 1) / 2
        f = 2 * sin ** (self.n - 1) * cos ** (self.d - 1) * np.exp(-self.log_beta) * special.betainc(m, m, (1 - needed) / 2)
        rest = np.where(sure < np.pi / 2, special.betainc(self.d / 2, self.n / 2, np.cos(sure) ** 2), 0)
        return (f @ self.weight) * half + rest


def spent(name, alpha):
    """Error spent at each look."""
    t = np.array(LOOKS) / LOOKS[-1]
    pocock = alpha * np.log1p((np.e - 1) * t)
    total = pocock if name == "pocock" else 2 * stats.norm.sf(stats.norm.isf(alpha / 2) / np.sqrt(t))
    return np.diff(np.r_[0, total])


def critical_values(name, alpha, order=ORDER, inner_order=INNER_ORDER):
    errors = spent(name, alpha)
    values = [stats.t.isf(errors[0] / 2, LOOKS[0] - 1)]
    # rho = sin phi; by symmetry the density is carried on phi > 0
    edge = np.arctan2(values[0], np.sqrt(LOOKS[0] - 1))
    phi, w = panels(edge * np.array([0, 0.5, 0.8, 0.95, 1]), order)
    x = np.sin(phi)
    mass = np.exp(log_constant(LOOKS[0])) * np.cos(phi) ** (LOOKS[0] - 2) * w
    for k in range(1, len(LOOKS)):
        n, d = LOOKS[k - 1], LOOKS[k] - LOOKS[k - 1]
        step = Step(n, d, inner_order)

        def excess(log_t):
            c = np.cos(np.arctan2(np.sqrt(n + d - 1), np.exp(log_t)))
            return np.log(max(2 * (mass @ (step.beyond(x, c) + step.beyond(-x, c))), 1e-300) / errors[k])

        guess = np.log(stats.t.isf(errors[k] / 2, n + d - 1))
        values.append(np.exp(optimize.brentq(excess, guess - 1.5, guess + 0.2, xtol=1e-13)))
        before, edge = np.sin(edge), np.arctan2(values[-1], np.sqrt(n + d - 1))
        kinks = [step.w2, step.w1 * before, np.hypot(step.w1 * before, step.w2)]
        phi, w = panels([0, edge / 2, edge * 0.9, edge, *(min(edge, np.arcsin(kink)) for kink in kinks)], order)
        from_x, to_y = np.meshgrid(x, np.sin(phi))
        mass = ((step.density(from_x, to_y) + step.density(-from_x, to_y)) @ mass) * np.cos(phi) * w
        x = np.sin(phi)
    return np.array(values)


def misspent(name, alpha, values):
    """How far the error spent by these values is from that spent with higher orders of quadrature, as a share of alpha."""
    change = np.abs(critical_values(name, alpha, 64, 100) / values - 1)
    n = np.array(LOOKS) - 1
    elasticity = values * stats.t.pdf(values, n) / stats.t.sf(values, n)
    return float(np.sum(spent(name, alpha) * elasticity * change) / alpha)


def main():
    alphas = [0.05 * 10 ** (i / PER_DECADE) for i in STEPS]
    tables = {name: [critical_values(name, alpha) for alpha in alphas] for name in ["pocock", "obrien-fleming"]}
    worst = max(misspent(name, alphas[i], table[i]) for name, table in tables.items() for i in (0, 8, 16, 24, 32, 40))
    rows = "\n".join(
        f"  {name!r}: [\n" + ",\n".join("    [" + ", ".join(f"{np.log(v):.9f}" for v in row) + "]" for row in table) + "\n  ],"
        for name, table in tables.items()
    ).replace("'pocock'", "pocock").rstrip(",")
    OUT.write_text(
        f"""/**
 * ln of the critical values of |t| at the looks, one row for each alpha = 0.05 x 10^(i/{PER_DECADE}), i = {STEPS[0]}..{STEPS[-1]}.
 * Made by scripts/golden/group_sequential.py (Python {platform.python_version()}, NumPy {np.__version__}, SciPy {scipy.__version__}) by numerical integration;
 * raising its orders from {ORDER}, {INNER_ORDER} to 64, 100 changes the error that is spent by at most {worst:.2g} of alpha.
 */
export const LOG_CRITICAL_VALUES = {{
{rows}
}} as const

/** The alphas of the rows, ascending. */
export const ALPHAS: readonly number[] = Array.from({{ length: {len(alphas)} }}, (_, i) => 0.05 * 10 ** ((i - {-STEPS[0]}) / {PER_DECADE}))
""",
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
