"""Softmax regression by minibatches in float64, from the weights and on the minibatches of claimcheck export start."""

import argparse
import json
from pathlib import Path

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--start", type=Path, required=True)
parser.add_argument("--lr", type=float, required=True)
parser.add_argument("--momentum", type=float, required=True)
parser.add_argument("--seed", type=int, required=True)
args = parser.parse_args()

scale = json.loads((args.start / "start.json").read_text())["data"]["pixelScale"]


def split(name):
    images = np.load(args.start / "data" / f"{name}-images.npy")
    return images.reshape(len(images), -1) / scale, np.load(args.start / "data" / f"{name}-labels.npy")


def log_probabilities(images):
    scores = images @ kernel + bias
    scores -= scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def loss(images, labels):
    return -log_probabilities(images)[np.arange(len(labels)), labels].mean()


start = args.start / f"seed{args.seed}"
kernel, bias = (np.load(start / f"0-{name}.npy").astype(float) for name in ("kernel", "bias"))
train, test = split("training"), split("test")
kernel_velocity, bias_velocity = np.zeros_like(kernel), np.zeros_like(bias)
for epoch, batches in enumerate(np.load(start / "minibatches.npy"), 1):
    for batch in batches:
        images, labels = train[0][batch], train[1][batch]
        error = (np.exp(log_probabilities(images)) - np.eye(10)[labels]) / len(batch)
        kernel_velocity = args.momentum * kernel_velocity + images.T @ error
        bias_velocity = args.momentum * bias_velocity + error.sum(axis=0)
        kernel -= args.lr * kernel_velocity
        bias -= args.lr * bias_velocity
    accuracy = (log_probabilities(test[0]).argmax(axis=1) == test[1]).mean()
    print(json.dumps({"epoch": epoch, "train_loss": loss(*train), "test_loss": loss(*test), "test_accuracy": accuracy}))
