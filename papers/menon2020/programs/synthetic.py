"""Linear classifiers under label noise, and under outliers: the synthetic examples of Menon et al. (2020) as their replication
tells them, in NumPy and SciPy.

python3 synthetic.py '{"loss": "phuber", "noise": 0.45, "tau": 1.3678794411714423}' 0     one run, printed: settings, seed
python3 synthetic.py                                                                      stays up, a run a line (warm)
"""

import json
import sys

try:
    import numpy as np
    from scipy.optimize import minimize, minimize_scalar
    from scipy.special import expit, logit
except ModuleNotFoundError as error:
    sys.exit(f"no {error.name}: pip install numpy scipy, and python3 has to be the one that has them")

DEFAULTS = {
    "example": "mixture",  # of Long and Servedio; or "outliers", of Ding
    "loss": "logistic",  # or "huber", "phuber"
    "tau": 0.0,
    "samples": 1000,
    "test": 500,
    "noise": 0.45,
    "gamma": 1 / 24,
    "sigma": 0.01,
    "start": "zero",  # or "random": where the minimiser begins
    "reach": 20.0,  # theta is looked for between -reach and reach
    "labels": "component",  # an inlier's label: the Gaussian that it came from, or its own "sign"
}
# Each with the weight of its mixture component, and again mirrored.
CENTRES = [((1, 0), 1 / 8), ((1, 5), 1 / 8), ((1, -1), 1 / 4)]


def loss_of(settings):
    """The loss as a function of the margin z, with its derivative."""
    tau = settings["tau"]
    if settings["loss"] == "logistic" or (settings["loss"] == "huber" and tau == 1):
        return lambda z: np.logaddexp(0, -z), lambda z: -expit(-z)
    if settings["loss"] == "huber":
        end = -logit(tau)
        line = lambda z: -tau * z - np.log(1 - tau) - tau * logit(tau)
        return (
            lambda z: np.where(z <= end, line(z), np.logaddexp(0, -z)),
            lambda z: np.where(z <= end, -tau, -expit(-z)),
        )
    end = logit(1 / tau)
    return (
        lambda z: np.where(z <= end, -tau * expit(z) + np.log(tau) + 1, np.logaddexp(0, -z)),
        lambda z: np.where(z <= end, -tau * expit(z) * expit(-z), -expit(-z)),
    )


def mixture(settings, random):
    gamma = settings["gamma"]
    scale = np.array([[1, 1], [gamma, gamma], [gamma, gamma]])
    centres = np.array([centre for centre, _ in CENTRES]) * scale
    centres = np.concatenate([centres, -centres])
    weights = np.array([weight for _, weight in CENTRES] * 2)

    def draw(count):
        x = centres[random.choice(6, count, p=weights / weights.sum())] + settings["sigma"] * random.standard_normal((count, 2))
        return x, np.where(x[:, 0] >= 0, 1, -1)

    x, clean = draw(settings["samples"])
    y = np.where(random.random(len(clean)) < settings["noise"], -clean, clean)
    loss, slope = loss_of(settings)
    signed = x * y[:, None]
    start = np.zeros(2) if settings["start"] == "zero" else random.standard_normal(2)
    found = minimize(
        lambda w: loss(signed @ w).mean(),
        start,
        jac=lambda w: signed.T @ slope(signed @ w) / len(y),
        method="SLSQP",
        options={"maxiter": 100},
    )
    test, truth = draw(settings["test"])
    accuracy = float(np.mean(np.where(test @ found.x >= 0, 1, -1) == truth))
    return {"accuracy": accuracy, "perfect": float(accuracy == 1)}


def outliers(settings, random):
    inliers = np.concatenate([random.normal(1, 1, 5000), random.normal(-1, 1, 5000)])
    label = np.repeat([1, -1], 5000) if settings["labels"] == "component" else np.where(inliers >= 0, 1, -1)
    z = inliers * label
    far = np.concatenate([random.normal(-200, 1, 25), -random.normal(200, 1, 25)])
    loss, _ = loss_of(settings)

    def best(margins):
        risk = lambda theta: loss(theta * margins).mean()
        reach = settings["reach"]
        grid = np.linspace(-reach, reach, 161)
        risks = [risk(theta) for theta in grid]
        at = int(np.argmin(risks))
        fine = minimize_scalar(risk, bounds=(grid[max(at - 1, 0)], grid[min(at + 1, 160)]), method="bounded", options={"xatol": 1e-6})
        return float(fine.x) if fine.fun < risks[at] else float(grid[at])

    return {"theta_clean": best(z), "theta_outliers": best(np.concatenate([z, far])), "sum_inliers": float(z.sum())}


def run(given, seed):
    unknown = set(given) - set(DEFAULTS)
    if unknown:
        raise ValueError(f"no setting {unknown.pop()}")
    settings = {**DEFAULTS, **given}
    return {"mixture": mixture, "outliers": outliers}[settings["example"]](settings, np.random.default_rng(seed))


if len(sys.argv) > 1:
    print(json.dumps(run(json.loads(sys.argv[1]), int(sys.argv[2]))))
else:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        answer = {"run": request["run"], "end": "completed"}
        try:
            answer["metrics"] = run(request["settings"], request["seed"])
        except Exception as error:
            answer |= {"end": "failed", "message": str(error)}
        print(json.dumps(answer), flush=True)
