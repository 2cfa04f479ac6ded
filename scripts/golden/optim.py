"""Writes the golden trajectories of the update rules, float64, into fixtures/golden/optim/.

    python scripts/golden/optim.py            # needs numpy, torch, jax and optax

Every trajectory starts at X0, sees GRADIENTS and is computed by the library named in its `origin`, so that none of our
own code is involved. The gradients are chosen so that every variant of the rules gives another trajectory: one large
early gradient, then small ones, so that the maximum over bias-corrected v differs from the maximum over v; a late
burst, so that the running maximum is overtaken again; an epsilon that is large enough for its place to show.
"""

import json
import pathlib

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import numpy as np
import optax
import torch

OUT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "optim"

X0 = [1.0, -2.0, 0.5]
NUM_STEPS = 40
ALPHA, BETA1, BETA2, EPSILON, MOMENTUM = 0.05, 0.9, 0.99, 1e-3, 0.9


def gradients():
    """Dyadic numbers, exact in float64 and in JSON: rare large ones, frequent small ones of the other sign."""
    rows = []
    for t in range(1, NUM_STEPS + 1):
        rows.append([
            8.0 if t in (1, 31) else -0.125,
            16.0 if t == 3 else -0.25 * (1 + t % 3),
            0.5 * ((t * 7) % 5 - 2) + (0.0625 if t % 2 else -0.03125),
        ])
    return rows


GRADIENTS = gradients()


def with_torch(make, schedule=None):
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    optimizer = make([x])
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule) if schedule else None
    rows = []
    for g in GRADIENTS:
        x.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        if scheduler:
            scheduler.step()
        rows.append(x.detach().tolist())
    return rows


def with_optax(transformation):
    x = jnp.array(X0, dtype=jnp.float64)
    state = transformation.init(x)
    rows = []
    for g in GRADIENTS:
        updates, state = transformation.update(jnp.array(g, dtype=jnp.float64), state, x)
        x = optax.apply_updates(x, updates)
        assert x.dtype == jnp.float64
        rows.append([float(value) for value in x])
    return rows


def with_keras_formula(amsgrad):
    """keras.optimizers.Adam.update_step (keras/src/optimizers/adam.py), its operations in its order, in numpy."""
    x, m, v, v_hat = np.array(X0), np.zeros(3), np.zeros(3), np.zeros(3)
    rows = []
    for iterations, g in enumerate(np.array(GRADIENTS)):
        local_step = np.float64(iterations + 1)
        beta_1_power = np.power(np.float64(BETA1), local_step)
        beta_2_power = np.power(np.float64(BETA2), local_step)
        alpha = ALPHA * np.sqrt(1 - beta_2_power) / (1 - beta_1_power)
        m = m + (g - m) * (1 - BETA1)
        v = v + (np.square(g) - v) * (1 - BETA2)
        second = v
        if amsgrad:
            v_hat = np.maximum(v_hat, v)
            second = v_hat
        x = x - (m * alpha) / (np.sqrt(second) + EPSILON)
        rows.append(x.tolist())
    return rows


def with_keras_sgd_formula(learning_rate):
    """keras.optimizers.SGD.update_step (keras/src/optimizers/sgd.py) with momentum, in numpy."""
    x, w = np.array(X0), np.zeros(3)
    rows = []
    for t, g in enumerate(np.array(GRADIENTS), start=1):
        w = MOMENTUM * w - g * learning_rate(t)
        x = x + w
        rows.append(x.tolist())
    return rows


def with_paper_formula():
    """Adam as Reddi et al. 2018 write it in section 2, no bias correction, with epsilon outside, in numpy."""
    x, m, v = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for g in np.array(GRADIENTS):
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g**2
        x = x - ALPHA * m / (np.sqrt(v) + EPSILON)
        rows.append(x.tolist())
    return rows


TORCH = f"PyTorch {torch.__version__.split('+')[0]}"
OPTAX = f"optax {optax.__version__} on JAX {jax.__version__}"
KERAS = f"formula of the Keras 3 source, in numpy {np.__version__}"
PAPER = f"formula of Reddi et al. 2018, section 2, in numpy {np.__version__}"

TORCH_ADAM = dict(lr=ALPHA, betas=(BETA1, BETA2), eps=EPSILON, foreach=False)
OPTAX_ADAM = dict(learning_rate=ALPHA, b1=BETA1, b2=BETA2)
UNCORRECTED = dict(b1=BETA1, b2=BETA2, bias_correction_mu=False, bias_correction_nu=False)
AVERAGES = dict(beta1=BETA1, beta2=BETA2, epsilon=EPSILON)
INSIDE = dict(epsilonPlacement="inside")
LINEAR = dict(schedule={"name": "linear"})
INVERSE_SQRT = dict(schedule={"name": "inverse-sqrt"})


def linear(i):
    return 1 - i / NUM_STEPS


