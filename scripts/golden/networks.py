"""Losses and gradients of the study's models by PyTorch in float64, written to fixtures/networks/pytorch.json.

    npm ci && pip install numpy torch
    python scripts/golden/networks.py            # needs node for the inputs: scripts/golden/networks.cjs

Each model is built here from PyTorch's own operators and trained with its own optimizers; from us come the resolved
network (sizes, options), the images, initial parameters, minibatches and dropout masks. PyTorch pads both sides alike,
so images are padded beforehand as the network says; its batch normalisation keeps an unbiased running variance, so the
running statistics (Keras: biased) are kept here; its local response normalisation divides alpha by the window.

Narrow models: the loss of each of 100 updates with Adam and AMSGrad, the gradients at the parameters before updates 1,
10 and 100 on the first minibatch, and the loss on the test images after the last update. Full width: one gradient at the
initial parameters rounded to float32, and the losses of three updates with SGD.

A gradient is kept as its norm, its largest magnitude, some of its entries (evenly spaced, first and last among them) and
two sums weighted by hashes of the place, which an error in any entry changes.
"""

import base64
import json
import platform
import subprocess
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "fixtures" / "networks" / "pytorch.json"
POINTS = [1, 10, 100]
ENTRIES = 24
ADAM = {"betas": (0.9, 0.999), "eps": 1e-8}
OPTIMIZERS = {
    "Adam": lambda parameters, rate: torch.optim.Adam(parameters, rate, **ADAM),
    "AMSGrad": lambda parameters, rate: torch.optim.Adam(parameters, rate, amsgrad=True, **ADAM),
}


def decode(text, dtype):
    return np.frombuffer(base64.b64decode(text), dtype=dtype)


def pad(x, window, value):
    return F.pad(x, (*window["padColumns"], *window["padRows"]), value=value)


class Model:
    def __init__(self, inputs, rounded=False):
        self.network, self.described = inputs["network"], inputs["parameters"]
        initial = [decode(text, "<f8").reshape(p["shape"]) for text, p in zip(inputs["initial"], self.described)]
        if rounded:
            initial = [values.astype(np.float32).astype(np.float64) for values in initial]
        self.parameters = [torch.tensor(v, requires_grad=p["trained"]) for v, p in zip(initial, self.described)]
        self.training, self.test = (self.images(inputs[part], inputs["pixelScale"]) for part in ("training", "test"))
        self.updates = [(decode(u["indices"], "<u4"), [decode(m, "<f4") for m in u["masks"]]) for u in inputs["updates"]]

    def images(self, part, scale):
        pixels = decode(part["pixels"], "u1").reshape(-1, *self.network["input"]).astype(np.float64) / scale
        return torch.tensor(pixels).permute(0, 3, 1, 2), torch.tensor(decode(part["labels"], "u1").astype(np.int64))

    def trained(self):
        return [p for p, d in zip(self.parameters, self.described) if d["trained"]]

    def forward(self, x, masks=None):
        """Logits; in training mode where there are masks. Images are [n, channels, height, width] here."""
        masks = None if masks is None else list(masks)
        for index, layer in enumerate(self.network["layers"]):
            own = {d["role"]: p for p, d in zip(self.parameters, self.described) if d["layer"] == index}
            kind = layer["kind"]
            if kind == "flatten":
                x = x.permute(0, 2, 3, 1).flatten(1)
            elif kind == "dense":
                x = F.linear(x, own["kernel"].T, own.get("bias"))
            elif kind == "conv2d":
                x = pad(x, layer["window"], 0.0)
                x = F.conv2d(x, own["kernel"].permute(3, 2, 0, 1), own.get("bias"), stride=layer["window"]["strides"])
            elif kind == "maxPooling2d":
                x = pad(x, layer["window"], -torch.inf)
                x = F.max_pool2d(x, layer["window"]["size"], layer["window"]["strides"])
            elif kind == "batchNormalization":
                x = self.normalise(x, layer, own, masks is not None)
            elif kind == "localResponseNormalization":
                size = 2 * layer["depthRadius"] + 1
                x = F.local_response_norm(x, size, layer["alpha"] * size, layer["beta"], layer["bias"])
            elif kind == "activation":
                x = {"relu": F.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid}[layer["activation"]](x)
            elif kind == "dropout":
                x = x if masks is None else x * torch.tensor(masks.pop(0).astype(np.float64)).reshape(x.shape)
            else:
                raise ValueError(kind)
        return x

    def normalise(self, x, layer, own, is_training):
        mean, variance = own["movingMean"], own["movingVariance"]
        if not is_training:
            return F.batch_norm(x, mean, variance, own.get("gamma"), own.get("beta"), eps=layer["epsilon"])
        with torch.no_grad():
            axes = [0, *range(2, x.dim())]
            mean.lerp_(x.mean(axes), 1 - layer["momentum"])
            variance.lerp_(x.var(axes, correction=0), 1 - layer["momentum"])
        return F.batch_norm(x, None, None, own.get("gamma"), own.get("beta"), training=True, eps=layer["epsilon"])

    def loss(self, update):
        indices, masks = self.updates[update]
        images, labels = self.training
        chosen = torch.tensor(indices.astype(np.int64))
        return F.cross_entropy(self.forward(images[chosen], masks), labels[chosen])

    def gradients(self):
        """At the parameters as they are, on the first minibatch; nothing is changed by it."""
        held = [p.detach().clone() for p in self.parameters]
        loss = self.loss(0)
        gradients = torch.autograd.grad(loss, self.trained())
        with torch.no_grad():
            for p, value in zip(self.parameters, held):
                p.copy_(value)
        names = [d["name"] for d in self.described if d["trained"]]
        return {"loss": loss.item(), "tensors": {n: digest(g.numpy().ravel()) for n, g in zip(names, gradients)}}

    def test_loss(self):
        images, labels = self.test
        with torch.no_grad():
            return F.cross_entropy(self.forward(images), labels).item()


