"""NumPy as a contestant: dense networks in float32, every gradient by hand.

    python numpy_peer.py <inputs folder> <threads, which OMP_NUM_THREADS sets>

Trains one run after another: the first setting with each of the two arms. Wherever there is Python it can be had, so it is
the peer that is never absent: it shows that claimcheck's losses are those that an experiment names.
"""

import sys
import time

import numpy as np
from inputs import CLIP, Inputs, learning_rate, refuse, serve

inputs = Inputs(sys.argv[1])
one_hot = np.eye(inputs.numClasses, dtype=np.float32)
LOW, HIGH = np.float32(CLIP), np.float32(1 - CLIP)


def softmax(z):
    exponentials = np.exp(z - z.max(1, keepdims=True))
    return exponentials / exponentials.sum(1, keepdims=True)


def smoothed(y, smoothing):
    return (1 - smoothing) * y + smoothing / y.shape[1]


# Of logits and one-hot targets: the loss of every example, and its gradient with respect to the logits.


def categorical(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    shifted = z - z.max(1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(1)) - (shifted * y).sum(1)
    return weight * losses, weight * (softmax(z) - y)


def binary_of_softmax(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    p = softmax(z)
    q = np.clip(p, LOW, HIGH)
    losses = -(y * np.log(q) + (1 - y) * np.log(1 - q)).sum(1)
    slope = np.where(p == q, (q - y) / (q * (1 - q)), 0)
    return weight * losses, weight * p * (slope - (slope * p).sum(1, keepdims=True))


def binary_of_sigmoid(z, y, weight, smoothing):
    y = smoothed(y, smoothing)
    losses = (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).sum(1)
    return weight * losses, weight * (1 / (1 + np.exp(-z)) - y)


loss_of = inputs.loss_of(
    {
        ("categorical_crossentropy", "softmax"): categorical,
        ("binary_crossentropy", "softmax"): binary_of_softmax,
        ("binary_crossentropy", "sigmoid"): binary_of_sigmoid,
    }
)
# Where the parameters of each layer stand: {"kernel": 0, "bias": 1}; of an activation none.
layers = [(layer, inputs.own(range(len(inputs.parameters)), layer)) for layer in inputs.layers]
for layer, _ in layers:
    if layer["kind"] != "dense" and layer.get("activation") != "relu":
        refuse(f"numpy_peer.py has no layer {layer['kind']}: write it there")


def loss_and_gradients(parameters, x, y):
    """The mean loss of a minibatch and its gradients."""
    entering = []
    for _, at in layers:
        entering.append(x)
        x = x @ parameters[at["kernel"]] + (parameters[at["bias"]] if "bias" in at else 0) if at else np.maximum(x, 0)
    losses, slope = loss_of(x, y)
    slope /= len(y)
    gradients = [None] * len(parameters)
    for index in reversed(range(len(layers))):
        at, x = layers[index][1], entering[index]
        if not at:
            slope = slope * (x > 0)
            continue
        gradients[at["kernel"]] = x.T @ slope
        if "bias" in at:
            gradients[at["bias"]] = slope.sum(0)
        if index > 0:
            slope = slope @ parameters[at["kernel"]].T
    return losses.mean(), gradients


def train(optimizer, order):
    """Adam or AMSGrad, PyTorch's variant. @returns seconds, losses"""
    beta1, beta2, epsilon = (optimizer[name] for name in ("beta1", "beta2", "epsilon"))
    parameters = [values.copy() for values in inputs.initial]
    m, v, v_hat = ([np.zeros_like(p) for p in parameters] for _ in range(3))
    losses = []
    start = time.perf_counter()
    for t, indices in enumerate(order, 1):
        x = inputs.images[indices].astype(np.float32) * np.float32(1 / inputs.pixelScale)
        loss, gradients = loss_and_gradients(parameters, x, one_hot[inputs.labels[indices]])
        rate = learning_rate(optimizer, t) / (1 - beta1**t)
        for i, g in enumerate(gradients):
            m[i] = beta1 * m[i] + (1 - beta1) * g
            v[i] = beta2 * v[i] + (1 - beta2) * g * g
            v_hat[i] = np.maximum(v_hat[i], v[i]) if optimizer["name"] == "AMSGrad" else v[i]
            parameters[i] -= rate * m[i] / (np.sqrt(v_hat[i] / (1 - beta2**t)) + epsilon)
        losses.append(loss)
    return time.perf_counter() - start, losses


def run(steps):
    order = inputs.minibatches(steps)
    return sum(train(optimizer, order)[0] for optimizer in inputs.cohort[:2]), 2 * steps


def check():
    return [train(optimizer, inputs.check_order)[1] for optimizer in inputs.checkedCohort]


serve(f"NumPy {np.__version__}", run, check)
