"""PyTorch as a contestant: eager, fused optimizer, channels-last images, one uint8 tensor indexed by a permutation.

    python pytorch.py <inputs folder> <threads>

Trains one run after another: the first setting with each of the two arms.
"""

import sys
import time

import torch
from inputs import Inputs, learning_rate, serve
from losses_pytorch import LOSSES
from torch import nn

inputs = Inputs(sys.argv[1])
threads = int(sys.argv[2])
torch.set_num_threads(threads)
torch.set_flush_denormal(True)

images = torch.from_numpy(inputs.images)
labels = torch.from_numpy(inputs.labels).long()
loss_of = inputs.loss_of(LOSSES)


class Rows(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)  # of channels-last images a view


def layer_of(layer):
    own = inputs.own(inputs.initial, layer)
    tensor = {role: torch.from_numpy(values) for role, values in own.items()}
    kind, window = layer["kind"], layer.get("window")
    if kind == "dense":
        made = nn.Linear(*layer["input"], *layer["output"], bias="bias" in own)
        made.weight.data = tensor["kernel"].T.contiguous()
    elif kind == "conv2d":
        # TensorFlow's padding: of an even kernel the odd row goes below, which is what PyTorch's "same" does too.
        rows, columns, channels, filters = own["kernel"].shape
        padding = "same" if sum(window["padRows"]) else 0
        made = nn.Conv2d(channels, filters, (rows, columns), padding=padding, bias="bias" in own)
        made.weight.data = tensor["kernel"].permute(3, 2, 0, 1).contiguous()
    elif kind == "batchNormalization":
        made = nn.BatchNorm2d(layer["channels"], eps=layer["epsilon"], momentum=1 - layer["momentum"])
    elif kind == "maxPooling2d" and not any(window["padRows"] + window["padColumns"]):
        made = nn.MaxPool2d(tuple(window["size"]), tuple(window["strides"]))
    elif kind == "flatten":
        made = Rows()
    elif kind == "activation" and layer["activation"] == "relu":
        made = nn.ReLU(inplace=True)
    else:
        raise ValueError(f"no PyTorch for {layer}")
    if "bias" in own:
        made.bias.data = tensor["bias"].clone()
    return made


def new_model():
    layers = [layer_of(layer) for layer in inputs.layers]
    model = layers[0] if len(layers) == 1 else nn.Sequential(*layers)
    return model.to(memory_format=torch.channels_last) if images.dim() == 4 else model


def minibatch(indices):
    x = images.index_select(0, indices)
    if x.dim() == 4:
        x = x.permute(0, 3, 1, 2)  # the bytes are channels-last already
    return x.to(torch.float32).mul_(1 / inputs.pixelScale), labels.index_select(0, indices)


def train(optimizer_spec, order):
    """@returns seconds, losses"""
    model = new_model()
    parameters = list(model.parameters())
    optimizer = torch.optim.Adam(
        parameters,
        lr=optimizer_spec["learningRate"],
        betas=(optimizer_spec["beta1"], optimizer_spec["beta2"]),
        eps=optimizer_spec["epsilon"],
        amsgrad=optimizer_spec["name"] == "AMSGrad",
        fused=True,
    )
    group = optimizer.param_groups[0]
    losses = []
    start = time.perf_counter()
    for step, indices in enumerate(order, 1):
        x, y = minibatch(indices)
        loss = loss_of(model(x), y)
        for parameter in parameters:
            parameter.grad = None
        loss.backward()
        group["lr"] = learning_rate(optimizer_spec, step)
        optimizer.step()
        losses.append(loss.detach())
    return time.perf_counter() - start, losses


def run(steps):
    order = list(torch.from_numpy(inputs.minibatches(steps)))
    return sum(train(optimizer, order)[0] for optimizer in inputs.cohort[:2]), 2 * steps


def check():
    order = list(torch.from_numpy(inputs.check_order))
    return [train(optimizer, order)[1] for optimizer in inputs.checkedCohort]


serve(f"PyTorch {torch.__version__}", run, check)
