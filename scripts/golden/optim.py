"""Writes the golden trajectories of the update rules, float64, into fixtures/golden/optim/.

    python scripts/golden/optim.py [NAME ...]   # needs numpy, torch, jax, optax, keras, adabound and tensorflow-cpu

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

import adabound
import jax.numpy as jnp
import keras
import numpy as np
import optax
import torch

keras.config.set_floatx("float64")
# Also the products of NAdam's momenta.
torch.set_default_dtype(torch.float64)

OUT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "golden" / "optim"

X0 = [1.0, -2.0, 0.5]
NUM_STEPS = 40
ALPHA, BETA1, BETA2, EPSILON, MOMENTUM = 0.05, 0.9, 0.99, 1e-3, 0.9
DECAY, FINAL_RATE, GAMMA, CLIP, SHIFT = 0.3, 0.05, 0.2, 1.0, 3


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


def with_torch(make, schedule=None, clip=None):
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    optimizer = make([x])
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule) if schedule else None
    return torch_rows(x, optimizer, scheduler, clip)


def torch_rows(x, optimizer, scheduler=None, clip=None):
    rows = []
    for g in GRADIENTS:
        x.grad = torch.tensor(g, dtype=torch.float64)
        if clip:
            clip([x])
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


def with_lookahead(fast, period, rate):
    optimizer = optax.lookahead(fast, sync_period=period, slow_step_size=rate)
    params = optax.LookaheadParams.init_synced(jnp.array(X0, dtype=jnp.float64))
    state = optimizer.init(params)
    rows = []
    for g in GRADIENTS:
        updates, state = optimizer.update(jnp.array(g, dtype=jnp.float64), state, params)
        params = optax.apply_updates(params, updates)
        rows.append([float(value) for value in params.fast])
    return rows


def with_adabound_formula():
    """Algorithm 2 of Luo et al. 2019: alpha in the bounds, 1/sqrt(t) outside; with epsilon, in numpy."""
    x, m, v = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for t, g in enumerate(np.array(GRADIENTS), start=1):
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g**2
        lower, upper = FINAL_RATE - FINAL_RATE / (GAMMA * t + 1), FINAL_RATE + FINAL_RATE / (GAMMA * t)
        eta = np.clip(ALPHA / (np.sqrt(v) + EPSILON), lower, upper) / np.sqrt(t)
        x = x - eta * m
        rows.append(x.tolist())
    return rows


def with_adamnc_formula():
    """Algorithm 3 of Reddi et al. 2018 with beta2_t = 1 - 1/t, alpha/sqrt(t) and a constant beta1; with epsilon, in numpy."""
    x, m, v = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for t, g in enumerate(np.array(GRADIENTS), start=1):
        beta2 = 1 - 1 / t
        m = BETA1 * m + (1 - BETA1) * g
        v = beta2 * v + (1 - beta2) * g**2
        x = x - ALPHA / np.sqrt(t) * m / (np.sqrt(v) + EPSILON)
        rows.append(x.tolist())
    return rows


def with_adagrad_formula():
    """Duchi et al. 2011, section 1.1, diagonal; with epsilon, in numpy."""
    x, history = np.array(X0), []
    rows = []
    for g in np.array(GRADIENTS):
        history.append(g)
        x = x - ALPHA * g / (np.sqrt(np.sum(np.square(history), axis=0)) + EPSILON)
        rows.append(x.tolist())
    return rows


def with_adadelta_formula():
    """Algorithm 1 of Zeiler 2012, in numpy; it has no learning rate."""
    x, squares, updates = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for g in np.array(GRADIENTS):
        squares = BETA2 * squares + (1 - BETA2) * g**2
        update = -np.sqrt(updates + EPSILON) / np.sqrt(squares + EPSILON) * g
        updates = BETA2 * updates + (1 - BETA2) * update**2
        x = x + ALPHA * update
        rows.append(x.tolist())
    return rows


def with_adamax_formula():
    """Algorithm 2 of Kingma & Ba 2015, with epsilon added to u, in numpy."""
    x, m, u = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for t, g in enumerate(np.array(GRADIENTS), start=1):
        m = BETA1 * m + (1 - BETA1) * g
        u = np.maximum(BETA2 * u, np.abs(g))
        x = x - ALPHA / (1 - BETA1**t) * m / (u + EPSILON)
        rows.append(x.tolist())
    return rows


def with_adamw_formula(schedule):
    """Algorithm 2 of Loshchilov & Hutter 2019: eta_t scales the step and the decay, alpha the step alone; in numpy."""
    x, m, v = np.array(X0), np.zeros(3), np.zeros(3)
    rows = []
    for t, g in enumerate(np.array(GRADIENTS), start=1):
        eta = schedule(t - 1)
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * g**2
        m_hat, v_hat = m / (1 - BETA1**t), v / (1 - BETA2**t)
        x = x - eta * (ALPHA * m_hat / (np.sqrt(v_hat) + EPSILON) + DECAY * x)
        rows.append(x.tolist())
    return rows


class AdaShift(torch.optim.Optimizer):
    """AdaShift as its replication (Konobeev, Saparina & Khakhulin 2019) has it in words and in algorithm 1, one parameter a block.

    The latest `n` gradients make the momentum, the one of `n` updates before the second moment; until there is one nothing
    moves. `spatial` is applied to the squares, or before squaring as the paper of Zhou et al. has it.
    """

    def __init__(self, params, lr, betas, eps, n, keep, spatial, squares_first):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, n=n, keep=keep, spatial=spatial,
                                      squares_first=squares_first))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                past = state.setdefault("past", [])
                past.append(p.grad.clone())
                if len(past) <= group["n"]:
                    continue
                latest = past[::-1][:group["keep"]]
                weights = [beta1**i for i in range(len(latest))]
                momentum = sum(w * g for w, g in zip(weights, latest)) / sum(weights)
                shifted = past[-1 - group["n"]]
                reduce = {"none": lambda g: g, "max": torch.max, "mean": torch.mean}[group["spatial"]]
                square = reduce(shifted.square()) if group["squares_first"] else reduce(shifted).square()
                v = beta2 * state.get("v", torch.zeros_like(p)) + (1 - beta2) * square
                state["v"], state["count"] = v, state.get("count", 0) + 1
                p.sub_(group["lr"] * momentum / ((v / (1 - beta2**state["count"])).sqrt() + group["eps"]))


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


def keras_linear():
    return keras.optimizers.schedules.PolynomialDecay(ALPHA, NUM_STEPS, end_learning_rate=0.0)


def with_cosine_annealing():
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=ALPHA, foreach=False)
    return torch_rows(x, optimizer, torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, NUM_STEPS, eta_min=ALPHA / 10))


def with_warm_cosine():
    """The libraries whose own schedule this is compute it in float32."""
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=ALPHA, foreach=False)
    warmup = torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.25, total_iters=8)
    cosine = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, NUM_STEPS - 8)
    return torch_rows(x, optimizer, torch.optim.lr_scheduler.SequentialLR(optimizer, [warmup, cosine], milestones=[8]))


def with_linear_warmup():
    x = torch.tensor(X0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([x], lr=ALPHA, foreach=False)
    return torch_rows(x, optimizer, torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.1, total_iters=10))


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
KERAS_ADAM = dict(beta_1=BETA1, beta_2=BETA2, epsilon=EPSILON)
KERAS_RMSPROP = dict(rho=BETA2, epsilon=EPSILON)
TENSORFLOW_RMSPROP = dict(decay=BETA2, epsilon=EPSILON)
OPTAX_RMSPROP = dict(decay=BETA2, eps=EPSILON)
MEAN_SQUARE = dict(beta2=BETA2, epsilon=EPSILON)
AVERAGES = dict(beta1=BETA1, beta2=BETA2, epsilon=EPSILON)
INSIDE = dict(epsilonPlacement="inside")
COSINE = dict(schedule={"name": "cosine", "final": 0.1})
WARM = dict(schedule={"name": "cosine", "final": 0, "warmup": {"steps": 8, "from": 0.25}})
ADABOUND = "adabound 0.0.5 (Luo et al.) on " + TORCH
BOUNDS = dict(finalRate=FINAL_RATE, boundSpeed=GAMMA)
ADASHIFT = f"replication of Zhou et al. 2019 in words, in PyTorch {torch.__version__.split('+')[0]}"
LINEAR = dict(schedule={"name": "linear"})
INVERSE_SQRT = dict(schedule={"name": "inverse-sqrt"})


def linear(i):
    return 1 - i / NUM_STEPS


def adabound_optimizer(p, **settings):
    return adabound.AdaBound(p, lr=ALPHA, betas=(BETA1, BETA2), final_lr=FINAL_RATE, gamma=GAMMA, eps=EPSILON, **settings)


def adashift(n=SHIFT, keep=SHIFT, spatial="max", squares_first=True):
    return with_torch(lambda p: AdaShift(p, ALPHA, (BETA1, BETA2), EPSILON, n, keep, spatial, squares_first))


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
        (TORCH, "torch.optim.SGD(lr=0.05, momentum=0.9, nesterov=True), LambdaLR(lambda i: 1 - i/40)",
         dict(momentum=MOMENTUM, nesterov=True, **LINEAR),
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, momentum=MOMENTUM, nesterov=True, foreach=False), linear)),
        (OPTAX, "optax.sgd(0.05, momentum=0.9, nesterov=True)", dict(momentum=MOMENTUM, nesterov=True),
         lambda: with_optax(optax.sgd(ALPHA, momentum=MOMENTUM, nesterov=True))),
        (REAL_KERAS, "keras.optimizers.SGD(PolynomialDecay(0.05, 40, end_learning_rate=0), momentum=0.9)",
         dict(momentum=MOMENTUM, momentumOf="steps", **LINEAR),
         lambda: with_keras(keras.optimizers.SGD(keras_linear(), momentum=MOMENTUM))),
        (REAL_KERAS, "keras.optimizers.SGD(PolynomialDecay(0.05, 40, end_learning_rate=0), momentum=0.9, nesterov=True)",
         dict(momentum=MOMENTUM, momentumOf="steps", nesterov=True, **LINEAR),
         lambda: with_keras(keras.optimizers.SGD(keras_linear(), momentum=MOMENTUM, nesterov=True))),
        (TORCH, "torch.optim.SGD(lr=0.05, weight_decay=0.2)", dict(weightDecay=0.2),
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, weight_decay=0.2, foreach=False))),
        (REAL_KERAS, "keras.optimizers.SGD(0.05, weight_decay=0.3)", dict(decoupledDecay=DECAY),
         lambda: with_keras(keras.optimizers.SGD(ALPHA, weight_decay=DECAY))),
        (TORCH, "torch.optim.SGD(lr=0.05), clip_grad_value_(1)", dict(clipValue=CLIP),
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, foreach=False),
                            clip=lambda p: torch.nn.utils.clip_grad_value_(p, CLIP))),
        (OPTAX, "optax.clip(1), optax.sgd(0.05)", dict(clipValue=CLIP),
         lambda: with_optax(optax.chain(optax.clip(CLIP), optax.sgd(ALPHA)))),
        (REAL_KERAS, "keras.optimizers.SGD(0.05, clipvalue=1)", dict(clipValue=CLIP),
         lambda: with_keras(keras.optimizers.SGD(ALPHA, clipvalue=CLIP))),
        (OPTAX, "optax.clip_by_global_norm(1), optax.sgd(0.05)", dict(clipNorm=CLIP),
         lambda: with_optax(optax.chain(optax.clip_by_global_norm(CLIP), optax.sgd(ALPHA)))),
        (REAL_KERAS, "keras.optimizers.SGD(0.05, global_clipnorm=1)", dict(clipNorm=CLIP),
         lambda: with_keras(keras.optimizers.SGD(ALPHA, global_clipnorm=CLIP))),
        (REAL_KERAS, "keras.optimizers.SGD(0.05, clipnorm=1)", dict(clipNorm=CLIP, clipNormOf="tensor"),
         lambda: with_keras(keras.optimizers.SGD(ALPHA, clipnorm=CLIP))),
        (TORCH, "torch.optim.SGD(lr=0.05), clip_grad_norm_(1), which adds 1e-6 to the norm",
         dict(clipNorm=CLIP, clipEpsilon=1e-6),
         lambda: with_torch(lambda p: torch.optim.SGD(p, lr=ALPHA, foreach=False),
                            clip=lambda p: torch.nn.utils.clip_grad_norm_(p, CLIP))),
        (OPTAX, "optax.lookahead(optax.sgd(0.05), sync_period=5, slow_step_size=0.5)", dict(lookahead=5),
         lambda: with_lookahead(optax.sgd(ALPHA), 5, 0.5)),
        (OPTAX, "optax.sgd(optax.cosine_decay_schedule(0.05, 40, alpha=0.1))", COSINE,
         lambda: with_optax(optax.sgd(optax.cosine_decay_schedule(ALPHA, NUM_STEPS, alpha=0.1)))),
        (TORCH, "torch.optim.SGD(lr=0.05), CosineAnnealingLR(T_max=40, eta_min=0.005)", COSINE,
         lambda: with_cosine_annealing()),
        (TORCH, "torch.optim.SGD(lr=0.05), SequentialLR(LinearLR(start_factor=0.25, total_iters=8), CosineAnnealingLR(32), [8])",
         WARM, lambda: with_warm_cosine()),
        (TORCH, "torch.optim.SGD(lr=0.05), LinearLR(start_factor=0.1, total_iters=10)",
         dict(schedule={"name": "constant", "warmup": {"steps": 10, "from": 0.1}}),
         lambda: with_linear_warmup()),
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


CASES["Adam"] += [
    (OPTAX, "optax.adam(0.05, b1=0.9, b2=0.99, eps=1e-3, nesterov=True)", dict(AVERAGES, variant="optax", nesterov=True),
     lambda: with_optax(optax.adam(eps=EPSILON, nesterov=True, **OPTAX_ADAM))),
    (TORCH, "torch.optim.Adam(lr=0.05, betas=(0.9, 0.99), eps=1e-3, weight_decay=0.2)",
     dict(AVERAGES, variant="pytorch", weightDecay=0.2),
     lambda: with_torch(lambda p: torch.optim.Adam(p, weight_decay=0.2, **TORCH_ADAM))),
    (OPTAX, "optax.lookahead(optax.adam(0.05, b1=0.9, b2=0.99, eps=1e-3), sync_period=3, slow_step_size=0.8)",
     dict(AVERAGES, variant="optax", lookahead=3, lookaheadRate=0.8),
     lambda: with_lookahead(optax.adam(eps=EPSILON, **OPTAX_ADAM), 3, 0.8)),
]
CASES["RMSProp"] += [
    (TORCH, "torch.optim.RMSprop(lr=0.05, alpha=0.99, eps=1e-3, centered=True)",
     dict(MEAN_SQUARE, variant="pytorch", centred=True),
     lambda: with_torch(lambda p: torch.optim.RMSprop(p, centered=True, **TORCH_RMSPROP))),
    (REAL_KERAS, "keras.optimizers.RMSprop(learning_rate=0.05, rho=0.99, epsilon=1e-3, momentum=0.9, centered=True)",
     dict(MEAN_SQUARE, variant="keras", centred=True, momentum=MOMENTUM),
     lambda: with_keras(keras.optimizers.RMSprop(learning_rate=ALPHA, momentum=MOMENTUM, centered=True, **KERAS_RMSPROP))),
    (OPTAX, "optax.rmsprop(0.05, decay=0.99, eps=1e-3, centered=True)", dict(MEAN_SQUARE, variant="optax", centred=True),
     lambda: with_optax(optax.rmsprop(ALPHA, centered=True, **OPTAX_RMSPROP))),
    (OPTAX, "optax.rmsprop(0.05, decay=0.99, eps=1e-3, centered=True, bias_correction=True)",
     dict(MEAN_SQUARE, variant="optax", centred=True, biasCorrection=True),
     lambda: with_optax(optax.rmsprop(ALPHA, centered=True, bias_correction=True, **OPTAX_RMSPROP))),
    (OPTAX, "optax.rmsprop(0.05, decay=0.99, eps=1e-3, momentum=0.9, nesterov=True)",
     dict(MEAN_SQUARE, variant="optax", momentum=MOMENTUM, nesterov=True),
     lambda: with_optax(optax.rmsprop(ALPHA, momentum=MOMENTUM, nesterov=True, **OPTAX_RMSPROP))),
    (TENSORFLOW1, "tf.compat.v1.train.RMSPropOptimizer(0.05, decay=0.99, momentum=0.9, epsilon=1e-3, centered=True)",
     dict(MEAN_SQUARE, variant="tensorflow1", momentum=MOMENTUM, centred=True),
     lambda: with_tensorflow1(dict(TENSORFLOW_RMSPROP, momentum=MOMENTUM, centered=True))),
]
RHO = dict(beta2=BETA2, epsilon=EPSILON)
CASES |= {
    "AdaGrad": [
        (f"formula of Duchi et al. 2011 in numpy {np.__version__}", "alpha=0.05, epsilon=1e-3 added to the root",
         dict(variant="paper", epsilon=EPSILON), with_adagrad_formula),
        (TORCH, "torch.optim.Adagrad(lr=0.05, eps=1e-3)", dict(variant="pytorch", epsilon=EPSILON),
         lambda: with_torch(lambda p: torch.optim.Adagrad(p, lr=ALPHA, eps=EPSILON, foreach=False))),
        (REAL_KERAS, "keras.optimizers.Adagrad(0.05, epsilon=1e-3)", dict(variant="keras", epsilon=EPSILON),
         lambda: with_keras(keras.optimizers.Adagrad(ALPHA, epsilon=EPSILON))),
        (OPTAX, "optax.adagrad(0.05, eps=1e-3)", dict(variant="optax", epsilon=EPSILON),
         lambda: with_optax(optax.adagrad(ALPHA, eps=EPSILON))),
    ],
    "AdaDelta": [
        (f"formula of Zeiler 2012 in numpy {np.__version__}", "rho=0.99, epsilon=1e-3, times 0.05", dict(RHO, variant="paper"),
         with_adadelta_formula),
        (TORCH, "torch.optim.Adadelta(lr=0.05, rho=0.99, eps=1e-3)", dict(RHO, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.Adadelta(p, lr=ALPHA, rho=BETA2, eps=EPSILON, foreach=False))),
        (REAL_KERAS, "keras.optimizers.Adadelta(0.05, rho=0.99, epsilon=1e-3)", dict(RHO, variant="keras"),
         lambda: with_keras(keras.optimizers.Adadelta(ALPHA, rho=BETA2, epsilon=EPSILON))),
        (OPTAX, "optax.adadelta(0.05, rho=0.99, eps=1e-3)", dict(RHO, variant="optax"),
         lambda: with_optax(optax.adadelta(ALPHA, rho=BETA2, eps=EPSILON))),
    ],
    "AdamW": [
        (f"formula of Loshchilov & Hutter 2019 in numpy {np.__version__}",
         "alpha=0.05, beta1=0.9, beta2=0.99, epsilon=1e-3, lambda=0.3, eta_t = 1 - i/40",
         dict(AVERAGES, variant="paper", decoupledDecay=DECAY, **LINEAR), lambda: with_adamw_formula(linear)),
        (TORCH, "torch.optim.AdamW(lr=0.05, betas=(0.9, 0.99), eps=1e-3, weight_decay=0.3), LambdaLR(lambda i: 1 - i/40)",
         dict(AVERAGES, variant="pytorch", decoupledDecay=DECAY, **LINEAR),
         lambda: with_torch(lambda p: torch.optim.AdamW(p, weight_decay=DECAY, **TORCH_ADAM), linear)),
        (REAL_KERAS, "keras.optimizers.AdamW(0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3, weight_decay=0.3)",
         dict(AVERAGES, variant="keras", decoupledDecay=DECAY),
         lambda: with_keras(keras.optimizers.AdamW(ALPHA, weight_decay=DECAY, **KERAS_ADAM))),
        (OPTAX, "optax.adamw(0.05, b1=0.9, b2=0.99, eps=1e-3, weight_decay=0.3)",
         dict(AVERAGES, variant="optax", decoupledDecay=DECAY),
         lambda: with_optax(optax.adamw(eps=EPSILON, weight_decay=DECAY, **OPTAX_ADAM))),
        (OPTAX, "optax.adamw(0.05, b1=0.9, b2=0.99, eps=1e-3, weight_decay=0.3, nesterov=True)",
         dict(AVERAGES, variant="optax", decoupledDecay=DECAY, nesterov=True),
         lambda: with_optax(optax.adamw(eps=EPSILON, weight_decay=DECAY, nesterov=True, **OPTAX_ADAM))),
    ],
    "NAdam": [
        (TORCH, "torch.optim.NAdam(lr=0.05, betas=(0.9, 0.99), eps=1e-3)", dict(AVERAGES, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.NAdam(p, **TORCH_ADAM))),
        (TORCH, "torch.optim.NAdam(lr=0.05, betas=(0.9, 0.99), eps=1e-3), momentum_decay as Dozat 2016 has it",
         dict(AVERAGES, variant="paper"),
         lambda: with_torch(lambda p: torch.optim.NAdam(p, momentum_decay=0.004, **TORCH_ADAM))),
        (REAL_KERAS, "keras.optimizers.Nadam(0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3)", dict(AVERAGES, variant="keras"),
         lambda: with_keras(keras.optimizers.Nadam(ALPHA, **KERAS_ADAM))),
        (OPTAX, "optax.nadam(0.05, b1=0.9, b2=0.99, eps=1e-3)", dict(AVERAGES, variant="optax"),
         lambda: with_optax(optax.nadam(eps=EPSILON, **OPTAX_ADAM))),
    ],
    "RAdam": [
        (TORCH, "torch.optim.RAdam(lr=0.05, betas=(0.9, 0.99), eps=1e-3)", dict(AVERAGES, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.RAdam(p, **TORCH_ADAM))),
        (OPTAX, "optax.radam(0.05, b1=0.9, b2=0.99, eps=1e-3)", dict(AVERAGES, variant="optax"),
         lambda: with_optax(optax.radam(eps=EPSILON, **OPTAX_ADAM))),
    ],
    "Adamax": [
        (f"formula of Kingma & Ba 2015 in numpy {np.__version__}", "alpha=0.05, beta1=0.9, beta2=0.99, epsilon=1e-3 added to u",
         dict(AVERAGES, variant="paper"), with_adamax_formula),
        (TORCH, "torch.optim.Adamax(lr=0.05, betas=(0.9, 0.99), eps=1e-3)", dict(AVERAGES, variant="pytorch"),
         lambda: with_torch(lambda p: torch.optim.Adamax(p, **TORCH_ADAM))),
        (REAL_KERAS, "keras.optimizers.Adamax(0.05, beta_1=0.9, beta_2=0.99, epsilon=1e-3)", dict(AVERAGES, variant="keras"),
         lambda: with_keras(keras.optimizers.Adamax(ALPHA, **KERAS_ADAM))),
        (OPTAX, "optax.adamax(0.05, b1=0.9, b2=0.99, eps=1e-3)", dict(AVERAGES, variant="optax"),
         lambda: with_optax(optax.adamax(eps=EPSILON, **OPTAX_ADAM))),
    ],
    "AdaBound": [
        (f"formula of Luo et al. 2019 in numpy {np.__version__}",
         "alpha=0.05, beta1=0.9, beta2=0.99, epsilon=1e-3 added to the root, bounds 0.05 at speed 0.2, 1/sqrt(t)",
         dict(AVERAGES, variant="paper", **BOUNDS, **INVERSE_SQRT), with_adabound_formula),
        (ADABOUND, "adabound.AdaBound(lr=0.05, betas=(0.9, 0.99), eps=1e-3, final_lr=0.05, gamma=0.2)",
         dict(AVERAGES, variant="pytorch", **BOUNDS), lambda: with_torch(adabound_optimizer)),
        (ADABOUND, "adabound.AdaBound(lr=0.05, betas=(0.9, 0.99), eps=1e-3, final_lr=0.05, gamma=0.2), LambdaLR(lambda i: 1 - i/40)",
         dict(AVERAGES, variant="pytorch", **BOUNDS, **LINEAR), lambda: with_torch(adabound_optimizer, linear)),
        (ADABOUND, "adabound.AdaBound(lr=0.05, betas=(0.9, 0.99), eps=1e-3, final_lr=0.05, gamma=0.2, amsbound=True)",
         dict(AVERAGES, variant="pytorch", maximum="uncorrected", **BOUNDS),
         lambda: with_torch(lambda p: adabound_optimizer(p, amsbound=True))),
    ],
    "AdamNC": [
        (f"formula of Reddi et al. 2018, algorithm 3, in numpy {np.__version__}",
         "alpha=0.05/sqrt(t), beta1=0.9, beta2_t = 1 - 1/t, epsilon=1e-3 added to the root",
         dict(variant="paper", beta1=BETA1, epsilon=EPSILON, **INVERSE_SQRT), with_adamnc_formula),
    ],
    "AdaShift": [
        (ADASHIFT, "lr=0.05, betas=(0.9, 0.99), eps=1e-3, n=3, the maximum of the squares",
         dict(AVERAGES, variant="pytorch", shift=SHIFT, window=SHIFT), lambda: adashift()),
        (ADASHIFT, "lr=0.05, betas=(0.9, 0.99), eps=1e-3, n=3, the maximum squared",
         dict(AVERAGES, variant="paper", shift=SHIFT, window=SHIFT), lambda: adashift(squares_first=False)),
        (ADASHIFT, "lr=0.05, betas=(0.9, 0.99), eps=1e-3, n=3, no spatial operation",
         dict(AVERAGES, variant="pytorch", shift=SHIFT, window=SHIFT, spatial="none"), lambda: adashift(spatial="none")),
        (ADASHIFT, "lr=0.05, betas=(0.9, 0.99), eps=1e-3, n=3, the mean of the squares, momentum of one gradient",
         dict(AVERAGES, variant="pytorch", shift=SHIFT, window=1, spatial="mean"), lambda: adashift(spatial="mean", keep=1)),
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
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        text = (f'{{\n  "script": "scripts/golden/optim.py",\n  "x0": {json.dumps(X0)},\n'
                f'  "gradients": {lines(GRADIENTS, 4)},\n  "cases": [\n'
                + ",\n".join(case(name, *each) for each in cases) + "\n  ]\n}\n")
        (OUT / f"{name.lower()}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
