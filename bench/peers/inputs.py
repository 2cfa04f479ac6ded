"""What the peers share: the files that bench/support/inputs.mjs wrote, and the questions of bench/support/contestant.mjs."""

import functools
import json
import math
import resource
import sys
from pathlib import Path

import numpy as np


class Inputs:
    def __init__(self, folder):
        folder = Path(folder)
        self.__dict__.update(json.loads((folder / "inputs.json").read_text()))
        if any(layer.get("kernel", {}).get("l2", 0) != 0 for layer in self.network["layers"]):
            refuse("the L2 terms of this network's kernels are in no peer's loss")
        self.images = np.fromfile(folder / "images.u8", np.uint8).reshape(-1, *self.imageShape)
        self.labels = np.fromfile(folder / "labels.u8", np.uint8)
        self.order = np.fromfile(folder / "order.i32", np.int32).reshape(-1, self.batchSize)
        self.check_order = np.fromfile(folder / "check.i32", np.int32).reshape(-1, self.batchSize)
        values = np.fromfile(folder / "parameters.f32", np.float32)
        sizes = [math.prod(p["shape"]) for p in self.parameters]
        parts = np.split(values, np.cumsum(sizes)[:-1])
        self.initial = [part.reshape(p["shape"]) for part, p in zip(parts, self.parameters)]
        self.layers = self.network["layers"]
        if self.layers[0]["kind"] == "flatten":  # rows of pixels from the start: nothing to flatten in a step
            self.images, self.layers = self.images.reshape(len(self.images), -1), self.layers[1:]

    def own(self, values, layer):
        """A layer's parameters by role."""
        index = self.network["layers"].index(layer)
        return {p["role"]: v for p, v in zip(self.parameters, values) if p["layer"] == index}

    def minibatches(self, steps):
        return self.order[np.arange(steps) % len(self.order)]

    def loss_of(self, losses):
        return loss_of(self.network["loss"], self.network["outputActivation"], self.numClasses, losses)


CLIP = 1e-7  # probabilities of a softmax lie in [CLIP, 1 - CLIP] before a logarithm of binary cross-entropy


def loss_of(loss, output, num_classes, losses):
    """The peer's function for an experiment's loss, which `src/claims/types.ts` defines.

    `losses` has the peer's functions by (name, activation of the outputs); each takes the factor of the loss as `weight`, and as
    `smoothing` the share of a target that all classes have alike (Keras, `label_smoothing`).
    """
    options = {"reduction": "sum", "label_smoothing": 0, **loss}
    name, reduction, smoothing = (options.pop(key) for key in ("name", "reduction", "label_smoothing"))
    if (name, output) not in losses or reduction not in ("sum", "mean") or options:
        known = ", ".join(f"{name} of a {output}" for name, output in losses)
        refuse(f"{Path(sys.argv[0]).name} has no loss {json.dumps(loss)} of a {output}: write it there; it has {known}")
    return functools.partial(losses[name, output], weight=1 / num_classes if reduction == "mean" else 1, smoothing=smoothing)


def learning_rate(optimizer, step):
    """alpha_t, t from 1."""
    name = optimizer["schedule"]["name"]
    if name not in ("constant", "inverse-sqrt"):
        raise ValueError(f"schedule {name}")
    return optimizer["learningRate"] / (math.sqrt(step) if name == "inverse-sqrt" else 1)


def serve(ready, run, check):
    """Answers questions until stdin ends. `run(steps)` returns (seconds, run-steps)."""
    say({"ready": ready})
    for line in sys.stdin:
        question = json.loads(line)
        if question["ask"] == "check":
            say({"losses": [[float(loss) for loss in losses] for losses in check()]})
        else:
            seconds, run_steps = run(question["steps"])
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            say({"seconds": seconds, "runSteps": run_steps, "peakBytes": peak})


def refuse(reason):
    say({"refused": reason})
    sys.exit(1)


def say(content):
    print(json.dumps(content), flush=True)
