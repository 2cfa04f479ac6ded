"""The two counter-examples of the AdaShift paper, in PyTorch: what becomes of x, and of the regret.

python3 synthetic.py '{"problem": "sequential", "optimizer": "amsgrad"}' 0     one run, printed: settings, seed
python3 synthetic.py                                                           stays up, a run a line (warm)
"""

import json
import math
import operator
import sys
from collections import deque

try:
    import numpy as np
    import torch
except ModuleNotFoundError as error:
    sys.exit(f"no {error.name}: pip install torch numpy, and python3 has to be the one that has them")

from adashift import optimizer_of

torch.set_num_threads(1)

DEFAULTS = {
    "problem": "sequential",  # slopes 1010 once in 101 steps, else -10, on [-1, 1]; "stochastic": 101 at random, else -1, unbounded
    "optimizer": "adashift",  # or "adam", "amsgrad", "as-printed"
    "steps": 10000,
    # How x is followed: "steps", by the optimizers of PyTorch and adashift.py; "floats", the same arithmetic on numbers, a hundred
    # times as fast; "sums", of beta1 0, n 1 and no bounds, where x is a sum over all gradients.
    "path": "floats",
    "start": "random",  # x_1 of the sequential problem, uniform in [-1, 1]; or a number
    "slopes": [],  # given slopes instead, and the x of every step is told
    "decay": "inverse-sqrt",  # of the learning rate; or "constant"
    "lr": 1.0,
    "beta1": 0.9,
    "beta2": 0.99,
    "eps": 0.0,
    "n": 10,
}
STOCHASTIC = {"decay": "constant", "lr": 1e-3, "beta1": 0.0, "beta2": 0.999, "n": 1, "start": 0.0, "path": "sums"}
CHUNK, BLOCK = 1_000_000, 100


def by_steps(settings, slopes, start, bounds):
    x = torch.tensor([start], dtype=torch.float64, requires_grad=True)
    shift = {"n": settings["n"], "spatial": "none"} if settings["optimizer"] == "adashift" else {}
    optimizer = optimizer_of(settings["optimizer"], [x], settings["lr"], settings["beta1"], settings["beta2"], settings["eps"], **shift)
    group = optimizer.param_groups[0]
    x.grad = torch.zeros_like(x)
    for t, slope in enumerate(slopes, 1):
        x.grad.fill_(slope)
        group["lr"] = rate_at(t, settings)
        optimizer.step()
        with torch.no_grad():
            if bounds is not None:
                x.clamp_(*bounds)
        yield x.item()


def by_floats(settings, slopes, start, bounds):
    name, beta1, beta2, n, eps = (settings[key] for key in ["optimizer", "beta1", "beta2", "n", "eps"])
    low, high = bounds if bounds is not None else (-math.inf, math.inf)
    x, m, v, peak = start, 0.0, 0.0, 0.0
    weights = [beta1**i for i in range(n)]
    past = deque(maxlen=n + 1)  # the latest first
    for t, g in enumerate(slopes, 1):
        rate = rate_at(t, settings)
        past.appendleft(g)
        if name == "adashift":
            if len(past) > n:
                v = beta2 * v + (1 - beta2) * past[n] ** 2
                m = sum(map(operator.mul, weights, past)) / sum(weights)
                x -= rate * m / (math.sqrt(v / (1 - beta2 ** (t - n))) + eps)
        elif name == "as-printed":
            v = (beta2 * v + (1 - beta2) * past[min(1, t - 1)] ** 2) / (1 - beta2**t)
            if math.isinf(v) and bounds is None:
                return  # x moves no more
            x -= rate * g / (math.sqrt(v) + eps)
        else:
            m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
            peak = max(peak, v) if name == "amsgrad" else v
            x -= rate * (m / (1 - beta1**t)) / (math.sqrt(peak / (1 - beta2**t)) + eps)
        x = min(max(x, low), high)
        yield x


def rate_at(t, settings):
    return settings["lr"] / math.sqrt(t) if settings["decay"] == "inverse-sqrt" else settings["lr"]