def digest(values):
    places = np.arange(values.size, dtype=np.uint64)
    weights = [((places + 1) * factor % 2**32) / 2**31 - 1 for factor in (np.uint64(2654435761), np.uint64(2246822519))]
    chosen = [j * (values.size - 1) // (ENTRIES - 1) for j in range(ENTRIES)]
    return {
        "norm": float(np.linalg.norm(values)),
        "largest": float(np.abs(values).max()),
        "sums": [float(values @ w) for w in weights],
        "entries": values[chosen].tolist(),
    }


def train(inputs, make):
    model = Model(inputs)
    optimizer = make(model.trained(), inputs["learningRate"])
    losses, points = [], {}
    for update in range(len(model.updates)):
        if update + 1 in POINTS:
            points[update + 1] = model.gradients()
        optimizer.zero_grad()
        loss = model.loss(update)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "points": points, "testLoss": model.test_loss()}


def train_full(inputs):
    model = Model(inputs, rounded=True)
    first = model.gradients()
    optimizer = torch.optim.SGD(model.trained(), inputs["learningRate"], momentum=0.9)
    losses = []
    for update in range(len(model.updates)):
        optimizer.zero_grad()
        loss = model.loss(update)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {"losses": losses, "first": first, "testLoss": model.test_loss()}


if __name__ == "__main__":
    torch.use_deterministic_algorithms(True)
    printed = subprocess.run(["node", "scripts/golden/networks.cjs"], cwd=ROOT, capture_output=True, check=True).stdout
    inputs = json.loads(printed)
    result = {
        "origin": {
            "script": "scripts/golden/networks.py",
            "python": platform.python_version(),
            "torch": torch.__version__,
            "numpy": np.__version__,
            "precision": "float64",
        },
        "narrow": {
            name: {"digest": model["digest"], "runs": {o: train(model, make) for o, make in OPTIMIZERS.items()}}
            for name, model in inputs["narrow"].items()
        },
        "full": {name: {"digest": model["digest"], **train_full(model)} for name, model in inputs["full"].items()},
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8", newline="\n")
