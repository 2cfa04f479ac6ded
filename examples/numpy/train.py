"""Logistic regression on two clouds of points, by minibatches, with or without momentum. Prints a line an epoch."""

import argparse
import json

import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.02)
parser.add_argument("--momentum", type=float, default=0.0)
parser.add_argument("--epochs", type=int, default=10)
parser.add_argument("--seed", type=int, default=0)
args = parser.parse_args()

random = np.random.default_rng(args.seed)
labels = random.integers(0, 2, 500)
# Features of very different scales: what momentum is for.
scales = np.logspace(-1.5, 0.5, 20)
points = (random.normal(size=(500, 20)) + 0.8 * (2 * labels[:, None] - 1)) * scales

weights, velocity = np.zeros(20), np.zeros(20)
for epoch in range(1, args.epochs + 1):
    for batch in np.array_split(random.permutation(500), 25):
        predicted = 1 / (1 + np.exp(-points[batch] @ weights))
        gradient = points[batch].T @ (predicted - labels[batch]) / len(batch)
        velocity = args.momentum * velocity - args.lr * gradient
        weights = weights + velocity
    loss = np.mean(np.logaddexp(0, -(2 * labels - 1) * (points @ weights)))
    print(json.dumps({"epoch": epoch, "loss": float(loss)}))
