"""The claim of bench/time-to-verdict.mjs as a good PyTorch script: paired seeds, two arms, both cores, a paired test.

    python verdict_pytorch.py <folder of the four MNIST files, gzip> <pairs> <epochs>

Softmax regression (784-10), batch 128, alpha/sqrt(t); every epoch ends with the loss and accuracy on all training,
validation and test images, as claimcheck records them. Prints one line of JSON.
"""

import gzip
import json
import math
import multiprocessing
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

BATCH, ALPHA, BETAS, EPSILON = 128, 0.01, (0.9, 0.99), 1e-8
PROCESSES = 2
MARGIN = 0.01  # AMSGrad is to be lower by at least 1 %


def read(folder, name, header):
    content = gzip.decompress((Path(folder) / f"{name}.gz").read_bytes())
    return torch.from_numpy(np.frombuffer(content, np.uint8, offset=header).copy())


def load(folder):
    global TRAIN, LABELS, SPLITS
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    images = read(folder, "train-images-idx3-ubyte", 16).view(-1, 784)
    labels = read(folder, "train-labels-idx1-ubyte", 8).long()
    test = read(folder, "t10k-images-idx3-ubyte", 16).view(-1, 784)
    test_labels = read(folder, "t10k-labels-idx1-ubyte", 8).long()
    TRAIN, LABELS = images[:50_000], labels[:50_000]
    # Scaled once: nothing is faster for an evaluation, and it fits.
    SPLITS = {
        "train": (TRAIN.float().div_(255), LABELS),
        "validation": (images[50_000:].float().div_(255), labels[50_000:]),
        "test": (test.float().div_(255), test_labels),
    }


def evaluate(model):
    metrics = {}
    with torch.inference_mode():
        for name, (x, y) in SPLITS.items():
            logits = model(x)
            metrics[f"{name}.loss"] = F.cross_entropy(logits, y).item()
            metrics[f"{name}.accuracy"] = (logits.argmax(1) == y).float().mean().item()
    return metrics


def train(task):
    seed, amsgrad, epochs = task
    torch.manual_seed(seed)  # the same weights and minibatches in both arms
    model = torch.nn.Linear(784, 10)
    torch.nn.init.xavier_uniform_(model.weight)
    torch.nn.init.zeros_(model.bias)
    parameters = list(model.parameters())
    optimizer = torch.optim.Adam(parameters, lr=ALPHA, betas=BETAS, eps=EPSILON, amsgrad=amsgrad, fused=True)
    group = optimizer.param_groups[0]
    step, history = 0, []
    for _ in range(epochs):
        running = torch.zeros(())
        batches = torch.randperm(len(TRAIN)).split(BATCH)[: len(TRAIN) // BATCH]
        for batch in batches:
            step += 1
            x = TRAIN.index_select(0, batch).float().mul_(1 / 255)
            loss = F.cross_entropy(model(x), LABELS.index_select(0, batch))
            for parameter in parameters:
                parameter.grad = None
            loss.backward()
            group["lr"] = ALPHA / math.sqrt(step)
            optimizer.step()
            running += loss.detach()
        history.append({"train.runningLoss": running.item() / len(batches), **evaluate(model)})
    return seed, amsgrad, history


def sign_flip_p(differences):
    """Exact: the share of all sign patterns whose mean is at most the observed one."""
    n = len(differences)
    signs = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    means = signs @ differences / n
    return float(np.mean(means <= differences.mean() + 1e-12))


def main():
    folder, pairs, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    tasks = [(seed, amsgrad, epochs) for seed in range(pairs) for amsgrad in (False, True)]
    with multiprocessing.get_context("fork").Pool(PROCESSES, load, [folder]) as pool:
        results = pool.map(train, tasks, chunksize=1)
    final = {(seed, amsgrad): history[-1]["train.loss"] for seed, amsgrad, history in results}
    adam, amsgrad = (np.array([final[seed, arm] for seed in range(pairs)]) for arm in (False, True))
    differences = np.log(amsgrad / adam) - math.log(1 - MARGIN)
    p = sign_flip_p(differences)
    ratio = math.exp(np.mean(np.log(amsgrad / adam)))
    print(json.dumps({"adam": adam.mean(), "amsgrad": amsgrad.mean(), "ratio": ratio, "p": p, "lower": p <= 0.05}))


if __name__ == "__main__":
    main()