# By optimizer: the library, the expression that stands for it, the settings of an experiment's arm that say the same, and
# what computes it.
CASES = {
    "SGD": [
        (TORCH, "torch.optim.SGD(lr=0.05)", {},
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, foreach=False))),
        (TORCH, "torch.optim.SGD(lr=0.05, momentum=0.9), LambdaLR(lambda i: 1 - i/40)", dict(momentum=MOMENTUM, **LINEAR),
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, momentum=MOMENTUM, foreach=False), linear)),
        (KERAS, "keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)", dict(momentum=MOMENTUM),
         lambda: with_keras_sgd_formula(lambda t: ALPHA)),
    ],
    "Adam": [
        (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3)", dict(AVERAGES, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.Adam(p, **TORCH_ADAM))),
        (OPTAX, "optax.adam(0.05, b1=0.9, b2=0.99, eps=1e-3)", dict(AVERAGES, variant="optax"),
         lambda: with_optax(optax.adam(eps=EPSILON, **OPTAX_ADAM))),
        (OPTAX, "optax.adam(0.05, b1=0.9, b2=0.99, eps=0, eps_root=1e-3)", dict(AVERAGES, variant="optax", **INSIDE),
         lambda: with_optax(optax.adam(eps=0.0, eps_root=EPSILON, **OPTAX_ADAM))),
        (KERAS, "keras.optimizers.Adam(learning_rate=0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3)",
         dict(AVERAGES, variant="keras"), lambda: with_keras_formula(False)),
        (PAPER, "alpha=0.05, beta1=0.9, beta2=0.99, epsilon=1e-3 added to sqrt(v)", dict(AVERAGES, variant="paper"),
         with_paper_formula),
    ],
    "AMSGrad": [
        (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3, amsgrad=True)", dict(AVERAGES, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.Adam(p, amsgrad=True, **TORCH_ADAM))),
        (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3, amsgrad=True), LambdaLR(lambda i: 1 - i/40)",
         dict(AVERAGES, variant="pytorch", **LINEAR),
         lambda: with_torch(lambda p: torch.optim.Adam(p, amsgrad=True, **TORCH_ADAM), linear)),
        (KERAS, "keras.optimizers.Adam(learning_rate=0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3, amsgrad=True)",
         dict(AVERAGES, variant="keras"), lambda: with_keras_formula(True)),
        (OPTAX, "optax.amsgrad(0.05, b1=0.9, b2=0.99, eps=1e-3)", dict(AVERAGES, variant="optax"),
         lambda: with_optax(optax.amsgrad(eps=EPSILON, **OPTAX_ADAM))),
        (OPTAX, "optax.amsgrad(0.05, b1=0.9, b2=0.99, eps=0, eps_root=1e-3)", dict(AVERAGES, variant="optax", **INSIDE),
         lambda: with_optax(optax.amsgrad(eps=0.0, eps_root=EPSILON, **OPTAX_ADAM))),
        (OPTAX, "optax.amsgrad(lambda count: 0.05/jnp.sqrt(count + 1.0), b1=0.9, b2=0.99, eps=1e-3)",
         dict(AVERAGES, variant="optax", **INVERSE_SQRT),
         lambda: with_optax(optax.amsgrad(lambda count: ALPHA / jnp.sqrt(count + 1.0), b1=BETA1, b2=BETA2, eps=EPSILON))),
        (OPTAX, "optax.scale_by_amsgrad(b1=0.9, b2=0.99, eps=1e-3, bias_correction_mu=False, bias_correction_nu=False),"
                " optax.scale(-0.05)",
         dict(AVERAGES, variant="paper"),
         lambda: with_optax(optax.chain(optax.scale_by_amsgrad(eps=EPSILON, **UNCORRECTED), optax.scale(-ALPHA)))),
        (OPTAX, "optax.scale_by_amsgrad(b1=0.9, b2=0.99, eps=0, eps_root=1e-3, bias_correction_mu=False,"
                " bias_correction_nu=False), optax.scale(-0.05)",
         dict(AVERAGES, variant="paper", **INSIDE),
         lambda: with_optax(optax.chain(
             optax.scale_by_amsgrad(eps=0.0, eps_root=EPSILON, **UNCORRECTED), optax.scale(-ALPHA)))),
    ],
}


def lines(rows, indent):
    return "[\n" + ",\n".join(" " * indent + json.dumps(row) for row in rows) + "\n" + " " * (indent - 2) + "]"


def case(name, tool, expression, settings, run):
    optimizer = {"name": name, "learningRate": ALPHA, **settings}
    parts = {"tool": json.dumps(tool), "expression": json.dumps(expression), "optimizer": json.dumps(optimizer),
             "trajectory": lines(run(), 8)}
    return "    {\n" + ",\n".join(f'      "{key}": {text}' for key, text in parts.items()) + "\n    }"


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, cases in CASES.items():
        text = (f'{{\n  "script": "scripts/golden/optim.py",\n  "x0": {json.dumps(X0)},\n'
                f'  "gradients": {lines(GRADIENTS, 4)},\n  "cases": [\n'
                + ",\n".join(case(name, *each) for each in cases) + "\n  ]\n}\n")
        (OUT / f"{name.lower()}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
