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

BETAS = dict(b1=BETA1, b2=BETA2)
NO_EPS = dict(eps=0.0)
TORCH_ADAM = dict(lr=ALPHA, betas=(BETA1, BETA2), eps=EPSILON, foreach=False)
UNCORRECTED_AMSGRAD = dict(bias_correction_mu=False, bias_correction_nu=False)

CASES = {
    "torch-adam": (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3)",
                   lambda: with_torch(lambda p: torch.optim.Adam(p, **TORCH_ADAM))),
    "torch-amsgrad": (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3, amsgrad=True)",
                      lambda: with_torch(lambda p: torch.optim.Adam(p, amsgrad=True, **TORCH_ADAM))),
    "torch-amsgrad-linear": (
        TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3, amsgrad=True), LambdaLR(lambda i: 1 - i/40)",
        lambda: with_torch(lambda p: torch.optim.Adam(p, amsgrad=True, **TORCH_ADAM), lambda i: 1 - i / NUM_STEPS)),
    "torch-sgd": (TORCH, "torch.optim.SGD(lr=0.05)",
                  lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, foreach=False))),
    "torch-sgd-momentum-linear": (
        TORCH, "torch.optim.SGD(lr=0.05, momentum=0.9), LambdaLR(lambda i: 1 - i/40)",
        lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, momentum=MOMENTUM, foreach=False),
                           lambda i: 1 - i / NUM_STEPS)),
    "keras-sgd-momentum": (KERAS, "keras.optimizers.SGD(learning_rate=0.05, momentum=0.9)",
                           lambda: with_keras_sgd_formula(lambda t: ALPHA)),
    "optax-adam": (OPTAX, "optax.adam(0.05, b1=0.9, b2=0.99, eps=1e-3)",
                   lambda: with_optax(optax.adam(ALPHA, eps=EPSILON, **BETAS))),
    "optax-adam-eps-root": (OPTAX, "optax.adam(0.05, b1=0.9, b2=0.99, eps=0, eps_root=1e-3)",
                            lambda: with_optax(optax.adam(ALPHA, eps_root=EPSILON, **NO_EPS, **BETAS))),
    "optax-amsgrad": (OPTAX, "optax.amsgrad(0.05, b1=0.9, b2=0.99, eps=1e-3)",
                      lambda: with_optax(optax.amsgrad(ALPHA, eps=EPSILON, **BETAS))),
    "optax-amsgrad-eps-root": (OPTAX, "optax.amsgrad(0.05, b1=0.9, b2=0.99, eps=0, eps_root=1e-3)",
                               lambda: with_optax(optax.amsgrad(ALPHA, eps_root=EPSILON, **NO_EPS, **BETAS))),
    "optax-amsgrad-inverse-sqrt": (
        OPTAX, "optax.amsgrad(lambda count: 0.05/jnp.sqrt(count + 1.0), b1=0.9, b2=0.99, eps=1e-3)",
        lambda: with_optax(optax.amsgrad(lambda count: ALPHA / jnp.sqrt(count + 1.0), eps=EPSILON, **BETAS))),
    "optax-amsgrad-no-bias-correction": (
        OPTAX, "optax.scale_by_amsgrad(b1=0.9, b2=0.99, eps=1e-3, bias_correction_mu=False, bias_correction_nu=False),"
               " optax.scale(-0.05)",
        lambda: with_optax(optax.chain(optax.scale_by_amsgrad(eps=EPSILON, **BETAS, **UNCORRECTED_AMSGRAD),
                                       optax.scale(-ALPHA)))),
    "optax-amsgrad-no-bias-correction-eps-root": (
        OPTAX, "optax.scale_by_amsgrad(b1=0.9, b2=0.99, eps=0, eps_root=1e-3, bias_correction_mu=False,"
               " bias_correction_nu=False), optax.scale(-0.05)",
        lambda: with_optax(optax.chain(
            optax.scale_by_amsgrad(eps_root=EPSILON, **NO_EPS, **BETAS, **UNCORRECTED_AMSGRAD), optax.scale(-ALPHA)))),
    "paper-adam": (f"formula of Reddi et al. 2018, section 2, in numpy {np.__version__}",
                   "alpha=0.05, beta1=0.9, beta2=0.99, epsilon=1e-3 added to sqrt(v)", with_paper_formula),
    "keras-adam": (KERAS, "keras.optimizers.Adam(learning_rate=0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3)",
                   lambda: with_keras_formula(False)),
    "keras-amsgrad": (
        KERAS, "keras.optimizers.Adam(learning_rate=0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3, amsgrad=True)",
        lambda: with_keras_formula(True)),
}


def lines(rows):
    return "[\n" + ",\n".join("    " + json.dumps(row) for row in rows) + "\n  ]"


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for name, (tool, expression, run) in CASES.items():
        origin = {"tool": tool, "expression": expression, "script": "scripts/golden/optim.py"}
        text = (f'{{\n  "origin": {json.dumps(origin)},\n  "x0": {json.dumps(X0)},\n'
                f'  "gradients": {lines(GRADIENTS)},\n  "trajectory": {lines(run())}\n}}\n')
        (OUT / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
