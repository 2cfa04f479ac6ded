"""The claim of bench/time-to-verdict.mjs as a good PyTorch script: paired seeds, two arms, both cores, a paired test.

    python verdict_pytorch.py <folder of the four files of MNIST, gzip> <the experiment, as JSON>

Softmax regression; every epoch ends with the loss and accuracy on all training, validation and test images, as claimcheck
records them. Prints one line of JSON.
"""

import gzip
import json
import math
import multiprocessing
import sys
from pathlib import Path

import numpy as np
import torch
from inputs import learning_rate, loss_of
from losses_pytorch import LOSSES

PROCESSES = 2
SETTINGS = json.loads(sys.argv[2])
DATA, BATCH, EPOCHS = SETTINGS["data"], SETTINGS["training"]["batchSize"], SETTINGS["training"]["epochs"]
criterion = loss_of(SETTINGS["loss"], SETTINGS["output"], SETTINGS["classes"], LOSSES)


def read(folder, name, header):
    content = gzip.decompress((Path(folder) / f"{name}.gz").read_bytes())
    return torch.from_numpy(np.frombuffer(content, np.uint8, offset=header).copy())


def load(folder):
    global TRAIN, LABELS, SPLITS
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    labels = read(folder, "train-labels-idx1-ubyte", 8).long()
    images = read(folder, "train-images-idx3-ubyte", 16).view(len(labels), -1)
    test_labels = read(folder, "t10k-labels-idx1-ubyte", 8).long()
    test = read(folder, "t10k-images-idx3-ubyte", 16).view(len(test_labels), -1)
    train, validation, scale = DATA["trainImages"], DATA["validationImages"], DATA["pixelScale"]
    TRAIN, LABELS = images[:train], labels[:train]
    # Scaled once: nothing is faster for an evaluation, and it fits.
    SPLITS = {
        "train": (TRAIN.float().div_(scale), LABELS),
        "validation": (images[-validation:].float().div_(scale), labels[-validation:]),
        "test": (test[: DATA["testImages"]].float().div_(scale), test_labels[: DATA["testImages"]]),
    }


def evaluate(model):
    metrics = {}
    with torch.inference_mode():
        for name, (x, y) in SPLITS.items():
            logits = model(x)
            metrics[f"{name}.loss"] = criterion(logits, y).item()
            metrics[f"{name}.accuracy"] = (logits.argmax(1) == y).float().mean().item()
    return metrics


def train(task):
    seed, arm = task
    spec = SETTINGS["optimizers"][arm]
    torch.manual_seed(seed)  # the same weights and minibatches in both arms
    model = torch.nn.Linear(TRAIN.shape[1], SETTINGS["classes"])
    torch.nn.init.xavier_uniform_(model.weight)
    torch.nn.init.zeros_(model.bias)
    parameters = list(model.parameters())
    optimizer = torch.optim.Adam(
        parameters,
        betas=(spec["beta1"], spec["beta2"]),
        eps=spec["epsilon"],
        amsgrad=spec["name"] == "AMSGrad",
        fused=True,
    )
    group = optimizer.param_groups[0]
    step, history = 0, []
    for _ in range(EPOCHS):
        running = torch.zeros(())
        batches = torch.randperm(len(TRAIN)).split(BATCH)[: len(TRAIN) // BATCH]
        for batch in batches:
            step += 1
            x = TRAIN.index_select(0, batch).float().mul_(1 / DATA["pixelScale"])
            loss = criterion(model(x), LABELS.index_select(0, batch))
            for parameter in parameters:
                parameter.grad = None
            loss.backward()
            group["lr"] = learning_rate(spec, step)
            optimizer.step()
            running += loss.detach()
        history.append({"train.runningLoss": running.item() / len(batches), **evaluate(model)})
    return history


def sign_flip_p(differences):
    """Exact: the share of all sign patterns whose mean is at most the observed one."""
    n = len(differences)
    signs = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    means = signs @ differences / n
    return float(np.mean(means <= differences.mean() + 1e-12))


def main():
    tasks = [(seed, arm) for seed in range(SETTINGS["pairs"]) for arm in (0, 1)]
    with multiprocessing.get_context("fork").Pool(PROCESSES, load, [sys.argv[1]]) as pool:
        results = pool.map(train, tasks, chunksize=1)
    adam, amsgrad = np.array([history[-1]["train.loss"] for history in results]).reshape(-1, 2).T
    p = sign_flip_p(np.log(amsgrad / adam) - math.log(1 - SETTINGS["margin"]))
    ratio = math.exp(np.mean(np.log(amsgrad / adam)))
    print(json.dumps({"meanLosses": [adam.mean(), amsgrad.mean()], "ratio": ratio, "p": p, "lower": p <= 0.05}))


if __name__ == "__main__":
    main()
