"""Writes the golden trajectories of the update rules, float64, into fixtures/golden/optim/.

    python scripts/golden/optim.py            # needs numpy, torch, jax, optax, keras and tensorflow-cpu

Every trajectory starts at X0, sees GRADIENTS and is computed by the library named in its `origin`, so that none of our
own code is involved. The gradients are chosen so that every variant of the rules gives another trajectory: one large
early gradient, then small ones, so that the maximum over bias-corrected v differs from the maximum over v; a late
burst, so that the running maximum is overtaken again; an epsilon that is large enough for its place to show.
"""

import json
import importlib.metadata
import os
import pathlib
import subprocess
import sys

os.environ["KERAS_BACKEND"] = "jax"

import jax

jax.config.update("jax_enable_x64", True)

import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch

keras.config.set_floatx("float64")

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


def with_keras(optimizer):
    x = keras.Variable(np.array(X0), dtype="float64")
    rows = []
    for g in np.array(GRADIENTS):
        optimizer.apply([g], [x])
        assert x.dtype == "float64"
        rows.append(keras.ops.convert_to_numpy(x).tolist())
    return rows


def with_tensorflow1(settings, schedule=lambda i: 1.0):
    """In a process of its own: TensorFlow's LLVM and PyTorch's do not live together."""
    rates = [ALPHA * schedule(i) for i in range(NUM_STEPS)]
    task = json.dumps({"x0": X0, "gradients": GRADIENTS, "rates": rates, "settings": settings})
    script = pathlib.Path(__file__).with_name("tensorflow1.py")
    run = subprocess.run([sys.executable, script], input=task, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def with_lecture_formula():
    """RMSProp as lecture 6e of Tieleman and Hinton 2012 has it, with epsilon outside, in numpy."""
    x, mean_square = np.array(X0), np.zeros(3)
    rows = []
    for g in np.array(GRADIENTS):
        mean_square = BETA2 * mean_square + (1 - BETA2) * g**2
        x = x - ALPHA * g / (np.sqrt(mean_square) + EPSILON)
        rows.append(x.tolist())
    return rows


TORCH = f"PyTorch {torch.__version__.split('+')[0]}"
OPTAX = f"optax {optax.__version__} on JAX {jax.__version__}"
KERAS = f"formula of the Keras 3 source, in numpy {np.__version__}"
REAL_KERAS = f"Keras {keras.__version__} on JAX {jax.__version__}"
TENSORFLOW1 = f"TensorFlow {importlib.metadata.version('tensorflow-cpu')}, tf.compat.v1"
LECTURE = f"formula of Tieleman & Hinton 2012, lecture 6e, in numpy {np.__version__}"
PAPER = f"formula of Reddi et al. 2018, section 2, in numpy {np.__version__}"

TORCH_ADAM = dict(lr=ALPHA, betas=(BETA1, BETA2), eps=EPSILON, foreach=False)
OPTAX_ADAM = dict(learning_rate=ALPHA, b1=BETA1, b2=BETA2)
UNCORRECTED = dict(b1=BETA1, b2=BETA2, bias_correction_mu=False, bias_correction_nu=False)
TORCH_RMSPROP = dict(lr=ALPHA, alpha=BETA2, eps=EPSILON, foreach=False)
KERAS_RMSPROP = dict(rho=BETA2, epsilon=EPSILON)
TENSORFLOW_RMSPROP = dict(decay=BETA2, epsilon=EPSILON)
OPTAX_RMSPROP = dict(decay=BETA2, eps=EPSILON)
MEAN_SQUARE = dict(beta2=BETA2, epsilon=EPSILON)
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
    "RMSProp": [
        (TORCH, "torch.optim.RMSprop(lr=0.05, alpha=0.99, eps=1e-3)", dict(MEAN_SQUARE, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.RMSprop(p, **TORCH_RMSPROP))),
        (TORCH, "torch.optim.RMSprop(lr=0.05, alpha=0.99, eps=1e-3, momentum=0.9), LambdaLR(lambda i: 1 - i/40)",
         dict(MEAN_SQUARE, variant="pytorch", momentum=MOMENTUM, **LINEAR),
         lambda: with_torch(lambda p: torch.optim.RMSprop(p, momentum=MOMENTUM, **TORCH_RMSPROP), linear)),
        (REAL_KERAS, "keras.optimizers.RMSprop(learning_rate=0.05, rho=0.99, epsilon=1e-3)",
         dict(MEAN_SQUARE, variant="keras"),
         lambda: with_keras(keras.optimizers.RMSprop(learning_rate=ALPHA, **KERAS_RMSPROP))),
        (REAL_KERAS, "keras.optimizers.RMSprop(learning_rate=PolynomialDecay(0.05, 40, end_learning_rate=0), rho=0.99,"
                     " epsilon=1e-3, momentum=0.9)",
         dict(MEAN_SQUARE, variant="keras", momentum=MOMENTUM, **LINEAR),
         lambda: with_keras(keras.optimizers.RMSprop(
             learning_rate=keras.optimizers.schedules.PolynomialDecay(ALPHA, NUM_STEPS, end_learning_rate=0.0),
             momentum=MOMENTUM, **KERAS_RMSPROP))),
        (OPTAX, "optax.rmsprop(0.05, decay=0.99, eps=1e-3)", dict(MEAN_SQUARE, variant="optax"),
         lambda: with_optax(optax.rmsprop(ALPHA, **OPTAX_RMSPROP))),
        (OPTAX, "optax.rmsprop(0.05, decay=0.99, eps=1e-3, eps_in_sqrt=False, initial_scale=1, momentum=0.9)",
         dict(MEAN_SQUARE, variant="optax", epsilonPlacement="outside", initialSecondMoment=1, momentum=MOMENTUM),
         lambda: with_optax(optax.rmsprop(
             ALPHA, eps_in_sqrt=False, initial_scale=1.0, momentum=MOMENTUM, **OPTAX_RMSPROP))),
        (OPTAX, "optax.rmsprop(lambda count: 0.05/jnp.sqrt(count + 1.0), decay=0.99, eps=1e-3, momentum=0.9)",
         dict(MEAN_SQUARE, variant="optax", momentum=MOMENTUM, **INVERSE_SQRT),
         lambda: with_optax(optax.rmsprop(
             lambda count: ALPHA / jnp.sqrt(count + 1.0), momentum=MOMENTUM, **OPTAX_RMSPROP))),
        (TENSORFLOW1, "tf.compat.v1.train.RMSPropOptimizer(0.05, decay=0.99, epsilon=1e-3)",
         dict(MEAN_SQUARE, variant="tensorflow1"),
         lambda: with_tensorflow1(TENSORFLOW_RMSPROP)),
        (TENSORFLOW1, "tf.compat.v1.train.RMSPropOptimizer(0.05 (1 - i/40), decay=0.99, momentum=0.9, epsilon=1e-3)",
         dict(MEAN_SQUARE, variant="tensorflow1", momentum=MOMENTUM, **LINEAR),
         lambda: with_tensorflow1(dict(TENSORFLOW_RMSPROP, momentum=MOMENTUM), linear)),
        (LECTURE, "alpha=0.05, decay 0.99, epsilon=1e-3 added to the root", dict(MEAN_SQUARE, variant="paper"),
         with_lecture_formula),
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
