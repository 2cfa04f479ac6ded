"""JAX as a contestant: one jitted `lax.scan` over many steps, data resident, states donated, no look at a value between.

    python jax_scan.py <inputs folder> <single | cohort> <cores, as 0 or 0,1> <steps of a program>

`single` trains one run after another, the first setting with each of the two arms; `cohort` all of them at once, vmapped
over parameters and settings on the shared minibatch. XLA's threads are bounded by the cores that the process may use.
"""

import os
import sys
import time

cores = {int(core) for core in sys.argv[3].split(",")}
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, cores)
if len(cores) == 1:
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import jax
import jax.numpy as jnp
import numpy as np
from inputs import CLIP, Inputs, learning_rate, serve
from jax import lax

inputs = Inputs(sys.argv[1])
is_cohort = sys.argv[2] == "cohort"
chunk = int(sys.argv[4])
images = jnp.asarray(inputs.images)
labels = jnp.asarray(inputs.labels, jnp.int32)
is_convolutional = images.ndim == 4
trained = [p["trained"] for p in inputs.parameters]


def forward(parameters, x):
    for layer in inputs.layers:
        own = inputs.own(parameters, layer)
        kind, window = layer["kind"], layer.get("window")
        if kind == "dense":
            x = x @ own["kernel"] + own["bias"]
        elif kind == "conv2d":
            x = lax.conv_general_dilated(
                x,
                own["kernel"],
                window["strides"],
                [window["padRows"], window["padColumns"]],
                dimension_numbers=("NHWC", "HWIO", "NHWC"),
            )
            x = x + own["bias"]
        elif kind == "batchNormalization":  # running statistics are for evaluation only: XLA would drop them
            mean = x.mean((0, 1, 2))
            variance = jnp.square(x - mean).mean((0, 1, 2))
            x = (x - mean) * (lax.rsqrt(variance + layer["epsilon"]) * own["gamma"]) + own["beta"]
        elif kind == "maxPooling2d" and window["size"] == window["strides"] and not any(window["padRows"]):
            n, height, width, channels = x.shape
            rows, columns = window["size"]
            x = x.reshape(n, height // rows, rows, width // columns, columns, channels).max((2, 4))
        elif kind == "flatten":
            x = x.reshape(len(x), -1)
        elif kind == "activation" and layer["activation"] == "relu":
            x = jax.nn.relu(x)
        else:
            raise ValueError(f"no JAX for {layer}")
    return x


def smoothed(y, smoothing):
    return (1 - smoothing) * y + smoothing / y.shape[1]


# Of logits and one-hot targets: the mean over the minibatch.


def categorical(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    return -weight * jnp.mean(jnp.sum(jax.nn.log_softmax(z) * y, 1))


def binary_of_softmax(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    p = jax.nn.softmax(z)
    # Not jnp.clip, which halves the gradient at a bound; it is 1 there and 0 beyond.
    p = jnp.where(p < CLIP, CLIP, jnp.where(p > 1 - CLIP, 1 - CLIP, p))
    return -weight * jnp.mean(jnp.sum(y * jnp.log(p) + (1 - y) * jnp.log(1 - p), 1))


def binary_of_sigmoid(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    return -weight * jnp.mean(jnp.sum(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z), 1))


criterion = inputs.loss_of(
    {
        ("categorical_crossentropy", "softmax"): categorical,
        ("binary_crossentropy", "softmax"): binary_of_softmax,
        ("binary_crossentropy", "sigmoid"): binary_of_sigmoid,
    }
)


def loss_of(parameters, x, y):
    return criterion(forward(parameters, x), y)


def update(state, setting, rate, x, y):
    """One step of Adam or AMSGrad, PyTorch's variant; a cohort has both, so the choice is data there."""
    parameters, m, v, v_hat, powers = state
    loss, gradients = jax.value_and_grad(loss_of)(parameters, x, y)
    powers = powers[0] * setting["beta1"], powers[1] * setting["beta2"]
    is_amsgrad = setting["amsgrad"]

    def move(trained, p, g, m, v, v_hat):
        if not trained:
            return p, m, v, v_hat
        m = setting["beta1"] * m + (1 - setting["beta1"]) * g
        v = setting["beta2"] * v + (1 - setting["beta2"]) * g * g
        if isinstance(is_amsgrad, bool):
            v_hat = jnp.maximum(v_hat, v) if is_amsgrad else v_hat
            w = v_hat if is_amsgrad else v
        else:
            v_hat = jnp.maximum(v_hat, v)
            w = jnp.where(is_amsgrad, v_hat, v)
        denominator = jnp.sqrt(w / (1 - powers[1])) + setting["epsilon"]
        return p - rate * (m / (1 - powers[0])) / denominator, m, v, v_hat

    moved = [move(*parts) for parts in zip(trained, parameters, gradients, m, v, v_hat)]
    return (*(list(part) for part in zip(*moved)), powers), loss


def program(setting_static):
    """@returns `(state, setting, indices [steps, batch], rates [steps, ...]) -> state, losses`, compiled"""

    def many(state, setting, indices, rates, images, labels):
        def step(state, minibatch):
            chosen, rate = minibatch
            x = images[chosen].astype(jnp.float32) * (1 / inputs.pixelScale)
            y = jax.nn.one_hot(labels[chosen], inputs.numClasses)
            if is_cohort:
                return jax.vmap(update, in_axes=(0, 0, 0, None, None))(state, setting, rate, x, y)
            return update(state, {**setting, **setting_static}, rate, x, y)

        # Inside a loop XLA's CPU compiler has no fast convolutions: minutes a step. Unrolled, there is no loop.
        return lax.scan(step, state, (indices, rates), unroll=is_convolutional)

    return jax.jit(many, donate_argnums=0)


programs = {name: program({"amsgrad": name == "AMSGrad"}) for name in ("Adam", "AMSGrad")}
together = program({})


def new_state(members=None):
    lead = () if members is None else (members,)
    fill = lambda values: jnp.array(np.broadcast_to(values, lead + np.shape(values)), jnp.float32)
    zeros = lambda: [fill(np.zeros_like(p)) for p in inputs.initial]
    return [fill(p) for p in inputs.initial], zeros(), zeros(), zeros(), (fill(1.0), fill(1.0))


def train(optimizers, order, length):
    """One optimizer, or with `cohort` all of them, in programs of so many steps. @returns seconds, losses [steps, ...]"""
    values = {name: jnp.array([o[name] for o in optimizers], jnp.float32) for name in ("beta1", "beta2", "epsilon")}
    rates = np.array([[learning_rate(o, t) for o in optimizers] for t in range(1, len(order) + 1)], np.float32)
    if is_cohort:
        values["amsgrad"] = jnp.array([o["name"] == "AMSGrad" for o in optimizers])
        compiled, state = together, new_state(len(optimizers))
    else:
        values, rates = {name: value[0] for name, value in values.items()}, rates[:, 0]
        compiled, state = programs[optimizers[0]["name"]], new_state()
    chunks = [
        (jnp.asarray(order[at : at + length]), jnp.asarray(rates[at : at + length])) for at in range(0, len(order), length)
    ]
    jax.block_until_ready((chunks, state))
    losses = []
    start = time.perf_counter()
    for indices, rate in chunks:
        state, loss = compiled(state, values, indices, rate, images, labels)
        losses.append(loss)
    jax.block_until_ready(state)
    return time.perf_counter() - start, np.concatenate(losses)


def groups(optimizers):
    return [optimizers] if is_cohort else [[optimizer] for optimizer in optimizers]


def run(steps):
    order = inputs.minibatches(max(1, steps // chunk) * chunk)
    arms = groups(inputs.cohort if is_cohort else inputs.cohort[:2])
    return sum(train(arm, order, chunk)[0] for arm in arms), len(order) * sum(len(arm) for arm in arms)


def check():
    losses = [train(group, inputs.check_order, len(inputs.check_order))[1] for group in groups(inputs.checkedCohort)]
    return losses[0].T if is_cohort else losses


serve(f"JAX {jax.__version__}", run, check)