def follow(settings, slopes, start, bounds):
    """What is told of a path: where it ends, and the regret within bounds."""
    x, path, paid = start, [], 0.0
    for slope, after in zip(slopes, {"steps": by_steps, "floats": by_floats}[settings["path"]](settings, slopes, start, bounds)):
        paid += slope * x
        x = after
        if settings["slopes"]:
            path.append(x)
    told = {"x": x} | ({"path": path} if settings["slopes"] else {})
    return told if bounds is None else told | {"regret": paid - min(sum(slopes) * end for end in bounds)}


def moving_average(squares, beta, before):
    """v_t = beta v_{t-1} + (1 - beta) squares_t for all t at once: within blocks by a triangular matrix, and so over the blocks."""
    if len(squares) <= BLOCK:
        i = torch.arange(len(squares), dtype=torch.float64)
        weights = torch.tril(beta ** (i[:, None] - i[None, :]).clamp(min=0))
        return (1 - beta) * (weights @ squares) + beta ** (i + 1) * before
    i = torch.arange(BLOCK, dtype=torch.float64)
    weights = (1 - beta) * torch.tril(beta ** (i[:, None] - i[None, :]).clamp(min=0))
    own = squares.reshape(-1, BLOCK) @ weights.T
    ends = moving_average(own[:, -1] / (1 - beta**BLOCK), beta**BLOCK, before)
    starts = torch.cat([torch.tensor([before], dtype=torch.float64), ends[:-1]])
    return (own + starts[:, None] * beta ** (i + 1)).reshape(-1)


def by_sums(settings, random):
    """x after the last step: without a momentum and without bounds it is the sum of -lr g_t / sqrt(v_t)."""
    name, beta2 = settings["optimizer"], settings["beta2"]
    if name == "as-printed" or settings["beta1"] != 0 or settings["n"] != 1 or settings["steps"] % CHUNK != 0:
        raise ValueError('"sums" are of beta1 0, n 1, millions of steps, and not of the algorithm as printed')
    x, v, peak, last = 0.0, 0.0, 0.0, None
    for begin in range(0, settings["steps"], CHUNK):
        g = torch.from_numpy(stochastic_slopes(random, CHUNK))
        # AdaShift's v takes in the gradient before; its first step moves nothing.
        taken = torch.cat([g[:1] * 0 if last is None else last, g[:-1]]) if name == "adashift" else g
        average = moving_average(taken**2, beta2, v)
        t = torch.arange(begin + 1, begin + CHUNK + 1, dtype=torch.float64) - (1 if name == "adashift" else 0)
        v, last = average[-1].item(), g[-1:]
        if name == "amsgrad":
            average = torch.cummax(average, 0).values.clamp(min=peak)
            peak = average[-1].item()
        moves = g / ((average / (1 - beta2**t)).sqrt() + settings["eps"])
        if begin == 0 and name == "adashift":
            moves[0] = 0  # it was 0/0
        x -= settings["lr"] * moves.sum().item()
    return x


def stochastic_slopes(random, count):
    return np.where(random.random(count) < 1.002 / 102, 101.0, -1.0)


def run(given, seed):
    unknown = set(given) - set(DEFAULTS)
    if unknown:
        raise ValueError(f"no setting {unknown.pop()}")
    stochastic = given.get("problem") == "stochastic"
    settings = {**DEFAULTS, **(STOCHASTIC if stochastic else {}), **given}
    random = np.random.default_rng(seed)
    if stochastic and settings["path"] == "sums" and not settings["slopes"]:
        return {"x": by_sums(settings, random)}
    start = random.uniform(-1, 1) if settings["start"] == "random" else float(settings["start"])
    if settings["slopes"]:
        slopes = settings["slopes"]
    elif stochastic:
        slopes = stochastic_slopes(random, settings["steps"]).tolist()
    else:
        slopes = [1010.0 if t % 101 == 1 else -10.0 for t in range(1, settings["steps"] + 1)]
    return follow(settings, slopes, start, None if stochastic else (-1.0, 1.0))


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
